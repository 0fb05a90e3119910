"""How many plans there were in each setting, with nothing missing: what the cost of the past is laid over.

In: the panel of councils. Out: counts of councils × settings for each January, and the mean over a financial year.

A cost is laid over plans, so a hole in the counts would be a hole in the money. Where a council's settings are not
known for a January, its plans are divided as in the nearest January that is; where its plans are not known or are
marked suspect, they are put between the Januaries around them, or moved from the nearest one as England's moved. What
is filled in serves as a weight only: it is never shown as a figure.
"""

from __future__ import annotations

import numpy as np

from ..demand.splits import SETTINGS, part_counts
from ..panel import Floats, Panel

#: Of a financial year a quarter lies nearer to the January before it began, three quarters to the January within it.
BEFORE, WITHIN = 0.25, 0.75


def january_counts(panel: Panel, first: int, last: int) -> dict[int, Floats]:
    """{January: councils × settings}, from `first` to `last`; NaN only where a council has no counts at all."""
    years = list(range(first, last + 1))
    raw = np.stack([part_counts(panel, SETTINGS, year) for year in years])
    doubted = panel.suspect["stock"]
    stock = np.stack([np.where(doubted[:, y - panel.first], np.nan, panel.at("stock", y)) for y in years])
    stock = np.where(stock > 0, stock, np.nan)
    stock = _filled(stock)
    with np.errstate(invalid="ignore", divide="ignore"):
        shares = raw / raw.sum(axis=2, keepdims=True)
    shares = _nearest(shares)
    return {year: shares[place] * stock[place][:, None] for place, year in enumerate(years)}


def financial_year_counts(january: dict[int, Floats], began: int) -> Floats:
    """Mean plans in the financial year that began in April of `began`: councils × settings."""
    return BEFORE * january[began] + WITHIN * january[began + 1]


def _filled(stock: Floats) -> Floats:
    """Years × councils without holes: between known years by growth, before and after them by England's growth."""
    whole = ~np.isnan(stock).any(axis=0)
    england = np.log(stock[:, whole].sum(axis=1)) if whole.any() else np.zeros(len(stock))
    out = stock.copy()
    for column in np.flatnonzero(np.isnan(stock).any(axis=0) & ~np.isnan(stock).all(axis=0)):
        known = np.flatnonzero(~np.isnan(stock[:, column]))
        distance = np.log(stock[known, column]) - england[known]
        out[:, column] = np.exp(england + np.interp(np.arange(len(stock)), known, distance))
    return out


def _nearest(shares: Floats) -> Floats:
    """Years × councils × settings with each hole filled from the nearest year of the same council."""
    out = shares.copy()
    places = np.arange(len(shares))
    for column in range(shares.shape[1]):
        known = np.flatnonzero(~np.isnan(shares[:, column]).any(axis=1))
        if len(known) and len(known) < len(shares):
            nearest = known[np.abs(places[:, None] - known[None, :]).argmin(axis=1)]
            out[:, column] = shares[nearest, column]
    return out
