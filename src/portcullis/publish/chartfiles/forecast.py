"""The chart of a frozen forecast to take away: what came, what is projected, and how far that may be wrong.

In: gathered facts with a frozen forecast, and a council or England. Out: an `Offer`, or None where none was frozen.
"""

from __future__ import annotations

from typing import Any

from portcullis.vocabulary import ENGLAND, date_text

from ..charts import LineChart
from ..downloads.licences import COMPILATION
from ..gathered import Gathered
from ..pages.area import area_path
from ..pages.environment import relative
from ..pages.figures import Shown, source_view
from ..pages.forecast import PATH, PLANS, forecast_view
from .offer import Offer
from .rows import BLANK, observed

Row = dict[str, Any]
#: The two ranges by their share of futures; the words are those of the chart.
RANGES = (95, 80)


def forecast_offer(g: Gathered, code: str) -> Offer | None:
    """The chart of the newest frozen forecast for one council or England."""
    view = forecast_view(Shown(g, relative("")), code)
    if view is None or not isinstance(view.block.chart, LineChart):
        return None
    chart = view.block.chart
    area = g.areas[code]
    frozen = f"{g.site.name}: forecast frozen as {g.forecast_about['name']}"
    source = f"forecasts/{g.forecast_about['name']}"
    ahead = {row["ids"]["median"]: row for row in g.forecasts[code]}
    past = {row["id"]: row for row in g.of(PLANS, code)}
    rows = []
    for point in chart.series[0].points:
        if point.figure_id in past:
            rows.append(observed(g, past[point.figure_id], area["name"]))
            continue
        rows.append(
            _projected(code, area, point.period, source)
            | {"series": area["name"], "value": point.value, "id": point.figure_id}
        )
    for level, band in zip(RANGES, (chart.range, chart.inner), strict=True):
        for period, low, high in band.points if band else ():
            made = next((row for row in ahead.values() if str(row["january"]) == period), None)
            ends = f"from {made['ids'][f'low_{level}']} to {made['ids'][f'high_{level}']}" if made else "the last count"
            shown = {"series": band.label if band else "", "lower": low, "upper": high, "note": ends}
            rows.append(_projected(code, area, period, source) | shown)
    cited = [source_view(g.sources[s]) for s in dict.fromkeys(row["source"] for row in g.of(PLANS, code))]
    known = [point.x for point in chart.series[0].points if point.value is not None]
    cited.append(
        {
            "id": source, "title": frozen, "publisher": g.site.name, "licence": COMPILATION["title"],
            "url": f"{str(g.site.address).rstrip('/')}/{PATH}" if g.site.address else PATH,
            "published": f"from figures published by {date_text(g.forecast_about['vintage'])}",
        }
    )  # fmt: skip
    page = PATH if code == ENGLAND else area_path(area)
    period = f"January {min(known)} to January {max(known)}"
    return Offer(view.block, area["name"], page, g.indicators[PLANS], rows, cited, period, projected=True)


def _projected(code: str, area: Row, period: str, source: str) -> Row:
    return BLANK | {
        "authority": code, "authority_name": area["name"], "indicator": PLANS, "period": period, "year": int(period),
        "unit": "count", "status": "projected", "claim_class": "projected", "source": source,
    }  # fmt: skip
