"""The tables and charts of the report, as plain records.

In: rows of a summary. Out: `Table`s with text in every cell, and line charts with ranges; a suppressed cell says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..charts import Band, Column, LineChart, Point, Series, Table
from ..charts.format import number, percent, pounds

Row = Mapping[str, Any]
SUPPRESSED = "suppressed"


def shown(row: Row, name: str) -> str:
    """A figure of a row as text."""
    if row["status"] == SUPPRESSED:
        return SUPPRESSED
    money = row["group"].endswith("cost")
    return pounds(row[name]) if money else number(row[name])


def between(row: Row, name: str) -> str:
    """'1,200 to 1,400': the range called `name`, such as 95."""
    if row["status"] == SUPPRESSED:
        return SUPPRESSED
    return f"{shown(row, f'low_{name}')} to {shown(row, f'high_{name}')}"


def by_year(rows: Sequence[Row], group: str, caption: str) -> Table:
    """One row a January."""
    columns = (Column("January"), Column("Expected", True), Column("80 in 100", True), Column("95 in 100", True))
    found = [row for row in rows if row["group"] == group]
    return Table(
        caption,
        columns,
        [[str(r["january"]), shown(r, "exact_mean"), between(r, "80"), between(r, "95")] for r in found],
    )


def by_key(rows: Sequence[Row], group: str, caption: str, heading: str) -> Table:
    """One row a key, a column a January: expected, and the 95% range of the last."""
    found = [row for row in rows if row["group"] == group]
    years = sorted({row["january"] for row in found})
    keys = list(dict.fromkeys(row["key"] for row in found))
    at = {(row["key"], row["january"]): row for row in found}
    columns = (
        Column(heading),
        *(Column(f"Jan {year}", True) for year in years),
        Column(f"95 in 100, {years[-1]}", True),
    )
    cells = [
        [key, *(shown(at[key, year], "exact_mean") for year in years), between(at[key, years[-1]], "95")]
        for key in keys
    ]
    return Table(caption, columns, cells)


def scores(past: Sequence[Row]) -> Table:
    """How the model would have done."""
    columns = (
        Column("Of"),
        Column("Numbers", True),
        Column("Inside 95%", True),
        Column("CRPS, children", True),
        Column("Bias", True),
    )
    cells = [
        [
            row["of"], number(row["count"]), percent(row["cover_95_pct"], 0), f"{row['crps']:.1f}",
            "no figure" if row["bias_pct"] is None else percent(row["bias_pct"]),
        ]
        for row in past
    ]  # fmt: skip
    return Table("How forecasts from earlier years would have done", columns, cells)


def chart(rows: Sequence[Row], group: str, label: str, history: Mapping[int, int]) -> LineChart | None:
    """History as a line, the projection broken, with its 80 and 95% ranges. None where too much is suppressed."""
    found = [row for row in rows if row["group"] == group]
    if not found or any(row["status"] == SUPPRESSED for row in found):
        return None
    known = [Point(str(year), float(count)) for year, count in sorted(history.items())]
    points = [*known, *(Point(str(row["january"]), row["exact_mean"], "projected") for row in found)]
    bands = [
        Band(
            f"{level}% range",
            [*start(known), *((str(r["january"]), r[f"low_{level}"], r[f"high_{level}"]) for r in found)],
        )
        for level in ("95", "80")
    ]
    unit = "gbp" if group.endswith("cost") else "count"
    return LineChart([Series(label, points)], unit=unit, range=bands[0], inner=bands[1])


def start(known: Sequence[Point]) -> list[tuple[str, float, float]]:
    """The range begins at the last known point."""
    return [(known[-1].period, float(known[-1].value or 0), float(known[-1].value or 0))] if known else []
