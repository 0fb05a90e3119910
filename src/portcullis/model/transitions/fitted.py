"""What a history says, in rows and sentences for an analyst.

In: a `Plan`. Out: `fitted`: exact means, mean rates by school year, and what is common to a year, in words.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from .exact import exact_means, joiner_means, mean_leaving, mean_moving
from .plan import Plan
from .reading import Floats
from .space import AGES, FIRST_AY


def fitted(plan: Plan) -> dict[str, Any]:
    """Everything, as plain values."""
    means = exact_means(plan)
    leave, move = mean_leaving(plan, 0.0), mean_moving(plan, 0.0)
    weight = means.stock[0]
    joins = joiner_means(plan)[0]
    children = plan.population[0]
    rates = [
        {
            "school_year": age + FIRST_AY, "join_pct": 100 * joins[age] / children[age] if children[age] else 0.0,
            "leave_pct": 100 * _weighted(leave[0][:, age], weight[:, age]),
            "move_pct": 100 * _weighted(move[0][:, age] * (1 - leave[0][:, age]), weight[:, age]),
        }
        for age in range(AGES - 1)
        if plan.space.valid[:, age].any()
    ]  # fmt: skip
    rows = [
        {
            "january": january, "children": float(means.stock[t].sum()), "joiners": float(means.joiners[t]),
            "leavers": float(means.leavers[t]), "movers": float(means.movers[t]), "cost_gbp": float(means.cost_gbp[t]),
        }
        for t, january in enumerate(plan.years)
    ]  # fmt: skip
    return {
        "start_january": plan.seed_year,
        "quirks": list(plan.quirks.on()),
        "means": rows,
        "rates": rates,
        "sentences": _sentences(plan),
    }


def _weighted(values: Floats, weight: Floats) -> float:
    total = float(weight.sum())
    return float((values * weight).sum()) / total if total else float(np.mean(values))


def _sentences(plan: Plan) -> list[str]:
    s = plan.spread
    if plan.quirks.redraw_rates:
        return ["Nothing is: as in the reference, rates are drawn anew for every cohort and year."]
    trend = 100 * math.expm1(s.trend_mean)
    out = [
        f"Joining changes by {trend:+.1f}% a year on trend (standard error {100 * s.trend_sd:.1f} points), dying away.",
        f"A single year's joining is up or down by {100 * s.join_shock:.0f}%, leaving by {100 * s.leave_shock:.0f}%, "
        f"moving by {100 * s.move_shock:.0f}% (one standard deviation), for all children together.",
    ]
    if plan.chain.share:
        out.append(f"Records do not chain: {100 * plan.chain.share:.0f}% of them say nothing of the next year's state.")
    return out
