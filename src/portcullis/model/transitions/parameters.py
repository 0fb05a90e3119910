"""What the counts say: rates of leaving and moving, where movers and joiners go, how many join.

In: a `Tally` and the quirks. Out: `Parameters`: pseudo-counts of Beta and Dirichlet distributions. With the quirks on
they are those of the reference (contract, section 3); with them off, how much a state borrows from its school year is
fitted (`pooling`), only what is valid on arrival can be reached, and nobody vanishes.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from .errors import FilesError, Problem
from .pooling import neighbours, strength
from .quirks import Quirks
from .reading import Floats, Inputs
from .space import AGES, FIRST_AY, Bools, Space
from .tally import Tally

#: School years at which the reference lets a child age; older ones vanish there.
LAST_AGED = 20
#: In sound mode: pseudo-children that a school year's pattern is worth in a list of destinations.
JOIN_WEIGHT, MOVE_WEIGHT = 3.0, 2.0
#: Pseudo-joiners for a school year, so that none is impossible where somebody valid could join.
LEAST_JOINERS = 0.1
Ints32 = NDArray[np.int32]


@dataclass(frozen=True)
class Lists:
    """Destinations: list i is entries start[i] to start[i + 1] of `place` and `weight`."""

    start: Ints32
    place: Ints32
    weight: Floats

    def of(self, i: int) -> tuple[Ints32, Floats]:
        """Places and weights of one list."""
        return self.place[self.start[i] : self.start[i + 1]], self.weight[self.start[i] : self.start[i + 1]]


def lists(rows: list[tuple[Ints32, Floats]]) -> Lists:
    """Put lists one behind the other."""
    start = np.concatenate([[0], np.cumsum([len(place) for place, _ in rows])]).astype(np.int32)
    if not rows:
        return Lists(start, np.zeros(0, np.int32), np.zeros(0))
    return Lists(start, np.concatenate([p for p, _ in rows]).astype(np.int32), np.concatenate([w for _, w in rows]))


@dataclass(frozen=True)
class Parameters:
    """Pseudo-counts. Arrays by cell unless said otherwise; a list index of -1 means that there is none."""

    leave_a: Floats
    leave_b: Floats
    move_a: Floats
    move_b: Floats
    vanish: Bools
    movable: Bools
    forced: Bools  # the setting ends here for this need: those who do not leave must move
    move_list: Ints32
    move_lists: Lists
    join_a: Floats  # by age
    join_b: Floats
    join_list: Ints32
    join_lists: Lists
    leave_pool: Floats  # by age: how much of a state's rate is borrowed, 0 to 1
    leave_seen: Floats  # by age: leavers behind the borrowed part
    move_pool: Floats
    move_seen: Floats


def parameters(inputs: Inputs, counts: Tally, quirks: Quirks, joiners: Tally | None = None) -> Parameters:
    """All parameters. `joiners`: counts for the number of joiners where they differ (the reference scales a mix).

    Raises FilesError where the population lacks a year or a school year that joiners need.
    """
    space = inputs.space
    leave_a, leave_b, leave_pool, leave_seen = _rates(space, counts.left, counts.kept, 0.5, quirks)
    move_a, move_b, move_pool, move_seen = _rates(space, counts.moved, counts.stayed, 1.0, quirks)
    move_list, move_lists = _move_lists(space, counts, quirks)
    join_list, join_lists = _join_lists(space, counts, quirks)
    join_a, join_b = _joiners(inputs, joiners or counts, quirks)
    ages = np.arange(AGES) + FIRST_AY
    vanish, forced = np.zeros(space.cells, bool), np.zeros(space.cells, bool)
    valid = space.valid
    if quirks.vanish_from_invalid:
        vanish = (~valid | (ages > LAST_AGED)[None, :]).ravel()
    arrives = np.zeros_like(valid)
    arrives[:, :-1] = valid[:, 1:]
    if not quirks.vanish_from_invalid:
        forced = ~arrives.ravel()
    movable = move_list >= 0
    if quirks.movement_looks_too_far:
        movable = movable & _looks_too_far(space).ravel()
    return Parameters(
        leave_a, leave_b, move_a, move_b, vanish, movable, forced, move_list, move_lists, join_a, join_b, join_list,
        join_lists, leave_pool, leave_seen, move_pool, move_seen,
    )  # fmt: skip


def _rates(space: Space, hits: Floats, misses: Floats, unseen: float, quirks: Quirks) -> tuple[Floats, ...]:
    """Beta pseudo-counts by cell, and by age how much is borrowed and from how many hits."""
    h, m = hits.reshape(-1, AGES), misses.reshape(-1, AGES)
    total_h, total_m = h.sum(axis=0), m.sum(axis=0)
    if quirks.redraw_rates:
        seen = total_h + total_m > 0
        mean = np.where(seen, (total_h + 0.5) / (total_h + total_m + 1), 0.5)
        weight = np.where(seen, 1.0, 2 * unseen)
        prior_a, prior_b = mean * weight, (1 - mean) * weight
        return (h + prior_a).ravel(), (m + prior_b).ravel(), np.ones(AGES), total_h + 0.5
    mean, behind = neighbours(total_h, total_m)
    kappa = strength(h, m, mean)
    a, b = h + kappa * mean, m + kappa * (1 - mean)
    filled = (h + m > 0).sum(axis=0)
    each = (total_h + total_m) / np.maximum(filled, 1)
    return a.ravel(), b.ravel(), kappa / (kappa + each), behind


def _looks_too_far(space: Space) -> Bools:
    """places × AGES: the reference's test of whether a child may move (contract, 4 d)."""
    by_setting = np.zeros((len(space.settings), AGES), bool)
    for place in range(space.places):
        by_setting[space.setting_of[place]] |= space.valid[place]
    later = np.zeros_like(by_setting)
    later[:, :-2] = by_setting[:, 2:]
    others = later.sum(axis=0)[None, :] - later > 0
    many = space.allowed.sum(axis=1) > 1
    return (others & many[:, None])[space.setting_of]


