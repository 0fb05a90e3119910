"""The wishes settled onto a grid: one tile each, neighbours beside each other, regions in one piece.

In: places and where each would like to be. Out: a column and row for each. A seeded search that swaps two tiles or
moves one to an empty cell and keeps what costs less, letting a little loss pass at first so that it does not get
stuck. Only sums and comparisons decide, so the same register always gives the same map.
"""

from __future__ import annotations

import math
import random
from collections.abc import Collection, Iterator

import numpy as np

from .hand import PINS
from .places import Place, nearest, next_to, points

Cell = tuple[int, int]
SIDES = ((1, 0), (-1, 0), (0, 1), (0, -1))

#: What a layout costs: a tile away from its wish (squared, so far is dear); neighbours apart; neighbours in the wrong
#: direction; one of the four nearest out of sight; an open side (a ragged coast); a side to another region.
AWAY, APART, TURNED, LOST, OPEN, MIXED = 0.25, 1.0, 1.3, 1.5, 0.55, 0.35
#: A gap (Wales, the Wash) is held to its place more firmly than an authority, or it would hide inland.
FIRM = 1.0
#: What each tile of way between the pieces of a region costs in the last round.
UNITY = 6.0
#: How far a neighbour may be and still count as kept, in tiles (a king's moves).
KEPT = 2


class Grid:
    """Tiles on a grid and what they cost; `move` tries one change and takes it back when it costs too much."""

    def __init__(self, places: list[Place], wanted: np.ndarray, columns: int, rows: int) -> None:
        self.places, self.size = places, (columns, rows)
        self.region = [place.region for place in places]
        self.wanted = [tuple(map(float, spot)) for spot in wanted]
        self.pinned = {i: PINS[place.code][:2] for i, place in enumerate(places) if place.code in PINS}
        self.at: list[Cell] = _first(self.wanted, columns, rows, self.pinned)
        self.on = {cell: i for i, cell in enumerate(self.at)}
        self.members: dict[str, list[int]] = {}
        for i, region in enumerate(self.region):
            self.members.setdefault(region, []).append(i)
        self.ties: list[list[tuple[int, dict[Cell, float]]]] = _ties(places, self.size)
        self.unity = 0.0
        self.pieces = {region: self._pieces(region) for region in self.members if region}

    def move(self, i: int, to: Cell, push: Cell | None, loss: float) -> bool:
        """Put i on `to` unless that costs more than `loss`.

        Whoever is there goes to i's old cell or, with `push`, one cell on in that direction, and so does everyone whom
        that displaces, until an empty cell takes the last: so a whole row can make room.
        """
        changes = self._changes(i, to, push)
        if not changes:
            return False
        old = {k: self.at[k] for k in changes}
        cells = {*old.values(), *changes.values()}
        before = self._cost(changes, cells)
        self._place(changes)
        after = self._cost(changes, cells)
        if after - before <= loss:
            regions = {self.region[k] for k in self._around(changes, cells) if self.region[k]}
            pieces = {region: self._pieces(region) for region in regions}
            # Pieces apart are dear, and dearer each round: early on they must pass each other.
            if after - before + self.unity * sum(pieces[r] - self.pieces[r] for r in regions) <= loss:
                self.pieces |= pieces
                return True
        self._place(old)
        return False

    def _changes(self, i: int, to: Cell, push: Cell | None) -> dict[int, Cell]:
        changes, mover, cell = {}, i, to
        while True:
            if not (0 <= cell[0] < self.size[0] and 0 <= cell[1] < self.size[1]):
                return {}
            if mover in self.pinned:
                return {}
            changes[mover] = cell
            mover = self.on.get(cell, -1)
            if mover < 0 or mover == i:
                return changes
            cell = (cell[0] + push[0], cell[1] + push[1]) if push else self.at[i]

    def _place(self, changes: dict[int, Cell]) -> None:
        for k in changes:
            del self.on[self.at[k]]
        for k, cell in changes.items():
            self.at[k], self.on[cell] = cell, k

    def _around(self, moved: Collection[int], cells: Collection[Cell]) -> set[int]:
        found = set(moved)
        for column, row in cells:
            found.update(self.on[c] for x, y in SIDES if (c := (column + x, row + y)) in self.on)
        return found

    def _cost(self, moved: Collection[int], cells: Collection[Cell]) -> float:
        total = 0.0
        for i in moved:
            column, row = self.at[i]
            x, y = self.wanted[i]
            hold = AWAY if self.region[i] else FIRM
            total += hold * ((column - x) ** 2 + (row - y) ** 2)
            for other, price in self.ties[i]:
                if other in moved and other < i:
                    continue
                there = self.at[other]
                total += price[there[0] - column, there[1] - row]
        for i in self._around(moved, cells):
            column, row = self.at[i]
            for x, y in SIDES:
                side = self.on.get((column + x, row + y), -1)
                if side < 0 or not self.region[side]:
                    total += OPEN if self.region[i] else 0.0
                elif self.region[side] != self.region[i]:
                    total += MIXED / 2
        return total

    def _pieces(self, region: str) -> float:
        """None for a region in one piece; else for each piece but the largest how far it is from the rest."""
        left = {self.at[i] for i in self.members[region]}
        pieces = []
        while left:
            reach = [left.pop()]
            piece = list(reach)
            while reach:
                column, row = reach.pop()
                for x, y in SIDES:
                    if (cell := (column + x, row + y)) in left:
                        left.discard(cell)
                        reach.append(cell)
                        piece.append(cell)
            pieces.append(piece)
        if len(pieces) == 1:
            return 0.0
        pieces.sort(key=lambda piece: (len(piece), piece))
        return sum(
            min(abs(a - c) + abs(b - d) for a, b in piece for other in pieces[k + 1 :] for c, d in other)
            for k, piece in enumerate(pieces[:-1])
        )


