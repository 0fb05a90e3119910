"""Baselines that learn from all councils: everybody England's growth, or part of the way to their own.

In: a panel and a horizon. Out: `Prediction` from joint draws: a common national shock, and noise of each council.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ...panel import Floats, Panel
from ..scores import LEVELS, Prediction

DRAWS, SEED = 4_000, 5
#: Settings of the protocol: yearly national shock, error of the mean, tails of councils' noise.
SHOCK_SD, MEAN_SD, DF = 0.02, 0.003, 5
WINDOW = 3


def joint(middle: Floats, noise_sd: Floats, horizon: int) -> Prediction:
    """From median log plans and the sd of noise over the whole horizon (an area each) to joint draws."""
    rng = np.random.default_rng(SEED)
    shock = np.cumsum(SHOCK_SD * rng.standard_normal((horizon, DRAWS)), axis=0).sum(axis=0)
    shock += horizon * MEAN_SD * rng.standard_normal(DRAWS)
    own = rng.standard_t(DF, (len(middle), DRAWS)) * np.sqrt((DF - 2) / DF)
    draws = np.exp(middle[:, None] + shock + noise_sd[:, None] * own)
    return Prediction(np.quantile(draws, LEVELS, axis=1).T, np.quantile(draws.sum(axis=0), LEVELS))


def growth_of_england(panel: Panel, years: int) -> float:
    """England's mean yearly log growth over the last years."""
    total = panel.span("stock", panel.origin - years, panel.origin).sum(axis=0)
    return float(np.log(total[-1] / total[0]) / years)


def noise_variance(panel: Panel) -> Floats:
    """c0 + c1 / plans, fitted to the spread of each council's own growth within the last three years."""
    plans = panel.span("stock", panel.origin - WINDOW, panel.origin)
    away = np.diff(np.log(plans), axis=1) - np.diff(np.log(plans.sum(axis=0)))
    spread = ((away - away.mean(axis=1, keepdims=True)) ** 2).sum(axis=1) / (WINDOW - 1)
    x = np.column_stack([np.ones(len(plans)), 1 / plans[:, -1]])
    return np.maximum(x @ np.linalg.lstsq(x, spread, rcond=None)[0], 1e-5)


def shrunk(values: Floats, variance: Floats, years: int) -> Floats:
    """Means over `years`, pulled towards zero by tau² / (tau² + variance / years)."""
    between = max(float(np.mean(values**2 - variance / years)), 1e-8)
    return values * between / (between + variance / years)


def national_growth(years: int) -> Callable[[Panel, int], Prediction]:
    """Every council grows as England did over the last `years`."""

    def model(panel: Panel, horizon: int) -> Prediction:
        middle = np.log(panel.at("stock", panel.origin)) + horizon * growth_of_england(panel, years)
        return joint(middle, np.sqrt(horizon * noise_variance(panel)), horizon)

    return model


def partial_pooling(kept: float) -> Callable[[Panel, int], Prediction]:
    """England's growth over three years and a council's shrunk distance from it, of which `kept` is left each year."""

    def model(panel: Panel, horizon: int) -> Prediction:
        plans = panel.span("stock", panel.origin - WINDOW, panel.origin)
        england = growth_of_england(panel, WINDOW)
        variance = noise_variance(panel)
        own = shrunk(np.log(plans[:, -1] / plans[:, 0]) / WINDOW - england, variance, WINDOW)
        lasting = sum(kept ** (year + 1) for year in range(horizon))
        return joint(np.log(plans[:, -1]) + horizon * england + lasting * own, np.sqrt(horizon * variance), horizon)

    return model
