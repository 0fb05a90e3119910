"""Puts one file into the folder of a site; a file that has not changed is linked from the build before.

In: the folder, a path in it, bytes, and perhaps the build before. Out: the file.
"""

from __future__ import annotations

import os
from pathlib import Path


def put(folder: Path, path: str, content: bytes, before: Path | None = None) -> None:
    """Write `content` at `path`. Raises OSError when the disk is full."""
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    # A file that stands here may be shared with an older build, which must not change.
    target.unlink(missing_ok=True)
    if before is not None:
        try:
            if (before / path).read_bytes() == content:
                os.link(before / path, target)
                return
        except OSError:
            pass  # a new file, or a disk that does not link: write it
    target.write_bytes(content)
