"""Is one value printed for many authorities, or carried forward to the next year?

In: every series. Out: findings where equal values are far beyond chance, given how thickly values lie at that size.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import exp, floor, lgamma, log, log10

import numpy as np
from numpy.typing import NDArray

from portcullis.vocabulary import Finding

from ..check import ERROR, WARNING, finding
from ..evidence import Evidence, Matrix, Series
from ..phrases import number

#: How many such coincidences we accept in one column of figures before speaking.
CHANCE = 1e-4
#: So many authorities must share a value before it is looked at.
OFTEN = 3
#: Balances on a day can stand still for years.
STANDING = ("31_march",)


class Copies:
    """The same value where different ones belong."""

    name = "copies"
    asks = "Is one value printed for many authorities, or twice for one?"

    def look(self, evidence: Evidence) -> Iterable[Finding]:
        """Equal values across authorities in one period; then equal large values of one authority in two periods."""
        for series in evidence.series.values():
            grains = resolutions(series.value)
            for column in _repeated(evidence, series, grains):
                yield from self._across(evidence, series, column, float(grains[column]))
            if series.period_kind not in STANDING and len(series.periods) > 1:
                yield from self._carried(evidence, series, resolution(series.value))

    def _across(self, evidence: Evidence, series: Series, column: int, grain: float) -> Iterable[Finding]:
        values = np.where(evidence.local, series.value[:, column], np.nan)
        known = values[~np.isnan(values)]
        distinct, counted = np.unique(known, return_counts=True)
        often = counted >= OFTEN  # of a hundred thousand values a handful
        for value, times in zip(distinct[often], counted[often], strict=True):
            if _small(series, value, grain):
                continue
            grain = max(grain, roundness(float(value)) / 10)
            near = int(((known > 0.8 * value) & (known < 1.25 * value)).sum()) - int(times)
            expected = len(known) * _tail(int(times) - 1, max(near, 1) * grain / (0.45 * abs(value)))
            if expected > CHANCE:
                continue
            places = np.flatnonzero(values == value)
            regions = {evidence.areas[n].region for n in places}
            shown = number(value, series.unit)
            what = f"{series.label}, {series.periods[column]}: {times} authorities carry the same value, {shown}"
            if len(regions) == 1:
                region = regions.pop()
                having = int((~np.isnan(values[evidence.regions[region][1]])).sum())
                what += f"; all are in {region}" + (", and they are all of it" if having == times else "")
            yield finding(
                evidence, check=self.name, severity=ERROR, what=what + ".",
                innocent="A rounded or capped value, or a shared grant, can repeat honestly.",
                rows=series.row[places, column], indicator=series.indicator, period=series.periods[column],
            )  # fmt: skip

    def _carried(self, evidence: Evidence, series: Series, grain: float) -> Iterable[Finding]:
        before, after = series.value[:, :-1], series.value[:, 1:]
        with np.errstate(divide="ignore", invalid="ignore"):
            chance = grain / (0.1 * np.abs(after)) * np.isfinite(before * after).sum()
            same = (before == after) & (after != 0) & (chance < 0.02)
        for place, column in np.argwhere(same & evidence.local[:, None]):
            value = number(after[place, column], series.unit)
            yield finding(
                evidence, check=self.name, severity=WARNING,
                what=f"{series.label}: {evidence.name(place)} has exactly {value} in both {series.periods[column]} "
                f"and {series.periods[column + 1]}.",
                innocent="A budget held level, or a figure repeated by agreement, stays the same.",
                rows=series.row[place, column : column + 2],
                indicator=series.indicator, period=series.periods[column + 1],
            )  # fmt: skip


def roundness(value: float) -> float:
    """The largest power of ten that divides a value: people choose 10,000,000; nobody counts to it by chance."""
    power = floor(log10(abs(value)))
    while power > -4 and abs(value / 10.0**power - round(value / 10.0**power)) > 1e-6:
        power -= 1
    return 10.0**power


def _repeated(evidence: Evidence, series: Series, grains: Matrix) -> list[int]:
    """The columns in which any value stands often enough, and is large enough, to be looked at."""
    ordered = np.sort(series.value[evidence.local], axis=0)
    last = ordered[OFTEN - 1 :]
    alike = (last == ordered[: 1 - OFTEN]) & ~_small(series, last, grains)
    return np.flatnonzero(alike.any(axis=0)).tolist()


def _small(series: Series, value: Matrix, grain: Matrix | float) -> NDArray[np.bool_]:
    """Values of few digits, noughts, and full shares: many have them honestly."""
    return (value == 0) | ((series.unit == "percent") & (value >= 100)) | (np.abs(value) < 50 * grain)


def resolution(values: Matrix) -> float:
    """The step in which values are printed: the largest power of ten of which nine in ten are multiples."""
    return float(resolutions(values.reshape(-1, 1))[0])


def resolutions(values: Matrix) -> Matrix:
    """The resolution of each column: 1 where there is no value but nought, and at least a thousandth."""
    known = np.isfinite(values) & (values != 0)
    size = np.where(known, np.abs(values), 0)
    counted, largest = known.sum(axis=0), size.max(axis=0, initial=0)
    left = counted > 0
    found = np.where(left, 1e-3, 1.0)
    first = np.array([floor(log10(most)) if most else -4 for most in largest.tolist()])
    for power in range(int(first.max(initial=-4)), -4, -1):
        looked = np.flatnonzero(left & (first >= power))
        scaled = size[:, looked] / 10.0**power
        multiples = ((np.abs(scaled - np.rint(scaled)) < 1e-6) & known[:, looked]).sum(axis=0)
        right = looked[multiples / counted[looked] >= 0.9]
        found[right] = 10.0**power
        left[right] = False
    return found


def _tail(least: int, mean: float) -> float:
    """Chance that a Poisson count with this mean is at least `least` (first term, doubled: enough for small means)."""
    if mean >= 1:
        return 1.0
    return min(1.0, 2 * exp(-mean + least * log(mean) - lgamma(least + 1)))
