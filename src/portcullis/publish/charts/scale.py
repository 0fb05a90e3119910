"""Where values stand on an axis.

In: the lowest and highest value. Out: round ticks, and `Scale`, which turns a value into a place.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

_STEPS = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight line from values to places."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """The place of a value."""
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


def extent(values: Iterable[float], from_zero: bool = True) -> tuple[float, float]:
    """Lowest and highest value, with zero unless told otherwise; never of no width."""
    known = list(values) or [0.0]
    low, high = min(known), max(known)
    if from_zero:
        low, high = min(low, 0.0), max(high, 0.0)
    if low == high:
        low, high = (0.0, 1.0) if low == 0 else (low - abs(low) * 0.1, high + abs(high) * 0.1)
    return low, high


def ticks(low: float, high: float, wanted: int = 4, whole: bool = False) -> list[float]:
    """Round values between `low` and `high`, or just beyond where one is near. `whole` allows no fractions."""
    rough = (high - low) / (wanted - 0.5)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(s * power for s in _STEPS if s * power >= rough * 0.999)
    if whole:
        step = max(1.0, step if step % 1 == 0 else math.ceil(step))
    first = math.ceil(low / step - 0.3)
    last = math.floor(high / step + 0.3)
    return [round(i * step, 10) + 0.0 for i in range(first, max(last, first + 1) + 1)]


def thinned(count: int, room: float, width: float) -> int:
    """Print every n-th of `count` labels of this width so that they do not touch in the room there is."""
    if count < 2:
        return 1
    gap = room / (count - 1)
    return next((n for n in (1, 2, 3, 4, 5, 10, 20) if gap * n >= width), 50)
