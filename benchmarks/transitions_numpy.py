"""The model of `portcullis transitions` in plain NumPy: a straightforward implementation to measure against.

In: a `Plan` without levers. Out: totals, simulations × years. Each simulation is made by itself; each step of a year is
one vectorised draw over all states with anybody in them; destinations are multinomial draws a state.
"""

from __future__ import annotations

import numpy as np

from portcullis.model.transitions.plan import Plan
from portcullis.model.transitions.space import AGES


def simulate(plan: Plan, simulations: int, seed: int) -> np.ndarray:
    """Totals, and on the way sums by setting, need and age as the product makes them."""
    out = np.zeros((simulations, plan.length), np.int64)
    space, s = plan.space, plan.spread
    for i in range(simulations):
        rng = np.random.default_rng([seed, i])
        stock = plan.start.copy()
        redraw = plan.quirks.redraw_rates
        once = None if redraw else _rates(plan, rng)
        level = rng.normal(0, [s.join_level, s.leave_level, s.move_level])
        trend = rng.normal(s.trend_mean, s.trend_sd)
        share = rng.beta(np.maximum(plan.join_a, 1e-9), plan.join_b)
        for t in range(plan.length):
            leave, move = _rates(plan, rng) if once is None else once
            shock = level + rng.normal(0, [s.join_shock, s.leave_shock, s.move_shock])
            leave, move = _shifted(leave, plan.leave_odds[0], shock[1]), _shifted(move, plan.move_odds[0], shock[2])
            live = np.where(plan.vanish, 0, stock)
            gone = rng.binomial(live, leave)
            moved = rng.binomial(live - gone, move)
            after = np.zeros_like(stock)
            after[1:] += (live - gone - moved)[:-1]
            for cell in np.nonzero(moved)[0]:
                place, weight = plan.lists.of(plan.move_list[0][cell])
                after[place * AGES + cell % AGES + 1] += rng.multinomial(moved[cell], rng.dirichlet(weight))
            if redraw:
                share = rng.beta(np.maximum(plan.join_a, 1e-9), plan.join_b)
            grow = 1.0 if redraw else np.exp(trend * s.steps[t] + shock[0] - s.correction())
            joiners = rng.binomial(plan.population[t].astype(np.int64), np.minimum(share * grow, 1.0))
            for age in np.nonzero(joiners)[0]:
                if plan.join_list[0][age] >= 0:
                    place, weight = plan.lists.of(plan.join_list[0][age])
                    after[place * AGES + age] += rng.multinomial(joiners[age], rng.dirichlet(weight))
            stock = after
            by_place = stock.reshape(-1, AGES).sum(axis=1)
            np.bincount(space.setting_of, by_place), np.bincount(space.need_of, by_place)
            stock.reshape(-1, AGES).sum(axis=0)
            out[i, t] = by_place.sum()
    return out


def _rates(plan: Plan, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    pairs = ((plan.leave_a, plan.leave_b), (plan.move_a, plan.move_b))
    leave, move = (rng.beta(np.maximum(a, 1e-9), np.maximum(b, 1e-9)) for a, b in pairs)
    return leave, move


def _shifted(p: np.ndarray, odds: np.ndarray, shock: float) -> np.ndarray:
    factor = np.where(np.isfinite(odds), odds, 1.0) * np.exp(shock)
    return np.where(np.isinf(odds), 1.0, p * factor / (1 - p + p * factor))