def settled(places: list[Place], wanted: np.ndarray, columns: int, rows: int, rounds: int, seed: int = 1) -> Grid:
    """The best grid that the search finds: losses allowed shrink from round to round, to none in the last fifth."""
    grid = Grid(places, _fitted(wanted, columns, rows), columns, rows)
    chance = random.Random(seed)  # noqa: S311 - a search, not a secret
    for turn in range(rounds):
        loss = 2.2 * max(0.0, 1 - turn / (0.8 * rounds)) ** 2
        grid.unity = UNITY * min(1.0, 0.25 + turn / rounds)
        for i in chance.sample(range(len(places)), len(places)):
            for to in _tries(grid, i, chance):
                grid.move(i, to, None, loss)
                grid.move(i, to, SIDES[chance.randrange(4)], loss)
    return grid


def _tries(grid: Grid, i: int, chance: random.Random) -> Iterator[Cell]:
    """A cell near where i is, one beside a neighbour of i's, and one near its wish."""
    friend = grid.at[grid.ties[i][chance.randrange(len(grid.ties[i]))][0]]
    wish = (round(grid.wanted[i][0]), round(grid.wanted[i][1]))
    for (column, row), reach in ((grid.at[i], 1), (friend, 1), (wish, 2)):
        to = (column + chance.randint(-reach, reach), row + chance.randint(-reach, reach))
        if to != grid.at[i] and 0 <= to[0] < grid.size[0] and 0 <= to[1] < grid.size[1]:
            yield to


def _fitted(wanted: np.ndarray, columns: int, rows: int) -> np.ndarray:
    """Wishes moved, and squeezed if need be, into the grid."""
    low, high = wanted.min(axis=0), wanted.max(axis=0)
    room = np.array([columns - 1, rows - 1])
    scale = np.minimum(1, room / (high - low))
    return (wanted - (low + high) / 2) * scale + room / 2


def _first(wanted: list[tuple[float, ...]], columns: int, rows: int, pinned: dict[int, Cell]) -> list[Cell]:
    """Each in turn, from the north, on the free cell nearest its wish."""
    free = {(column, row) for column in range(columns) for row in range(rows)} - set(pinned.values())
    at: list[Cell] = [(0, 0)] * len(wanted)
    for i in sorted(range(len(wanted)), key=lambda k: (wanted[k][1], wanted[k][0])):
        if i in pinned:
            at[i] = pinned[i]
            continue
        x, y = wanted[i]
        at[i] = min(free, key=lambda cell: ((cell[0] - x) ** 2 + (cell[1] - y) ** 2, cell))
        free.discard(at[i])
    return at


def _ties(places: list[Place], size: Cell) -> list[list[tuple[int, dict[Cell, float]]]]:
    """For each place its neighbours, with the price of every offset that the two may come to have."""
    real = [place for place in places if place.region]
    at = points(places)
    close = {tuple(sorted((i, j))) for i, row in enumerate(nearest(points(real))) for j in row}
    ties: list[list[tuple[int, dict[Cell, float]]]] = [[] for _ in places]
    for i, j in sorted(set(next_to(at)) | close):
        east, south = (float(v) for v in at[j] - at[i])
        length = math.hypot(east, south)
        there: dict[Cell, float] = {}
        for x in range(-size[0], size[0] + 1):
            for y in range(-size[1], size[1] + 1):
                far, steps = math.hypot(x, y) or 1.0, max(abs(x), abs(y))
                price = APART * max(0.0, far - 1) + TURNED * (1 - (x * east + y * south) / (far * length)) / 2
                there[x, y] = round(price + (LOST * max(0, steps - KEPT) if (i, j) in close else 0.0), 6)
        ties[i].append((j, there))
        ties[j].append((i, {(-x, -y): price for (x, y), price in there.items()}))
    return ties
