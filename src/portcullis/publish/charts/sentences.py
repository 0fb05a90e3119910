"""A series in one to three plain sentences: the trend, the range, and what is missing or in doubt.

In: a label, points and a unit. Out: sentences of at most 25 words, chosen by the numbers and nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from .data import MISSING, Point, period_for
from .format import balance, number, show

#: A change smaller than this share of the first value is not called a rise or a fall.
CLEAR = 0.05
#: The same for percentages, in percentage points.
CLEAR_POINTS = 1.0
_LONG = 8  # words of a label, beyond which it would push a sentence over the limit
_PROJECTED = frozenset({"projected", "forecast"})
_DOUBT = frozenset({"suspect", "disputed"})


def _listed(periods: Sequence[str]) -> str:
    """'2019', '2019 and 2020', '2019, 2020 and 2021'; more than three are counted."""
    if len(periods) > 3:
        return f"{len(periods)} of the years"
    return " and ".join([", ".join(periods[:-1]), periods[-1]]) if len(periods) > 1 else periods[0]


def _gaps(ordered: Sequence[Point], known: Sequence[Point]) -> list[str]:
    """Periods without a value: those that say so, and years that are simply not there in a yearly series."""
    said = {p.x: p.period for p in ordered if p not in known}
    years = [p.x for p in ordered]
    if 1 in {b - a for a, b in pairwise(years)}:
        said |= {x: period_for(x, ordered[0].period) for x in range(years[0], years[-1]) if x not in years}
    return [said[x] for x in sorted(said)]


def _caveats(gaps: list[str], doubt: list[str], projected: list[Point], last: Point | None) -> str:
    parts = []
    if gaps:
        parts.append(f"there is no figure for {_listed(gaps)}")
    if doubt:
        word = "figures" if len(doubt) > 1 else "figure"
        parts.append(f"the {word} for {_listed(doubt)} {'are' if len(doubt) > 1 else 'is'} in doubt")
    if projected:
        parts.append(f"figures after {last.period} are projections" if last else "all other figures are projections")
    if not parts:
        return ""
    text = parts[0] if len(parts) == 1 else ", and ".join([", ".join(parts[:-1]), parts[-1]])
    return text[0].upper() + text[1:] + "."


def _amount(value: float, unit: str, decimals: int | None, deficit: bool) -> str:
    return balance(value) if deficit else show(value, unit, decimals)


def _much(first: float, last: float, unit: str) -> str:
    """How much more or less, where that can be said simply."""
    if unit == "percent":
        points = abs(last - first)
        words = number(points, 0 if points >= 10 else 1).removesuffix(".0")
        return f"{words} percentage point{'' if words == '1' else 's'}"
    if first <= 0 or last < 0:
        return ""
    ratio = last / first
    if ratio >= 1.95:
        times = number(ratio, 0 if abs(ratio - round(ratio)) < 0.05 else 1)
        return "twice the first figure" if times == "2" else f"{times} times the first figure"
    return f"{number(abs(ratio - 1) * 100)}%"


def _is_clear(first: float, last: float, unit: str) -> bool:
    change = abs(last - first)
    return change >= CLEAR_POINTS if unit == "percent" else change >= CLEAR * abs(first) and change > 0


def _deficit_trend(label: str, a: Point, b: Point, clear: bool) -> str:
    first, last = float(a.value or 0), float(b.value or 0)
    side = "deficit" if last > 0 else "surplus"
    if first * last > 0 and not clear:
        return f"{label} stayed much the same: {balance(first)} in {a.period} and {balance(last)} in {b.period}."
    if first * last > 0:
        size = "larger" if abs(last) > abs(first) else "smaller"
        start = f"{label} went from {balance(first)} in {a.period}"
        return f"{start} to a {size} {side} in {b.period}: {show(abs(last), 'gbp')}."
    return f"{label} went from {balance(first)} in {a.period} to {balance(last)} in {b.period}."


def _trend(label: str, a: Point, b: Point, unit: str, decimals: int | None, deficit: bool) -> str:
    first, last = float(a.value or 0), float(b.value or 0)
    clear = _is_clear(first, last, unit)
    if deficit:
        return _deficit_trend(label, a, b, clear)
    start, end = show(first, unit, decimals), show(last, unit, decimals)
    if not clear:
        return f"{label} shows no clear change: {start} in {a.period} and {end} in {b.period}."
    much = _much(first, last, unit)
    if not much or much.endswith("first figure"):
        tail = f", {much}" if much else ""
    else:
        tail = f", {'up' if last > first else 'down'} {much}"
    return f"{label} {'rose' if last > first else 'fell'} from {start} in {a.period} to {end} in {b.period}{tail}."


def _range(sure: list[Point], unit: str, decimals: int | None, deficit: bool) -> str:
    """Lowest and highest, unless the first and last value are just those."""
    low = min(sure, key=lambda p: float(p.value or 0))
    high = max(sure, key=lambda p: float(p.value or 0))
    ends = {float(sure[0].value or 0), float(sure[-1].value or 0)}
    inner = [p for p in (low, high) if float(p.value or 0) not in ends]
    if not inner or low.value == high.value:
        return ""

    def told(p: Point) -> str:
        return f"{_amount(float(p.value or 0), unit, decimals, deficit)} in {p.period}"

    if len(inner) == 2:
        return f"In between it ranged from {told(low)} to {told(high)}."
    return f"In between it reached a {'low' if inner[0] is low else 'high'} of {told(inner[0])}."


def describe_series(
    label: str, points: Sequence[Point], unit: str, *, decimals: int | None = None, deficit: bool = False
) -> tuple[str, ...]:
    """One to three sentences. Values in doubt and projections are named but never make the trend.
    `deficit`: a positive value is owed, so values are told as deficits and surpluses."""
    if len(label.split()) > _LONG:
        label = "The figure"
    ordered = sorted(points, key=lambda p: p.x)
    known = [p for p in ordered if p.value is not None and p.status not in MISSING]
    doubt = [p.period for p in known if p.status in _DOUBT]
    projected = [p for p in known if p.status in _PROJECTED]
    sure = [p for p in known if p.status not in _DOUBT | _PROJECTED]
    if not known:
        return (f"There is no figure for {label[0].lower() + label[1:] if label == 'The figure' else label}.",)
    caveat = _caveats(_gaps(ordered, known), doubt, projected, sure[-1] if sure else None)
    if not sure:
        return (f"{label}: no figure that we can rely on.", caveat)
    if len(sure) == 1:
        only = sure[0]
        amount = _amount(float(only.value or 0), unit, decimals, deficit)
        first = f"{label}: {amount} in {only.period}, the only figure so far."
        return tuple(s for s in (first, caveat) if s)
    trend = _trend(label, sure[0], sure[-1], unit, decimals, deficit)
    return tuple(s for s in (trend, _range(sure, unit, decimals, deficit), caveat) if s)
