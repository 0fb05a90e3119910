"""Reads the forecasts that were made before the figure came, from the folder beside the register.

In: that folder, or none. Out: for each forecast its manifest and its rows, held to their digests each time that a file
has changed. A folder under a name that is no plain word is not looked at, and no name leads out of the folder.
"""

from __future__ import annotations

import csv
import hashlib
import re
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

#: As `2026-01`: no name that could mean another place, and none of a folder that is still being written.
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
LARGEST = 20_000_000


@dataclass(frozen=True, slots=True)
class Kept:
    """One frozen forecast: its manifest, its rows (of `plans.csv`), and the state of its files."""

    name: str
    place: Path
    manifest: dict[str, Any]
    rows: tuple[dict[str, str], ...]
    state: str


class FrozenForecasts:
    """The forecasts in a folder. Looking for them again is a few calls to the file system."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._read: dict[str, Kept] = {}
        self._lock = threading.Lock()

    def names(self) -> list[str]:
        """What there is, by name."""
        try:
            found = list(self._folder.iterdir()) if self._folder else []
        except OSError:  # no such folder: nothing has been frozen
            return []
        return sorted(p.name for p in found if NAME.fullmatch(p.name) and p.is_dir() and not p.is_symlink())

    def state(self) -> str:
        """A digest that changes when any file of any of them does."""
        return hashlib.sha256("\n".join(self._state(name) for name in self.names()).encode()).hexdigest()

    def get(self, name: str) -> Kept | None:
        """One of them; None where there is none. Raises FrozenError where it is no longer what was frozen."""
        from portcullis.model.frozen import MANIFEST, PLANS, QUANTILES, FrozenError, read_manifest

        if self._folder is None or name not in self.names():
            return None
        state = self._state(name)
        with self._lock:
            if name in self._read and self._read[name].state == state:
                return self._read[name]
            place = self._folder / name
            try:
                if any((place / file).stat().st_size > LARGEST for file in (MANIFEST, PLANS, QUANTILES)):
                    raise FrozenError("it is too large to be a frozen forecast")
                manifest = read_manifest(place)
                if not {PLANS, QUANTILES} <= set(manifest["sha256"]):
                    raise FrozenError("its manifest does not hold both files to a digest")
                with (place / PLANS).open(encoding="utf-8", newline="") as file:
                    rows = tuple(csv.DictReader(file))
            except (OSError, ValueError, TypeError, AttributeError) as error:
                raise FrozenError(f"it cannot be read: {type(error).__name__}") from None
            self._read[name] = Kept(name, place, manifest, rows, state)
            return self._read[name]

    def _state(self, name: str) -> str:
        """Sizes and times of the files of one forecast."""
        said = [name]
        try:
            for path in sorted((self._folder / name).iterdir()) if self._folder else []:
                about = path.stat()
                said.append(f"{path.name} {about.st_size} {about.st_mtime_ns}")
        except OSError:
            said.append("cannot be read")
        return "\n".join(said)
