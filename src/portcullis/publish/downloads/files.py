"""Puts one file in the folder and remembers what a description of it needs.

In: a folder, a path inside it, and text or a file to share. Out: `Written`.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic_core import to_json


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was written: path inside the folder, bytes, digest, and rows where it is a table."""

    path: str
    bytes: int
    sha256: str
    rows: int | None = None


def write_text(folder: Path, path: str, text: str, rows: int | None = None) -> Written:
    """Write text as UTF-8 with the line ends that it has."""
    return write_bytes(folder, path, text.encode(), rows)


def write_bytes(folder: Path, path: str, data: bytes, rows: int | None = None) -> Written:
    """Write bytes as they are."""
    _cleared(folder / path).write_bytes(data)
    return Written(path, len(data), hashlib.sha256(data).hexdigest(), rows)


def write_json(folder: Path, path: str, content: Any) -> Written:
    """Write JSON for people too: indented, letters as they are."""
    return write_bytes(folder, path, as_json(content))


def as_json(content: Any) -> bytes:
    """JSON as all downloads have it. The validator's writer is ten times as fast as the one that comes with Python."""
    return to_json(content, indent=1) + b"\n"


def share(folder: Path, path: str, original: Path, rows: int) -> Written:
    """Link a file from elsewhere, or copy it where links cannot be made."""
    link(original, folder / path)
    return described(folder, path, rows)


def link(original: Path, target: Path) -> None:
    """Link a file, or copy it where links cannot be made. Raises OSError when it is not there."""
    _cleared(target)
    try:
        os.link(original, target)
    except FileNotFoundError:
        raise
    except OSError:
        shutil.copyfile(original, target)


def described(folder: Path, path: str, rows: int) -> Written:
    """What there is to know of a file that somebody else wrote."""
    data = (folder / path).read_bytes()
    return Written(path, len(data), hashlib.sha256(data).hexdigest(), rows)


def _cleared(target: Path) -> Path:
    """Make way: a file that stands here may be shared with an older build, which must not change."""
    target.unlink(missing_ok=True)
    return target
