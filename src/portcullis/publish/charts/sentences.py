"""A series in one to three plain sentences: the trend, the range, and what is missing or in doubt.

In: a label, points and a unit. Out: sentences of at most 25 words, chosen by the numbers and nothing else. Each number
in them carries the id of its figure, or of the figures that it was worked out from.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ..words.sentence import Number, Sentence, said
from .data import MISSING, Point, period_for
from .format import balance, number, show

Part = str | Number

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


def bare(p: Point, text: str) -> Number:
    """The value of a point as it is printed."""
    return Number(text, float(p.value or 0), p.figure_id)


def amount(p: Point, unit: str, decimals: int | None, deficit: bool) -> list[Part]:
    """A value in words: '47.9%', or 'a deficit of £67.2m' with the sum alone as the number."""
    value = float(p.value or 0)
    if not deficit:
        return [bare(p, show(value, unit, decimals))]
    words, _, sum_of_money = balance(value).rpartition(" ")
    return [f"{words} ", bare(p, sum_of_money)]


def _much(a: Point, b: Point, unit: str) -> tuple[Number | None, str]:
    """How much more or less, and what that is counted in; None where it cannot be said simply."""
    first, last, both = float(a.value or 0), float(b.value or 0), (a.figure_id, b.figure_id)
    if unit == "percent":
        points = abs(last - first)
        words = number(points, 0 if points >= 10 else 1).removesuffix(".0")
        return Number(words, round(points, 2), made_from=both), f" percentage point{'' if words == '1' else 's'}"
    if first <= 0 or last < 0:
        return None, ""
    ratio = last / first
    if ratio < 1.95:
        return Number(f"{number(abs(ratio - 1) * 100)}%", round(abs(ratio - 1) * 100, 2), made_from=both), ""
    times = number(ratio, 0 if abs(ratio - round(ratio)) < 0.05 else 1)
    words = "twice" if times == "2" else times
    return Number(words, round(ratio, 2), made_from=both), f"{'' if times == '2' else ' times'} the first figure"


def _is_clear(first: float, last: float, unit: str) -> bool:
    change = abs(last - first)
    return change >= CLEAR_POINTS if unit == "percent" else change >= CLEAR * abs(first) and change > 0


def _deficit_trend(label: str, a: Point, b: Point, clear: bool) -> Sentence:
    first, last = float(a.value or 0), float(b.value or 0)
    start, end = amount(a, "gbp", None, True), amount(b, "gbp", None, True)
    side = "deficit" if last > 0 else "surplus"
    if first * last > 0 and not clear:
        return said(f"{label} stayed much the same: ", *start, f" in {a.period} and ", *end, f" in {b.period}.")
    if first * last > 0:
        size = "larger" if abs(last) > abs(first) else "smaller"
        money = bare(b, show(abs(last), "gbp"))
        return said(f"{label} went from ", *start, f" in {a.period} to a {size} {side} in {b.period}: ", money, ".")
    return said(f"{label} went from ", *start, f" in {a.period} to ", *end, f" in {b.period}.")


def _trend(label: str, a: Point, b: Point, unit: str, decimals: int | None, deficit: bool) -> Sentence:
    first, last = float(a.value or 0), float(b.value or 0)
    clear = _is_clear(first, last, unit)
    if deficit:
        return _deficit_trend(label, a, b, clear)
    start, end = amount(a, unit, decimals, False), amount(b, unit, decimals, False)
    if not clear:
        return said(f"{label} shows no clear change: ", *start, f" in {a.period} and ", *end, f" in {b.period}.")
    much, of = _much(a, b, unit)
    tail: list[Part] = []
    if much:
        tail = [", " if of.endswith("first figure") else f", {'up' if last > first else 'down'} ", much, of]
    way = "rose" if last > first else "fell"
    return said(f"{label} {way} from ", *start, f" in {a.period} to ", *end, f" in {b.period}", *tail, ".")


def _range(sure: list[Point], unit: str, decimals: int | None, deficit: bool) -> Sentence | None:
    """Lowest and highest, unless the first and last value are just those."""
    low = min(sure, key=lambda p: float(p.value or 0))
    high = max(sure, key=lambda p: float(p.value or 0))
    ends = {float(sure[0].value or 0), float(sure[-1].value or 0)}
    inner = [p for p in (low, high) if float(p.value or 0) not in ends]
    if not inner or low.value == high.value:
        return None

    def told(p: Point) -> list[Part]:
        return [*amount(p, unit, decimals, deficit), f" in {p.period}"]

    if len(inner) == 2:
        return said("In between it ranged from ", *told(low), " to ", *told(high), ".")
    return said(f"In between it reached a {'low' if inner[0] is low else 'high'} of ", *told(inner[0]), ".")


def _planned(label: str, points: list[Point], unit: str, decimals: int | None, deficit: bool) -> Sentence:
    """Of a series that holds plans and forecasts only: what they say, never as something that happened."""
    a, b = points[0], points[-1]
    start, end = amount(a, unit, decimals, deficit), amount(b, unit, decimals, deficit)
    if a is b:
        return said(f"{label} is planned or forecast: ", *start, f" in {a.period}.", projected=True)
    between = [f" in {a.period} and ", *end, f" in {b.period}."]
    return said(f"{label} is planned or forecast: ", *start, *between, projected=True)


def describe_series(
    label: str, points: Sequence[Point], unit: str, *, decimals: int | None = None, deficit: bool = False
) -> tuple[Sentence, ...]:
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
        return (said(f"There is no figure for {label[0].lower() + label[1:] if label == 'The figure' else label}."),)
    if len(projected) == len(known):
        gaps = _caveats(_gaps(ordered, known), [], [], None)
        return (_planned(label, projected, unit, decimals, deficit), *([said(gaps)] if gaps else []))
    caveat = said(_caveats(_gaps(ordered, known), doubt, projected, sure[-1] if sure else None))
    if not sure:
        return (said(f"{label}: no figure that we can rely on."), caveat)
    if len(sure) == 1:
        only = sure[0]
        money = amount(only, unit, decimals, deficit)
        told = [said(f"{label}: ", *money, f" in {only.period}, the only figure so far.")]
    else:
        trend = _trend(label, sure[0], sure[-1], unit, decimals, deficit)
        told = [trend, *filter(None, [_range(sure, unit, decimals, deficit)])]
    return tuple(s for s in (*told, caveat) if s.text)
