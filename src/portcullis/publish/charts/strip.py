"""A measure spread out: each council a dot, heaped where many are alike, one strip for each kind of council.

In: `StripChart`. Out: one SVG; under each strip a bar over the middle half with a notch at the middle value. Dots have
no names and no order: the chart shows how far councils lie apart, and which differences are common.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from .data import Mark, Strip, StripChart
from .format import tick_texts
from .labels import width
from .scale import Scale, extent, ticks
from .svg import WIDTH, axis, n, path, text, wrap_svg

_DOT = 4.4  # from one dot to the next, in both directions
_HEAD, _FOOT, _GAP = 17, 11, 9
_KEY = (("few", "few cases"), ("doubt", "in doubt"))


def strip_chart(chart: StripChart) -> str:
    """Draw it; an empty text when no council has a value."""
    values = [mark.value for strip in chart.strips for mark in strip.marks]
    if not values:
        return ""
    low, high = extent(values, from_zero=False)
    at = ticks(low, high, whole=chart.unit == "count")
    shown = tick_texts(at, chart.unit)
    edge = max(8.0, *(width(t) / 2 for t in (shown[0], shown[-1])))
    x = Scale(min(at[0], low), max(at[-1], high), edge, WIDTH - edge)
    top = 16.0 if chart.above or chart.below else 2.0
    y, body = top, ""
    for strip in chart.strips:
        drawn, y = _strip(strip, x, y, at)
        body += drawn
    sides = text(0, 11, f"← {chart.below}", "t") if chart.below and low < 0 else ""
    sides += text(WIDTH, 11, f"{chart.above} →", "t e") if chart.above else ""
    every = 1 if all(width(t) + 8 < x(at[1]) - x(at[0]) for t in shown) else 2
    labels = "".join(text(x(v), y + 16, t, "m") for v, t in list(zip(at, shown, strict=True))[::every])
    legend, height = _key(chart, y + 36)
    return wrap_svg(height, sides + body + axis(labels) + legend, "strips")


def _strip(strip: Strip, x: Scale, top: float, at: Sequence[float]) -> tuple[str, float]:
    """One kind of council, and where the next strip begins."""
    places = _heaped(strip.marks, x)
    floor = top + _HEAD + max((level for _, level, _ in places), default=0) * _DOT + _DOT
    # Beside the dots only: a line through all strips would cross the names.
    lines = "".join(f"M{n(x(v))} {n(top + _HEAD)}V{n(floor + _FOOT)}" for v in at if v)
    zero = f"M{n(x(0))} {n(top + _HEAD)}V{n(floor + _FOOT)}" if 0 in at else ""
    words = path(lines, "gr") + path(zero, "zr") + text(0, top + 12, strip.label, "t b")
    bar = ""
    if strip.quartiles:
        low, middle, high = strip.quartiles
        ids = tuple(dict.fromkeys((*low.made_from, *high.made_from)))
        words += text(WIDTH, top + 12, f"{low.text} to {high.text}", "e", made_from=ids)
        y = floor + 6
        bar = path(f"M{n(x(low.value))} {n(y)}H{n(x(high.value))}M{n(x(middle.value))} {n(y - 4)}v8", "ln")
    dots = "".join(f"M{n(px)} {n(floor - level * _DOT)}h0" for px, level, kind in places if not kind)
    drawn = f'<g class="s0">{path(dots, "dot")}'
    drawn += "".join(_odd(px, floor - level * _DOT, kind) for px, level, kind in places if kind)
    return f'{words}{drawn}</g><g class="s1">{bar}</g>', floor + _FOOT + _GAP


def _heaped(marks: Sequence[Mark], x: Scale) -> list[tuple[float, int, str]]:
    """Place, level and kind of each dot: values that would touch are laid one on the other."""
    heap: Counter[int] = Counter()
    out = []
    for mark in sorted(marks):
        column = round(x(mark.value) / _DOT)
        out.append((column * _DOT, heap[column], mark.kind))
        heap[column] += 1
    return out


def _odd(x: float, y: float, kind: str) -> str:
    if kind == "few":
        return path(f"M{n(x - 2.4)} {n(y)}a2.4 2.4 0 1 0 4.8 0a2.4 2.4 0 1 0-4.8 0", "hol")
    return path(f"M{n(x - 2.5)} {n(y - 2.5)}l5 5m-5 0l5-5", "hx")


def _key(chart: StripChart, y: float) -> tuple[str, float]:
    """What the marks mean, and how high the picture is."""
    kinds = {mark.kind for strip in chart.strips for mark in strip.marks}
    out = f'<g class="s0">{path(f"M4 {n(y - 4)}h0", "dot")}</g>' + text(12, y, "one council")
    at = 24 + width("one council")
    for kind, words in _KEY:
        if kind in kinds:
            out += f'<g class="s0">{_odd(at, y - 4, kind)}</g>' + text(at + 8, y, words)
            at += 24 + width(words)
    if any(strip.quartiles for strip in chart.strips):
        y += 17
        out += f'<g class="s1">{path(f"M2 {n(y - 4)}h22m-11-4v8", "ln")}</g>'
        out += text(31, y, "middle half, with the middle value")
    return out, y + 8
