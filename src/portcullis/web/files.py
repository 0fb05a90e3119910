"""The files of one site, by address; small ones are read once, compressed once, and kept.

In: the real folder of a site. Out: `SiteFiles`. An address is looked up in a table made when the folder was opened,
so `..`, backslashes, NUL and links that lead outside cannot reach anything: they are not in the table.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import threading
from dataclasses import dataclass
from email.utils import formatdate
from pathlib import Path, PurePosixPath
from urllib.parse import quote

INDEX = "index.html"
TYPES = {
    ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml",
    ".js": "text/javascript; charset=utf-8",
    ".csv": "text/csv; charset=utf-8", ".json": "application/json", ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml", ".atom": "application/atom+xml", ".ics": "text/calendar; charset=utf-8",
    ".png": "image/png", ".jpg": "image/jpeg", ".ico": "image/vnd.microsoft.icon", ".pdf": "application/pdf",
    ".parquet": "application/vnd.apache.parquet", ".md": "text/markdown; charset=utf-8", ".woff2": "font/woff2",
    ".sqlite": "application/vnd.sqlite3",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}  # fmt: skip
COMPRESSED = frozenset({".png", ".jpg", ".pdf", ".parquet", ".woff2", ".ico", ".xlsx"})
#: Larger files are sent from disk, whole or in part.
KEPT_BYTES = 2_000_000
CACHE_BYTES = 192_000_000
WORTH_COMPRESSING = 600


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file ready to send. `plain` is None when it is too large to keep."""

    path: Path
    kind: str
    etag: str
    modified: float
    modified_text: str
    plain: bytes | None
    gzipped: bytes | None


class SiteFiles:
    """Every file of a site under its address, and where addresses with a wrong end lead."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.addresses: dict[str, str] = {}
        self.moved: dict[str, str] = {}
        self._kept: dict[str, Loaded] = {}
        self._bytes = 0
        self._lock = threading.Lock()
        for name in _names(folder):
            self._add(name)

    def _add(self, name: str) -> None:
        address = f"/{name}"
        if PurePosixPath(name).name != INDEX:
            self.addresses[address] = name
            return
        home = address.removesuffix(INDEX)
        self.addresses[home] = name
        self.moved[address] = home
        if home != "/":
            self.moved[home.rstrip("/")] = home

    def kept(self, address: str) -> Loaded | None:
        """The file at an address, if it has been read already."""
        return self._kept.get(address)

    def load(self, address: str) -> Loaded:
        """Read the file at a known address. Call it in a thread. Raises OSError when the folder is gone."""
        path = self.folder / self.addresses[address]
        ending = path.suffix.lower()
        with _open(path) as file:
            status = os.fstat(file.fileno())
            small = status.st_size <= KEPT_BYTES
            body = file.read() if small else None
            digest = hashlib.sha256(body) if body is not None else hashlib.file_digest(file, "sha256")
        packed = None
        if body is not None and len(body) >= WORTH_COMPRESSING and ending not in COMPRESSED:
            packed = gzip.compress(body, 6, mtime=0)
        loaded = Loaded(
            path, TYPES.get(ending, "application/octet-stream"), digest.hexdigest()[:32], status.st_mtime,
            formatdate(status.st_mtime, usegmt=True), body, packed,
        )  # fmt: skip
        self._keep(address, loaded)
        return loaded

    def warm(self, before: SiteFiles) -> None:
        """Read what readers of the site before had asked for, so that the change costs them nothing."""
        for address in list(before._kept):
            if address in self.addresses and address not in self._kept and self._bytes < CACHE_BYTES // 2:
                self.load(address)

    def _keep(self, address: str, loaded: Loaded) -> None:
        with self._lock:
            if address in self._kept:
                return
            self._kept[address] = loaded
            self._bytes += _weight(loaded)
            while self._bytes > CACHE_BYTES:
                oldest = next(iter(self._kept))
                self._bytes -= _weight(self._kept.pop(oldest))


def href(address: str) -> str:
    """An address as it may stand in a header or a link."""
    return quote(address, safe="/:~@!$&'()*+,;=-._")


def _weight(loaded: Loaded) -> int:
    return len(loaded.plain or b"") + len(loaded.gzipped or b"") + 500


def _names(folder: Path) -> list[str]:
    """Paths of all regular files, relative to the folder; hidden ones and links are left out."""
    names = []
    for root, folders, files in os.walk(folder, followlinks=False):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for file in files:
            path = Path(root, file)
            if not file.startswith(".") and file.isprintable() and not path.is_symlink() and path.is_file():
                names.append(path.relative_to(folder).as_posix())
    return sorted(names)


def _open(path: Path):
    """Open a file that is no link: it may have been changed since the table was made."""
    return os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC), "rb")
