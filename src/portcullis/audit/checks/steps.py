"""How unusual each step of a series is, for its size, its period and its own past.

In: a `Series`. Out: `Steps`: the change at each period on a scale where 1 is ordinary, beside what peers did.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np

from ..evidence import Evidence, Matrix, Series
from ..middle import median, medians

MAD_TO_SD = 1.4826
#: With fewer peers than this, a period says nothing about what is usual.
FEWEST_PEERS = 12
#: Small counts are compared as if this many more were there, so that 1 to 3 is not a tripling.
PAD = 4.0


@dataclass(frozen=True)
class Steps:
    """`size[a, p]`: log change from p-1 to p (points for signed series) less the peers' median; `score`: how odd."""

    size: Matrix
    score: Matrix
    centre: Matrix
    spread: Matrix


def steps(evidence: Evidence, series: Series) -> Steps | None:
    """The steps of a series, or nothing if it is too short or has too few members."""
    key = f"steps of {series.indicator}"
    if key not in evidence.memo:
        evidence.memo[key] = _work_out(evidence, series)
    return evidence.memo[key]


def _work_out(evidence: Evidence, series: Series) -> Steps | None:
    if len(series.periods) < 2 or series.relations.course == "free":
        return None
    value = np.where(evidence.local[:, None], series.value, np.nan)
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore", RuntimeWarning)
        scaled, noise = _scaled(value, series)
        change = np.full_like(value, np.nan)
        change[:, 1:] = scaled[:, 1:] - scaled[:, :-1]
        change[:, 1:][:, np.diff(series.years) > 2] = np.nan
        error = np.full_like(value, np.nan)
        error[:, 1:] = np.sqrt(noise[:, 1:] + noise[:, :-1])
        peers = np.isfinite(change).sum(axis=0)
        centre = np.where(peers >= FEWEST_PEERS, medians(change), np.nan)
        size = change - centre
        spread = MAD_TO_SD * medians(np.abs(size))
        ordinary = median(spread)
        unit = np.hypot(np.maximum(spread, 0.3 * ordinary), error)
        score = size / unit
        score /= np.maximum(MAD_TO_SD * medians(np.abs(score)), 0.5)
        score /= _own_habit(score)
        if series.unit in ("percent", "score"):  # a share of a few children leaps about
            score *= np.minimum(1, np.sqrt(evidence.scale))[:, None]
    if not np.isfinite(score).any():
        return None
    return Steps(size, score, centre, spread)


def _scaled(value: Matrix, series: Series) -> tuple[Matrix, Matrix]:
    """Values on the scale on which steps compare, and the variance that chance alone gives each."""
    if series.relations.signed:
        return value, np.zeros_like(value)
    if series.unit == "percent":
        held = np.clip(value, 0, 100)
        return np.log((held + 2) / (102 - held)), np.zeros_like(value)
    if series.unit == "count":
        return np.log(value + PAD), 1 / (value + PAD)
    return np.log(np.where(value > 0, value, np.nan)), np.zeros_like(value)


def _own_habit(score: Matrix) -> Matrix:
    """At least 1; more for an authority of large steps (the root of their median, leaving out the two largest)."""
    size = np.sort(np.abs(score), axis=1)  # nan last
    known = np.isfinite(size).sum(axis=1)
    middle = np.where(known >= 5, (known - 2) // 2, 0)
    habit = MAD_TO_SD * size[np.arange(len(size)), middle]
    return np.where((known >= 5) & np.isfinite(habit), np.sqrt(np.maximum(habit, 1)), 1)[:, None]
