"""Goal seek: how far would one thing have to change to reach a number in a year?

In: a plan, levers that hold anyway, one lever whose number is sought, and a target. Out: `Sought`: the number, found by
bisection on exact means in hundredths of a second, then checked by simulation.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from .errors import ScenarioError
from .exact import Means, exact_means
from .levers import with_levers
from .plan import Plan
from .scenario import KINDS, Lever, scenario_of
from .simulate import simulate
from .space import Space

#: The number of each kind of lever that can be sought, and between what.
SOUGHT = {
    "joiners": ("times", 0.0, 5.0), "refusals": ("share", 0.0, 1.0), "leaving": ("times", 0.0, 20.0),
    "movement": ("times", 0.0, 20.0), "inflation": ("rate_pct", -20.0, 50.0), "cost": ("times", 0.0, 5.0),
}  # fmt: skip
STEPS = 45
#: So near is found: a hundredth of a child, or one part in ten million of a sum of money.
NEAR = 0.01


@dataclass(frozen=True)
class Sought:
    """What was found. `below_pct`: share of futures in which the measure is no larger than the target."""

    lever: Lever
    name: str
    number: float
    without: float
    reached: float
    simulated: float
    low_95: float
    high_95: float
    below_pct: float


def measure(plan: Plan, means: Means, what: str, january: int) -> float:
    """A mean: `total`, `cost`, or the children in one setting. Raises ScenarioError."""
    if january not in plan.years:
        raise ScenarioError(f"January {january} is not projected: choose {plan.years[0]} to {plan.years[-1]}")
    t = plan.years.index(january)
    if what == "total":
        return float(means.stock[t].sum())
    if what == "cost":
        return float(means.cost_gbp[t])
    if what in plan.space.settings:
        return float(means.stock[t][plan.space.setting_of == plan.space.settings.index(what)].sum())
    raise ScenarioError(f"{what!r} is no measure: use total, cost or a setting ({', '.join(plan.space.settings)})")


def seek(
    plan: Plan, levers: Sequence[Lever], template: Lever, what: str, january: int, target: float, *,
    simulations: int = 2000, seed: int = 2026, threads: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Sought:  # fmt: skip
    """Find the number. Raises ScenarioError where no number within reason gets there, and says how near it comes."""
    if template.kind not in SOUGHT:
        raise ScenarioError(f"{template.kind} has no number to seek: use {', '.join(SOUGHT)}")
    name, low, high = SOUGHT[template.kind]

    def under(number: float) -> tuple[Plan, float]:
        numbers = tuple(
            (n, number if n == name else dict(template.numbers).get(n, 0.0)) for n in KINDS[template.kind][0]
        )
        lever = replace(template, numbers=numbers if template.kind != "cost" else ((name, number),))
        changed = with_levers(plan, [*levers, lever])
        return changed, measure(changed, exact_means(changed), what, january)

    without = with_levers(plan, levers)
    start = measure(without, exact_means(without), what, january)
    ends = under(low)[1], under(high)[1]
    if not min(ends) <= target <= max(ends):
        raise ScenarioError(
            f"no number does it: with {name} from {low:g} to {high:g}, {what} in January {january} goes from "
            f"{ends[0]:,.0f} to {ends[1]:,.0f}, and {target:,.0f} is not between"
        )
    rising = ends[1] >= ends[0]
    number, changed, reached = low, plan, ends[0]
    for _ in range(STEPS):
        number = (low + high) / 2
        changed, reached = under(number)
        if abs(reached - target) <= NEAR * max(1.0, abs(target) / 1e5):
            break
        if (reached < target) == rising:
            low = number
        else:
            high = number
    futures = simulate(changed, simulations, seed, threads=threads, progress=progress)
    t = plan.years.index(january)
    values = futures.total[:, t] if what == "total" else futures.cost_gbp[:, t] if what == "cost" else (
        futures.setting[:, t, plan.space.settings.index(what)]
    )  # fmt: skip
    lo, hi = np.percentile(values, [2.5, 97.5], method="inverted_cdf")
    lever = replace(template, numbers=((name, number),))
    return Sought(
        lever, name, number, start, reached, float(values.mean()), float(lo), float(hi),
        100 * float((values <= target).mean()),
    )  # fmt: skip


def template_of(
    kind: str, space: Space, *, first: int | None, ages: tuple[int, ...], settings: tuple[str, ...]
) -> Lever:
    """The lever whose number is sought. Raises ScenarioError or FilesError for choices that it does not take."""
    if kind not in SOUGHT:
        raise ScenarioError(f"{kind} has no number to seek: use {', '.join(SOUGHT)}")
    raw: dict[str, Any] = {"kind": kind, SOUGHT[kind][0]: 1.0}
    if first is not None:
        raw["from"] = first
    if ages:
        raw["ages"] = list(ages)
    if settings:
        raw["from_settings" if kind == "movement" else "settings"] = list(settings)
    return scenario_of({"lever": [raw]}, space, "the change").levers[0]
