"""Statistics of simulations, as rows: mean, spread and quantiles of every group and year.

In: `Futures`. Out: `summary`, one dict a group, key and year. Simulations in which a group is empty count as zero, and
the mean is the exact one; the quirks `occupied_only` and `histogram_rounding` do as the reference did (contract, 7).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .quirks import Quirks
from .reading import Floats
from .simulate import Futures
from .space import AGES, AY_GROUPS, FIRST_AY, ay_group

Row = dict[str, Any]
LEVELS = (2.5, 5.0, 10.0, 25.0, 50.0, 75.0, 90.0, 95.0, 97.5)
NAMES = ("low_95", "low_90", "low_80", "q1", "median", "q3", "high_80", "high_90", "high_95")
GROUPS = ("total", "cost", "setting", "need", "age", "age_group", "setting_cost", "flow")
FLOWS = ("joiners", "leavers", "movers", "sent on")
COLUMNS = ("group", "key", "january", "mean", "exact_mean", "sd", "low", *NAMES, "high", "simulations")


def summary(futures: Futures, groups: tuple[str, ...] = GROUPS) -> list[Row]:
    """All rows of some groups, by group, key and year."""
    out = []
    quirks = futures.plan.quirks
    for group in groups:
        values, keys, exact = group_values(futures, group)
        conditional = quirks.occupied_only and group in {"setting", "need", "age_group"}
        for k, key in enumerate(keys):
            for t, january in enumerate(futures.plan.years):
                one = values[:, t, k]
                one = one[one > 0] if conditional and (one > 0).any() else one
                row = statistics(one, quirks)
                out.append({"group": group, "key": key, "january": january, "exact_mean": exact[t, k], **row})
    return out


def group_values(futures: Futures, group: str) -> tuple[NDArray[Any], list[str], Floats]:
    """Simulations × T × keys, the keys, and exact means T × keys. Raises KeyError for an unknown group."""
    space, means = futures.plan.space, futures.means
    by_place = means.stock.sum(axis=2)

    def over(index: NDArray[np.int64], size: int, values: Floats = by_place) -> Floats:
        return np.stack([values[:, index == i].sum(axis=1) for i in range(size)], axis=1)

    if group == "total":
        return futures.total[:, :, None], ["all"], by_place.sum(axis=1)[:, None]
    if group == "cost":
        return futures.cost_gbp[:, :, None], ["all"], means.cost_gbp[:, None]
    if group == "setting":
        return futures.setting, list(space.settings), over(space.setting_of, len(space.settings))
    if group == "setting_cost":
        values = over(space.setting_of, len(space.settings), by_place * futures.plan.costs_gbp)
        return futures.setting_cost_gbp, list(space.settings), values
    if group == "need":
        return futures.need, list(space.needs), over(space.need_of, len(space.needs))
    ages = [age for age in range(AGES - 1) if space.valid[:, age].any()]
    if group == "age":
        return futures.age[:, :, ages], [str(age + FIRST_AY) for age in ages], means.stock.sum(axis=1)[:, ages]
    if group == "age_group":
        which = np.array([ay_group(age + FIRST_AY) for age in range(AGES)])
        return futures.age_group, list(AY_GROUPS), over(which, 5, means.stock.sum(axis=1))
    if group == "flow":
        flows = np.stack([means.joiners, means.leavers, means.movers], axis=1)
        return futures.flows[:, :, :3], list(FLOWS[:3]), flows
    raise KeyError(group)


def statistics(values: NDArray[Any], quirks: Quirks) -> Row:
    """Statistics of one group in one year."""
    if quirks.histogram_rounding:
        return _through_histogram(values)
    found = np.percentile(values, (0.0, *LEVELS, 100.0), method="inverted_cdf")
    row = {"mean": float(values.mean()), "sd": float(values.std()), "simulations": len(values)}
    return row | dict(zip(("low", *NAMES, "high"), map(float, found), strict=True))


def _through_histogram(values: NDArray[Any]) -> Row:
    """As the reference: values plus one in buckets of three digits; the top of a bucket less one is reported."""
    r = values.astype(np.int64) + 1
    shift = np.maximum(np.floor(np.log2(np.maximum(r, 1))).astype(np.int64) - 10, 0)
    low = (r >> shift) << shift
    middle = low + np.where(shift > 0, 1 << np.maximum(shift - 1, 0), 0)
    order = np.sort(low)
    width = {int(a): 1 << int(b) for a, b in zip(low, shift, strict=True)}

    def at(level: float) -> float:
        found = int(order[max(1, int(level / 100 * len(order) + 0.5)) - 1])
        return float(found - 1 if level == 0 else found + width[found] - 2)

    row = {"mean": float(middle.mean()) - 1, "sd": float(middle.std()), "simulations": len(values)}
    return row | {name: at(level) for name, level in zip(("low", *NAMES, "high"), (0.0, *LEVELS, 100.0), strict=True)}


def state_rows(futures: Futures) -> Iterator[Row]:
    """Means of every state in which anybody is expected: need, setting, school year, January."""
    space = futures.plan.space
    for t, january in enumerate(futures.plan.years):
        stock = futures.means.stock[t]
        for place, age in zip(*np.nonzero(stock >= 0.005), strict=True):
            yield {
                "need": space.needs[space.need_of[place]], "setting": space.settings[space.setting_of[place]],
                "school_year": int(age) + FIRST_AY, "january": january, "exact_mean": float(stock[place, age]),
            }  # fmt: skip
