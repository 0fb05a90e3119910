"""Records by id, which also remember the ids of entries that are there but have a mistake of their own.

In: what a loader found. Out: `Known`. One mistake in sources.csv must not be told again for each of the
thousand figures that cite it: whoever looks an id up asks `lacks`.
"""

from __future__ import annotations

from typing import Generic, TypeVar

from .files import Folder

R = TypeVar("R")


class Known(dict[str, R], Generic[R]):
    """Sound records by id. `doubtful` are ids whose entry has a mistake; `lost` means that some cannot be known."""

    def __init__(self) -> None:
        super().__init__()
        self.doubtful: set[str] = set()
        self.lost = False

    def lacks(self, key: str) -> bool:
        """Whether the file certainly has no entry of this id."""
        return not (self.lost or key in self or key in self.doubtful)

    def settle(self, folder: Folder, name: str, fields: tuple[str, ...]) -> None:
        """Note whether parts of the file could not be read: a mistake there that is not about a field of an entry."""
        self.lost = any(mistake.file == name and mistake.field not in fields for mistake in folder.mistakes)
