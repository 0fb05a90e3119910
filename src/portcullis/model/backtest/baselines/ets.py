"""Exponential smoothing with a damped additive trend (AAdN) on log plans since 2010, in NumPy.

In: a panel and a horizon. Out: `Prediction`. For given smoothing constants the fitted values are linear in the first
level and trend, so these two are least squares, exactly; the three constants are searched on a grid, each council its
own. statsforecast searches them together and may end a little elsewhere.
"""

from __future__ import annotations

from itertools import product

import numpy as np

from ...panel import Floats, Panel
from ..scores import Prediction
from .single import alone, normal_quantile_fast

FIRST_JANUARY = 2010
ALPHAS = (0.1, 0.3, 0.5, 0.7, 0.9, 0.9999)
TREND_PARTS = (0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.9999)
DAMPING = (0.80, 0.85, 0.90, 0.95, 0.98)


def damped_ets(panel: Panel, horizon: int) -> Prediction | None:
    """AAdN by least squares; intervals are normal, as the method's textbook gives them."""
    series = np.log(panel.span("stock", FIRST_JANUARY, panel.origin))
    if np.isnan(series).any():
        return None
    count, n = series.shape
    best = np.full(count, np.inf)
    middle, variance = np.zeros(count), np.zeros(count)
    for alpha, part, phi in product(ALPHAS, TREND_PARTS, DAMPING):
        beta = alpha * part
        errors, ahead = _errors(series, alpha, beta, phi, horizon)
        total = (errors**2).sum(axis=1)
        damped = phi * (1 - phi ** np.arange(1, horizon)) / (1 - phi)
        grows = 1 + ((alpha + beta * damped) ** 2).sum()
        better = total < best
        best = np.where(better, total, best)
        middle = np.where(better, ahead, middle)
        variance = np.where(better, total / max(n - 5, 1) * grows, variance)
    sd = np.sqrt(variance)
    return alone(lambda u: np.exp(middle[:, None] + sd[:, None] * normal_quantile_fast(u)), count)


def _errors(series: Floats, alpha: float, beta: float, phi: float, horizon: int) -> tuple[Floats, Floats]:
    """One-step errors and the point `horizon` ahead, at the best first level and trend."""
    count, n = series.shape
    # State of the data with zero start, and of a unit level and a unit trend with zero data: all three are linear.
    level, trend = np.zeros(count), np.zeros(count)
    unit = np.eye(2)
    known = np.empty((count, n))
    shape = np.empty((n, 2))
    for time in range(n):
        guess, unit_guess = level + phi * trend, unit[0] + phi * unit[1]
        known[:, time], shape[time] = series[:, time] - guess, unit_guess
        error = known[:, time]
        level, trend = guess + alpha * error, phi * trend + beta * error
        unit = np.stack([unit_guess * (1 - alpha), phi * unit[1] - beta * unit_guess])
    start = np.linalg.lstsq(shape, known.T, rcond=None)[0]
    errors = known - (shape @ start).T
    damped = phi * (1 - phi**horizon) / (1 - phi)
    last_level, last_trend = level + unit[0] @ start, trend + unit[1] @ start
    return errors, last_level + damped * last_trend
