"""The forecasts of their day: what was expected when each agreement was made, kept in a file that pages read.

In: `forecasts/implied.csv`. Out: `Expectations`: ranges by council, origin, measure and year, each number with an id.
The file is written by `portcullis implied --record` and held to the model by a test. Nothing heavy is here.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

from ..aside import put_csv

#: Its name in the folder of forecasts.
FILE = "implied.csv"
PARTS = ("low_95", "low_80", "median", "high_80", "high_95")
LARGEST = 5_000_000


class ImpliedError(Exception):
    """The file of past forecasts cannot be read."""


@dataclass(frozen=True, slots=True)
class Expected:
    """One measure of one council in one year (a January, or a calendar year of new plans), as expected by `origin`.

    `doubts`: what was unusual about the series that it starts from.
    """

    code: str
    name: str
    origin: int
    measure: str
    year: int
    low_95: float
    low_80: float
    median: float
    high_80: float
    high_95: float
    doubts: str
    model: str
    seed: int
    draws: int
    vintage: str

    def id_of(self, part: str) -> str:
        """The id of one of its numbers."""
        return f"implied:{self.origin}:{self.code}:{self.measure}:{self.year}:{part}"


COLUMNS = tuple(one.name for one in fields(Expected))
Key = tuple[str, int, str, int]


@dataclass(frozen=True)
class Expectations:
    """All of them, by council. An empty one is what there is where none was recorded."""

    by_code: Mapping[str, tuple[Expected, ...]] = field(default_factory=dict)

    def get(self, code: str, origin: int, measure: str, year: int) -> Expected | None:
        """One of them; None where none was recorded."""
        found = self.by_code.get(code, ())
        return next((e for e in found if (e.origin, e.measure, e.year) == (origin, measure, year)), None)

    def all(self) -> list[Expected]:
        """Every one, in the order of the file."""
        return [one for rows in self.by_code.values() for one in rows]

    def figures(self) -> dict[str, float]:
        """Every number that has an id."""
        return {one.id_of(part): getattr(one, part) for one in self.all() for part in PARTS}


def read_expected(path: Path) -> Expectations:
    """What the file holds; nothing where there is no file. Raises ImpliedError for one that cannot be read."""
    if not path.is_file():
        return Expectations()
    try:
        if path.stat().st_size > LARGEST:
            raise ImpliedError(f"{path} is too large to be a file of past forecasts")
        with path.open(encoding="utf-8", newline="") as file:
            return by_code(_row(row) for row in csv.DictReader(file))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ImpliedError(f"{path} cannot be read: {error}. `portcullis implied --record {path}` writes it") from None


def by_code(rows: Iterable[Expected]) -> Expectations:
    """The same, arranged."""
    found: dict[str, list[Expected]] = {}
    for row in rows:
        found.setdefault(row.code, []).append(row)
    return Expectations({code: tuple(ones) for code, ones in found.items()})


def write_expected(rows: Iterable[Expected], path: Path) -> int:
    """Write the file; how many rows. Written aside, then put in place."""
    told = ([f"{v:.1f}" if isinstance(v, float) else v for v in (getattr(row, n) for n in COLUMNS)] for row in rows)
    return put_csv(path, COLUMNS, told)


def _row(row: Mapping[str, str]) -> Expected:
    low_95, low_80, median, high_80, high_95 = (float(row[part]) for part in PARTS)
    return Expected(
        row["code"], row["name"], int(row["origin"]), row["measure"], int(row["year"]),
        low_95, low_80, median, high_80, high_95,
        row["doubts"], row["model"], int(row["seed"]), int(row["draws"]), row["vintage"],
    )  # fmt: skip
