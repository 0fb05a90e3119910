"""Reads register files safely: inside the register, of a sane size, plain UTF-8.

In: a path. Out: its text, or mistakes. All input is hostile: a symlink out of the register, a huge file,
a wrong encoding and a folder in place of a file each end in one plain line.
"""

from __future__ import annotations

import stat
from pathlib import Path

from .mistakes import Mistake, visible

#: No honest file of this register comes near it; the largest today is under half a megabyte.
MAX_BYTES = 32 * 1024 * 1024


class Folder:
    """A register folder that notes mistakes as it reads."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.mistakes: list[Mistake] = []
        self._real: dict[Path, bool] = {}

    def note(self, file: str, line: int, field: str, wrong: str, right: str = "") -> None:
        """Note a mistake."""
        self.mistakes.append(Mistake(visible(file), line, visible(field), visible(wrong), visible(right)))

    def names(self, folder: str, ending: str) -> list[str]:
        """Relative names of the files with this ending in one folder, sorted; other files are mistakes."""
        path = self.root / folder
        if not path.is_dir():
            self.note(folder + "/", 0, "folder", "is missing", f"it holds one {ending} file for each entry")
            return []
        found = []
        for entry in self._entries(path, folder + "/"):
            name = f"{folder}/{entry.name}"
            if entry.name.endswith(ending):
                found.append(name)
            elif entry.name not in {"README.md", ".gitkeep"}:
                self.note(name, 0, "file", f"is not a {ending} file", f"only {ending} files belong in {folder}/")
        if not found:
            self.note(folder + "/", 0, "folder", f"holds no {ending} file", "at least one is needed")
        return found

    def strangers(self, known: frozenset[str]) -> None:
        """Note what lies directly in the register and does not belong there; hidden files may."""
        for entry in self._entries(self.root, "register"):
            if entry.name not in known and not entry.name.startswith("."):
                self.note(entry.name, 0, "file", "does not belong in a register", "remove it, or correct its name")

    def _entries(self, path: Path, name: str) -> list[Path]:
        try:
            return sorted(path.iterdir())
        except OSError as error:
            self.note(name, 0, "folder", f"cannot be read ({error.strerror or error})", "")
            return []

    def read(self, name: str) -> str | None:
        """The text of a file, or None after noting what is wrong with it."""
        path = self.root / name
        try:
            if not self._inside(path):
                self.note(name, 0, "file", "is a link to a place outside the register", "put the file itself here")
                return None
            about = path.stat()
            if not stat.S_ISREG(about.st_mode):
                self.note(name, 0, "file", "is not a file", "put a text file here")
                return None
            if (size := about.st_size) > MAX_BYTES:
                limit = MAX_BYTES // 1024**2
                self.note(name, 0, "file", f"is {size / 1024**2:,.0f} MB", f"a register file is at most {limit} MB")
                return None
            raw = path.read_bytes()
        except FileNotFoundError:
            self.note(name, 0, "file", "is missing", "every register has one: see docs/register.md")
            return None
        except OSError as error:
            self.note(name, 0, "file", f"cannot be read ({error.strerror or error})", "")
            return None
        except RuntimeError:
            self.note(name, 0, "file", "is a link that leads to itself", "put the file itself here")
            return None
        return self._decode(name, raw)

    def _inside(self, path: Path) -> bool:
        """Whether a file really lies in the register. Each folder is resolved once: that is what takes the time."""
        parent = path.parent
        if parent not in self._real:
            self._real[parent] = parent.resolve(strict=True).is_relative_to(self.root.resolve())
        if not self._real[parent]:
            return False
        return not path.is_symlink() or path.resolve(strict=True).is_relative_to(self.root.resolve())

    def _decode(self, name: str, raw: bytes) -> str | None:
        if raw.startswith(b"\xef\xbb\xbf"):
            raw = raw[3:]
        if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
            self.note(name, 1, "encoding", "is UTF-16", "save it as UTF-8 (in Excel: CSV UTF-8)")
            return None
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError as error:
            line = raw.count(b"\n", 0, error.start) + 1
            byte = raw[error.start]
            self.note(
                name,
                line,
                "encoding",
                f"byte 0x{byte:02X} is not UTF-8",
                "save it as UTF-8 (in Excel: CSV UTF-8)",
            )
            return None
        if "\0" in text:
            line = text.count("\n", 0, text.index("\0")) + 1
            self.note(name, line, "encoding", "holds a NUL character", "save it as plain text")
            return None
        return text
