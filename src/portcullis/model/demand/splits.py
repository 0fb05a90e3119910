"""How plans divide: by setting, and by age. Shares always add up to one.

In: the panels. Out: `Split`: England's shares and their drift in log terms, each council's shares, their noise.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from ..panel import Floats, Panel

#: Settings, in the order of the results. The last takes what is in no other: elsewhere, early years, not known.
SETTINGS: dict[str, tuple[str, ...]] = {
    "mainstream": ("mainstream",),
    "special_state": ("special_state",),
    "special_independent": ("special_independent", "special_non_maintained"),
    "alternative_provision": ("ap",),
    "post16": ("post16",),
    "elsewhere": (),
}
AGES: dict[str, tuple[str, ...]] = {
    "age_0_4": ("age_0_4",),
    "age_5_10": ("age_5_10",),
    "age_11_15": ("age_11_15",),
    "age_16_19": ("age_16_19",),
    "age_20_25": (),
}
#: A yearly drift of shares is halved every so many years: no mix of settings runs to one end.
DRIFT_KEPT = 0.8
#: The return of 2023 moved plans between settings; drift is measured over the two years since, and after it over two.
DRIFT_YEARS = 2
#: The part that others are measured against: the largest, so that its own noise is small.
REFERENCE = {"settings": "mainstream", "ages": "age_11_15"}
LOOK_BACK = 4


@dataclass(frozen=True)
class Split:
    """Log shares relative to a reference part: council levels (councils × parts), drift and noise for each part."""

    names: tuple[str, ...]
    levels: Floats
    drift: Floats
    national_sd: Floats
    council_sd: Floats


def fit_split(areas: Panel, councils: Panel, parts: dict[str, tuple[str, ...]]) -> Split:
    """Shares at the origin (or the last January with them), drift from England's last years, noise from all of them."""
    names = tuple(parts)
    against = next(names.index(name) for name in REFERENCE.values() if name in names)
    years = range(areas.origin - LOOK_BACK, areas.origin + 1)
    counts = {year: part_counts(areas, parts, year) for year in years}
    england = {y: _ratios(_total(found), against)[0] for y, found in counts.items() if not np.isnan(found).all()}
    seen = sorted(england)
    own = {year: _ratios(part_counts(councils, parts, year), against) for year in seen}
    levels = np.full((len(councils.codes), len(names)), np.nan)
    for year in reversed(seen):
        levels = np.where(np.isnan(levels), own[year], levels)
    if len(seen) < 2:
        middle = england[seen[-1]] if seen else np.full(len(names), np.nan)  # nobody can say
        flat = np.where(np.arange(len(names)) == against, 0.0, 0.1)
        return Split(names, np.where(np.isnan(levels), middle, levels), np.zeros(len(names)), flat / 4, flat)
    first = max((year for year in seen if year <= seen[-1] - DRIFT_YEARS), default=seen[0])
    drift = (england[seen[-1]] - england[first]) / (seen[-1] - first)
    national, apart = [], []
    for before, after in pairwise(seen):
        step = england[after] - england[before]
        national.append(step / (after - before) - drift)
        changed = _ratios(counts[after], against) - _ratios(counts[before], against) - step
        apart.append(1.4826 * np.nanmedian(np.abs(changed), axis=0) / np.sqrt(after - before))
    middle = np.where(np.isnan(levels), england[seen[-1]], levels)
    # The middle of the years: one of them is the year in which the return changed.
    return Split(names, middle, drift, np.median(np.abs(national), axis=0) * 1.4826, np.median(apart, axis=0))


def part_counts(panel: Panel, parts: dict[str, tuple[str, ...]], year: int) -> Floats:
    """Plans in each part, areas × parts; the last is what is left of the stock. NaN where not reported, or in doubt."""
    plans = panel.at("stock", year)
    doubted = panel.suspect["stock"][:, year - panel.first]
    named = [
        np.sum([panel.at(series, year) for series in series_of], axis=0) for series_of in parts.values() if series_of
    ]
    rest = plans - np.sum(named, axis=0)
    counts = np.column_stack([*named, np.maximum(rest, 0.0)])
    return np.where(doubted[:, None] | np.isnan(plans)[:, None], np.nan, counts)


def _total(counts: Floats) -> Floats:
    known = ~np.isnan(counts).any(axis=1)
    return counts[known].sum(axis=0, keepdims=True)


def _ratios(counts: Floats, against: int) -> Floats:
    """Log of each part over the reference, half a child added to each: nobody in a setting is not minus infinity."""
    return np.log((counts + 0.5) / (counts[:, against : against + 1] + 0.5))
