"""Values that cannot be: below nought, above a hundred per cent, part of a child, above the whole.

In: units, `signed` and `at_most` relations. Out: findings.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from portcullis.vocabulary import Finding

from ..check import ERROR, NOTE, WARNING, finding
from ..evidence import Evidence, Series
from ..phrases import few, label, number

#: If more authorities than this exceed a bound in one period, the bound is at fault there, not they: one finding
#: tells of all.
SEVERAL = 4


class Impossible:
    """Values outside what their unit and their neighbours allow."""

    name = "impossible"
    asks = "Is any value one that cannot be?"

    def look(self, evidence: Evidence) -> Iterable[Finding]:
        """Every impossible value, gathered by authority and period where one return explains several."""
        for series in evidence.series.values():
            value = series.value
            with np.errstate(invalid="ignore"):
                if not series.relations.signed:
                    yield from self._each(
                        evidence,
                        series,
                        value < 0,
                        ERROR if series.unit != "gbp" else WARNING,
                        "is below nought",
                        "A balance or a net figure can be.",
                    )
                    if series.unit == "percent":
                        yield from self._each(
                            evidence, series, value > 100, ERROR, "is above 100%",
                            "A rate of one group over another can pass 100%.",
                        )  # fmt: skip
                if series.unit == "count":
                    yield from self._each(
                        evidence, series, np.abs(value - np.rint(value)) > 1e-6, ERROR, "is not a whole number",
                        "An average or an estimate need not be whole.",
                    )  # fmt: skip
            yield from self._bounds(evidence, series)

    def _each(
        self, evidence: Evidence, series: Series, bad: np.ndarray, severity: str, why: str, innocent: str
    ) -> Iterable[Finding]:
        for place, column in np.argwhere(bad):
            yield finding(
                evidence, check=self.name, severity=severity,
                what=f"{series.label}, {series.periods[column]}: {evidence.name(place)} is printed as "
                f"{number(series.value[place, column], series.unit)}, which {why}.",
                innocent=innocent, rows=[series.row[place, column]], indicator=series.indicator,
                period=series.periods[column],
            )  # fmt: skip

    def _bounds(self, evidence: Evidence, series: Series) -> Iterable[Finding]:
        """A part above its whole: errors one by one, excesses within 2% as one note a period."""
        for bound in series.relations.at_most:
            other = evidence.series.get(bound.indicator)
            for column, year in enumerate(series.years) if other else ():
                whole = other.at(int(year) + bound.shift) if other and bound.holds(int(year)) else None
                if whole is None:
                    continue
                with np.errstate(invalid="ignore"):
                    excess = series.value[:, column] - whole[0] - bound.tolerance
                slight = (excess > 0) & (excess <= np.maximum(2, 0.02 * whole[0]))
                period = series.periods[column]
                gross = (excess > 0) & ~slight & evidence.local
                if gross.sum() > SEVERAL:
                    yield self._many(evidence, series, other, column, gross, excess, whole[1])
                    gross &= False
                for place in np.flatnonzero(gross):
                    yield finding(
                        evidence, check=self.name, severity=ERROR,
                        what=f"{series.label}, {period}: {evidence.name(place)} has "
                        f"{number(series.value[place, column], series.unit)}, "
                        f"more than the {number(whole[0][place], series.unit)} of {label(other.label)}.",
                        innocent="The two may have been counted on different days or by different rules.",
                        rows=[series.row[place, column], whole[1][place]], indicator=series.indicator, period=period,
                    )  # fmt: skip
                if slight.any():
                    names = [evidence.name(n) for n in np.flatnonzero(slight)]
                    yield finding(
                        evidence, check=self.name, severity=NOTE,
                        what=f"{series.label}, {period}: {few(names)} {'is' if len(names) == 1 else 'are'} slightly "
                        f"above {label(other.label)}.",
                        innocent="A late correction made in one table only leaves a difference of this size.",
                        rows=[*series.row[slight, column], *whole[1][slight]],
                        indicator=series.indicator, period=period,
                    )  # fmt: skip

    def _many(
        self,
        evidence: Evidence,
        series: Series,
        other: Series,
        column: int,
        gross: np.ndarray,
        excess: np.ndarray,
        whole: np.ndarray,
    ) -> Finding:
        places = np.flatnonzero(gross)
        first = places[np.argmax(excess[places])]
        return finding(
            evidence, check=self.name, severity=WARNING,
            what=f"{series.label}, {series.periods[column]}: {len(places)} authorities have more than their "
            f"{label(other.label)}, "
            f"{evidence.name(first)} by most ({number(excess[first], series.unit)}).",
            innocent="So many at once are counted by another rule, or one of the two tables was not revised with "
            "the other.",
            rows=[*series.row[places, column], *whole[places]],
            indicator=series.indicator, period=series.periods[column],
            authorities=[evidence.areas[n].code for n in places],
        )  # fmt: skip
