"""Whether a council's series can carry a forecast, and what must be said if it can only just.

In: the councils' panel and England's growth. Out: for each council a `Base`: the January to start from, how much wider
its range must be, and the reasons in words. A broken series is never forecast silently: it starts from an earlier
January and says so, or it is refused and says why.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from ..panel import FIRST, Panel
from .signals import missing_signals

#: A change of log plans in a year that differs from England's by more is not growth but an incomplete or mended return.
JUMP = 0.35
#: Below so many plans one family more or less is a large change: no jump is looked for.
SMALL = 100
#: How many Januaries before the origin a trusted count may lie.
OLDEST = 2
SHORT_YEARS = 4
WIDER_SHORT, WIDER_FILLED, WIDER_NO_FLOWS = 1.25, 1.1, 1.5

State = Literal["ok", "widened", "refused"]


@dataclass(frozen=True)
class Base:
    """Where a council's forecast starts. `wider` multiplies the noise; `year` is None where the council is refused."""

    state: State
    year: int | None
    plans: float
    wider: float
    reasons: tuple[str, ...]


def bases(panel: Panel, england: Mapping[int, float], *, marked: bool = True) -> list[Base]:
    """One base for each council. `marked`: whether values marked suspect in the register are left out."""
    origin = panel.origin
    missing = {year: missing_signals(panel, year) for year in range(origin - OLDEST, origin + 1)}
    return [_base(panel, row, england, missing, marked=marked) for row in range(len(panel.codes))]


def _base(
    panel: Panel, row: int, england: Mapping[int, float], missing: Mapping[int, list[tuple[str, ...]]], *, marked: bool
) -> Base:
    origin = panel.origin
    stock, suspect = panel.series["stock"][row], panel.suspect["stock"][row]
    trusted: dict[int, float] = {}
    doubts: dict[int, str] = {}
    for year in range(origin - 9, origin + 1):
        value = float(stock[year - FIRST])
        doubt = _doubt(year, value, trusted, england)
        if marked and suspect[year - FIRST]:
            doubt = f"the count of January {year} ({value:,.0f}) is marked suspect in the register"
        if doubt:
            doubts[year] = doubt
        else:
            trusted[year] = value
    recent = [year for year in trusted if year >= origin - OLDEST]
    if not recent:
        why = doubts.get(origin, f"no plans are known for January {origin}")
        return Base("refused", None, math.nan, 1.0, (f"{why}, and no January since {origin - OLDEST} can be trusted",))
    year = max(recent)
    reasons, wider = [], 1.0
    if year < origin:
        reasons.append(f"{doubts[origin]}: the forecast starts from January {year}, which makes its range wider")
    if not marked:  # what follows is told to readers; the backtest takes series as they came
        return Base("widened" if reasons else "ok", year, trusted[year], wider, tuple(reasons))
    since = min(trusted)
    if len(trusted) < SHORT_YEARS:
        wider *= WIDER_SHORT
        reasons.append(f"only {len(trusted)} of the last ten Januaries can be used, the first of them {since}")
    elif gaps := [str(y) for y in range(since, year) if y not in trusted]:
        reasons.append(f"no trusted count for January {', '.join(gaps)}")
    if gone := missing[year][row]:
        everything = len(gone) >= len(("timeliness", "backlog", "inflow"))
        wider *= WIDER_NO_FLOWS if everything else WIDER_FILLED
        reasons.append(f"not reported for {year - 1}, so taken from the year before or the middle: {', '.join(gone)}")
    return Base("widened" if reasons else "ok", year, trusted[year], wider, tuple(reasons))


def _doubt(year: int, value: float, trusted: Mapping[int, float], england: Mapping[int, float]) -> str:
    if math.isnan(value):
        return f"no plans are known for January {year}"
    if value <= 0:
        return f"the count of January {year} is zero"
    before = max(trusted, default=None)
    if before is None or trusted[before] < SMALL or year not in england:
        return ""
    steps = range(before + 1, year + 1)
    change = math.log(value / trusted[before])
    expected = sum(england.get(step, 0.0) for step in steps)
    # Over a gap of some years a council may drift further than in one. Only a fall is called broken: after a rise the
    # plans are there and must be paid for, whatever the count before it missed.
    if change - expected < -JUMP * math.sqrt(len(steps)):
        fall, rise = 100 * np.expm1(change), 100 * np.expm1(expected)
        return f"the count of January {year} ({value:,.0f}) is {fall:+.0f}% on {before} against {rise:+.0f}% in England"
    return ""
