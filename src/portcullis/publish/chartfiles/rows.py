"""The figures of a chart as rows: what its CSV holds, and what its spec draws.

In: gathered facts and a chart. Out: rows with the columns of `COLUMNS`, each figure with its id.
"""

from __future__ import annotations

from typing import Any

from ..charts import DotChart, LineChart, StripChart
from ..gathered import Gathered
from ..pages.spread import by_kind, spread_rows

Row = dict[str, Any]
#: `lower` and `upper` are the ends of the band of like councils, of a range of futures, or of a 95% interval; `cases`
#: the children or decisions behind a share.
COLUMNS = (
    "series", "authority", "authority_name", "indicator", "period", "year", "value", "unit", "lower", "upper", "status",
    "claim_class", "basis", "cases", "source", "published", "id", "note",
)  # fmt: skip
BLANK: Row = dict.fromkeys(COLUMNS)


def line_rows(g: Gathered, indicator: str, code: str, chart: LineChart | StripChart | DotChart) -> list[Row]:
    """One row for each period of each line, those without a value too; then the band."""
    if not isinstance(chart, LineChart):
        raise TypeError("only a line has periods")
    found = {row["id"]: row for series in g.series.values() for row in series if row["indicator"] == indicator}
    out = [observed(g, found[p.figure_id], s.label) for s in chart.series for p in s.points]
    if chart.band:
        unit = g.indicators[indicator]["unit"]
        years = {row["period"]: row["year"] for row in g.of(indicator, code)}
        out += [
            BLANK | {
                "series": chart.band.label, "indicator": indicator, "period": period, "year": years[period],
                "unit": unit, "lower": low, "upper": high, "status": "derived", "claim_class": "derived",
            }
            for period, low, high in chart.band.points
        ]  # fmt: skip
    return out


def spread_table(g: Gathered, indicator: str) -> list[Row]:
    """One row for each council that has a row for the period, by kind and name."""
    return [
        observed(g, entry["asked"], kind) | {"cases": entry["cases"]}
        for kind, entries in by_kind(spread_rows(g, indicator)).items()
        for entry in entries
        if entry["asked"]
    ]


def observed(g: Gathered, row: Row, series: str) -> Row:
    """An observation as a row of a chart."""
    shown = {name: row[name] for name in COLUMNS if name in row}
    return BLANK | shown | {"series": series, "authority_name": g.areas[row["authority"]]["name"]}
