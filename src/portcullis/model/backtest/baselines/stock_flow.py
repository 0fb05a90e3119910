"""Plans plus new plans less implied exits, a year at a time: new-plan growth and exit rates pulled towards England's.

In: a panel and a horizon. Out: `Prediction`. It is good a year ahead and drifts later: new plans never slow down in it.
"""

from __future__ import annotations

import numpy as np

from ...panel import Floats, Panel
from ..scores import Prediction
from .pooled import WINDOW, joint, noise_variance, shrunk


def stock_flow(panel: Panel, horizon: int) -> Prediction:
    """The model of the protocol; what it says of noise is that of its own one-year errors in the window."""
    origin = panel.origin
    plans = panel.span("stock", origin - WINDOW, origin)
    new = _filled(panel.span("new", origin - WINDOW - 1, origin - 1))
    england_growth = float(np.log(new[:, -1].sum() / new[:, 0].sum()) / WINDOW)
    growths = np.diff(np.log(new + 1), axis=1)
    own_growth = shrunk(growths.mean(axis=1) - england_growth, growths.var(axis=1, ddof=1), WINDOW)
    exits = (plans[:, :-1] + new[:, 1:] - plans[:, 1:]) / plans[:, :-1]
    england_exits = float((plans[:, :-1] + new[:, 1:] - plans[:, 1:]).sum() / plans[:, :-1].sum())
    own_exits = shrunk(exits.mean(axis=1) - england_exits, exits.var(axis=1, ddof=1), WINDOW)
    held, coming = plans[:, -1], new[:, -1]
    for _ in range(horizon):
        coming = coming * np.exp(england_growth + own_growth)
        held = held * (1 - england_exits - own_exits) + coming
    variance = noise_variance(panel)
    # One year's noise counts once more for the flows that follow from it only in part: the protocol's intervals are
    # this narrow too, and its scores say so.
    return joint(np.log(np.maximum(held, 1.0)), np.sqrt(variance * horizon**0.7), horizon)


def _filled(values: Floats) -> Floats:
    """Years that were not reported take the council's own last value."""
    out = values.copy()
    for column in range(1, out.shape[1]):
        out[:, column] = np.where(np.isnan(out[:, column]), out[:, column - 1], out[:, column])
    return out
