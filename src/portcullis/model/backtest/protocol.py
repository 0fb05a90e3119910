"""The rolling backtest: at each origin only what was known by that June; targets one to three years on.

In: a store, or the panel of areas. Out: `Backtest`: every score, every prediction, paired bootstrap, scorecards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from ..demand.errors import TooLittleHistory
from ..demand.fitted import VERSION, fit_panels
from ..panel import Floats, Panel, read_panel
from ..units import joined_of, units
from .baselines import BASELINES, Model
from .scores import LEVELS, Prediction, Scores, score

if TYPE_CHECKING:
    from portcullis.store import Store

ORIGINS = range(2019, 2025)
HORIZONS = (1, 2, 3)
#: The first origin at which the panel ridge has anything to learn from: "where the ridge has scores".
RIDGE_ORIGINS = range(2020, 2025)
DEMAND = "demand"
DRAWS, SEED = 10_000, 2026
RESAMPLES = 2_000
#: Baselines are scored where every area has plans from here on: the era of EHC plans.
FIRST_JANUARY = 2015
Key = tuple[str, int, int]
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Gain:
    """By how much the first of two models was nearer, in points of WAPE, with the middle 90% of resampled areas."""

    origin: int
    horizon: int
    points: float
    low: float
    high: float
    areas_nearer_pct: float


@dataclass(frozen=True)
class Backtest:
    """A finished backtest. Keys are (model, origin, horizon)."""

    panel: Panel
    version: str
    scores: dict[Key, Scores]
    predictions: dict[Key, Prediction] = field(repr=False)
    joined: dict[str, str] = field(default_factory=dict, repr=False)

    @property
    def models(self) -> tuple[str, ...]:
        """Models in the order in which they were run."""
        return tuple(dict.fromkeys(model for model, _, _ in self.scores))

    def of(self, model: str, horizon: int, origins: Iterable[int] = ORIGINS) -> list[Scores]:
        """Scores of a model at a horizon, by origin."""
        return [self.scores[key] for o in origins if (key := (model, o, horizon)) in self.scores]

    def mean(self, model: str, horizon: int, name: str, origins: Iterable[int] = ORIGINS) -> float:
        """The mean of a score over origins; of national errors, of their size. NaN where there is no score."""
        values = [float(getattr(one, name)) for one in self.of(model, horizon, origins)]
        if name == "national_error_pct":
            values = [abs(value) for value in values]
        return float(np.mean(values)) if values else float("nan")

    def gain(self, model: str, than: str, origin: int, horizon: int, *, seed: int = 1) -> Gain:
        """Paired bootstrap over areas. Raises KeyError where either has no prediction."""
        actual = self.panel.at("stock", origin + horizon)
        off = [np.abs(self.predictions[name, origin, horizon].point - actual) for name in (model, than)]
        here = ~np.isnan(off[0]) & ~np.isnan(off[1])
        first, second, came = off[0][here], off[1][here], actual[here]
        chosen = np.random.default_rng(seed).integers(0, len(came), (RESAMPLES, len(came)))
        gains = 100 * (second - first)[chosen].sum(axis=1) / came[chosen].sum(axis=1)
        low, high = np.quantile(gains, [0.05, 0.95])
        points = 100 * float((second - first).sum() / came.sum())
        return Gain(origin, horizon, points, float(low), float(high), 100 * float(np.mean(first < second)))

    def pit(self, model: str, horizon: int) -> tuple[float, ...]:
        """Mean PIT histogram over origins: ten shares that would all be 0.1 if ranges were right."""
        return tuple(np.mean([one.pit for one in self.of(model, horizon)], axis=0).tolist())


def run(
    store: Store,
    *,
    models: Sequence[str] | None = None,
    origins: Iterable[int] = ORIGINS,
    draws: int = DRAWS,
    seed: int = SEED,
    progress: Progress = lambda step: None,
) -> Backtest:
    """Run the protocol on the store. `models`: DEMAND and names of BASELINES; all of them by default."""
    progress("reading")
    panel = read_panel(store, units(store))
    done = run_panel(panel, models=models, origins=origins, draws=draws, seed=seed, progress=progress)
    return Backtest(done.panel, done.version, done.scores, done.predictions, joined_of(store))


def run_panel(
    panel: Panel,
    *,
    models: Sequence[str] | None = None,
    origins: Iterable[int] = ORIGINS,
    draws: int = DRAWS,
    seed: int = SEED,
    progress: Progress = lambda step: None,
) -> Backtest:
    """The same on a panel. Raises KeyError for a model that does not exist."""
    wanted = [DEMAND, *BASELINES] if models is None else list(models)
    scores: dict[Key, Scores] = {}
    predictions: dict[Key, Prediction] = {}
    last = panel.origin
    for name in wanted:
        progress(name)
        for origin in origins:
            known = panel.known(origin)
            ahead = [h for h in HORIZONS if origin + h <= last]
            if not ahead:
                continue
            told = _demand(known, draws, seed) if name == DEMAND else _baseline(BASELINES[name], known, ahead)
            for horizon in ahead:
                if (prediction := told.get(horizon)) is not None:
                    key = (name, origin, horizon)
                    predictions[key] = prediction
                    scores[key] = score(prediction, panel.at("stock", origin + horizon), origin, horizon)
    return Backtest(panel, VERSION, scores, predictions)


def _baseline(model: Model, known: Panel, ahead: Sequence[int]) -> dict[int, Prediction | None]:
    if np.isnan(known.span("stock", FIRST_JANUARY, known.origin)).any():
        return {}
    return {horizon: model(known, horizon) for horizon in ahead}


def _demand(known: Panel, draws: int, seed: int) -> dict[int, Prediction | None]:
    """Our model on the areas themselves, series as they came: what is known today of bad returns is not used."""
    try:
        fitted = fit_panels(known, known, marked=False)
    except TooLittleHistory:
        return {}
    told = fitted.forecast(years=max(HORIZONS), draws=draws, seed=seed, parts=(), levels=tuple(LEVELS))
    place = {code: row for row, code in enumerate(told.codes)}
    order = [place.get(code, -1) for code in known.codes]
    out: dict[int, Prediction | None] = {}
    for column, (_, year) in enumerate(told.columns):
        if year > known.origin:
            all_areas: Floats = told.values[:, column].astype(float)
            quantiles = np.where(np.array(order)[:, None] >= 0, all_areas[order], np.nan)
            out[year - known.origin] = Prediction(quantiles, all_areas[-1])
    return out
