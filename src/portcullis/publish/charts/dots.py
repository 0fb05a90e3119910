"""Dots with intervals: one row for each council, so that it can be seen what chance alone may move.

In: `DotChart`. Out: one SVG; a line at England's value, a bar for each 95% interval where the cases are known.
"""

from __future__ import annotations

from .data import Dot, DotChart
from .format import show, tick_texts
from .scale import Scale, extent, ticks
from .svg import WIDTH, axis, mark_of, marks, n, path, text, wrap_svg

_ROW = 36
_TOP = 34


def dot_chart(chart: DotChart) -> str:
    """The SVG, or "" when there is no value."""
    known = [d for d in chart.dots if d.value is not None]
    if not known:
        return ""
    ends = [v for d in known for v in (d.value, d.low, d.high) if v is not None]
    low, high = extent([*ends, *([chart.line] if chart.line is not None else [])])
    at = ticks(low, high, whole=chart.unit == "count")
    x = Scale(min(at[0], low), max(at[-1], high), 8, WIDTH - 30)
    bottom = _TOP + _ROW * len(chart.dots)
    out = [path(f"M{n(x(v))} {_TOP - 6}V{n(bottom)}", "gr") for v in at]
    pairs = zip(at, tick_texts(at, chart.unit), strict=True)
    out.append(axis("".join(text(x(v), bottom + 16, words, "m") for v, words in pairs)))
    if chart.line is not None:
        out.append(path(f"M{n(x(chart.line))} {_TOP - 12}V{n(bottom)}", "zr"))
        side = "e" if x(chart.line) > WIDTH / 2 else ""
        words = f"England {show(chart.line, chart.unit, chart.decimals)}"
        out.append(text(x(chart.line) + (-5 if side else 5), 14, words, side, chart.line_figure))
    for number, dot in enumerate(chart.dots):
        out.append(_row(chart, dot, x, _TOP + _ROW * number))
    return wrap_svg(bottom + 24, "".join(out), "dots")


def _row(chart: DotChart, dot: Dot, x: Scale, top: float) -> str:
    words = f"{dot.label}: {show(dot.value, chart.unit, chart.decimals)}"
    name = text(4, top + 12, words, "t b" if dot.strong else "t", dot.figure_id)
    if dot.value is None:
        return name
    y = top + 22
    bar = ""
    if dot.low is not None and dot.high is not None:
        bar = path(
            f"M{n(x(dot.low))} {n(y)}H{n(x(dot.high))}M{n(x(dot.low))} {n(y - 4)}v8M{n(x(dot.high))} {n(y - 4)}v8", "ln"
        )
    return f'{name}<g class="{"s1" if dot.strong else "s0"}">{bar}{marks([(x(dot.value), y)], mark_of(dot.status))}</g>'