def _move_lists(space: Space, counts: Tally, quirks: Quirks) -> tuple[Ints32, Lists]:
    """Where movers of each state go (contract, 3.3)."""
    width = len(space.settings)
    seen = np.zeros((AGES, width))
    own: dict[int, list[tuple[int, float]]] = {}
    for cell, place, count in counts.moves:
        seen[int(cell) % AGES, int(place) % width] += count
        own.setdefault(int(cell), []).append((int(place), count))
    ages = np.nonzero(space.valid.any(axis=0))[0]
    for before, age in pairwise(ages):
        if not seen[age].any() and before == age - 1:
            seen[age] = seen[before]
    index, rows = np.full(space.cells, -1, np.int32), []
    valid = space.valid.reshape(len(space.needs), width, AGES)
    origin = quirks.destinations_of_origin_year
    for place in range(space.places):
        need, setting = divmod(place, width)
        for age in range(AGES - 1):
            cell = place * AGES + age
            if origin and not space.valid[place, age]:
                continue
            allowed = valid[need, :, age if origin else age + 1] & space.allowed[setting]
            weight = allowed / max(allowed.sum(), 1)
            weight = weight + (seen[age] if origin else np.where(allowed, seen[age], 0.0))
            weight[setting] = 0.0
            if weight.sum() > 0:
                weight = weight / weight.sum() * (1.0 if origin else MOVE_WEIGHT)
            full = dict(zip((need * width + np.nonzero(weight)[0]).tolist(), weight[weight > 0].tolist(), strict=True))
            for to, count in own.get(cell, ()):
                if origin or valid[to // width, to % width, age + 1]:
                    full[to] = full.get(to, 0.0) + count
            if full:
                index[cell] = len(rows)
                order = sorted(full)
                rows.append((np.array(order, np.int32), np.array([full[to] for to in order])))
    return index, lists(rows)


def _join_lists(space: Space, counts: Tally, quirks: Quirks) -> tuple[Ints32, Lists]:
    """Where joiners of each school year go (contract, 3.5)."""
    table = np.zeros((AGES, space.places))
    for age, place, count in counts.joins:
        table[int(age), int(place)] += count
    index, rows = np.full(AGES, -1, np.int32), []
    for age in range(AGES):
        valid = space.valid[:, age]
        if not valid.any():
            continue
        if quirks.absent_joiners:
            if not table[age].any():
                continue
            weight = valid / valid.sum() + table[age]
        else:
            near = sum(table[age + d] * 0.5 ** abs(d) for d in range(-3, 4) if d and 0 <= age + d < AGES)
            shape = np.where(valid, near, 0.0)
            shape = (shape + valid / valid.sum()) / (shape.sum() + 1)
            weight = np.where(valid, table[age], 0.0) + JOIN_WEIGHT * shape
        index[age] = len(rows)
        rows.append((np.nonzero(weight)[0].astype(np.int32), weight[weight > 0]))
    return index, lists(rows)


def _joiners(inputs: Inputs, counts: Tally, quirks: Quirks) -> tuple[Floats, Floats]:
    """Beta of the share of children of each school year who join in a year (contract, 3.4)."""
    ages = np.nonzero(inputs.space.valid.any(axis=0))[0]
    children = np.array([inputs.population_in(year)[ages] for year in counts.years])
    if np.isnan(children).any():
        missing = [
            Problem(
                "population.csv", 0, f"has no row for {year}, school year {ages[i] + FIRST_AY}, which the history needs"
            )
            for year, row in zip(counts.years, children, strict=True)
            for i in np.nonzero(np.isnan(row))[0]
        ]
        raise FilesError(missing)
    joined = counts.joined[:, ages]
    share = 1 / len(counts.years) if quirks.joiners_averaged else 1.0
    none = 0.001 if quirks.absent_joiners else LEAST_JOINERS / len(counts.years)
    out_a, out_b = np.zeros(AGES), np.ones(AGES)
    out_a[ages] = np.where(joined > 0, joined * share, none).sum(axis=0)
    out_b[ages] = (np.maximum(children - joined, 0) * share).sum(axis=0)
    return out_a, out_b
