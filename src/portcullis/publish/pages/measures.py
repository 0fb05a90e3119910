"""The list of measures, and a page for each.

In: gathered facts. Out: `Page`s.
"""

from __future__ import annotations

from itertools import groupby
from typing import Any

from portcullis.vocabulary import ENGLAND

from ..charts import Cell, Column, Table
from ..gathered import Gathered
from .area import area_path
from .charts import measure_chart
from .environment import Page, relative
from .figures import Shown, when

Row = dict[str, Any]


def measures_page(g: Gathered) -> Page:
    """The list of measures, by topic."""
    ordered = sorted(g.indicators.values(), key=_topic)
    topics = [(topic, list(rows)) for topic, rows in groupby(ordered, key=lambda i: i["topic"])]
    context = {"title": "Measures", "topics": topics, "total": len(ordered)}
    return Page("measures/", "measures.html", context, active="measures/")


def _topic(indicator: Row) -> tuple[int, str]:
    order = [
        "plans",
        "requests",
        "timeliness",
        "flows",
        "placement",
        "need",
        "reviews",
        "appeals",
        "money",
        "people",
        "outcomes",
    ]
    return order.index(indicator["topic"]), indicator["label"]


def measure_page(g: Gathered, indicator: Row) -> Page:
    """One measure: definition, England, every council's newest value, findings."""
    path = f"measures/{indicator['id']}/"
    shown = Shown(g, relative(path))
    deficit = indicator["sign"] == "positive_is_deficit"
    chart = (
        measure_chart(shown, indicator["id"], ENGLAND, title=indicator["label"], deficit=deficit)
        if ENGLAND in g.areas
        else None
    )
    rows = []
    for code, area in sorted(g.areas.items(), key=lambda item: item[1]["name"]):
        row = g.latest(indicator["id"], code)
        if row and area["status"] == "current":
            rows.append(
                [
                    Cell(area["name"], href=shown.url(area_path(area))),
                    when(row, g),
                    shown.cell(row),
                    shown.source_cell(row),
                ]
            )
    table = Table(
        f"{indicator['label']}: newest value of each council, by name",
        ["Council", "Period", Column("Value", numeric=True), "Source"],
        rows,
    )
    context = {
        "title": indicator["label"], "description": indicator["definition"], "indicator": indicator, "chart": chart,
        "table": table if rows else None, "source": g.sources[indicator["source"]], "sources": shown.sources(),
        "findings": [f for f in g.findings if f.indicator == indicator["id"] and str(f.severity) != "note"][:40],
        "count": sum(f.indicator == indicator["id"] for f in g.findings),
    }  # fmt: skip
    return Page(path, "measure.html", context, active="measures/")
