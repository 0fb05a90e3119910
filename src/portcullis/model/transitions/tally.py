"""Counts of what children did, by state: all that the model ever learns from a history.

In: a `History`, perhaps with a weight for each row. Out: `Tally`; `stock`, the children in each state in a January.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .reading import Floats, History
from .space import AGES, FIRST_AY, LAST_AY, Ints, Space


@dataclass(frozen=True)
class Tally:
    """Observed counts. Cells and places as in `Space`; pairs are rows of (origin, destination place, count)."""

    years: tuple[int, ...]
    left: Floats  # cells: rows from the state that ended
    kept: Floats  # cells: rows from the state that went on
    moved: Floats  # cells: went on in another setting
    stayed: Floats  # cells: went on in the same setting
    moves: NDArray[np.float64]  # n × 3: cell, destination place, count
    joined: Floats  # years × AGES, by the school year joined
    joins: NDArray[np.float64]  # n × 3: age index, destination place, count
    left_in: Floats  # years: leavers, all
    moved_in: Floats  # years: movers, all


def tally(space: Space, history: History, weights: Floats | None = None) -> Tally:
    """Count. `weights` (rows) counts a child as more or less than one, for a history modified by a scenario."""
    h, w = history, np.ones(len(history)) if weights is None else weights
    years = tuple(int(year) for year in np.unique(h.year))
    at = np.searchsorted(np.array(years), h.year)
    width = len(space.settings)
    joiner, leaver = (h.need_1 < 0) & (h.need_2 >= 0), (h.need_1 >= 0) & (h.need_2 < 0)
    both = (h.need_1 >= 0) & (h.need_2 >= 0)
    mover = both & (h.setting_1 != h.setting_2)
    cell = (h.need_1 * width + h.setting_1) * AGES + h.ay_1 - FIRST_AY
    place_2 = h.need_2 * width + h.setting_2
    age_2 = h.ay_2 - FIRST_AY

    def by_cell(chosen: NDArray[np.bool_]) -> Floats:
        return np.bincount(cell[chosen], w[chosen], space.cells).astype(float)

    def by_year(chosen: NDArray[np.bool_]) -> Floats:
        return np.bincount(at[chosen], w[chosen], len(years)).astype(float)

    joined = np.bincount(at[joiner] * AGES + age_2[joiner], w[joiner], len(years) * AGES)
    return Tally(
        years, by_cell(leaver), by_cell(both), by_cell(mover), by_cell(both & ~mover),
        _pairs(cell[mover], place_2[mover], w[mover], space.places),
        joined.reshape(len(years), AGES).astype(float),
        _pairs(age_2[joiner], place_2[joiner], w[joiner], space.places),
        by_year(leaver), by_year(mover),
    )  # fmt: skip


def _pairs(first: Ints, second: Ints, weights: Floats, places: int) -> Floats:
    keys, inverse = np.unique(first * places + second, return_inverse=True)
    counts = np.bincount(inverse, weights, len(keys))
    return np.stack([keys // places, keys % places, counts], axis=1).astype(float)


def stock(space: Space, history: History, january: int) -> Ints:
    """Children in each cell in a January: where the transitions of the year before led."""
    h = history
    here = (h.year == january - 1) & (h.need_2 >= 0) & (h.ay_2 <= LAST_AY)
    cell = (h.need_2 * len(space.settings) + h.setting_2) * AGES + h.ay_2 - FIRST_AY
    return np.bincount(cell[here], minlength=space.cells).astype(np.int64)


def januaries(space: Space, history: History) -> dict[int, int]:
    """Children with plans in each January that the history leads to."""
    return {int(year) + 1: int(stock(space, history, int(year) + 1).sum()) for year in np.unique(history.year)}
