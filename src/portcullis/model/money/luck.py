"""Luck that all councils share: how fast costs and funding grow in England.

In: what was fitted, the last year, draws, a seed. Out: `Shared`, and under a policy `Paths`: factors by year and draw.

Without a policy only deviations are drawn. A policy adds its own growth to them, so the same seed gives the same luck
under each policy (common random numbers): what differs between two runs is the policy.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from portcullis.vocabulary import DIALS, ENGLAND

from ..demand import exact
from ..demand.streams import normals
from ..panel import Floats
from .fitted import ENGLAND_SD, Fitted
from .policy import Policy

#: How unsure the growth of independent fees is beyond that of all costs, a year, in logs.
FEES_SD = 0.01


@dataclass(frozen=True)
class Shared:
    """Yearly deviations in logs from `first` on: years × draws."""

    first: int
    costs: Floats
    fees: Floats
    funding: Floats


@dataclass(frozen=True)
class Paths:
    """Factors from the middle of the base period on: years × draws. Divide by a council's own start to use them.

    `others`, `independent`: of cost per plan since 1 April of `zero`. `funding`: since the last known allocation.
    """

    first: int
    zero: float
    others: Floats
    independent: Floats
    funding: Floats


def shared(fitted: Fitted, last: int, draws: int, seed: int) -> Shared:
    """Deviations from the first financial year that any council is simulated for, to `last`; no luck in the past."""
    years = last - fitted.first + 1
    ahead = np.arange(fitted.first, last + 1) >= fitted.newest
    drift = normals(seed, ENGLAND, "cost", 1, draws).astype(float) * fitted.growth_sd
    costs = normals(seed, ENGLAND, "one_off", years, draws).astype(float) * ENGLAND_SD + drift
    fees = costs + normals(seed, ENGLAND, "fees", 1, draws).astype(float) * FEES_SD
    z = normals(seed, ENGLAND, "funding", years, draws).astype(float)
    sd = np.array([fitted.funding.england_sd.get(year, 0.0) for year in range(fitted.first, last + 1)])
    return Shared(fitted.first, costs * ahead[:, None], fees * ahead[:, None], z * sd[:, None])


def paths(fitted: Fitted, luck: Shared, policy: Policy) -> Paths:
    """The same luck under a policy."""
    years = range(luck.first, luck.first + len(luck.costs))
    usual = DIALS["funding_growth_pct"].usual
    others, independent, funding = np.empty_like(luck.costs), np.empty_like(luck.fees), np.empty_like(luck.funding)
    for row, year in enumerate(years):
        points = policy.number("cost_growth_points", year) / 100
        others[row] = fitted.growth_others + luck.costs[row] + points
        independent[row] = (
            fitted.growth_independent + luck.fees[row] + points + policy.number("fees_growth_points", year) / 100
        )
        cap = policy.given("fees_cap_pct", year)
        if cap is not None:
            np.minimum(independent[row], np.log1p(cap / 100), out=independent[row])
        grown = policy.given("funding_growth_pct", year)
        known = year <= fitted.funding.last_known
        if grown is not None and not known:
            funding[row] = np.log1p(grown / 100)
        else:
            funding[row] = 0.0 if known else fitted.funding.mean.get(year, np.log1p(float(usual or 0) / 100))
            funding[row] += luck.funding[row]
    return Paths(luck.first, luck.first - 0.5, *(_grown(x) for x in (others, independent, funding)))


def _grown(growth: Floats) -> Floats:
    """Yearly growth in logs as factors since the beginning."""
    return exact.exp(np.cumsum(growth, axis=0).astype(np.float32)).astype(float)
