"""Exact means of every cell and flow, without simulation (contract, 4.2).

In: a `Plan`. Out: `Means`. Every step is linear in the stock, and no child meets the same rate twice, so the expected
stock follows from mean rates. What is drawn once a simulation for all states together is averaged over by quadrature.
Caps are the exception: with them `Means.exact` is False, and the mean is that of a county that always fills evenly.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from .plan import Plan
from .reading import Floats
from .space import AGES

#: Points of quadrature for what holds all years (level) and for what one year brings.
LEVEL_POINTS, YEAR_POINTS = 3, 7


@dataclass(frozen=True)
class Means:
    """Means of each projected year; `stock` is T × places × AGES."""

    stock: Floats
    joiners: Floats  # T
    leavers: Floats
    movers: Floats
    cost_gbp: Floats
    exact: bool = True


@lru_cache(maxsize=4)
def exact_means(plan: Plan) -> Means:
    """All means. They are kept for the plans asked for last."""
    s = plan.spread
    leaves = [(w, mean_leaving(plan, s.leave_level * x)) for w, x in _levels(s.leave_level)]
    moves = [(w, mean_moving(plan, s.move_level * x)) for w, x in _levels(s.move_level)]
    parts = [(a * b, _course(plan, leave, move)) for a, leave in leaves for b, move in moves]
    total = sum(weight for weight, _ in parts)
    stock, joiners, leavers, movers = (np.sum([w * course[i] for w, course in parts], axis=0) / total for i in range(4))
    cost = (stock.sum(axis=2) * plan.costs_gbp).sum(axis=1)
    return Means(stock, joiners, leavers, movers, cost, bool((plan.caps < 0).all()))


def _levels(size: float) -> list[tuple[float, float]]:
    """Weights and points of a standard normal; one point where the size is none."""
    if not size:
        return [(1.0, 0.0)]
    x, w = np.polynomial.hermite_e.hermegauss(LEVEL_POINTS)
    return [(float(b), float(a)) for a, b in zip(x, w, strict=True)]


def _course(plan: Plan, leave: Floats, move: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    stock = plan.start.reshape(-1, AGES).astype(float)
    joined = joiner_means(plan)
    out, flows = [], np.zeros((3, plan.length))
    for t, v in enumerate(plan.variant):
        gone = stock * leave[v]
        left = np.where(plan.vanish.reshape(-1, AGES), 0.0, stock - gone)
        moved = left * move[v]
        after = np.zeros_like(stock)
        after[:, 1:] += (left - moved)[:, :-1]
        spread_over(plan, plan.move_list[v], moved.ravel(), after)
        movers = moved.sum()
        by_age = np.zeros(plan.space.cells)
        by_age[:AGES] = joined[t]
        spread_over(
            plan, np.concatenate([plan.join_list[v], np.full(plan.space.cells - AGES, -1)]), by_age, after, joins=True
        )
        _capped(plan, t, after)
        stock = after
        out.append(stock)
        flows[:, t] = joined[t].sum(), gone[~plan.vanish.reshape(-1, AGES)].sum(), movers
    return np.array(out), flows[0], flows[1], flows[2]


def spread_over(plan: Plan, index: np.ndarray, amounts: Floats, after: Floats, joins: bool = False) -> None:
    """Add amounts (one for each list index) to the places of the lists, by their shares."""
    some = np.nonzero((amounts > 0) & (index >= 0))[0]
    starts, ends = plan.lists.start[index[some]], plan.lists.start[index[some] + 1]
    sizes = ends - starts
    if not sizes.sum():
        return
    owner = np.repeat(np.arange(len(some)), sizes)
    entry = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes) + np.repeat(starts, sizes)
    weight = plan.lists.weight[entry]
    total = np.bincount(owner, weight)
    age = some[owner] % AGES + (0 if joins else 1)
    flat = plan.lists.place[entry] * AGES + age
    after += np.bincount(flat, amounts[some][owner] * weight / total[owner], after.size).reshape(after.shape)


def joiner_means(plan: Plan) -> Floats:
    """T × AGES: expected joiners."""
    rate = plan.join_a / (plan.join_a + plan.join_b)
    has = plan.join_list[plan.variant] >= 0
    return plan.population * rate * plan.join_times * plan.spread.join_mean()[:, None] * has


def mean_leaving(plan: Plan, level: float) -> Floats:
    """V × places × AGES: expected share that leaves, at a level (log odds) that holds in all years."""
    s = plan.spread
    found = [_mean(plan.leave_a, plan.leave_b, odds, s.leave_shock, s.leave_age, level) for odds in plan.leave_odds]
    return np.array(found).reshape(-1, plan.space.places, AGES)


def mean_moving(plan: Plan, level: float) -> Floats:
    """The same for the share that moves among those who do not leave."""
    s = plan.spread
    found = [_mean(plan.move_a, plan.move_b, odds, s.move_shock, s.move_age, level) for odds in plan.move_odds]
    return np.array(found).reshape(-1, plan.space.places, AGES)


def _mean(a: Floats, b: Floats, odds: Floats, shock: float, age: Floats | None, level: float) -> Floats:
    """E of p·f / (1 - p + p·f) with p ~ Beta(a, b) and log f normal; f infinite gives 1, zero 0."""
    plain = a / (a + b)
    sd = np.sqrt(shock**2 + (np.zeros(AGES) if age is None else age) ** 2)
    if not level and not sd.any() and ((odds == 1) | (odds == 0) | np.isinf(odds)).all():
        return np.where(np.isinf(odds), 1.0, np.where(odds == 0, 0.0, plain))
    from .quantiles import beta_bins  # only sound mode and levers need it

    x, w = np.polynomial.hermite_e.hermegauss(YEAR_POINTS)
    out = np.where(np.isinf(odds), 1.0, 0.0)
    finite = np.nonzero((odds > 0) & np.isfinite(odds))[0]
    rates = beta_bins(a, b)[finite]
    found = np.zeros(len(finite))
    for point, weight in zip(x, w, strict=True):
        factor = odds[finite] * np.exp(level + sd[finite % AGES] * point)
        found += weight / w.sum() * (rates * factor[:, None] / (1 - rates + rates * factor[:, None])).mean(axis=1)
    out[finite] = found
    return out


def _capped(plan: Plan, t: int, stock: Floats) -> None:
    """Children beyond a cap go on to the overflow, evenly: only an approximation of what a full setting does."""
    setting_of = plan.space.setting_of
    for _ in range(len(plan.space.settings)):
        moved = False
        for s in np.nonzero(plan.caps[t] >= 0)[0]:
            here = setting_of == s
            total, to = stock[here].sum(), int(plan.overflow[t, s])
            if to < 0 or total <= plan.caps[t, s] + 1e-9:
                continue
            share = 1 - plan.caps[t, s] / total
            stock[setting_of == to] += stock[here] * share
            stock[here] *= 1 - share
            moved = True
        if not moved:
            return
