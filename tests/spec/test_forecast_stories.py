"""The worked stories of forecasts hold for invented councils.

In: the Markdown pages beside this file. Out: each row of their tables is true.
"""

from __future__ import annotations

import math

import pytest

from portcullis.model.demand import fit_panels
from portcullis.model.panel import FIRST
from tests.spec.stories import name, rows
from tests.unit.model.invented import panel, put


@pytest.mark.parametrize("story", rows("broken-series.md", "starts from", "because"), ids=name)
def test_where_a_forecast_starts(story: dict[str, str]) -> None:
    given = panel(1)
    given.series["stock"][:, : 2020 - FIRST] = math.nan
    for year, text in zip(range(2020, 2026), story["counts of 2020 to 2025"].split(", "), strict=True):
        value = math.nan if text == "-" else float(text.strip("()"))
        put(given, "stock", 0, year, value, suspect=text.startswith("("))
    areas = panel(32)
    for row in range(32):
        for year in range(2012, 2026):
            own = 1 + 0.02 * (-1) ** (row // 2 + year)  # up in one year and down in the next; England stays on its path
            put(areas, "stock", row, year, round(1000 * 1.1 ** (year - 2012) * own))
    fitted = fit_panels(areas, given)
    base = fitted.courses.bases[given.codes[0]]
    assert base.state == story["state"]
    assert str(base.year or "") == story["starts from"]
    assert story["because"] in "; ".join(base.reasons)
    assert bool(base.reasons) == (base.state != "ok")
    assert (given.codes[0] in fitted.courses.refused) == (story["state"] == "refused")
    if base.state != "refused":
        told = fitted.forecast(list(given.codes), years=1, draws=2000, parts=())
        start = told.at(given.codes[0], "plans", 2025)
        assert (start.high_95 > start.low_95) == (base.year != 2025)  # what is not known is not shown as if it were
