"""Is a balance printed with the wrong sign?

In: `signed` series and `same_thing` relations. Out: values of one size with opposite signs, and series that turn
over as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from portcullis.vocabulary import Finding

from ..check import ERROR, WARNING, finding
from ..evidence import Evidence, Series
from ..phrases import label, number

#: Two balances are of one size if they differ by less than this share, and large enough to matter.
SAME_SIZE, LEAST_GBP, LEAST = 0.15, 250_000, 0.5
#: Below this correlation from one period to the next, a series of balances has been turned over.
TURNED = -0.5


class Signs:
    """Deficits as surpluses, surpluses as deficits."""

    name = "signs"
    asks = "Is any balance printed with the wrong sign?"

    def look(self, evidence: Evidence) -> Iterable[Finding]:
        """Opposite signs between sources of one quantity, and within a series from one period to the next."""
        for series in evidence.series.values():
            for name in series.relations.same_thing:
                other = evidence.series.get(name)
                if other is not None:
                    yield from self._opposite(evidence, series, other)
            if series.relations.signed:
                yield from self._turned(evidence, series)

    def _opposite(self, evidence: Evidence, series: Series, other: Series) -> Iterable[Finding]:
        for column, year in enumerate(series.years):
            found = other.at(int(year))
            if found is None:
                continue
            one, two = series.value[:, column], found[0]
            least = LEAST_GBP if series.unit == "gbp" and other.unit == "gbp" else LEAST
            with np.errstate(invalid="ignore"):
                size = np.fmax(np.abs(one), np.abs(two))
                against = (np.sign(one) * np.sign(two) < 0) & (np.fmin(np.abs(one), np.abs(two)) >= least)
                mirrored = (
                    against & (np.abs(one + two) < SAME_SIZE * size) if series.unit == other.unit else against & False
                )
            for n in np.flatnonzero(against & evidence.local):
                yield finding(
                    evidence, check=self.name, severity=ERROR if mirrored[n] else WARNING,
                    what=f"{evidence.name(int(n))}, {series.periods[column]}: {label(series.label)} is "
                    f"{number(one[n], series.unit)} "
                    f"but {label(other.label)} is {number(two[n], other.unit)}" + (": one of the signs is "
                    "wrong." if mirrored[n] else "."),
                    innocent="A draft or another basis can lie on the other side of nought.",
                    rows=[series.row[n, column], found[1][n]],
                    indicator=series.indicator, period=series.periods[column],
                )  # fmt: skip

    def _turned(self, evidence: Evidence, series: Series) -> Iterable[Finding]:
        value = series.value[evidence.local]
        for column in range(1, len(series.periods)):
            both = np.isfinite(value[:, column - 1]) & np.isfinite(value[:, column])
            if both.sum() < 12:
                continue
            before, after = value[both, column - 1], value[both, column]
            if not (before.std() and after.std()):
                continue
            agreement = float(np.corrcoef(np.sign(before), np.sign(after))[0, 1]) if _mixed(before, after) else 0.0
            if min(agreement, float(np.corrcoef(before, after)[0, 1])) < TURNED:
                yield finding(
                    evidence, check=self.name, severity=ERROR,
                    what=f"{series.label}: between {series.periods[column - 1]} and {series.periods[column]} "
                    "deficits become surpluses and "
                    "surpluses deficits nearly everywhere, so one of the two is printed with the other sign.",
                    innocent="None that we can think of.", rows=series.row[evidence.local, column][both],
                    indicator=series.indicator, period=series.periods[column],
                )  # fmt: skip


def _mixed(before: np.ndarray, after: np.ndarray) -> bool:
    return bool(np.sign(before).std() and np.sign(after).std())
