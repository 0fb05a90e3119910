"""What was known about a council in June that tells how its plans will grow: four signals.

In: a `Panel` and the year of a June. Out: areas × SIGNALS, NaN where a council did not report.

| signal | how it is worked out | what it tells |
|---|---|---|
| prevalence | log of the share of pupils with a plan, January | high shares grow more slowly |
| timeliness | share of plans issued within 20 weeks, the year before | late councils issue their backlog later |
| backlog | (requests - refused - new plans) / plans, the year before | accepted requests become plans |
| inflow | log of new plans / plans, the year before | a high inflow lasts |

Signals are compared with other areas of the same June: the level of a year says nothing, only the place within it.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..panel import Floats, Panel

SIGNALS = ("prevalence", "timeliness", "backlog", "inflow")
#: Signals beyond these quantiles of the year are pulled in to them: a copied column must not steer a forecast.
TRIM = (0.01, 0.99)


@dataclass(frozen=True)
class Yardstick:
    """What the signals of one June are measured against: ends, middle, mean and spread over the areas."""

    low: Floats
    high: Floats
    middle: Floats
    mean: Floats
    spread: Floats

    def measure(self, raw: Floats) -> Floats:
        """Signals in standard deviations from the mean of that June; where one is missing, the middle."""
        filled = np.clip(np.where(np.isnan(raw), self.middle, raw), self.low, self.high)
        return (filled - self.mean) / self.spread


def raw_signals(panel: Panel, year: int) -> Floats:
    """Signals as of June `year`; flows that are missing for the year before are taken from one year earlier."""
    with np.errstate(divide="ignore", invalid="ignore"):
        last = _flows(panel, year - 1, panel.at("stock", year))
        before = _flows(panel, year - 2, panel.at("stock", year - 1))
        prevalence = np.log(panel.at("prevalence_pct", year))
        found = np.column_stack([prevalence, np.where(np.isnan(last), before, last)])
    return np.where(np.isfinite(found), found, np.nan)


def missing_signals(panel: Panel, year: int) -> list[tuple[str, ...]]:
    """For each area the signals that were not reported for the year before and had to be filled in."""
    with np.errstate(divide="ignore", invalid="ignore"):
        flows = _flows(panel, year - 1, panel.at("stock", year))
        found = np.column_stack([np.log(panel.at("prevalence_pct", year)), flows])
    gone: NDArray[np.bool_] = ~np.isfinite(found)
    return [tuple(name for name, is_gone in zip(SIGNALS, row, strict=True) if is_gone) for row in gone]


def yardstick(raw: Floats) -> Yardstick:
    """The yardstick of one June from all areas. A signal that nobody reported measures as zero everywhere."""
    known = ~np.isnan(raw).all(axis=0)
    with warnings.catch_warnings():  # a signal that nobody reported is met with zeros below
        warnings.simplefilter("ignore", RuntimeWarning)
        middle = np.where(known, np.nanmedian(raw, axis=0), 0.0)
    filled = np.where(np.isnan(raw), middle, raw)
    low, high = np.quantile(filled, TRIM, axis=0)
    trimmed = np.clip(filled, low, high)
    spread = trimmed.std(axis=0)
    return Yardstick(low, high, middle, trimmed.mean(axis=0), np.where(spread > 0, spread, 1.0))


def _flows(panel: Panel, year: int, plans: Floats) -> Floats:
    new, requests, refused = (panel.at(name, year) for name in ("new", "requests", "refused"))
    backlog = (requests - refused - new) / plans
    return np.column_stack([panel.at("timely_pct", year), backlog, np.log((new + 1) / plans)])
