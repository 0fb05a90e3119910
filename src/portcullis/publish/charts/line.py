"""Lines over time.

In: `LineChart`. Out: one SVG: grid, band, lines with a mark for each status, breaks, and labels at the line ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from .data import LineChart, Point, Series, period_for, year_of
from .format import show, tick_texts
from .labels import LINE, spread, width, wrap
from .scale import Scale, extent, thinned, ticks
from .svg import MISSING, WIDTH, Place, key, mark_of, marks, n, path, polyline, text, words_of, wrap_svg

_PLOT = 168
_CHARS = 15  # of a line of a label at a line end


@dataclass
class _Frame:
    x: Scale
    y: Scale
    left: float
    right: float
    top: float
    bottom: float
    out: list[str] = field(default_factory=list)


def _known(series: Series) -> list[Point]:
    return sorted((p for p in series.points if p.value is not None and p.status not in MISSING), key=lambda p: p.x)


def stretches(series: Series) -> Iterator[list[Point]]:
    """Runs of points with nothing missing between them: the line breaks where a year has no value."""
    known = _known(series)
    every = sorted({p.x for p in series.points})
    step = min((b - a for a, b in zip(every, every[1:], strict=False)), default=1)
    run: list[Point] = []
    for p in known:
        if run and p.x - run[-1].x > step:
            yield run
            run = []
        run.append(p)
    if run:
        yield run


def _class_of(chart: LineChart, i: int) -> str:
    """Colour by place among the coloured lines; England is grey."""
    if chart.series[i].role == "england":
        return "s0"
    return f"s{1 + sum(s.role != 'england' for s in chart.series[:i])}"


def _draw_series(frame: _Frame, series: Series, cls: str) -> str:
    solid, dashed, thin = "", "", ""
    places: dict[str, list[Place]] = {}
    for run in stretches(series):
        spots = [(frame.x(p.x), frame.y(p.value)) for p in run]  # type: ignore[arg-type]
        last = ""
        for a, b, pa, pb in zip(spots, spots[1:], run, run[1:], strict=False):
            kinds = {mark_of(pa.status), mark_of(pb.status)}
            kind = "d" if "proj" in kinds else "t" if "cross" in kinds else "s"
            piece = f"L{n(b[0])} {n(b[1])}" if kind == last else polyline([a, b])
            last = kind
            if kind == "d":
                dashed += piece
            elif kind == "t":
                thin += piece
            else:
                solid += piece
        for p, spot in zip(run, spots, strict=True):
            places.setdefault(mark_of(p.status), []).append(spot)
    drawn = path(solid, "ln") + path(thin, "ln th") + path(dashed, "pj")
    drawn += "".join(marks(spots, mark) for mark, spots in places.items())
    return f'<g class="{cls}">{drawn}</g>' if drawn else ""


def _ends(chart: LineChart) -> list[tuple[str, Place, str, list[str]]]:
    """What stands at each line end: class, (year, value), bold text, further lines."""
    ends = []
    for i, s in enumerate(chart.series):
        if known := _known(s):
            last = known[-1]
            lines = [words] if (words := words_of(last.status)) else []  # a projection is never printed bare
            shown = show(last.value, chart.unit, chart.decimals)
            ends.append((_class_of(chart, i), (last.x, last.value), shown, lines + wrap(s.label, _CHARS)))
    if chart.band and chart.band.points:
        period, low, high = chart.band.points[-1]
        ends.append(("s0", (year_of(period), (low + high) / 2), "", wrap(chart.band.label, _CHARS)))
    return ends  # type: ignore[return-value]


def _draw_ends(frame: _Frame, ends: list[tuple[str, Place, str, list[str]]]) -> None:
    heights = [LINE * (len(lines) + bool(bold)) + 3 for _, _, bold, lines in ends]
    if sum(heights) > frame.bottom - frame.top + 24:  # too many words: only the subject keeps its value
        ends = [(c, p, bold if i == 0 else "", lines) for i, (c, p, bold, lines) in enumerate(ends)]
        heights = [LINE * (len(lines) + bool(bold)) + 3 for _, _, bold, lines in ends]
    wanted = [frame.y(p[1]) for _, p, _, _ in ends]
    centres = spread(wanted, heights, frame.top - 10, frame.bottom + 14)
    x = frame.right + 9
    for (cls, place, bold, lines), want, centre, height in zip(ends, wanted, centres, heights, strict=True):
        at = centre - height / 2 + LINE - 1
        start = frame.x(place[0])
        words = ""
        if abs(centre - want) > 9 or frame.right - start > 3:
            words += path(f"M{n(start + 5)} {n(want)}L{n(x - 2)} {n(centre)}", "ld")
        for i, line in enumerate(([bold] if bold else []) + lines):
            words += text(x, at + i * LINE, line, "l b" if bold and i == 0 else "l")
        frame.out.append(f'<g class="{cls}">{words}</g>')


def _draw_years(frame: _Frame, chart: LineChart, years: list[int], y: float) -> None:
    names = {p.x: p.period for s in chart.series for p in s.points}
    like = next(iter(names.values()))
    span = list(range(years[0], years[-1] + 1))
    texts = {x: names.get(x) or period_for(x, like) for x in span}
    every = thinned(len(span), frame.right - frame.left, max(width(t) for t in texts.values()) + 7)
    for i, x in enumerate(reversed(span)):
        if i % every == 0:
            frame.out.append(text(frame.x(x), y, texts[x], "m"))


def _draw_breaks(frame: _Frame, chart: LineChart, y: float) -> None:
    for i, b in enumerate(chart.breaks):
        x = frame.x(year_of(b.at) - 0.5)
        if not frame.left - 1 <= x <= frame.right + 1:
            continue
        row = y + i % 2 * LINE
        late = x + width(b.label) > WIDTH - 4
        frame.out.append(path(f"M{n(x)} {n(row - 8)}V{n(frame.bottom)}", "br"))
        frame.out.append(text(x + (-4 if late else 4), row, b.label, "e" if late else ""))


def line_chart(chart: LineChart) -> str:
    """Draw it. With no value at all the picture is empty and the words beside it say so. Raises ValueError on more
    than four lines: nobody can follow them."""
    if len(chart.series) > 4:
        raise ValueError(f"{len(chart.series)} lines: a chart takes four at most, use several charts")
    points = [p for s in chart.series for p in _known(s)]
    if not points:
        return ""
    bands = [b for b in (chart.band, chart.range) if b]
    values = [float(p.value or 0) for p in points] + [v for b in bands for _, lo, hi in b.points for v in (lo, hi)]
    low, high = extent(values, chart.from_zero)
    if chart.below and low < 0:
        low = min(low, -0.12 * high)  # room to write the word
    marks_at = ticks(low, high, whole=chart.unit == "count")
    texts = tick_texts(marks_at, chart.unit)
    ends = _ends(chart)
    years = sorted({p.x for s in chart.series for p in s.points} | {year_of(q[0]) for b in bands for q in b.points})
    words = [t for _, _, bold, lines in ends for t in ([bold] if bold else []) + lines]
    left = max(width(t) for t in texts) + 7
    right = WIDTH - min(122.0, max(width(t) for t in words) + 12)
    top = 10.0 + 15 * bool(chart.above) + LINE * min(2, len(chart.breaks))
    bottom = top + _PLOT
    flat = years[0] == years[-1]
    frame = _Frame(
        x=Scale(years[0] - 0.5 * flat, years[-1] + 0.5 * flat, left + 6, right),
        y=Scale(min(marks_at[0], low), max(marks_at[-1], high), bottom, top),
        left=left, right=right, top=top, bottom=bottom,
    )  # fmt: skip
    out = frame.out
    for value, label in zip(marks_at, texts, strict=True):
        y = frame.y(value)
        out.append(path(f"M{n(left)} {n(y)}H{n(right + 4)}", "zr" if value == 0 else "gr") + text(left - 6, y + 4.3, label, "e"))
    for band, cls in ((chart.band, "bd"), (chart.range, "rg")):
        if band and band.points:
            edge = [(frame.x(year_of(p)), frame.y(hi)) for p, _, hi in band.points]
            edge += [(frame.x(year_of(p)), frame.y(lo)) for p, lo, _ in reversed(band.points)]
            out.append(path(polyline(edge) + "z", cls))
    if chart.above:
        out.append(text(0, 11, f"↑ {chart.above}", "t"))
    if chart.below and low < 0:
        out.append(text(left + 4, bottom - 4, f"↓ {chart.below}", "t"))
    _draw_breaks(frame, chart, top - 4 - LINE * (min(2, len(chart.breaks)) - 1) if chart.breaks else 0)
    # The subject is drawn last, so that it lies on top.
    for i in reversed(range(len(chart.series))):
        out.append(_draw_series(frame, chart.series[i], _class_of(chart, i)))
    _draw_ends(frame, ends)
    _draw_years(frame, chart, years, bottom + 17)
    legend = key((p.status for p in points), bottom + 38)
    out.append(legend)
    return wrap_svg(bottom + (46 if legend else 25), "".join(out), "line")
