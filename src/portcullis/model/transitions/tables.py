"""Lays out a plan for the inner loop: odds by slice, alias tables, thresholds, room for what children chose before.

In: a `Plan`. Out: `kernel.Tables`. All of it is arithmetic on the plan; building it takes some hundredths of a second.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from .chaining import recorded
from .exact import Means, exact_means, joiner_means
from .kernel import Tables
from .parameters import Ints32, Lists
from .plan import Plan
from .quantiles import beta_bins
from .reading import Floats
from .rows import WIDTH, fill_rows, joiner_table
from .space import AGES, Ints

#: Odds that stand for "surely": with them the chance of anything else is below one in 10^20.
SURELY = 1e30
LEAST_ODDS = 1e-9
#: A cohort larger than this has no row of thresholds: it is drawn from a Beta and a binomial.
LARGEST = 192
#: Entries that a table of joiners may have.
LONGEST = 6000


@lru_cache(maxsize=4)
def prepared(plan: Plan, shown: bytes = b"") -> Tables:
    """The tables of a plan, kept for those asked for last. `shown`: cells, as the bytes of 64-bit integers."""
    return tables(plan, exact_means(plan), np.frombuffer(shown, np.int64))


def tables(plan: Plan, means: Means, shown: Ints | None = None) -> Tables:
    """All tables. `means` say how many children to make room for; `shown` are cells whose counts are wanted."""
    space, redraw = plan.space, plan.quirks.redraw_rates
    s = plan.spread
    largest = np.maximum(means.stock.reshape(plan.length, -1).max(axis=0), plan.start)
    row, most, rows = _rows(plan, largest) if redraw else _no_rows(space.cells)
    cdf, cdf_start, guide = _joiner_tables(plan) if redraw else _no_joiner_tables(plan.length)
    keep, other = _alias(plan.lists)
    joiners = joiner_means(plan).sum(axis=0)
    common = [
        s.join_shock,
        s.join_level,
        s.trend_mean,
        s.trend_sd,
        s.leave_shock,
        s.leave_level,
        s.move_shock,
        s.move_level,
        s.correction(),
    ]
    none = np.zeros((space.cells, 1), np.float32)
    sizes = np.diff(plan.lists.start)
    total = np.bincount(np.repeat(np.arange(len(sizes)), sizes), plan.lists.weight, len(sizes))
    busy = float((means.joiners + means.movers).max())
    return Tables(
        redraw=redraw, places=space.places, settings=len(space.settings), start=plan.start.astype(np.int32),
        first_bits=_bits(plan.start), inverse=1 / np.arange(1.0, 4097.0),
        setting_of=space.setting_of.astype(np.int32), need_of=space.need_of.astype(np.int32),
        valid=space.valid.ravel(), vanish=plan.vanish, variant=plan.variant,
        leave_bins=none if redraw else _odds(plan.leave_a, plan.leave_b),
        move_bins=none if redraw else _odds(plan.move_a, plan.move_b),
        leave_odds=plan.leave_odds if redraw else np.minimum(plan.leave_odds, SURELY),
        move_odds=plan.move_odds if redraw else np.minimum(plan.move_odds, SURELY),
        leave_age=_ages(s.leave_age), move_age=_ages(s.move_age), common=np.array(common, float),
        steps=np.array(s.steps, float), a_leave=plan.leave_a, b_leave=plan.leave_b,
        a_move=plan.move_a, b_move=plan.move_b,
        row=row, most=most, rows=rows, move_list=plan.move_list, join_list=plan.join_list,
        lists=np.stack([total, sizes / np.maximum(total, 1e-300)], axis=1), list_start=plan.lists.start[:-1],
        list_size=sizes.astype(np.int32),
        entries=np.stack([plan.lists.place, other], axis=1).ravel(), entry_keep=keep,
        kept_start=_room(np.concatenate([largest * plan.length / 4, 3 * joiners])),
        join_a=plan.join_a, join_b=plan.join_b, join_times=plan.join_times,
        population=plan.population.astype(np.int64), join_cdf=cdf, join_cdf_start=cdf_start, guide=guide,
        costs=plan.costs_gbp, capped=bool((plan.caps >= 0).any()), queue=int(8 * busy + 10_000),
        caps=plan.caps.astype(np.int32), overflow=plan.overflow,
        shown=np.zeros(0, np.int64) if shown is None else shown, misplaced=plan.chain.share,
        recorded=recorded(plan.chain, means.stock).reshape(plan.length, -1) * plan.chain.share,
        behind=float(plan.chain.years),
    )  # fmt: skip


def _ages(sd: Floats | None) -> Floats:
    return np.zeros(AGES) if sd is None else np.asarray(sd, float)


def _odds(a: Floats, b: Floats) -> np.ndarray:
    p = beta_bins(a, b)
    return np.clip(p / np.maximum(1 - p, 1e-12), LEAST_ODDS, 1e12).astype(np.float32)


def _room(expected: Floats) -> Ints:
    """Where each one's remembered choices begin: room for what is expected and much more by chance."""
    each = np.where(expected > 0, np.ceil(expected + 8 * np.sqrt(expected) + 8), 4).astype(np.int64)
    return np.concatenate([[0], np.cumsum(each)])


