"""Shares that steer the way from a request to a plan: refused, issued, appealed; and the share of plans that end.

In: the panel of areas and that of councils. Out: `Rate` (a share in log-odds: England's level, each council's distance,
how much of it lasts) and `Exits`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..panel import Floats, Panel

YEARS = 5
#: A council's level is the mean of its last two years; least spread of England's own yearly changes, in log-odds.
RECENT = 2
LEAST_NATIONAL_SD = 0.03


@dataclass(frozen=True)
class Rate:
    """A share in log-odds: national level, council distances (an entry each), lasting part and yearly noise."""

    national: float
    national_sd: float
    distances: Floats
    persistence: float
    noise_sd: float


@dataclass(frozen=True)
class Exits:
    """Net exits as a share of plans: England's, its yearly noise, a council's own, and how it moves with growth."""

    share: float
    national_sd: float
    noise_sd: float
    with_growth: float


def fit_rate(areas: Panel, councils: Panel, top: tuple[str, ...], bottom: tuple[str, ...]) -> Rate:
    """The share of sums of series, `top` over `bottom`, in the calendar years before the origin; none in doubt."""
    last = areas.origin - 1
    years = range(last - YEARS + 1, last + 1)
    yearly = [_share(areas, top, bottom, year) for year in years]
    levels = np.array([_odds(*_known(*pair)) for pair in yearly])
    usable = np.flatnonzero(~np.isnan(levels))
    if not len(usable):
        return Rate(float("nan"), LEAST_NATIONAL_SD, np.zeros(len(councils.codes)), 0.5, 0.3)
    away = np.column_stack([_council_odds(*pair) - level for pair, level in zip(yearly, levels, strict=True)])
    weight = np.sqrt(np.nan_to_num(np.column_stack([pair[1] for pair in yearly])))
    first, then, w = away[:, :-1].ravel(), away[:, 1:].ravel(), weight[:, 1:].ravel()
    both = ~np.isnan(first) & ~np.isnan(then)
    persistence = 0.5
    if both.sum() > 20 and (w[both] * first[both] ** 2).sum() > 0:
        slope = (w[both] * first[both] * then[both]).sum() / (w[both] * first[both] ** 2).sum()
        persistence = float(np.clip(slope, 0.0, 0.95))
    left = (then - persistence * first)[both]
    noise = float(1.4826 * np.median(np.abs(left))) if len(left) else 0.3
    steps = np.diff(levels[usable])
    national_sd = float(max(np.sqrt(np.mean(steps**2)), LEAST_NATIONAL_SD)) if len(steps) else LEAST_NATIONAL_SD
    own = []
    for year in range(last - RECENT + 1, last + 1):
        level = levels[year - years[0]]
        own.append(_council_odds(*_share(councils, top, bottom, year)) - (0.0 if np.isnan(level) else level))
    return Rate(float(levels[usable[-1]]), national_sd, _mean(np.column_stack(own)), persistence, noise)


def fit_exits(areas: Panel) -> Exits:
    """Implied net exits: (plans + new plans - plans a year on) / plans, over the last years known."""
    last = areas.origin - 1
    national, away, growth = [], [], []
    for year in range(last - YEARS + 1, last + 1):
        plans, new, end = areas.at("stock", year), areas.at("new", year), areas.at("stock", year + 1)
        known = ~np.isnan(new) & (plans > 0) & (end > 0)
        if not known.any():
            continue
        share = (plans + new - end)[known] / plans[known]
        england = (plans + new - end)[known].sum() / plans[known].sum()
        grown = np.log(end[known] / plans[known])
        national.append(england)
        away.append(share - england)
        growth.append(grown - np.log(end[known].sum() / plans[known].sum()))
    if not national:
        return Exits(0.05, 0.007, 0.03, 0.0)
    d, e = np.concatenate(away), np.concatenate(growth)
    d, e = (np.clip(values, *np.quantile(values, [0.01, 0.99])) for values in (d, e))
    slope = float((d * e).sum() / max((e * e).sum(), 1e-9))
    left = d - slope * e
    steps = np.diff(national)
    national_sd = float(max(np.sqrt(np.mean(steps**2)), 0.003)) if len(steps) else 0.007
    return Exits(float(np.mean(national[-3:])), national_sd, float(left.std()), slope)


def _share(panel: Panel, top: tuple[str, ...], bottom: tuple[str, ...], year: int) -> tuple[Floats, Floats]:
    """Numerator and denominator in one year; NaN where a part is missing or in doubt."""

    def total(names: tuple[str, ...]) -> Floats:
        parts = [np.where(panel.suspect[name][:, year - panel.first], np.nan, panel.at(name, year)) for name in names]
        return np.sum(parts, axis=0)

    return total(top), total(bottom)


def _known(top: Floats, bottom: Floats) -> tuple[float, float]:
    both = ~np.isnan(top) & ~np.isnan(bottom)
    return (float(top[both].sum()), float(bottom[both].sum())) if both.any() else (float("nan"), float("nan"))


def _odds(top: float, bottom: float) -> float:
    return float(_council_odds(np.array([top]), np.array([bottom]))[0])


def _council_odds(top: Floats, bottom: Floats) -> Floats:
    """Log-odds with half a case added on both sides, so that none refused is not minus infinity."""
    return np.where(bottom >= 1, np.log((top + 0.5) / (np.maximum(bottom - top, 0) + 0.5)), np.nan)


def _mean(values: Floats) -> Floats:
    """Mean of the years known, an area each; zero where none is."""
    known = ~np.isnan(values)
    return np.where(known.any(axis=1), np.nansum(values, axis=1) / np.maximum(known.sum(axis=1), 1), 0.0)
