"""Baselines that look at each council alone: naive, drift, exponential.

In: a panel as known at its origin, and a horizon. Out: `Prediction` with exact quantiles; England's from independent
draws, which is what makes such intervals far too narrow for a sum.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ...distributions import normal_quantile, t_quantile
from ...panel import Floats, Panel
from ..scores import LEVELS, Prediction

#: Draws serve only to ask whether England lay inside.
DRAWS, SEED = 1_000, 1
#: "Four Januaries" is what the department's tool held in 2022.
SHORT = 3
Quantile = Callable[[Floats], Floats]


def alone(quantile: Quantile, areas: int) -> Prediction:
    """A prediction from a function of levels (areas × n), the areas being independent of each other."""
    levels = np.broadcast_to(LEVELS, (areas, len(LEVELS)))
    draws = quantile(np.random.default_rng(SEED).random((areas, DRAWS)))
    return Prediction(quantile(levels), np.quantile(draws.sum(axis=0), LEVELS))


def history(panel: Panel, first: int | None) -> Floats:
    """Plans from `first` (None: the last four Januaries) to the origin."""
    return panel.span("stock", panel.origin - SHORT if first is None else first, panel.origin)


def naive(first: int) -> Callable[[Panel, int], Prediction]:
    """The last value for ever; the spread is the root mean square of yearly changes, growing as the root of years."""

    def model(panel: Panel, horizon: int) -> Prediction:
        plans = history(panel, first)
        sd = np.sqrt((np.diff(plans, axis=1) ** 2).mean(axis=1) * horizon)
        return alone(lambda u: plans[:, -1:] + sd[:, None] * normal_quantile_fast(u), len(plans))

    return model


def drift(first: int | None, *, logs: bool) -> Callable[[Panel, int], Prediction]:
    """The mean yearly change goes on; intervals by Student's t with the mean's own error."""

    def model(panel: Panel, horizon: int) -> Prediction:
        plans = history(panel, first)
        series = np.log(plans) if logs else plans
        changes = np.diff(series, axis=1)
        n = changes.shape[1]
        middle = series[:, -1] + horizon * changes.mean(axis=1)
        sd = changes.std(axis=1, ddof=1) * np.sqrt(horizon + horizon**2 / n)

        def quantile(u: Floats) -> Floats:
            value = middle[:, None] + sd[:, None] * t_quantile(u, n - 1)
            return np.exp(value) if logs else value

        return alone(quantile, len(plans))

    return model


def exponential(first: int | None) -> Callable[[Panel, int], Prediction]:
    """Least squares of log plans on the year, with prediction intervals by Student's t."""

    def model(panel: Panel, horizon: int) -> Prediction:
        series = np.log(history(panel, first))
        n = series.shape[1]
        years = np.arange(n) - (n - 1) / 2
        spread = (years**2).sum()
        slope = series @ years / spread
        level = series.mean(axis=1)
        left = series - level[:, None] - slope[:, None] * years
        ahead = years[-1] + horizon
        sd = np.sqrt((left**2).sum(axis=1) / (n - 2)) * np.sqrt(1 + 1 / n + ahead**2 / spread)
        middle = level + slope * ahead
        return alone(lambda u: np.exp(middle[:, None] + sd[:, None] * t_quantile(u, n - 2)), len(series))

    return model


_LEVELS = np.linspace(1e-6, 1 - 1e-6, 20_001)
_NORMAL = normal_quantile(_LEVELS)


def normal_quantile_fast(levels: Floats) -> Floats:
    """Normal quantiles read from a table: exact enough for draws, and for levels it agrees to four digits."""
    return np.interp(levels, _LEVELS, _NORMAL)
