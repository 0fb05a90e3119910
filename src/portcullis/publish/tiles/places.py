"""Where the authorities are, as points on a plane, and who is next to whom.

In: authorities.csv of a register. Out: `Place` records and pairs of neighbours. Only points are used: no boundary is.
"""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np

#: One degree of latitude, and of longitude at the middle of England, in kilometres. Over England the error of so plain
#: a projection is a few kilometres, far less than a tile.
_KM_NORTH = 111.2
_KM_EAST = 111.32 * math.cos(math.radians(52.8))


@dataclass(frozen=True, slots=True)
class Place:
    """A current authority, or a stretch of water or of Wales that keeps a tile empty (then `region` is empty)."""

    code: str
    name: str
    region: str
    east: float
    south: float


#: Not England, but needed for its outline: without these the tiles would close over Wales and the Wash.
GAPS = (
    ("North Wales", 53.05, -3.6),
    ("Mid Wales", 52.45, -3.5),
    ("West Wales", 51.95, -4.0),
    ("South Wales", 51.9, -3.2),
    ("Bristol Channel", 51.3, -3.9),
    ("The Wash", 53.0, 0.35),
)


def current(authorities: Path) -> list[Place]:
    """The current authorities in the order of their codes."""
    with authorities.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["status"] == "current"]
    return sorted(
        (
            _place(row["code"], row["name"], row["region"], float(row["latitude"]), float(row["longitude"]))
            for row in rows
        ),
        key=lambda place: place.code,
    )


def gaps() -> list[Place]:
    """The places that hold tiles empty."""
    return [_place(name, name, "", latitude, longitude) for name, latitude, longitude in GAPS]


def points(places: list[Place]) -> np.ndarray:
    """East and south in kilometres, one row a place."""
    return np.array([(place.east, place.south) for place in places])


def next_to(at: np.ndarray) -> list[tuple[int, int]]:
    """Pairs with nobody in the circle between them (a Gabriel graph: what a map reader would call neighbours)."""
    square = ((at[:, None] - at[None]) ** 2).sum(-1)
    pairs = []
    for i in range(len(at)):
        for j in range(i + 1, len(at)):
            between = square[i] + square[j] < square[i, j] - 1e-9
            between[[i, j]] = False
            if not between.any():
                pairs.append((i, j))
    return pairs


def nearest(at: np.ndarray, count: int = 4) -> list[list[int]]:
    """For each place the nearest others, nearest first."""
    square = ((at[:, None] - at[None]) ** 2).sum(-1)
    np.fill_diagonal(square, np.inf)
    return [[int(j) for j in np.argsort(row, kind="stable")[:count]] for row in square]


def _place(code: str, name: str, region: str, latitude: float, longitude: float) -> Place:
    return Place(code, name, region, longitude * _KM_EAST, -latitude * _KM_NORTH)
