"""Does a whole series shift in one period: everywhere at once, or only in the printed total?

In: every steady series. Out: findings about national breaks that nobody declared, and totals that leap while the
authorities do not.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable

import numpy as np

from portcullis.vocabulary import Finding

from ..check import ERROR, WARNING, finding
from ..evidence import Evidence, Series
from ..middle import median
from ..phrases import number
from .steps import MAD_TO_SD, Steps, steps

#: A break moves the median by this many times its usual movement, and by more than this (log points).
SHIFT_SCORE, SHIFT_SIZE = 6.0, 0.15
#: A printed total that parts from the median authority by this much (log points) parted by mistake.
TOTAL_SIZE = 0.35


class Levels:
    """National shifts."""

    name = "levels"
    asks = "Does a whole series shift in one period, with no break declared?"

    def look(self, evidence: Evidence) -> Iterable[Finding]:
        """Undeclared breaks, and leaps of a total alone."""
        for series in evidence.series.values():
            found = steps(evidence, series)
            if found is not None and not series.relations.signed:
                yield from self._breaks(evidence, series, found)
                yield from self._total(evidence, series, found)

    def _breaks(self, evidence: Evidence, series: Series, found: Steps) -> Iterable[Finding]:
        centre = found.centre[np.isfinite(found.centre)]
        if len(centre) < 3:
            return
        for column in np.flatnonzero(np.isfinite(found.centre)):
            others = found.centre[np.isfinite(found.centre) & (np.arange(len(found.centre)) != column)]
            middle = median(others)
            usual = max(MAD_TO_SD * median(np.abs(others - middle)), 0.02)
            moved = found.centre[column] - middle
            alike = found.spread[column] < 2 * abs(moved)
            period = series.periods[column]
            if abs(moved) < SHIFT_SIZE or abs(moved) < SHIFT_SCORE * usual or not alike or period in series.breaks:
                continue
            yield finding(
                evidence, check=self.name, severity=WARNING,
                what=f"{series.label}: nearly every authority shifts in {period} (the middle one by "
                f"{100 * np.expm1(found.centre[column]):+.0f}%, against {100 * np.expm1(middle):+.0f}% in other "
                "periods), and no break is declared.",
                innocent="A change of law, a pandemic or a new way of counting can move everyone at once: declare "
                "it if so.",
                rows=[series.row[evidence.country, column]] if evidence.country >= 0 else (),
                indicator=series.indicator, period=period,
                authorities=[evidence.areas[evidence.country].code] if evidence.country >= 0 else (),
            )  # fmt: skip

    def _total(self, evidence: Evidence, series: Series, found: Steps) -> Iterable[Finding]:
        if evidence.country < 0 or series.unit == "percent":
            return
        total = series.value[evidence.country]
        with np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)
            change = np.full(len(total), np.nan)
            change[1:] = np.log(total[1:] / total[:-1])
            gap = change - found.centre
        for column in range(1, len(total) - 1):
            back = gap[column + 1]
            if not (abs(gap[column]) > TOTAL_SIZE and abs(back) > TOTAL_SIZE and gap[column] * back < 0):
                continue
            shown = ", ".join(number(total[c], series.unit) for c in (column - 1, column, column + 1))
            yield finding(
                evidence, check=self.name, severity=ERROR,
                what=f"{series.label}: the total for {evidence.name(evidence.country)} goes {shown} around "
                f"{series.periods[column]} while the authorities do not.",
                innocent="A few very large authorities could carry a total on their own.",
                rows=[series.row[evidence.country, column]], indicator=series.indicator, period=series.periods[column],
            )  # fmt: skip
