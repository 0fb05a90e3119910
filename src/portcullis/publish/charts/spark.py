"""A line as small as a word.

In: points. Out: one small SVG without words; the value stands beside it as text.
"""

from __future__ import annotations

from collections.abc import Sequence

from .data import Point, Series
from .line import stretches
from .scale import Scale, extent
from .svg import marks, path, polyline

_W, _H = 120, 28


def sparkline(points: Sequence[Point], cls: str = "s1") -> str:
    """Draw it; the last value gets a dot, missing years break the line, and a zero line shows if values change sign."""
    runs = list(stretches(Series("", points)))
    known = [p for run in runs for p in run]
    if not known:
        return ""
    years = [p.x for p in points]
    low, high = extent([float(p.value or 0) for p in known], from_zero=False)
    flat = min(years) == max(years)
    x = Scale(min(years) - flat, max(years) + flat, 4, _W - 4)
    y = Scale(low, high, _H - 4, 4)
    spots = [[(x(p.x), y(float(p.value or 0))) for p in run] for run in runs]
    body = path(f"M4 {y(0):.1f}H{_W - 4}", "gr") if low < 0 < high else ""
    body += path("".join(polyline(run) if len(run) > 1 else "" for run in spots), "ln")
    body += marks([run[0] for run in spots if len(run) == 1 and run is not spots[-1]] + [spots[-1][-1]], "dot")
    return f'<svg class="spark {cls}" viewBox="0 0 {_W} {_H}" aria-hidden="true">{body}</svg>'
