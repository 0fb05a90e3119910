"""The words at the ends of lines: they take the place of a legend.

In: a `LineChart` and the frame that it is drawn in. Out: each line's last value and name, none touching another.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from .data import LineChart, known_points, year_of
from .format import show
from .labels import LINE, spread, wrap
from .scale import Scale
from .svg import mark_of, n, path, text, words_of

_CHARS = 15  # of a line of a label


@dataclass
class Frame:
    """Where a chart is drawn, and what has been drawn so far."""

    x: Scale
    y: Scale
    left: float
    right: float
    top: float
    bottom: float
    out: list[str] = field(default_factory=list)


class End(NamedTuple):
    """What stands at one line end: its colour and place, the value as text and how it is set, further lines."""

    colour: str
    year: int
    value: float
    shown: str
    style: str
    lines: list[str]
    figure: str = ""

    @property
    def height(self) -> float:
        """How much room the words take."""
        return LINE * (len(self.lines) + bool(self.shown)) + 3


def colour_of(chart: LineChart, i: int) -> str:
    """Colour by place among the coloured lines; England is grey."""
    if chart.series[i].role == "england":
        return "s0"
    return f"s{1 + sum(s.role != 'england' for s in chart.series[:i])}"


def line_ends(chart: LineChart) -> list[End]:
    """The words for each line, and for the band."""
    ends = []
    for i, s in enumerate(chart.series):
        if known := known_points(s):
            last = known[-1]
            lines = [words] if (words := words_of(last.status)) else []  # a projection is never printed bare
            style = "i" if mark_of(last.status) == "proj" else "b"
            shown = show(last.value, chart.unit, chart.decimals)
            lines += wrap(s.label, _CHARS)
            ends.append(End(colour_of(chart, i), last.x, float(last.value or 0), shown, style, lines, last.figure_id))
    if chart.band and chart.band.points:
        period, low, high = chart.band.points[-1]
        ends.append(End("s0", year_of(period), (low + high) / 2, "", "", wrap(chart.band.label, _CHARS)))
    return ends


def draw_ends(frame: Frame, ends: list[End], top: float) -> None:
    """Write them to the right of the plot, no higher than `top`; a thin line leads to those that had to move."""
    bottom = frame.bottom + 14
    if sum(e.height for e in ends) > bottom - top:  # too many words: only the subject keeps its value
        ends = [e if i == 0 else e._replace(shown="") for i, e in enumerate(ends)]
    heights = [e.height for e in ends]
    wanted = [frame.y(e.value) for e in ends]
    x = frame.right + 9
    for e, want, centre in zip(ends, wanted, spread(wanted, heights, top, bottom), strict=True):
        start, words = frame.x(e.year), ""
        if abs(centre - want) > 9 or frame.right - start > 3:
            words = path(f"M{n(start + 5)} {n(want)}L{n(x - 2)} {n(centre)}", "ld")
        at = centre - e.height / 2 + LINE - 1
        for i, line in enumerate(([e.shown] if e.shown else []) + e.lines):
            value = bool(e.shown) and i == 0
            words += text(x, at + i * LINE, line, e.style if value else "", e.figure if value else "")
        frame.out.append(f'<g class="{e.colour} en">{words}</g>')
