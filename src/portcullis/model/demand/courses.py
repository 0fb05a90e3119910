"""What was fitted for every council, ready to be drawn from.

In: the panel of areas with long series and that of the councils. Out: `Courses`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..panel import FIRST, Floats, Panel
from .draws import Course
from .growth import HORIZONS, Growth, fit_growth
from .rates import Exits, Rate, fit_exits, fit_rate
from .signals import raw_signals
from .splits import AGES, SETTINGS, Split, fit_split
from .trust import OLDEST, Base, bases

#: Furthest step that a course is laid out for: the longest forecast and a base that lies OLDEST years back.
STEPS = 15 + OLDEST
#: After the third year a council's distance from England halves each year: no data tells of longer ones.
DISTANCE_KEPT = 0.5
#: After the third year England's growth loses a tenth each year. A judgement: see docs/demand.md.
PACE_FADES = 0.9
#: A case takes 20 weeks if it is on time; one that is late is taken to need twice that. Only the first is published.
ON_TIME_YEARS = 20 / 52


@dataclass(frozen=True)
class Courses:
    """Everything fitted: `of` has those that can be forecast, `refused` the others with the reason."""

    origin: int
    growth: Growth
    exits: Exits
    rates: dict[str, Rate]
    splits: dict[str, Split]
    of: dict[str, Course]
    bases: dict[str, Base]
    refused: dict[str, str]
    names: dict[str, str]


def courses(areas: Panel, each: Panel, *, marked: bool = True) -> Courses:
    """Fit everything. `marked` False: series are taken as they came, as the backtest must."""
    growth = fit_growth(areas)
    exits = fit_exits(areas)
    done = ("issued", "not_issued")
    rates = {
        "refused": fit_rate(areas, each, ("refused",), ("requests",)),
        "issued": fit_rate(areas, each, ("issued",), done),
        "appealed": fit_rate(areas, each, ("appeals",), ("refused", *done)),
    }
    rates = {name: rate for name, rate in rates.items() if not np.isnan(rate.national)}
    splits = {"settings": fit_split(areas, each, SETTINGS), "ages": fit_split(areas, each, AGES)}
    splits = {name: split for name, split in splits.items() if not np.isnan(split.levels).any()}
    found = bases(each, growth.england, marked=marked)
    relative = {
        y: growth.relative(raw_signals(each, y), y)
        for y in range(areas.origin - OLDEST, areas.origin + 1)
        if y in growth.yardsticks
    }
    withdrawn = _withdrawn(areas, growth.pace)
    of, refused = {}, {}
    for row, (code, base) in enumerate(zip(each.codes, found, strict=True)):
        if base.year is None or base.year not in relative:
            refused[code] = "; ".join(base.reasons) or "too little is known"
            continue
        finished = _before(each, row, base, done, 0.15 * base.plans)
        of[code] = Course(
            code=code, name=each.names[row], base_year=base.year, plans=base.plans, lead=areas.origin - base.year,
            growth=_steps(growth, relative[base.year][row], base.year),
            noise_base=growth.noise_base, noise_per_plan=growth.noise_per_plan, wider=base.wider,
            people=_people(each, row), exit_share=exits.share, exit_noise_sd=exits.noise_sd,
            exit_with_growth=exits.with_growth,
            rates={n: (r.national, float(r.distances[row]), r.persistence, r.noise_sd) for n, r in rates.items()},
            waiting_years=_waiting(areas, each, row), withdrawn=withdrawn, finished_before=finished,
            requests_before=_before(each, row, base, ("requests",), finished * 1.5),
            splits={name: (s.levels[row], s.drift, s.council_sd) for name, s in splits.items()},
        )  # fmt: skip
    names = dict(zip(each.codes, each.names, strict=True))
    return Courses(
        areas.origin, growth, exits, rates, splits, of, dict(zip(each.codes, found, strict=True)), refused, names
    )


def _steps(growth: Growth, relative: Floats, base_year: int) -> Floats:
    """Mean log growth of a council in each year from its base: England's known or expected growth, and its distance."""
    steps = np.empty(STEPS)
    for step in range(STEPS):
        year = base_year + 1 + step
        after = year - growth.origin
        pace = growth.england[year] if after <= 0 else growth.pace * PACE_FADES ** max(after - HORIZONS, 0)
        beyond = max(step + 1 - HORIZONS, 0)
        steps[step] = pace + relative[min(step, HORIZONS - 1)] * DISTANCE_KEPT**beyond
    return steps


def _before(panel: Panel, row: int, base: Base, names: tuple[str, ...], otherwise: float) -> float:
    """The sum of series in the year before the origin, or before that; `otherwise` where neither is known."""
    for year in (panel.origin - 1, panel.origin - 2):
        value = sum(float(panel.series[name][row, year - FIRST]) for name in names)
        if not np.isnan(value):
            return value
    return otherwise


def _people(panel: Panel, row: int) -> float:
    """Population aged 0 to 25 in the last year known, or 0."""
    values = panel.series["population"][row]
    known = values[~np.isnan(values)]
    return float(known[-1]) if len(known) else 0.0


def _waiting(areas: Panel, each: Panel, row: int) -> float:
    """Mean time from an accepted request to its end, in years, as timeliness suggests."""
    year = each.origin - 1
    timely = each.at("timely_pct", year)[row]
    if np.isnan(timely):
        known = areas.at("timely_pct", year)
        timely = float(np.nanmedian(known)) if not np.isnan(known).all() else 50.0
    return ON_TIME_YEARS * (2 - min(max(timely, 0.0), 100.0) / 100)


def _withdrawn(areas: Panel, pace: float) -> float:
    """Accepted cases that neither end in a plan or a refusal nor stay in hand, as a share of those finished."""
    shares = []
    for year in range(areas.origin - 2, areas.origin):
        finished = areas.at("issued", year) + areas.at("not_issued", year)
        left = areas.at("requests", year) - areas.at("refused", year) - finished
        known = ~np.isnan(left)
        if known.any() and finished[known].sum() > 0:
            shares.append(left[known].sum() / finished[known].sum())
    return float(np.clip(shares[-1] - ON_TIME_YEARS * 1.5 * pace, 0.0, 0.5)) if shares else 0.1
