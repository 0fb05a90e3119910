"""The scores of the protocol: how far off, how often inside the range, how sharp.

In: a `Prediction` and what came. Out: `Scores`. Percentages are of what came, unless a name says otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

#: Quantiles that a prediction carries: 0.01 to 0.99 for the CRPS, and the two ends of the 95% interval.
PINBALL = np.arange(1, 100) / 100
LEVELS = np.sort(np.concatenate([PINBALL, [0.025, 0.975]]))
BINS = 10


@dataclass(frozen=True)
class Prediction:
    """One model's word on one target: quantiles (areas × LEVELS), and those of England's sum (LEVELS)."""

    quantiles: Floats
    england: Floats

    def at(self, level: float) -> Floats:
        """One quantile of every area; `level` must be one of LEVELS."""
        return self.quantiles[:, int(np.abs(LEVELS - level).argmin())]

    @property
    def point(self) -> Floats:
        """The median: means of heavy-tailed growth do not exist."""
        return self.at(0.5)


@dataclass(frozen=True)
class Scores:
    """Scores of one model at one origin and horizon. `pit`: share of areas in each tenth of their own range."""

    origin: int
    horizon: int
    mdape_pct: float
    p90_ape_pct: float
    wape_pct: float
    national_error_pct: float
    cover_80_pct: float
    cover_95_pct: float
    width_95_pct: float
    crps_plans: float
    crps_pct: float
    england_in_80: bool
    england_in_95: bool
    pit: tuple[float, ...]


def crps(prediction: Prediction, actual: Floats) -> Floats:
    """Continuous ranked probability score of each area, in plans: twice the mean pinball loss over 0.01 … 0.99."""
    chosen = np.isin(np.round(LEVELS, 3), np.round(PINBALL, 3))
    gap = actual[:, None] - prediction.quantiles[:, chosen]
    return 2 * np.maximum(PINBALL * gap, (PINBALL - 1) * gap).mean(axis=1)


def score(prediction: Prediction, actual: Floats, origin: int, horizon: int) -> Scores:
    """All scores. Areas without an actual value or a prediction are left out. Raises ValueError where none has one."""
    here = ~np.isnan(actual) & ~np.isnan(prediction.point)
    if not here.any():
        raise ValueError(f"no area has plans in January {origin + horizon}")
    told = Prediction(prediction.quantiles[here], prediction.england)
    came = actual[here]
    off = np.abs(told.point - came) / came
    losses = crps(told, came)
    low, high = told.at(0.025), told.at(0.975)
    total = came.sum()
    ends = [int(np.abs(LEVELS - level).argmin()) for level in (0.025, 0.1, 0.9, 0.975)]
    england = told.england[ends]
    return Scores(
        origin=origin,
        horizon=horizon,
        mdape_pct=100 * float(np.median(off)),
        p90_ape_pct=100 * float(np.quantile(off, 0.9)),
        wape_pct=100 * float(np.abs(told.point - came).sum() / total),
        national_error_pct=100 * float(told.point.sum() / total - 1),
        cover_80_pct=100 * float(np.mean((came >= told.at(0.1)) & (came <= told.at(0.9)))),
        cover_95_pct=100 * float(np.mean((came >= low) & (came <= high))),
        width_95_pct=100 * float(np.mean((high - low) / came)),
        crps_plans=float(losses.mean()),
        crps_pct=100 * float(losses.sum() / total),
        england_in_80=bool(england[1] <= total <= england[2]),
        england_in_95=bool(england[0] <= total <= england[3]),
        pit=histogram(told, came),
    )


def histogram(prediction: Prediction, actual: Floats) -> tuple[float, ...]:
    """Share of areas whose value fell into each tenth of their predicted range: ten times 0.1 would be perfect."""
    rank = (prediction.quantiles <= actual[:, None]).sum(axis=1)
    level = np.concatenate([[0.0], LEVELS])[rank]
    counts = np.bincount(np.minimum((level * BINS).astype(int), BINS - 1), minlength=BINS)
    return tuple(float(share) for share in counts / len(actual))
