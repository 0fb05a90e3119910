"""Reads what was expected when each agreement was made, from the file beside the register.

In: the folder of forecasts, or none. Out: `Expectations`, read again when the file has changed.
"""

from __future__ import annotations

import threading
from pathlib import Path

from portcullis.model.implied import FILE, Expectations, read_expected


class PastExpectations:
    """The file in a folder. Looking for a change is one call to the file system."""

    def __init__(self, folder: Path | None) -> None:
        self._path = folder / FILE if folder else None
        self._read: tuple[str, Expectations] = ("", Expectations())
        self._lock = threading.Lock()

    def state(self) -> str:
        """A text that changes when the file does; empty where there is none."""
        try:
            about = self._path.stat() if self._path else None
        except OSError:
            about = None
        return f"{about.st_size} {about.st_mtime_ns}" if about else ""

    def get(self) -> Expectations:
        """What it holds; nothing where there is no file. Raises ImpliedError for one that cannot be read."""
        state = self.state()
        with self._lock:
            if self._read[0] != state or not state:
                self._read = state, read_expected(self._path) if self._path and state else Expectations()
            return self._read[1]
