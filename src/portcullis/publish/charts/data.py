"""What a chart is made of, as plain frozen records.

In: nothing. Out: `Point`, `Series`, `Band`, `Break`, `LineChart`, `Bar`, `BarChart`, `StripChart`, `DotChart`; and
what a page shows around a picture: `Column`, `Cell`, `Table`, `ChartBlock`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ..words.sentence import Number, Sentence

#: Statuses that mean "there is no value", even where one is given by mistake.
MISSING = frozenset({"not_available", "not_applicable", "suppressed"})
_YEAR = re.compile(r"(\d{4})(?:[-/](?:\d\d)?(\d\d))?")


def year_of(period: str) -> int:
    """The year that a period ends in: '2024' -> 2024, '2024-25' -> 2025. Raises ValueError."""
    match = _YEAR.match(period)
    if not match:
        raise ValueError(f"{period!r} does not begin with a year: give the point a year of its own")
    first = int(match[1])
    if match[2] and (first + 1) % 100 == int(match[2]):
        return first + 1
    return first


def period_for(year: int, like: str) -> str:
    """The period that ends in this year, written as `like` is: 2025 -> '2024-25' or '2025'."""
    return f"{year - 1}-{year % 100:02}" if like[:4].isdigit() and year_of(like) == int(like[:4]) + 1 else str(year)


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a series, or None where there is none. `status` picks the mark; `period` is shown as it is."""

    period: str
    value: float | None
    status: str = "published"
    year: int | None = None
    figure_id: str = ""

    @property
    def x(self) -> int:
        """Where it stands on the axis."""
        return self.year if self.year is not None else year_of(self.period)


@dataclass(frozen=True, slots=True)
class Series:
    """One line. `role` is "main" (the subject), "other" or "england" (a thin grey line to compare with)."""

    label: str
    points: Sequence[Point]
    role: str = "main"


def known_points(series: Series) -> list[Point]:
    """The points that can be drawn, by year."""
    return sorted((p for p in series.points if p.value is not None and p.status not in MISSING), key=lambda p: p.x)


@dataclass(frozen=True, slots=True)
class Band:
    """The middle half of councils of the same type: (period, lower quartile, upper quartile)."""

    label: str
    points: Sequence[tuple[str, float, float]]


@dataclass(frozen=True, slots=True)
class Break:
    """From this period on, the series no longer means what it meant before."""

    at: str
    label: str = "new method"


@dataclass(frozen=True, slots=True)
class LineChart:
    """One to four lines. `above` and `below` name the sides of zero ("deficit", "surplus").
    `band` compares with other councils; `range` is how far a projection may be wrong, `inner` a likelier part of it."""

    series: Sequence[Series]
    unit: str = "count"
    band: Band | None = None
    range: Band | None = None
    inner: Band | None = None
    breaks: Sequence[Break] = ()
    decimals: int | None = None
    above: str = ""
    below: str = ""
    from_zero: bool = True


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar. `strong` marks the subject of the page among others."""

    label: str
    value: float | None
    status: str = "published"
    strong: bool = True
    figure_id: str = ""


@dataclass(frozen=True, slots=True)
class BarChart:
    """Bars side by side (`upright`, for periods) or one below the other (for names)."""

    bars: Sequence[Bar]
    unit: str = "count"
    upright: bool = False
    decimals: int | None = None
    above: str = ""
    below: str = ""


class Mark(NamedTuple):
    """One council of a strip. `kind` is "" for a sound value, "few" (of few cases) or "doubt"."""

    value: float
    figure_id: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Strip:
    """Councils of one kind on a line; `quartiles` are lower, middle and upper, None where there are too few."""

    label: str
    marks: Sequence[Mark]
    quartiles: tuple[Number, Number, Number] | None = None


@dataclass(frozen=True, slots=True)
class StripChart:
    """How a measure is spread among councils, one strip for each kind: nobody is named and nobody is first."""

    strips: Sequence[Strip]
    unit: str = "count"
    decimals: int | None = None
    above: str = ""
    below: str = ""


@dataclass(frozen=True, slots=True)
class Dot:
    """One row. `low` and `high` are the ends of the interval, None where it cannot be worked out."""

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None
    status: str = "published"
    strong: bool = False
    figure_id: str = ""


@dataclass(frozen=True, slots=True)
class DotChart:
    """Rows in the order given; `line` is England's value, `line_figure` its id."""

    dots: Sequence[Dot]
    unit: str = "percent"
    line: float | None = None
    decimals: int | None = None
    line_figure: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; numbers stand on the right."""

    label: str
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: text for people, value and figure id for machines, and perhaps a tag, link or note."""

    text: str
    value: float | int | str | None = None
    figure_id: str = ""
    tag: str = ""
    href: str = ""
    note: str = ""
    missing: bool = False
    made_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table. Rows hold text, numbers, None ("no figure") or `Cell`; the first cell heads its row.
    `stack`: on a phone each row becomes a small block, for tables whose last columns are words worth reading."""

    caption: str
    columns: Sequence[Column | str]
    rows: Sequence[Sequence[Cell | str | float | None]]
    stack: bool = False


@dataclass(frozen=True, slots=True)
class ChartBlock:
    """A chart as a reader meets it: message, picture, description, table, links. `svg` comes from this package.

    `chart` is what the picture was drawn from, and `files` the address, without its ending, at which the server offers
    the same as table, spec and pictures; `query` stands after the ending.
    """

    heading: str
    svg: str
    description: Sequence[Sentence | str]
    table: Table | None = None
    links: Sequence[tuple[str, str]] = ()
    source_label: str = ""
    source_href: str = ""
    subheading: str = ""
    id: str = ""
    chart: LineChart | StripChart | DotChart | None = None
    files: str = ""
    query: str = ""

    @property
    def told(self) -> str:
        """The description as plain text."""
        return " ".join(s if isinstance(s, str) else s.text for s in self.description)
