"""How fast plans grow: England's pace, each council's distance from it, and how wrong both can be.

In: a `Panel` as known at its origin. Out: `Growth`: coefficients for one, two and three years, noise, England's pace.

For a council i known in June of year s, the log growth of its plans over h years relative to England's is

    log(S[i,s+h] / S[i,s]) - log(E[s+h] / E[s]) = a[h] + b[h] · z[i,s] + noise

with z the four signals of `signals`. b[1] is a ridge regression towards zero. b[2] is one towards 2 b[1], and b[3] one
towards 3/2 b[2]: an effect is believed to go on at the same pace until the data, of which there is less for longer
spans, say otherwise. Observations are weighted by the root of plans and, beyond 1.5 robust deviations, by Huber's rule.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..panel import Floats, Panel
from .errors import TooLittleHistory
from .exact import settled
from .signals import SIGNALS, Yardstick, raw_signals, yardstick

HORIZONS = 3
#: The first June whose signals can be known: requests and timeliness were first published for 2015 and 2016.
FIRST_START = 2016
PENALTY = 10.0
CHAIN_PENALTY = 300.0
HUBER = 1.5
ROUNDS = 5
#: Twice as many changes of one year as there are numbers to fit; less says nothing.
LEAST_CHANGES = 10


@dataclass(frozen=True)
class Growth:
    """A fitted model of growth, as of June `origin`. Variances are of log growth in one year."""

    origin: int
    coefficients: Floats
    yardsticks: dict[int, Yardstick]
    england: dict[int, float]
    noise_base: float
    noise_per_plan: float
    starts: tuple[int, ...]

    @property
    def pace(self) -> float:
        """England's log growth in the last year known: the best word on the next three in the tuning window."""
        return self.england[self.origin]

    def relative(self, raw: Floats, year: int) -> Floats:
        """Mean log growth relative to England in each of the HORIZONS years after June `year`: areas × years."""
        z = self.yardsticks[year].measure(raw)
        total = np.column_stack([np.ones(len(z)), z]) @ self.coefficients.T
        return settled(np.diff(np.column_stack([np.zeros(len(z)), total]), axis=1))

    def noise_sd(self, plans: Floats) -> Floats:
        """Standard deviation of a council's own log growth in one year, given its plans."""
        return np.sqrt(self.noise_base + self.noise_per_plan / np.maximum(plans, 1.0))


def fit_growth(panel: Panel) -> Growth:
    """Fit on everything known at the panel's origin. Raises TooLittleHistory."""
    origin = panel.origin
    raw = {year: raw_signals(panel, year) for year in range(FIRST_START, origin + 1)}
    yardsticks = {year: yardstick(values) for year, values in raw.items()}
    england = {year: _england(panel, year - 1, year) for year in range(FIRST_START - 2, origin + 1)}
    if origin - 1 < FIRST_START or np.isnan(england[origin]):
        raise TooLittleHistory(
            f"two Januaries from {FIRST_START} on are needed to fit growth; the last one known is {origin}"
        )
    starts = [year for year in range(FIRST_START, origin) if _usable(panel, year, 1).any()]
    seen = sum(int(_usable(panel, year, 1).sum()) for year in starts)
    if seen < LEAST_CHANGES:
        raise TooLittleHistory(f"{LEAST_CHANGES} yearly changes of areas are needed to fit growth; {seen} are known")
    coefficients = np.zeros((HORIZONS, len(SIGNALS) + 1))
    for horizon in range(1, HORIZONS + 1):
        before = coefficients[horizon - 2] * horizon / (horizon - 1) if horizon > 1 else coefficients[0]
        penalty = CHAIN_PENALTY if horizon > 1 else PENALTY
        ended = [year for year in starts if year + horizon <= origin and _usable(panel, year, horizon).any()]
        rows = [_rows(panel, year, horizon, yardsticks[year].measure(raw[year])) for year in ended]
        coefficients[horizon - 1] = _ridge(rows, before, penalty) if rows else before
    left, plans = [], []
    for year in starts:
        x, y, _ = _rows(panel, year, 1, yardsticks[year].measure(raw[year]))
        left.append(y - x @ coefficients[0])
        plans.append(panel.at("stock", year)[_usable(panel, year, 1)])
    base, per_plan = _noise(np.concatenate(left), np.concatenate(plans))
    coefficients = settled(coefficients)
    return Growth(origin, coefficients, yardsticks, england, base, per_plan, tuple(starts))


def _england(panel: Panel, first: int, last: int) -> float:
    """Log growth of the areas that have plans in both years."""
    start, end = panel.at("stock", first), panel.at("stock", last)
    both = (start > 0) & (end > 0)
    return float(np.log(end[both].sum() / start[both].sum())) if both.any() else float("nan")


def _usable(panel: Panel, year: int, horizon: int):
    return (panel.at("stock", year) > 0) & (panel.at("stock", year + horizon) > 0)


def _rows(panel: Panel, year: int, horizon: int, z: Floats) -> tuple[Floats, Floats, Floats]:
    usable = _usable(panel, year, horizon)
    start, end = panel.at("stock", year)[usable], panel.at("stock", year + horizon)[usable]
    relative = np.log(end / start) - _england(panel, year, year + horizon)
    return np.column_stack([np.ones(usable.sum()), z[usable]]), relative, np.sqrt(start)


def _ridge(rows: list[tuple[Floats, Floats, Floats]], towards: Floats, penalty: float) -> Floats:
    x, y, weight = (np.concatenate(parts) for parts in zip(*rows, strict=True))
    weight = weight / weight.mean()
    ridge = np.diag([0.0] + [penalty] * (x.shape[1] - 1))
    left = y - x @ towards
    trusted = weight
    step = np.zeros(x.shape[1])
    for _ in range(ROUNDS):
        step = np.linalg.solve((x * trusted[:, None]).T @ x + ridge, (x * trusted[:, None]).T @ left)
        off = np.abs(left - x @ step) * np.sqrt(weight)
        bound = HUBER * 1.4826 * float(np.median(off))
        trusted = weight * np.minimum(1.0, bound / np.maximum(off, 1e-9))
    return towards + step


def _noise(left: Floats, plans: Floats) -> tuple[float, float]:
    """Variance of one year's noise as base + per_plan / plans, neither below zero; the far tails are pulled in."""
    squares = np.minimum(left**2, np.quantile(left**2, 0.99))
    x = np.column_stack([np.ones(len(plans)), 1 / plans])
    base, per_plan = np.linalg.lstsq(x, squares, rcond=None)[0]
    if per_plan < 0:
        return float(squares.mean()), 0.0
    if base < 0:
        return 0.0, float((squares * plans).mean())
    return float(base), float(per_plan)
