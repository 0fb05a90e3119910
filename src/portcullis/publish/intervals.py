"""How far chance alone may move a share.

In: counts. Out: an interval, or whether two figures can be told apart.
"""

from __future__ import annotations

import math
from typing import Literal

Z95 = 1.959963984540054
Verdict = Literal["higher", "lower", "unclear"]


def wilson(share: float, n: float) -> tuple[float, float]:
    """95% interval of a share (0 to 1) seen in n cases (Wilson 1927, score interval). n > 0."""
    z2 = Z95 * Z95
    centre = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = Z95 * math.sqrt(share * (1 - share) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    return max(0.0, centre - half), min(1.0, centre + half)


def against(share_pct: float | None, n: float | None, other_pct: float | None) -> Verdict:
    """Whether a percentage seen in n cases lies clearly above or below another; unclear without the counts."""
    if share_pct is None or other_pct is None or not n:
        return "unclear"
    low, high = wilson(share_pct / 100, n)
    if other_pct / 100 < low:
        return "higher"
    return "lower" if other_pct / 100 > high else "unclear"
