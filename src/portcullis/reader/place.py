"""Takes a file from disk: only an ordinary file, and never more of it than we read.

In: a path. Out: bytes. Raises UnreadableError with one plain line.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from .limits import Limits, UnreadableError


def taken(path: Path, limits: Limits) -> bytes:
    """The bytes of a file. A pipe or a device is refused, also behind a link: it might never end."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except FileNotFoundError:
        raise UnreadableError("not found") from None
    except (OSError, ValueError) as error:
        raise UnreadableError(f"cannot be opened ({getattr(error, 'strerror', None) or 'not a path'})") from None
    try:
        mode = os.fstat(handle).st_mode
        if stat.S_ISDIR(mode):
            raise UnreadableError("this is a folder, not a file")
        if not stat.S_ISREG(mode):
            raise UnreadableError("this is not an ordinary file")
        with os.fdopen(handle, "rb", closefd=False) as file:
            data = file.read(limits.bytes + 1)
    except OSError as error:
        raise UnreadableError(f"cannot be read ({error.strerror or error})") from None
    finally:
        os.close(handle)
    if len(data) > limits.bytes:
        raise UnreadableError(f"too large: we read files of up to {limits.bytes // 1_000_000} MB")
    if not data:
        raise UnreadableError("the file is empty")
    return data
