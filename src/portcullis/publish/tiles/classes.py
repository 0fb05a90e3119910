"""Five classes, and what the map says in words.

In: values. Out: bounds, the class of a value, and one to three sentences. Classes describe; they never rank or judge.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Collection, Sequence
from itertools import pairwise

from portcullis.publish.charts.format import show
from portcullis.publish.words.sentence import Number, Sentence, said

from .data import Tile

#: Fewer councils than this and classes would say more than the figures do: one class then.
ENOUGH = 10


def classes(values: Collection[float | None], count: int = 5, *, finest: float = 0.0) -> tuple[float, ...]:
    """Inner bounds of the classes: quantiles (about as many councils in each), rounded until they print well.

    `finest` is the smallest step that print can show (`finest_of`). A value on a bound belongs to the class above it.
    Equal bounds are merged, so there may be fewer classes.
    """
    known = sorted(v for v in values if v is not None and math.isfinite(v))
    if len(known) < ENOUGH or known[0] == known[-1]:
        return ()
    step = max(finest, _round_step(quantile(known, 0.75) - quantile(known, 0.25) or known[-1] - known[0]))
    cuts = {round(round(quantile(known, k / count) / step) * step, 10) + 0.0 for k in range(1, count)}
    return tuple(cut for cut in sorted(cuts) if known[0] < cut <= known[-1])


def finest_of(unit: str, decimals: int | None = None) -> float:
    """The smallest difference between two bounds that can be told apart in print."""
    if unit == "gbp":
        return 100_000.0
    return 10.0 ** -(decimals if decimals is not None else 1 if unit in ("percent", "score") else 0)


def class_of(value: float, bounds: tuple[float, ...]) -> int:
    """1 for the lowest class, up to one more than there are bounds."""
    return bisect_right(bounds, value) + 1


def class_words(bounds: tuple[float, ...], unit: str, decimals: int | None = None) -> list[str]:
    """What each class covers, lowest first: for the key."""
    printed = printer(unit, decimals)
    if not bounds:
        return ["all values"]
    middle = [f"{printed(a)} to under {printed(b)}" for a, b in pairwise(bounds)]
    return [f"under {printed(bounds[0])}", *middle, f"{printed(bounds[-1])} or more"]


def describe_map(subject: str, tiles: Collection[Tile], unit: str, decimals: int | None = None) -> tuple[Sentence, ...]:
    """Range, middle half, and how many are missing or in doubt. Values in doubt do not make the range."""
    known = sorted((t.value, t.figure) for t in tiles if t.value is not None and not t.suspect)
    missing, doubted = sum(t.value is None for t in tiles), sum(t.value is not None and t.suspect for t in tiles)
    printed = printer(unit, decimals)
    if not known:
        return (said(f"No council has a figure for this ({subject})."),)
    low, high = (Number(printed(value), value, figure) for value, figure in (known[0], known[-1]))
    if low.value == high.value:
        out = [said(f"{subject}: ", low, " in every council with a figure.")]
    else:
        out = [said(f"{subject}: from ", low, " to ", high, f" across {len(known)} councils.")]
        if len(known) >= ENOUGH:
            low, high = (quartile(known, share, printed) for share in (0.25, 0.75))
            out.append(said("The middle half of councils lie between ", low, " and ", high, "."))
    left = [f"{missing} {_have(missing)} no figure"] if missing else []
    left += [f"{doubted} {_have(doubted)} a figure in doubt"] if doubted else []
    if left:
        out.append(said(f"{', and '.join(left)}."))
    return tuple(out)


def quartile(ordered: Sequence[tuple[float, str]], share: float, printed: Callable[[float], str]) -> Number:
    """The value below which this share of the others lies, made from the one or two figures on either side of it."""
    place = share * (len(ordered) - 1)
    low, high = ordered[math.floor(place)], ordered[math.ceil(place)]
    value = low[0] + (high[0] - low[0]) * (place % 1)
    return Number(printed(value), value, made_from=tuple(dict.fromkeys((low[1], high[1]))))


def quantile(ordered: list[float], share: float) -> float:
    """Linear between order statistics, as most spreadsheets do it."""
    place = share * (len(ordered) - 1)
    low = int(place)
    return ordered[low] + (ordered[min(low + 1, len(ordered) - 1)] - ordered[low]) * (place - low)


def printer(unit: str, decimals: int | None) -> Callable[[float], str]:
    """How values of this unit are printed."""
    return lambda value: show(value, unit, decimals)


def _round_step(spread: float) -> float:
    """A step of 1, 2 or 5 that cuts the middle half into ten or more."""
    rough = spread / 10
    power = 10.0 ** math.floor(math.log10(rough))
    return max(s * power for s in (1, 2, 5) if s * power <= rough * 1.001)


def _have(count: int) -> str:
    return "council has" if count == 1 else "councils have"
