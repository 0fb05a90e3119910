"""The list of measures, and a page for each.

In: gathered facts. Out: `Page`s.
"""

from __future__ import annotations

from itertools import groupby
from typing import Any

from portcullis.vocabulary import ENGLAND, Topic

from ..charts import Cell, Column, Table
from ..gathered import Gathered
from .area import area_path
from .charts import measure_chart
from .environment import Page, relative
from .figures import Shown, when
from .maps import measure_map

Row = dict[str, Any]


def measures_page(g: Gathered) -> Page:
    """The list of measures, by topic."""
    ordered = sorted(g.indicators.values(), key=_topic)
    topics = [(topic, list(rows)) for topic, rows in groupby(ordered, key=lambda i: i["topic"])]
    context = {"title": "Measures", "topics": topics, "total": len(ordered)}
    return Page("measures/", "measures.html", context, active="measures/")


def _topic(indicator: Row) -> tuple[int, str]:
    order = list(Topic)
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
    table = newest_table(shown, indicator["id"])
    findings = g.findings_of_measure.get(indicator["id"], [])
    context = {
        "title": indicator["label"], "description": indicator["definition"], "indicator": indicator, "chart": chart,
        "table": table if table.rows else None,
        "map": measure_map(shown, indicator["id"]), "source": g.sources[indicator["source"]],
        "sources": shown.sources(),
        "findings": [f for f in findings if str(f.severity) != "note"][:40],
        "count": len(findings),
    }  # fmt: skip
    return Page(path, "measure.html", context, active="measures/")


def newest_table(shown: Shown, measure: str) -> Table:
    """The newest value of each council, by name."""
    g = shown.gathered
    rows = []
    for code, area in sorted(g.areas.items(), key=lambda item: item[1]["name"]):
        row = g.latest(measure, code)
        if row and area["status"] == "current":
            name = Cell(area["name"], href=shown.url(area_path(area)))
            rows.append([name, when(row, g), shown.cell(row), shown.source_cell(row)])
    columns = ["Council", "Period", Column("Value", numeric=True), "Source"]
    return Table(f"{g.indicators[measure]['label']}: newest value of each council, by name", columns, rows)
