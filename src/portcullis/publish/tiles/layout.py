"""`python -m portcullis.publish.tiles.layout > layout.csv`: the tile map computed from the register.

In: authorities.csv. Out: code, name, abbreviation, region, column and row. Takes about half a minute; the result is
committed, since a map should not change its shape under readers, and is computed anew only when authorities change.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Mapping
from pathlib import Path

from .hand import MOVED
from .names import shorten
from .places import Place, current, gaps, nearest, points
from .settle import KEPT, SIDES, settled
from .spread import wishes

COLUMNS, ROWS, ROUNDS, SEED = 14, 19, 200, 5
FIELDS = ("code", "name", "short", "region", "column", "row")

Cells = Mapping[str, tuple[int, int]]


def computed(places: list[Place]) -> dict[str, tuple[int, int]]:
    """The cell of each authority: searched for, then changed where that was settled by eye."""
    everyone = places + gaps()
    grid = settled(everyone, wishes(everyone), COLUMNS, ROWS, ROUNDS, SEED)
    cells = {place.code: cell for place, cell in zip(everyone, grid.at, strict=True) if place.region}
    return cells | {code: (column, row) for code, (column, row, _) in MOVED.items()}


def kept(places: list[Place], cells: Cells, within: int = KEPT) -> float:
    """The share of each authority's four nearest that lie within so many tiles (a king's moves)."""
    near = nearest(points(places))
    pairs = [(places[i].code, places[j].code) for i, row in enumerate(near) for j in row]
    found = [max(abs(cells[a][0] - cells[b][0]), abs(cells[a][1] - cells[b][1])) <= within for a, b in pairs]
    return sum(found) / len(found)


def upright(places: list[Place], cells: Cells) -> float:
    """Of all pairs that are 50 km or more apart north to south, the share whose rows are in that order, or level."""
    right = total = 0
    for a in places:
        for b in places:
            if b.south - a.south >= 50:
                total += 1
                right += cells[a.code][1] <= cells[b.code][1]
    return right / total


def pieces(places: list[Place], cells: Cells, region: str) -> int:
    """How many pieces a region is in, side to side."""
    left = {cells[place.code] for place in places if place.region == region}
    count = 0
    while left:
        count += 1
        reach = [left.pop()]
        while reach:
            column, row = reach.pop()
            beside = {(column + x, row + y) for x, y in SIDES} & left
            left -= beside
            reach.extend(beside)
    return count


def main(arguments: list[str]) -> None:
    """Write the layout to standard output, and how good it is to standard error."""
    places = current(Path(arguments[0] if arguments else "register") / "authorities.csv")
    cells, short = computed(places), shorten({place.code: place.name for place in places})
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(FIELDS)
    for place in places:
        out.writerow((place.code, place.name, short[place.code], place.region, *cells[place.code]))
    print(
        f"four nearest within {KEPT} tiles: {kept(places, cells):.1%}, beside: {kept(places, cells, 1):.1%}; "
        f"north is up: {upright(places, cells):.1%}; "
        f"regions in pieces: { {r: n for r in {p.region for p in places} if (n := pieces(places, cells, r)) > 1} }",
        file=sys.stderr,
    )


if __name__ == "__main__":
    main(sys.argv[1:])
