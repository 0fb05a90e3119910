"""The backtest: how wrong we would have been, and how wrong simpler forecasters.

done = run(store)                                # every model; a quarter of a minute
done.mean("demand", 3, "crps_pct")               # mean over origins, three years ahead
scorecard(store, "E10000016")                    # one council, quickly
"""

from .baselines import BASELINES, LABELS
from .protocol import DEMAND, HORIZONS, ORIGINS, RIDGE_ORIGINS, Backtest, Gain, run, run_panel
from .scorecards import Past, Scorecard, scorecard, scorecards
from .scores import LEVELS, Prediction, Scores, score

__all__ = [
    "BASELINES", "DEMAND", "HORIZONS", "LABELS", "LEVELS", "ORIGINS", "RIDGE_ORIGINS", "Backtest", "Gain", "Past",
    "Prediction", "Scorecard", "Scores", "run", "run_panel", "score", "scorecard",
    "scorecards",
]  # fmt: skip
