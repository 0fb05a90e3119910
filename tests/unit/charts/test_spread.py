"""How a measure is spread among councils: marks, words and table for each case. Councils are invented."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from markupsafe import Markup

from portcullis.publish.charts import Cell, ChartBlock, StripChart
from portcullis.publish.gathered import Gathered
from portcullis.publish.pages.environment import relative
from portcullis.publish.pages.figures import Shown
from portcullis.publish.pages.spread import ALONE, spread_chart

SOURCE = {"id": "s", "publisher": "P", "title": "T", "published": "2025-06", "url": "", "licence": ""}


def gathered(
    values: Mapping[str, Sequence[float | None]],
    *,
    unit: str = "percent",
    doubt: int = 0,
    cases: float | None = None,
    **how: Any,
) -> Gathered:
    """Councils by kind, each with one value; the first `doubt` of them in doubt."""
    areas, series, number = {}, {}, 0
    for kind, list_of in values.items():
        for value in list_of:
            code = f"E{number:08}"
            areas[code] = {"code": code, "name": f"Council {number:02}", "type": kind, "status": "current", "slug": "x"}
            status = "not_available" if value is None else "suspect" if number < doubt else "published"
            row = {
                "id": f"m:{code}", "indicator": "m", "authority": code, "period": "2025", "year": 2025, "value": value,
                "status": status, "unit": unit, "source": "s", "published": "2025-06", "note": "", "correction": None,
                "claim_class": "confirmed",
            }  # fmt: skip
            series["m", code] = [row]
            if cases is not None:
                series["c", code] = [row | {"id": f"c:{code}", "indicator": "c", "value": cases, "status": "published"}]
            number += 1
    relations = {"cases": "c"} if cases is not None else {}
    indicator = {"id": "m", "label": "Late plans (%)", "unit": unit, "decimals": 1, "sign": "", "ahead": False,
                 "breaks": [], "period_kind": "calendar_year", "relations": relations}  # fmt: skip
    g = Gathered.__new__(Gathered)
    for name, value in {"areas": areas, "series": series, "indicators": {"m": indicator | how, "c": indicator},
                        "sources": {"s": SOURCE}, "corrections": {}}.items():  # fmt: skip
        object.__setattr__(g, name, value)
    return g


def block_of(g: Gathered) -> ChartBlock:
    block = spread_chart(Shown(g, relative("measures/m/")), "m")
    assert block is not None
    return block


def heading(block: ChartBlock) -> str:
    return str(Markup(block.heading).striptags())


TEN = [float(v) for v in range(10, 110, 10)]


def test_the_message_names_the_middle_half_and_what_it_is_made_from() -> None:
    block = block_of(gathered({"County council": TEN}))
    assert heading(block) == "Late plans: half of the councils lie between 32.5% and 77.5%, 2025"
    assert 'data-from="m:E00000002 m:E00000003"' in block.heading
    assert block.told == "10 of 10 councils have a figure, from 10.0% to 100%."


def test_fewer_than_eight_sound_values_have_no_quartiles() -> None:
    block = block_of(gathered({"County council": TEN[:8]}, doubt=1))
    assert heading(block) == "Late plans: 8 councils have a figure, 2025"
    assert block.table is not None
    assert [c.text for c in block.table.rows[0] if isinstance(c, Cell)] == ["too few"] * 3
    assert spread_chart(Shown(gathered({"County council": TEN[:7]}), relative("")), "m") is None


def test_values_that_are_all_alike() -> None:
    assert heading(block_of(gathered({"County council": [5.0] * 9}))) == (
        "Late plans: 5.0% in at least half of the councils, 2025"
    )


def test_doubt_few_cases_and_missing_values_are_marked_and_told() -> None:
    block = block_of(gathered({"County council": [*TEN, None]}, doubt=2, cases=12))
    assert block.told == (
        "10 of 11 councils have a figure, from 30.0% to 100%. 8 councils have few cases (hollow): there a few children "
        "move the share a long way. 2 councils have a figure in doubt (a cross), left out of the middle half."
    )
    assert {"few cases", "in doubt"} <= {t.text for t in ET.fromstring(block.svg).iter("text")}
    assert block.table is not None
    assert block.table.rows[0][1] == "10 of 11"
    assert block.table.rows[0][-2:] == ["8", "2"]
    one = block_of(gathered({"County council": TEN}, doubt=1))
    assert one.told.endswith("1 council has a figure in doubt (a cross), left out of the middle half.")


def test_counts_and_plans_carry_a_warning() -> None:
    block = block_of(gathered({"County council": TEN}, unit="count", decimals=0, ahead=True))
    assert "Larger councils have larger figures" in block.told
    assert "These are plans or forecasts, not what happened." in block.told


def test_deficits_are_told_as_deficits_and_surpluses() -> None:
    values = [v * 1e6 for v in range(-5, 10)]
    block = block_of(gathered({"County council": values}, unit="gbp", sign="positive_is_deficit"))
    assert (
        heading(block) == "Late plans: half of the councils lie between a surplus of £1.5m and a deficit of £5.5m, 2025"
    )
    assert block.told.startswith("15 of 15 councils have a figure, from a surplus of £5m to a deficit of £9m.")
    assert {"← surplus", "deficit →"} <= {t.text for t in ET.fromstring(block.svg).iter("text")}


def test_a_council_alone_of_its_kind_is_not_named() -> None:
    block = block_of(gathered({"County council": TEN, "City of Nowhere": [50.0], "Isles": [60.0]}))
    assert isinstance(block.chart, StripChart)
    assert [strip.label for strip in block.chart.strips] == ["County councils", ALONE]
    assert "Nowhere" not in block.svg


def test_the_newest_period_counts_only_when_half_of_the_councils_have_it() -> None:
    g = gathered({"County council": TEN})
    g.series["m", "E00000000"].append(g.series["m", "E00000000"][0] | {"period": "2026", "year": 2026, "value": 99.0})
    assert heading(block_of(g)).endswith(", 2025")


def test_every_council_is_drawn_once() -> None:
    block = block_of(gathered({"County council": [1.0] * 9 + [50.0, 100.0]}))
    dots = re.findall(r'class="dot" d="([^"]+)"', block.svg)
    assert sum(d.count("h0") for d in dots) == 11 + 1, "eleven councils and the key"
    places = re.findall(r"M([\d.]+) ([\d.]+)h0", dots[0])
    assert len(set(places)) == 11, "dots that would touch lie one on the other"


@pytest.mark.parametrize(
    "measure", ["ehc_plans", "plans_within_20_weeks_pct", "dsg_cumulative_deficit", "attainment8_ehc"]
)
def test_sentences_stay_short_on_real_figures(real: Gathered, measure: str) -> None:
    block = spread_chart(Shown(real, relative("")), measure)
    assert block is not None
    assert all(len(s.split()) <= 25 for s in re.split(r"(?<=\.) ", block.told))
