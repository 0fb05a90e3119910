"""What a site is made from, beside the register: the program, and frozen forecasts.

In: folders. Out: digests. When the program is another, everything is made anew.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

#: The folder of frozen forecasts beside the register, and its name among the data.
FORECASTS = "forecasts"
PACKAGE = Path(__file__).parents[1]
#: The rooms that make pages from a register.
ROOMS = ("vocabulary", "register", "store", "audit", "reader", "publish", "model/implied")


def program_digest() -> str:
    """A digest of everything that makes pages from a register."""
    digest = hashlib.sha256()
    for room in ROOMS:
        digest.update(folder_digest(PACKAGE / room).encode())
    return digest.hexdigest()


def folder_digest(root: Path) -> str:
    """A digest of every file below a folder, by its path in it; one of nothing where there is no folder."""
    digest = hashlib.sha256()
    files = (p for p in root.rglob("*") if p.is_file() and p.suffix != ".pyc") if root.is_dir() else ()
    for path in sorted(files):
        digest.update(f"{path.relative_to(root)}\0".encode() + path.read_bytes())
    return digest.hexdigest()
