"""What an analyst should know about the files before anything runs.

In: `Inputs`. Out: `Report`: what the files hold, and remarks by file and line. Mistakes that make a run meaningless are
raised while reading; what stands here is odd, or missing, and may be meant.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from .chaining import LEAST, chaining
from .errors import Problem
from .reading import Inputs
from .space import AGES, FIRST_AY
from .tally import stock

#: At most so many lines are named for one kind of remark.
NAMED = 10


@dataclass(frozen=True)
class Report:
    """`years`: calendar year, rows, joiners, leavers, movers. `gaps`: as in `Chaining`."""

    children: int
    seed_year: int
    years: tuple[tuple[int, int, int, int, int], ...]
    projected: tuple[int, ...]
    needs: int
    settings: int
    states: int
    gaps: tuple[tuple[int, int, int, int], ...]
    unchained_pct: float
    remarks: tuple[Problem, ...]


def check(inputs: Inputs) -> Report:
    """Look at everything."""
    h, space = inputs.history, inputs.space
    remarks = list(inputs.notes)
    years = []
    for year in range(int(h.year.min()), int(h.year.max()) + 1):
        here = h.year == year
        joiners, leavers = here & (h.need_1 < 0), here & (h.need_2 < 0)
        movers = here & (h.need_1 >= 0) & (h.need_2 >= 0) & (h.setting_1 != h.setting_2)
        years.append((year, int(here.sum()), int(joiners.sum()), int(leavers.sum()), int(movers.sum())))
        if not here.any():
            remarks.append(Problem("transitions.csv", 0, f"has no rows for {year}: rates come from the other years"))
        elif not joiners.any() or not leavers.any():
            what = "joiners" if not joiners.any() else "leavers"
            remarks.append(Problem("transitions.csv", 0, f"{year} has no {what}: is the extract whole?"))
    remarks += _states(inputs)
    remarks += _twice(inputs)
    chain = chaining(space, h)
    if chain.share > 0 and chain.gaps:
        for january, ended, begun, cells in chain.gaps:
            remarks.append(Problem(
                "transitions.csv", 0,
                f"January {january}: the year before ends with {ended:,} children, the next begins with {begun:,}, and "
                f"{cells:,} states differ. A whole register would have the same children in both",
            ))  # fmt: skip
    remarks += _population(inputs) + _costs(inputs)
    start = stock(space, h, inputs.seed_year)
    return Report(
        int(start.sum()), inputs.seed_year, tuple(years), tuple(y for y in inputs.years if y > inputs.seed_year),
        len(space.needs), len(space.settings), int(space.valid.sum()), chain.gaps,
        100 * chain.share if chain.share >= LEAST else 0.0, tuple(sorted(remarks)),
    )  # fmt: skip


def _states(inputs: Inputs) -> list[Problem]:
    h, valid, width = inputs.history, inputs.space.valid, len(inputs.space.settings)
    out = []
    for need, setting, ay, side in ((h.need_1, h.setting_1, h.ay_1, 1), (h.need_2, h.setting_2, h.ay_2, 2)):
        inside = (need >= 0) & (ay >= FIRST_AY) & (ay < FIRST_AY + AGES)
        place, age = np.where(inside, need * width + setting, 0), np.where(inside, ay - FIRST_AY, 0)
        lines = h.line[inside & ~valid[place, age]]
        text = f"the state on side {side} is not valid: its setting does not take that need or school year"
        out += [Problem("transitions.csv", int(line), text) for line in lines[:NAMED]]
        if len(lines) > NAMED:
            out.append(
                Problem("transitions.csv", 0, f"{len(lines) - NAMED:,} more rows with such a state on side {side}")
            )
    return out


def _twice(inputs: Inputs) -> list[Problem]:
    """Rows have no id, so equal rows are no mistake; a file that holds everything twice is."""
    h = inputs.history
    rows = Counter(
        zip(
            *(getattr(h, n).tolist() for n in ("year", "need_1", "setting_1", "ay_1", "need_2", "setting_2", "ay_2")),
            strict=True,
        )
    )
    if len(h) > 20 and all(count % 2 == 0 for count in rows.values()):
        return [Problem("transitions.csv", 0, "every row stands an even number of times: was the extract added twice?")]
    return []


def _population(inputs: Inputs) -> list[Problem]:
    last = max(inputs.years)
    years = [year for year in range(int(inputs.history.year.min()), last + 1) if year not in inputs.years]
    out = [Problem("population.csv", 0, f"has no rows for {year}") for year in years]
    if last <= inputs.seed_year:
        out.append(
            Problem("population.csv", 0, f"ends with {last}: there is nothing to project after {inputs.seed_year}")
        )
    return out


def _costs(inputs: Inputs) -> list[Problem]:
    space = inputs.space
    missing = np.nonzero(np.isnan(inputs.costs_gbp) & space.valid.any(axis=1))[0]
    names = [f"{space.needs[space.need_of[p]]} in {space.settings[space.setting_of[p]]}" for p in missing]
    if not names:
        return []
    shown = ", ".join(names[:NAMED]) + (f" and {len(names) - NAMED} more" if len(names) > NAMED else "")
    return [Problem("costs.csv", 0, f"has no cost for {shown}: totals of money leave them out")]
