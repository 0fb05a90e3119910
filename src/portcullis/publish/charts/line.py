"""Lines over time.

In: `LineChart`. Out: one SVG: grid, band, lines with a mark for each status, breaks, and labels at the line ends.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from .data import LineChart, Point, Series, known_points, period_for, year_of
from .ends import Frame, colour_of, draw_ends, line_ends
from .format import tick_texts
from .labels import LINE, width
from .scale import Scale, extent, thinned, ticks
from .svg import WIDTH, Place, axis, key, mark_of, marks, n, path, polyline, step, text, wrap_svg

_PLOT = 168
Spread = tuple[str, float, float]  # period, lower and upper quartile


def stretches(series: Series, edges: Collection[int] = ()) -> Iterator[list[Point]]:
    """Runs of points with nothing missing between them: the line breaks where a year has no value, and before each
    year of `edges`, from which the series means something else."""
    known = known_points(series)
    every = sorted({p.x for p in series.points})
    step = min((b - a for a, b in pairwise(every)), default=1)
    run: list[Point] = []
    for p in known:
        if run and (p.x - run[-1].x > step or any(run[-1].x < edge <= p.x for edge in edges)):
            yield run
            run = []
        run.append(p)
    if run:
        yield run


def _draw_series(frame: Frame, series: Series, cls: str, edges: Collection[int]) -> str:
    solid, dashed, thin = "", "", ""
    places: dict[str, list[Place]] = {}
    for run in stretches(series, edges):
        spots = [(frame.x(p.x), frame.y(float(p.value or 0))) for p in run]
        last = ""
        for (a, b), (pa, pb) in zip(pairwise(spots), pairwise(run), strict=True):
            kinds = {mark_of(pa.status), mark_of(pb.status)}
            kind = "d" if "proj" in kinds else "t" if "cross" in kinds else "s"
            piece = step(a, b) if kind == last else polyline([a, b])
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


def _draw_years(frame: Frame, chart: LineChart, years: list[int], y: float) -> None:
    names = {p.x: p.period for s in chart.series for p in s.points}
    like = next(iter(names.values()))
    span = list(range(years[0], years[-1] + 1))
    texts = {x: names.get(x) or period_for(x, like) for x in span}
    every = thinned(len(span), frame.right - frame.left, max(width(t) for t in texts.values()) + 7)
    shown = [x for i, x in enumerate(reversed(span)) if i % every == 0]
    frame.out.append(axis("".join(text(frame.x(x), y, texts[x], "m") for x in shown)))


def _draw_breaks(frame: Frame, chart: LineChart, y: float) -> None:
    for i, b in enumerate(chart.breaks):
        x = frame.x(year_of(b.at) - 0.5)
        if not frame.left - 1 <= x <= frame.right + 1:
            continue
        row = y + i % 2 * LINE
        late = x + width(b.label) > WIDTH - 4
        frame.out.append(path(f"M{n(x)} {n(row - 8)}V{n(frame.bottom)}", "br"))
        frame.out.append(text(x + (-4 if late else 4), row, b.label, "e" if late else ""))


def _parts(points: Sequence[Spread], edges: Collection[int]) -> list[list[Spread]]:
    """The points of a band between changes of method."""
    parts: dict[int, list[Spread]] = {}
    for point in points:
        parts.setdefault(sum(year_of(point[0]) >= edge for edge in edges), []).append(point)
    return list(parts.values())


def line_chart(chart: LineChart) -> str:
    """Draw it. With no value at all the picture is empty and the words beside it say so. Raises ValueError on more
    than four lines: nobody can follow them."""
    if len(chart.series) > 4:
        raise ValueError(f"{len(chart.series)} lines: a chart takes four at most, use several charts")
    points = [p for s in chart.series for p in known_points(s)]
    if not points:
        return ""
    bands = [b for b in (chart.band, chart.range, chart.inner) if b]
    values = [float(p.value or 0) for p in points] + [v for b in bands for _, lo, hi in b.points for v in (lo, hi)]
    low, high = extent(values, chart.from_zero)
    if chart.below and low < 0:
        low = min(low, -0.12 * high)  # room to write the word
    marks_at = ticks(low, high, whole=chart.unit == "count")
    texts = tick_texts(marks_at, chart.unit)
    ends = line_ends(chart)
    edges = [year_of(b.at) for b in chart.breaks]
    years = sorted({p.x for s in chart.series for p in s.points} | {year_of(q[0]) for b in bands for q in b.points})
    words = [t for e in ends for t in [e.shown, *e.lines]]
    left = max(width(t) for t in texts) + 7
    right = WIDTH - min(122.0, max(width(t) for t in words) + 12)
    top = 10.0 + 15 * bool(chart.above) + LINE * min(2, len(chart.breaks))
    bottom = top + _PLOT
    flat = years[0] == years[-1]
    frame = Frame(
        x=Scale(years[0] - 0.5 * flat, years[-1] + 0.5 * flat, left + 6, right),
        y=Scale(min(marks_at[0], low), max(marks_at[-1], high), bottom, top),
        left=left, right=right, top=top, bottom=bottom,
    )  # fmt: skip
    out = frame.out
    out += [path(f"M{n(left)} {n(frame.y(v))}H{n(right + 4)}", "zr" if v == 0 else "gr") for v in marks_at]
    pairs = zip(marks_at, texts, strict=True)
    out.append(axis("".join(text(left - 6, frame.y(v) + 4.3, label, "e") for v, label in pairs)))
    for band, cls in ((chart.band, "bd"), (chart.range, "rg"), (chart.inner, "rg")):
        for part in _parts(band.points, edges) if band else ():
            edge = [(frame.x(year_of(p)), frame.y(hi)) for p, _, hi in part]
            edge += [(frame.x(year_of(p)), frame.y(lo)) for p, lo, _ in reversed(part)]
            out.append(path(polyline(edge) + "z", cls))
    if chart.above:
        out.append(text(0, 11, f"↑ {chart.above}", "t"))
    if chart.below and low < 0:
        # On the side where the lines keep clear of it.
        middle = (years[0] + years[-1]) / 2
        early = min((p.value or 0 for p in points if p.x <= middle), default=0)
        late = min((p.value or 0 for p in points if p.x > middle), default=0)
        at, side = (right, "t e") if late >= early else (left + 4, "t")
        out.append(text(at, bottom - 4, f"↓ {chart.below}", side))
    _draw_breaks(frame, chart, top - 7 - LINE * (min(2, len(chart.breaks)) - 1) if chart.breaks else 0)
    # The subject is drawn last, so that it lies on top.
    for i in reversed(range(len(chart.series))):
        out.append(_draw_series(frame, chart.series[i], colour_of(chart, i), edges))
    draw_ends(frame, ends, top if chart.breaks else top - 10)
    _draw_years(frame, chart, years, bottom + 17)
    legend = key((p.status for p in points), bottom + 38)
    out.append(legend)
    return wrap_svg(bottom + (46 if legend else 25), "".join(out), "line")
