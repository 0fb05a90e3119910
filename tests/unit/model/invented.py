"""Invented councils for the model: series that look like the real ones, from a seed; no real council is in them.

In: how many, and what to change. Out: `panel`.
"""

from __future__ import annotations

import numpy as np

from portcullis.model.panel import CALENDAR, FIRST, JANUARY, LAST, Panel

YEARS = LAST - FIRST + 1
LAST_JANUARY = 2025


def panel(areas: int = 12, *, first: int = 2012, last: int = LAST_JANUARY, seed: int = 7) -> Panel:
    """A panel whose plans grow by a tenth a year, with everything that the model reads."""
    rng = np.random.default_rng(seed)
    series = {name: np.full((areas, YEARS), np.nan) for name in (*JANUARY, *CALENDAR, "stock", "new")}
    plans = np.rint(rng.uniform(400, 6000, areas))
    people = np.rint(plans * 30)
    for year in range(first, last + 1):
        at = year - FIRST
        grown = np.rint(plans * np.exp(0.1 + 0.04 * rng.standard_normal(areas)))
        series["stock"][:, at] = series["plans"][:, at] = plans
        series["prevalence_pct"][:, at] = 100 * plans / people
        series["support_pct"][:, at] = 12.0
        for name, share in {"mainstream": 0.42, "special_state": 0.3, "post16": 0.14, "ap": 0.01}.items():
            series[name][:, at] = np.rint(plans * share)
        series["special_independent"][:, at] = np.rint(plans * 0.04)
        series["special_non_maintained"][:, at] = np.rint(plans * 0.01)
        for name, share in {"age_0_4": 0.04, "age_5_10": 0.33, "age_11_15": 0.37, "age_16_19": 0.2}.items():
            series[name][:, at] = np.rint(plans * share)
        if year < last:
            new = np.rint(grown - plans + 0.05 * plans)
            series["issued"][:, at] = series["new"][:, at] = new
            series["not_issued"][:, at] = np.rint(0.06 * new)
            series["refused"][:, at] = np.rint(0.3 * new)
            series["requests"][:, at] = np.rint(1.5 * new)
            series["appeals"][:, at] = np.rint(0.15 * new)
            series["timely_pct"][:, at] = rng.uniform(20, 95, areas)
            series["population"][:, at] = people
        plans = grown
    codes = tuple(f"E990000{row:02}" for row in range(1, areas + 1))
    suspect = {name: np.zeros((areas, YEARS), dtype=bool) for name in series}
    return Panel(codes, tuple(f"Council {code[-2:]}" for code in codes), last, series, suspect, "2025-06-26")


def put(given: Panel, name: str, row: int, year: int, value: float, *, suspect: bool = False) -> None:
    """Change one value (NaN takes it away); plans and stock go together."""
    for series in ("plans", "stock") if name == "stock" else (name,):
        given.series[series][row, year - FIRST] = value
        given.suspect[series][row, year - FIRST] = suspect
