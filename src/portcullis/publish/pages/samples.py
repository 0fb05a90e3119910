"""What the pieces on the page of components show: figures of Wexmoor, a council that does not exist.

In: nothing. Out: `samples`, by the names that the calls use.
"""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from portcullis.vocabulary import Finding, Severity

from ..charts import (
    Band,
    Bar,
    BarChart,
    Break,
    Cell,
    ChartBlock,
    Column,
    Dot,
    DotChart,
    LineChart,
    Point,
    Series,
    Table,
    bar_chart,
    bar_table,
    dot_chart,
    line_chart,
    series_table,
    sparkline,
)
from ..words.sentence import Number, said
from .figures import FigureView
from .simulate import Field

SOURCE = {
    "id": "wexmoor", "title": "Revenue outturn 2024-25", "publisher": "Wexmoor Council (invented)", "url": "",
    "published": "May 2025", "retrieved": "24 November 2026", "licence": "",
}  # fmt: skip


def samples() -> dict[str, Any]:
    """What the pieces show: figures of a council that does not exist."""
    counts = [("2021", 2100.0), ("2022", 2250.0), ("2023", 2540.0), ("2024", 2710.0), ("2025", 2900.0)]
    points = [Point(period, value) for period, value in counts]
    band = Band("Middle half of county councils", [(p, 0.9 * v, 1.2 * v) for p, v in counts])
    lines = LineChart([Series("Wexmoor", points)], band=band, breaks=[Break("2023")])
    amounts = BarChart([Bar("Promised", 40e6), Bar("Paid", 22e6), Bar("Forecast", 31e6, "projected")], unit="gbp")
    shares = DotChart([Dot("Wexmoor", 48, 44, 52, strong=True), Dot("East Thorne", 61, 50, 71)], "percent", line=50)
    label = "Wexmoor Council, May 2025"
    view = FigureView("£67.2m", "confirmed", 67200000, "", label, "#source-wexmoor")
    owed = said("On 31 March 2025 its schools grant was ", Number("£67.2m", 67.2e6, ""), " in deficit.")
    ahead = said("It was forecast to reach ", Number("£81m", 81e6, ""), " on 31 March 2026.", projected=True)
    cell = Cell("£67.2m", 67200000, tag="derived")
    source = Cell(label, href="#source-wexmoor", note="Before any payment from the Department.")
    finding = {"indicator": "x", "period": "2025", "authorities": (), "observations": ()}
    return {
        "facts": [("Owed on 31 March 2025", view), ("Owed on 31 March 2024", view)],
        "groups": [("What is owed", [owed, ahead]), ("What happens next", [said("That has not been decided.")])],
        "sentences": [owed, ahead],
        "table": Table(
            "Plans in Wexmoor", ["Year", Column("Plans", numeric=True)],
            [["2024", Cell("2,710", 2710)], ["2025", None]],
        ),
        "stacked": Table(
            "What others say", ["Date", Column("Deficit", numeric=True), "Basis", "Source"],
            [["31 March 2025", cell, "after government money, whole grant", source]], stack=True,
        ),
        "line": ChartBlock(
            "Plans: up from 2,540 in 2023 to 2,900 in 2025; figures before 2023 are not comparable", line_chart(lines),
            ["Plans in Wexmoor rose from 2,540 in 2023 to 2,900 in 2025, up 14%."],
            series_table("Plans in Wexmoor", lines), source_label=label, source_href="#source-wexmoor",
        ),
        "bars": ChartBlock(
            "A little over half of what was promised had been paid", bar_chart(amounts),
            ["Promised £40m, paid £22m; £31m is forecast."], bar_table("Money from the Department", amounts),
        ),
        "dots": ChartBlock(
            "New plans made within 20 weeks, 2024", dot_chart(shares),
            ["East Thorne cannot be told apart from Wexmoor: the intervals overlap."],
        ),
        "spark": Markup(sparkline(points)),  # noqa: S704 - drawn there, no words in it
        "error": Finding("sample-error", "parts", Severity.ERROR, "The parts add to 2,400 and the whole is 2,900.",
                         "Some parts may be withheld.", **finding),
        "warning": Finding("sample-warning", "jumps", Severity.WARNING, "The count fell by half in a year.",
                           "The council may have merged.", **finding),
        "note": Finding("sample-note", "zeros", Severity.NOTE, "The count is nought.", "There may be none.", **finding),
        "events": [
            {"date": "2023-03", "date_text": "March 2023", "title": "Agreement signed", "source_label": label,
             "source_href": "#source-wexmoor"},
            {"date": "2025-05", "date_text": "May 2025", "title": "Forecast of a larger deficit", "tag": "reported"},
        ],
        "dial": Field(
            "sample-growth", "Growth of funding", "How much more there is than in the year before.", "percent a year",
            "3", "Usually 2 percent a year (an assumption: nobody has said).", "", (), "both", "2027", "2030",
        ),
        "wrong_dial": Field(
            "sample-help", "Help with new deficits", "The share that government covers.", "percent", "lots",
            "Usually 0 percent (an assumption: nobody has said).", "In this scenario: 50 percent.",
            error="Help with new deficits must be a number, not 'lots'.",
        ),
        "sources": [SOURCE],
    }  # fmt: skip
