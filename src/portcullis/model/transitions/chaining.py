"""Do the records of one year lead to those of the next?

In: a history. Out: `chaining`: how far the children that a year ends with are those that the next begins with. In a
real register the two are the same children; where rows were sampled, disguised or corrected in between, they
are not, and a forecast of one state cannot be more exact than they are. `recorded` says what a state's would show.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .reading import Floats, History
from .space import AGES, FIRST_AY, Space
from .tally import stock

#: Assumed where there is no second year that could show whether the records chain, and what that is worth in years.
UNKNOWN, WORTH = 0.5, 0.05
#: Below this the records count as one chain: a few moves in and out between two returns.
LEAST = 0.02
#: How a misplaced record is spread over the school years of its place.
NEAR = np.array([0.15, 0.2, 0.3, 0.2, 0.15])


@dataclass(frozen=True)
class Chaining:
    """`share` of records that say nothing of the next year's state: 0 is a perfect chain, 1 two separate samples.

    `gaps`: for each January between two years: children that one year ended with, that the next began with, and how
    many states differ. `pattern`: places × AGES, mean children a year; `years` behind it.
    """

    share: float
    gaps: tuple[tuple[int, int, int, int], ...]
    pattern: Floats
    years: int


def chaining(space: Space, history: History) -> Chaining:
    """Compare each January's two counts: var(difference) is share × (sum of both) for two samples of the same."""
    years = [int(year) for year in np.unique(history.year)]
    first = (history.need_1 * len(space.settings) + history.setting_1) * AGES + history.ay_1 - FIRST_AY
    begun = {
        year: np.bincount(first[(history.year == year) & (history.need_1 >= 0)], minlength=space.cells)
        for year in years
    }
    ended = {year + 1: stock(space, history, year + 1) for year in years}
    gaps, squares, sums = [], 0.0, 0.0
    for year in years:
        if year in ended:
            difference = ended[year] - begun[year]
            gaps.append((year, int(ended[year].sum()), int(begun[year].sum()), int((difference != 0).sum())))
            squares += float((difference**2).sum())
            sums += float((ended[year] + begun[year]).sum())
    seen = squares / sums if sums else 0.0
    share = min((UNKNOWN * WORTH + seen * len(gaps)) / (WORTH + len(gaps)), 1.0)
    counts = [*begun.values(), *ended.values()]
    pattern = np.mean(counts, axis=0).reshape(-1, AGES).astype(float)
    small = seen < LEAST and gaps
    return Chaining(0.0 if small else share, tuple(gaps), pattern, len(counts))


def recorded(chain: Chaining, stock_mean: Floats) -> Floats:
    """What misplaced records add to each state on average: T × places × AGES, with the totals of `stock_mean`."""
    padded = np.pad(stock_mean, ((0, 0), (0, 0), (2, 2)))
    near = sum(weight * padded[:, :, k : k + AGES] for k, weight in enumerate(NEAR))
    total = stock_mean.sum(axis=(1, 2), keepdims=True)
    whole = chain.pattern.sum()
    usual = chain.pattern[None] * (total / whole if whole else 0.0)
    return 0.5 * near + 0.5 * usual
