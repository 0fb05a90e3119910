"""What a place costs: independent placements council by council, everything else by the setting of the plan.

In: the ledger and counts of plans. Out: `UnitCosts`. Pounds of the year that `of_year` names, per plan and year.

Independent. The line of the outturn for independent and non-maintained providers, over plans in independent and
non-maintained special schools. It also pays for some colleges and mainstream fees, so it is higher than a special
school's fee. A council's own figure is shrunk towards its region's, and that towards England's, in logs; the weight of
its own is τ² / (τ² + k / plans), with k from how much the figure of one council changes between the two years known,
and τ² from how much councils differ beyond that (empirical Bayes; Efron and Morris 1973).

Everything else. What a council spent on high needs less that line, regressed on plans in each other setting, weighted
by 1 / plans, with a ridge towards "each plan costs the same", none below zero. These are weights of a mix, not prices:
councils also pay from here for children without plans.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..demand.splits import SETTINGS
from ..panel import Floats

INDEPENDENT = tuple(SETTINGS).index("special_independent")
OTHERS = tuple(place for place in range(len(SETTINGS)) if place != INDEPENDENT)
#: How strongly the weights of settings are drawn towards one another, as a share of the mean square of the plans.
RIDGE = 0.05
#: No council's independent line says anything with fewer placements than this.
LEAST_PLACES = 5.0


@dataclass(frozen=True)
class UnitCosts:
    """`independent_gbp`: per council, shrunk; NaN where no line is known for anybody. `weights`: pounds by setting."""

    independent_gbp: Floats
    own_gbp: Floats
    own_weight: Floats
    weights: Floats
    of_year: int


def shrunk(own: Floats, places: Floats, regions: list[str], k: float) -> tuple[Floats, Floats]:
    """Figures of councils drawn towards their region's and England's, and the weight of each one's own."""
    usable = (own > 0) & (places >= LEAST_PLACES)
    logs = np.log(np.where(usable, own, 1.0))
    noise = k / np.maximum(places, LEAST_PLACES)
    england = float(np.average(logs[usable], weights=places[usable]))
    spread = float(np.average((logs[usable] - england) ** 2 - noise[usable], weights=places[usable]))
    between = max(spread, 1e-4)
    middle = np.full(len(own), england)
    names = np.array(regions)
    for region in set(regions):
        mine = usable & (names == region)
        if mine.any():
            total = places[mine].sum()
            mean = float(np.average(logs[mine], weights=places[mine]))
            # A region of few placements says little: half its weight is England's at 500 of them.
            middle[names == region] = england + (mean - england) * total / (total + 500)
    weight = np.where(usable, between / (between + noise), 0.0)
    return np.exp(weight * logs + (1 - weight) * middle), weight


def change_noise(first: Floats, then: Floats, places: Floats) -> float:
    """k of the shrinking: what a figure changes by between two years beyond everybody's change, times placements."""
    known = (first > 0) & (then > 0) & (places >= LEAST_PLACES)
    change = np.log(then[known] / first[known])
    own = (change - np.median(change)) ** 2 * places[known] / 2
    return float(np.median(own) / 0.4549)  # the median of a chi-square of one degree of freedom


def setting_weights(rest_gbp: Floats, plans: Floats) -> Floats:
    """Pounds per plan in each setting but the independent one, in the order of SETTINGS (0 there).

    `rest_gbp`: one for each council; `plans`: councils × settings. Rows with a NaN are left out.
    """
    others = plans[:, OTHERS]
    known = ~np.isnan(rest_gbp) & ~np.isnan(others).any(axis=1) & (others.sum(axis=1) > 0) & (rest_gbp > 0)
    x, y = others[known], rest_gbp[known]
    scale = 1 / np.sqrt(x.sum(axis=1))
    x, y = x * scale[:, None], y * scale
    mean = rest_gbp[known].sum() / others[known].sum()
    free = np.ones(x.shape[1], dtype=bool)
    weights = np.full(x.shape[1], mean)
    for _ in range(x.shape[1]):  # what would fall below zero is held at nothing, and the rest is fitted again
        left = x[:, free]
        ridge = RIDGE * np.trace(x.T @ x) / x.shape[1] * np.eye(int(free.sum()))
        solved = np.linalg.solve(left.T @ left + ridge, left.T @ y + ridge @ np.full(int(free.sum()), mean))
        weights = np.zeros(x.shape[1])
        weights[free] = solved
        if (solved >= 0).all():
            break
        free &= weights > 0
    out = np.zeros(plans.shape[1])
    out[list(OTHERS)] = np.maximum(weights, 0.0)
    return out
