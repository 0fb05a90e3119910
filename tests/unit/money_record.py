"""Invented records of projections for tests: one writer for the model's file and for pages.

In: what a council owes and under which scenarios. Out: `Projection`s, as the model gives them.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from portcullis.model.money import MEASURES, MoneyRange, Projection
from portcullis.model.projected import NAME, Outlook, Outlooks, read_outlooks, write_outlooks
from portcullis.vocabulary import ENGLAND

ONCE = {"grant", "residual", "exposure", "new_deficit"}
FLAT = {"law-of-2024": 2026}


def spread(measure: str, year: int, middle: float, wide: float) -> MoneyRange:
    """A range around a middle: 80 of 100 within `wide`, 95 of 100 within twice that."""
    ends = (-2 * wide, -wide, -wide / 2, 0, wide / 2, wide, 2 * wide)
    return MoneyRange(measure, year, *(middle + end for end in ends))


def projection(
    code: str = "E99000001",
    name: str = "Ambleford",
    scenario: str = "today",
    *,
    owed: float = 100e6,
    wide: float = 20e6,
    gap: float = 30e6,
    grant: float = 90e6,
    exposure: float = 70e6,
    state: str = "known",
    reasons: tuple[str, ...] = (),
    start: int = 2024,
    start_gbp: float | None = 67_167_405.0,
    start_id: str = "dsg_cumulative_deficit:E99000001:2023-24:s251",
    share: float = 0.97,
) -> Projection:
    """A projection with every measure that the model gives."""
    end = FLAT.get(scenario, 2028)
    ranges = []
    for measure in MEASURES:
        if measure in ONCE:
            middle = {"grant": grant, "exposure": exposure}.get(measure, 10e6)
            half = min(wide, abs(middle)) if measure == "exposure" else min(wide, grant)
            ranges.append(spread(measure, 2026 if measure in {"grant", "residual"} else end, middle, half))
            continue
        for year in range(2024, 2036):
            middle = {"balance": owed, "deficits": max(owed, 0) * 1.05, "gap": gap, "interest": 2e6}.get(measure, 200e6)
            half = {"interest": 1e6, "deficits": min(wide, middle / 2)}.get(measure, wide)
            ranges.append(spread(measure, year, middle, half))
    return Projection(
        code=code, name=name, policy=scenario, settings=(), ranges=tuple(ranges),
        state="sum" if code == ENGLAND else state, reasons=reasons, start=start,
        start_gbp=None if code == ENGLAND else start_gbp, start_id="" if code == ENGLAND else start_id,
        override_end=end, deficit_share=share, reserves_gbp=None, reserves_on="", above_reserves=None, people=None,
        service_budget_gbp=None, draws=10_000, seed=2026, years=10, origin=2025, version="money-t",
        vintage="2025-12-31",
    )  # fmt: skip


def recorded(*told: Projection, refused: dict[str, tuple[str, str]] | None = None) -> Outlooks:
    """These projections as pages read them: written to a file and read again."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / NAME
        write_outlooks(told, refused or {}, path)
        found = read_outlooks(path)
    assert found is not None
    return found


def outlook(**options: Any) -> Outlook:
    """The invented council under today."""
    one = projection(**options)
    return recorded(one).of[one.code]
