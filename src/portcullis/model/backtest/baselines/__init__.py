"""What a simpler forecaster would have said: the baselines of the protocol.

In: a panel as known at its origin, and a horizon. Out: a `Prediction`, or None where a model has too little history.
"""

from __future__ import annotations

from collections.abc import Callable

from ...panel import Panel
from ..scores import Prediction
from .ets import damped_ets
from .pooled import national_growth, partial_pooling
from .ridge import panel_ridge
from .single import drift, exponential, naive
from .stock_flow import stock_flow

Model = Callable[[Panel, int], Prediction | None]

BASELINES: dict[str, Model] = {
    "naive": naive(2015),
    "drift_levels_4": drift(None, logs=False),
    "drift_levels_2015": drift(2015, logs=False),
    "drift_logs_4": drift(None, logs=True),
    "drift_logs_2015": drift(2015, logs=True),
    "exponential_4": exponential(None),
    "exponential_2015": exponential(2015),
    "damped_ets_logs_2010": damped_ets,
    "national_growth_1": national_growth(1),
    "national_growth_3": national_growth(3),
    "partial_pooling": partial_pooling(0.5),
    "partial_pooling_undamped": partial_pooling(1.0),
    "stock_flow": stock_flow,
    "panel_ridge": panel_ridge,
}

LABELS = {
    "demand": "Portcullis demand model",
    "naive": "Naive (last value)",
    "drift_levels_4": "Drift, levels, last 4 Januaries",
    "drift_levels_2015": "Drift, levels, 2015+",
    "drift_logs_4": "Log drift, last 4 Januaries",
    "drift_logs_2015": "Log drift, 2015+",
    "exponential_4": "Exponential, last 4 Januaries",
    "exponential_2015": "Exponential, 2015+",
    "damped_ets_logs_2010": "Damped ETS, logs, 2010+",
    "national_growth_1": "National growth, 1 year",
    "national_growth_3": "National growth, 3 years",
    "partial_pooling": "Partial pooling, damped",
    "partial_pooling_undamped": "Partial pooling, undamped",
    "stock_flow": "Stock and flow",
    "panel_ridge": "Panel ridge",
}
