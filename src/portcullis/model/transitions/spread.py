"""What is common to a whole year, and what changes over the years: joining, leaving and moving in sound mode.

In: counts by year and children by year. Out: `Spread`, normal on log scales. Each size is pooled with what is usual:
a council with one year of history gets the usual size, one with many years mostly its own (inverse-chi-squared prior).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .reading import Floats, Inputs
from .space import AGES
from .tally import Tally

#: Usual yearly shocks (log scale), and how many years' evidence they are worth.
USUAL_JOIN, USUAL_LEAVE, USUAL_MOVE, WORTH = 0.10, 0.10, 0.13, 4.0
#: Usual size of a council's own trend in joining, a year; how fast a trend dies away.
USUAL_TREND, DAMPING = 0.04, 0.8


@dataclass(frozen=True)
class Spread:
    """Log scales. `shock` is drawn each year, `level` once a simulation; `trend` (mean, sd) multiplies `steps`."""

    join_shock: float = 0.0
    join_level: float = 0.0
    trend_mean: float = 0.0
    trend_sd: float = 0.0
    steps: tuple[float, ...] = ()  # of each projected year, counted from the middle of the history, damped
    leave_shock: float = 0.0
    leave_level: float = 0.0
    move_shock: float = 0.0
    move_level: float = 0.0
    leave_age: Floats | None = None  # by age: the borrowed rate's own uncertainty
    move_age: Floats | None = None

    def join_mean(self) -> Floats:
        """Expected multiplier of joining in each projected year: the mean of a log-normal."""
        steps = np.array(self.steps)
        variance = (self.trend_sd * steps) ** 2 + self.join_level**2 + self.join_shock**2
        return np.exp(self.trend_mean * steps + variance / 2 - self.correction())

    def correction(self) -> float:
        """Taken off, so that years without a trend are right on average: the history had the same shocks."""
        return (self.join_level**2 + self.join_shock**2) / 2


def spread_of(
    inputs: Inputs, counts: Tally, years: tuple[int, ...], pools: tuple[Floats, Floats, Floats, Floats]
) -> Spread:
    """Estimate. `pools`: leave_pool, leave_seen, move_pool, move_seen of the parameters."""
    past = np.array(counts.years, float)
    ages = np.nonzero(inputs.space.valid.any(axis=0))[0]
    children = np.array([np.nansum(inputs.population_in(year)[ages]) for year in counts.years])
    joined = counts.joined.sum(axis=1)
    weights = joined + 1.0
    middle = float((past * weights).sum() / weights.sum())
    trend, trend_sd, resid, noise = _trend(
        past - middle, np.log((joined + 0.5) / np.maximum(children, 1)), 1 / (joined + 0.5)
    )
    join = _pooled(USUAL_JOIN, resid, noise, lost=1 + (len(past) > 1))
    stocks = counts.left_in + _by_year(inputs, counts)
    leave = _pooled(USUAL_LEAVE, *_about(counts.left_in, stocks), lost=1)
    move = _pooled(USUAL_MOVE, *_about(counts.moved_in, stocks - counts.left_in), lost=1)
    n = len(past)
    leave_pool, leave_seen, move_pool, move_seen = pools
    return Spread(
        join, join / np.sqrt(n), trend, trend_sd, _steps(counts.years[-1], middle, years), leave, leave / np.sqrt(n),
        move, move / np.sqrt(n), leave_pool / np.sqrt(np.maximum(leave_seen, 0.5) + 1),
        move_pool / np.sqrt(np.maximum(move_seen, 0.5) + 1),
    )  # fmt: skip


def _by_year(inputs: Inputs, counts: Tally) -> Floats:
    h = inputs.history
    return np.array([((h.year == year) & (h.need_1 >= 0) & (h.need_2 >= 0)).sum() for year in counts.years], float)


def _trend(time: Floats, y: Floats, noise: Floats) -> tuple[float, float, Floats, Floats]:
    """Posterior mean and sd of a slope with prior N(0, USUAL_TREND²); residuals about it."""
    precision = 1 / (noise + USUAL_JOIN**2)
    level = float((y * precision).sum() / precision.sum())
    information = float((time**2 * precision).sum())
    slope = float((time * precision * (y - level)).sum()) / (information + 1 / USUAL_TREND**2)
    return slope, 1 / np.sqrt(information + 1 / USUAL_TREND**2), y - level - slope * time, noise


def _about(events: Floats, of: Floats) -> tuple[Floats, Floats]:
    rate = np.log((events + 0.5) / np.maximum(of, 1.0))
    return rate - rate.mean(), 1 / (events + 0.5)


def _pooled(usual: float, resid: Floats, noise: Floats, lost: int) -> float:
    """A standard deviation: what is usual, and what is left of the residuals when counting noise is taken off."""
    free = max(len(resid) - lost, 0)
    own = max(float((resid**2).sum()) - float(noise.mean()) * free, 0.0) if free else 0.0
    return float(np.sqrt((WORTH * usual**2 + own) / (WORTH + free)))


def _steps(last: int, middle: float, years: tuple[int, ...]) -> tuple[float, ...]:
    """Years from the middle of the history to each projected year; beyond its end each counts for less than the last.

    A projected January counts those who joined in the year before: transitions of `january - 1`.
    """
    return tuple((last - middle) + sum(DAMPING**k for k in range(1, january - 1 - last + 1)) for january in years)


def flat(years: tuple[int, ...]) -> Spread:
    """Nothing common and no trend: the reference."""
    return Spread(steps=(0.0,) * len(years), leave_age=np.zeros(AGES), move_age=np.zeros(AGES))
