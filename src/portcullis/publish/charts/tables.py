"""The same figures as a table.

In: the charts. Out: `Table`, with each figure's id, tag, and a word where there is no figure.
"""

from __future__ import annotations

from .data import MISSING, Bar, BarChart, Cell, Column, LineChart, Point, Table
from .format import NO_FIGURE, show

_WORDS = {"not_available": NO_FIGURE, "not_applicable": "does not apply", "suppressed": "withheld by the source"}


def _cell(item: Point | Bar | None, unit: str, decimals: int | None) -> Cell:
    if item is None:
        return Cell(NO_FIGURE, missing=True)
    if item.value is None or item.status in MISSING:
        return Cell(_WORDS.get(item.status, NO_FIGURE), missing=True)
    value = int(item.value) if item.value == int(item.value) else item.value
    # Published is what a reader expects; only what departs from it is labelled in a table.
    tag = "" if item.status == "published" else "projected" if item.status == "forecast" else item.status
    return Cell(show(item.value, unit, decimals), value=value, figure_id=item.figure_id, tag=tag)


def series_table(caption: str, chart: LineChart, period_label: str = "Year") -> Table:
    """Years down, series across; the newest last, as in the picture."""
    by_series = [{p.x: p for p in s.points} for s in chart.series]
    names = {p.x: p.period for s in reversed(chart.series) for p in s.points}
    columns: list[Column | str] = [Column(period_label), *(Column(s.label, numeric=True) for s in chart.series)]
    rows: list[list[Cell | str | float | None]] = [
        [names[x], *(_cell(points.get(x), chart.unit, chart.decimals) for points in by_series)] for x in sorted(names)
    ]
    if chart.band:
        columns.append(Column(chart.band.label, numeric=True))
        spans = {p: (low, high) for p, low, high in chart.band.points}
        for row in rows:
            span = spans.get(str(row[0]))
            row.append(" to ".join(show(v, chart.unit, chart.decimals) for v in span) if span else None)
    return Table(caption, columns, rows)


def bar_table(caption: str, chart: BarChart, label: str = "Council", value_label: str = "Figure") -> Table:
    """One row a bar."""
    rows = [[bar.label, _cell(bar, chart.unit, chart.decimals)] for bar in chart.bars]
    return Table(caption, [Column(label), Column(value_label, numeric=True)], rows)