def _no_rows(cells: int) -> tuple[Ints, Ints32, np.ndarray]:
    return np.zeros(cells, np.int64), np.full(cells, -1, np.int32), np.zeros((1, 2 * WIDTH), np.uint32)


def _rows(plan: Plan, largest: Floats) -> tuple[Ints, Ints32, np.ndarray]:
    most = np.minimum(np.ceil(largest + 7 * np.sqrt(largest) + 6), LARGEST).astype(np.int32)
    most[plan.vanish] = -1
    row = np.concatenate([[0], np.cumsum(most.astype(np.int64) + 1)])
    rows = np.zeros((max(int(row[-1]), 1), 2 * WIDTH), np.uint32)
    fill_rows(row[:-1], most, plan.leave_a, plan.leave_b, rows, 0)
    fill_rows(row[:-1], most, plan.move_a, plan.move_b, rows, WIDTH)
    return row[:-1].copy(), most, rows


def _joiner_tables(plan: Plan) -> tuple[Floats, Ints, Ints32]:
    start, parts, room = np.zeros((plan.length, AGES + 1), np.int64), [], np.zeros(LONGEST)
    guide = np.zeros((plan.length, AGES, 64), np.int32)
    at = 0
    for t in range(plan.length):
        for age in range(AGES):
            start[t, age] = at
            if plan.join_list[0, age] >= 0:
                n = joiner_table(plan.population[t, age], plan.join_a[age], plan.join_b[age], room)
                if n > 0:
                    guide[t, age] = np.searchsorted(room[:n], np.arange(64) / 64, side="right")
                    parts.append(room[:n].copy())
                    at += n
        start[t, AGES] = at
    return np.concatenate([*parts, np.ones(1)]), start, guide


def _no_joiner_tables(years: int) -> tuple[Floats, Ints, Ints32]:
    return np.zeros(1), np.zeros((years, AGES + 1), np.int64), np.zeros((1, AGES, 64), np.int32)


def _bits(start: Ints) -> np.ndarray:
    """A bitmap of the cells with anybody in them."""
    words = np.zeros((len(start) + 63) // 64 * 64, np.uint8)
    words[: len(start)] = start > 0
    return np.packbits(words, bitorder="little").view(np.uint64)


def _alias(lists: Lists) -> tuple[Floats, Ints32]:
    """Alias tables (Walker 1977; Vose 1991) for all lists: the share each entry keeps, and the place it else yields."""
    keep, other = np.ones(len(lists.place)), lists.place.copy()
    fill_alias(lists.start, lists.place, lists.weight, keep, other)
    return keep, other


def fill_alias(start: Ints32, place: Ints32, weight: Floats, keep: Floats, other: Ints32) -> None:
    """See `_alias`; as machine code."""
    from .alias import fill

    fill(start, place, weight, keep, other)
