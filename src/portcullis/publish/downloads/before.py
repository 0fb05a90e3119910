"""The downloads of the site that stands, of which most can be kept when little has changed.

In: their folder, and what differs. Out: files linked into the new folder, and their part of the new description.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from portcullis.store.tables import TABLES

from ..difference import Difference
from .files import link

#: Of each large table: its measures in order, with the bytes and rows of each.
BLOCKS = "blocks.json"
Block = tuple[str, int, int]
#: Names and units come from these: when they change, every line of observations may.
_JOINED = frozenset({"indicator", "authority", "source", "correction"})


@dataclass(frozen=True)
class Before:
    """Downloads that stand, and what differs between their tables and the new ones.

    Whoever uses them must be ready for OSError, KeyError and ValueError: somebody may have changed the folder.
    """

    folder: Path
    difference: Difference

    @cached_property
    def usable(self) -> bool:
        """Whether parts of them can be taken over at all."""
        return not _JOINED & self.difference.tables and bool(self._blocks) and bool(self._resources(""))

    def blocks(self, path: str) -> dict[str, tuple[bytes, int]]:
        """The lines of a large table as they stand, with their number: by measure, without those that differ."""
        data = (self.folder / path).read_bytes()
        found, place = {}, data.index(b"\n") + 1  # after the header
        for measure, size, rows in self._blocks[path]:
            if measure not in self.difference.indicators:
                found[measure] = data[place : place + size], rows
            place += size
        if place != len(data):
            raise ValueError(f"{path} is not as {BLOCKS} says")
        return found

    def table(self, name: str, target: Path) -> dict[str, Any] | None:
        """Link the files of a table that has not changed; its part of the package. None where it has changed.

        What is no table of the store is made of observations.
        """
        changed = name in self.difference.tables if name in TABLES else bool(self.difference.series)
        stands = self._resources("").get(name)
        if stands is None or changed:
            return None
        for path in (f"{name}.csv", f"{name}.parquet", f"{name}.csv-metadata.json"):
            link(self.folder / path, target / path)
        return stands

    def cut(self, name: str, by: str, target: Path) -> dict[str, dict[str, Any]]:
        """Link the files of a folder of cuts that have not changed; the part of each in the package, by key."""
        differing = self.difference.indicators if by == "indicator" else self.difference.authorities
        stand = {}
        for found in self._resources(name).values():
            key = found["path"].removesuffix(".csv")
            if key not in differing:
                link(self.folder / name / found["path"], target / name / found["path"])
                stand[key] = found
        return stand

    def sizes(self, path: str) -> list[Block]:
        """Measures of a large table as it stands."""
        return self._blocks[path]

    @cached_property
    def _blocks(self) -> dict[str, list[Block]]:
        return _json(self.folder / BLOCKS)

    def _resources(self, name: str) -> dict[str, dict[str, Any]]:
        return {found["name"]: found for found in _json(self.folder / name / "datapackage.json").get("resources", [])}


def _json(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
