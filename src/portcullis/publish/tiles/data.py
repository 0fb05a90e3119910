"""What the map draws: the committed layout, and a value for each authority.

In: layout.csv beside this module. Out: `Spot` (where an authority is) and `Tile` (what it shows).
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an authority is on the map, counted from the north-west corner."""

    code: str
    short: str
    region: str
    column: int
    row: int


@dataclass(frozen=True, slots=True)
class Tile:
    """What one tile shows. `value` None is a missing value; `suspect` a published value that we doubt."""

    name: str
    value: float | None
    text: str
    href: str = ""
    suspect: bool = False
    figure: str = ""


@cache
def layout() -> tuple[Spot, ...]:
    """All spots, row by row from the north."""
    text = files("portcullis.publish.tiles").joinpath("layout.csv").read_text(encoding="utf-8")
    spots = [
        Spot(row["code"], row["short"], row["region"], int(row["column"]), int(row["row"]))
        for row in csv.DictReader(text.splitlines())
    ]
    return tuple(sorted(spots, key=lambda spot: (spot.row, spot.column)))
