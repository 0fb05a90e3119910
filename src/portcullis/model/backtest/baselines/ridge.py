"""The protocol's panel ridge: growth relative to England from eight features, one regression for each horizon.

In: a panel and a horizon. Out: `Prediction`, or None before 2020, when no start year has both features and target.
"""

from __future__ import annotations

import warnings

import numpy as np

from ...panel import Floats, Panel
from ..scores import Prediction
from .pooled import WINDOW, growth_of_england, joint

FIRST_START, FIRST_ORIGIN, PENALTY = 2017, 2020, 3.0


def panel_ridge(panel: Panel, horizon: int) -> Prediction | None:
    """Ridge, penalty 3, standardised features, weights root plans; trained on targets known at the origin."""
    starts = range(FIRST_START, panel.origin - horizon + 1)
    if panel.origin < FIRST_ORIGIN or not len(starts):
        return None
    x = np.concatenate([_with_one(_features(panel, year)) for year in starts])
    y = np.concatenate([_relative(panel, year, horizon) for year in starts])
    plans = np.concatenate([panel.at("stock", year) for year in starts])
    weight = np.sqrt(plans) / np.sqrt(plans).mean()
    penalty = np.diag([0.0] + [PENALTY] * (x.shape[1] - 1))
    coefficients = np.linalg.solve((x * weight[:, None]).T @ x + penalty, (x * weight[:, None]).T @ y)
    squares = (y - x @ coefficients) ** 2
    sizes = np.column_stack([np.ones(len(plans)), 1 / plans])
    base, per_plan = np.linalg.lstsq(sizes, squares, rcond=None)[0]
    now = panel.at("stock", panel.origin)
    middle = np.log(now) + horizon * growth_of_england(panel, WINDOW)
    middle += _with_one(_features(panel, panel.origin)) @ coefficients
    return joint(middle, np.sqrt(np.maximum(base + per_plan / now, 1e-5)), horizon)


def _features(panel: Panel, year: int) -> Floats:
    plans, before = panel.at("stock", year), panel.at("stock", year - 1)
    new, earlier = panel.at("new", year - 1), panel.at("new", year - 2)
    raw = np.column_stack(
        [
            _growth(panel, year - 1, year),
            _growth(panel, year - 3, year) / 3,
            new / plans,
            np.log((new + 1) / (earlier + 1)),
            (before + new - plans) / before,
            np.log(panel.at("prevalence_pct", year)),
            panel.at("timely_pct", year - 1),
            panel.at("refused", year - 1) / np.maximum(panel.at("requests", year - 1), 1),
        ]
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        middle = np.nan_to_num(np.nanmedian(raw, axis=0))
    filled = np.where(np.isnan(raw), middle, raw)
    spread = filled.std(axis=0)
    return (filled - filled.mean(axis=0)) / np.where(spread > 0, spread, 1.0)


def _growth(panel: Panel, first: int, last: int) -> Floats:
    return _relative(panel, first, last - first)


def _relative(panel: Panel, year: int, horizon: int) -> Floats:
    start, end = panel.at("stock", year), panel.at("stock", year + horizon)
    return np.log(end / start) - np.log(end.sum() / start.sum())


def _with_one(x: Floats) -> Floats:
    return np.column_stack([np.ones(len(x)), x])
