"""Bars: one below the other for names, or upright for periods.

In: `BarChart`. Out: one SVG; negative values go the other way, and what is not a published figure is hatched or hollow.
"""

from __future__ import annotations

import zlib

from .data import MISSING, Bar, BarChart
from .format import show, tick_texts
from .labels import SIZE, width
from .scale import Scale, extent, thinned, ticks
from .svg import WIDTH, axis, bar_box, key, mark_of, n, path, text, wrap_svg

_PLOT = 160
_ROW = 35  # of a lying bar: a line for the name, a line for the bar


def _value(bar: Bar) -> float | None:
    return None if bar.status in MISSING else bar.value


def _hatch(chart: BarChart) -> tuple[str, str]:
    """A pattern and its id, which comes from what is drawn: two charts on a page must not share one."""
    hatched = [b for b in chart.bars if mark_of(b.status) in ("ring", "proj")]
    if not hatched:
        return "", ""
    cls = "s1" if any(b.strong for b in hatched) else "s0"
    name = f"h{zlib.crc32(repr(chart).encode()):x}"
    return name, (
        f'<pattern id="{name}" class="{cls}" width="6" height="6" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><path class="hx" d="M0 0V6"/></pattern>'
    )


def _box(bar: Bar, drawn: str) -> str:
    return f'<g class="{"s1" if bar.strong else "s0"}">{drawn}</g>'


def _lying(chart: BarChart, hatch: str) -> tuple[list[str], float]:
    values = [v for b in chart.bars if (v := _value(b)) is not None]
    low, high = extent(values)
    room = max((width(show(v, chart.unit, chart.decimals)) for v in values), default=0) + 10
    x = Scale(low, high, room if low < 0 else 1, WIDTH - (room if high > 0 else 1))
    head = 18 if chart.above or (chart.below and low < 0) else 0
    out, y = [], float(head)
    zero, zeros = x(0), ""
    if head:
        if chart.below and low < 0:
            out.append(text(zero - 6, 11, f"← {chart.below}", "e"))
        if chart.above:
            out.append(text(zero + 6, 11, f"{chart.above} →"))
    for bar in chart.bars:
        value = _value(bar)
        out.append(text(0, y + 13, bar.label, "t b" if bar.strong else "t"))
        shown = show(value, chart.unit, chart.decimals)
        if value is None:
            out.append(text(zero + 6, y + 29, shown))
        else:
            a, b = sorted((zero, x(value)))
            out.append(_box(bar, bar_box(a, y + 18, b - a, 13, mark_of(bar.status), hatch)))
            out.append(text(b + 5 if value >= 0 else a - 5, y + 29, shown, "t" if value >= 0 else "t e", bar.figure_id))
        # Only beside the bar: a line through all rows would cross the names.
        zeros += f"M{n(zero)} {n(y + 17)}v15"
        y += _ROW
    out.append(path(zeros, "zr"))
    return out, y


def _upright(chart: BarChart, hatch: str) -> tuple[list[str], float]:
    values = [v for b in chart.bars if (v := _value(b)) is not None]
    low, high = extent(values)
    if chart.below and low < 0:
        low = min(low, -0.12 * high)  # room to write the word
    at = ticks(low, high, whole=chart.unit == "count")
    texts = tick_texts(at, chart.unit)
    left = max(width(t) for t in texts) + 7
    wide = max((width(b.label) for b in chart.bars), default=0)
    right = WIDTH - max(2.0, (wide - (WIDTH - left) / len(chart.bars)) / 2)
    top = 16.0 + 15 * bool(chart.above)
    bottom = top + _PLOT
    y = Scale(min(at[0], low), max(at[-1], high), bottom, top)
    step = (right - left) / len(chart.bars)
    shown = [show(v, chart.unit, chart.decimals) if (v := _value(b)) is not None else "" for b in chart.bars]
    fits = all(width(t) <= step - 2 for t in shown)
    out = [path(f"M{n(left)} {n(y(v))}H{n(right)}", "zr" if v == 0 else "gr") for v in at]
    out.append(axis("".join(text(left - 6, y(v) + 4.3, t, "e") for v, t in zip(at, texts, strict=True))))
    if chart.above:
        out.append(text(0, 11, f"↑ {chart.above}", "t"))
    if chart.below and low < 0:
        half = len(chart.bars) // 2  # on the side where fewer bars are in the way
        parts = (chart.bars[:half], chart.bars[half:])
        early, late = (min((_value(b) or 0 for b in part), default=0) for part in parts)
        where, cls = (right, "t e") if late >= early else (left + 4, "t")
        out.append(text(where, bottom - 4, f"↓ {chart.below}", cls))
    every = thinned(len(chart.bars), right - left - step, wide + 6)
    for i, (bar, words) in enumerate(zip(chart.bars, shown, strict=True)):
        centre, value = left + (i + 0.5) * step, _value(bar)
        if value is not None:
            a, b = sorted((y(0), y(value)))
            thick = min(step * 0.72, 40)
            out.append(_box(bar, bar_box(centre - thick / 2, a, thick, b - a, mark_of(bar.status), hatch)))
            if fits:
                out.append(text(centre, a - 5 if value >= 0 else b + SIZE, words, "t m", bar.figure_id))
        else:
            out.append(text(centre, y(0) - 4, "–", "m"))
        if (len(chart.bars) - 1 - i) % every == 0:
            out.append(text(centre, bottom + 17, bar.label, "m"))
    return out, bottom + 24


def bar_chart(chart: BarChart) -> str:
    """Draw it; an empty text when no bar has a value."""
    if all(_value(b) is None for b in chart.bars):
        return ""
    name, pattern = _hatch(chart)
    out, height = (_upright if chart.upright else _lying)(chart, name)
    legend = key((b.status for b in chart.bars if _value(b) is not None), height + 14, bars=True, hatch=name)
    return wrap_svg(height + (20 if legend else 0), pattern + "".join(out) + legend, "bars")
