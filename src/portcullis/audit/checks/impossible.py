"""Values that cannot be: below nought, above a hundred per cent, part of a child, above the whole.

In: units, `signed` and `at_most` relations. Out: findings.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from portcullis.vocabulary import Finding, Severity

from ..check import ERROR, NOTE, WARNING, finding
from ..evidence import Evidence, Matrix, Rows, Series
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
        self, evidence: Evidence, series: Series, bad: np.ndarray, severity: Severity, why: str, innocent: str
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
        """A part above its whole, period by period."""
        for bound in series.relations.at_most:
            other = evidence.series.get(bound.indicator)
            if other is None:
                continue
            for column, year in enumerate(series.years):
                found = other.at(int(year) + bound.shift) if bound.holds(int(year)) else None
                if found is not None:
                    yield from self._above(evidence, series, other, column, *found, bound.tolerance)

    def _above(
        self,
        evidence: Evidence,
        series: Series,
        other: Series,
        column: int,
        whole: Matrix,
        rows: Rows,
        tolerance: float,
    ) -> Iterable[Finding]:
        """Errors one by one, unless there are many; excesses within 2% as one note."""
        value, period, unit = series.value[:, column], series.periods[column], series.unit
        with np.errstate(invalid="ignore"):
            excess = value - whole - tolerance
            slight = (excess > 0) & (excess <= np.maximum(2, 0.02 * whole))
            gross = (excess > 0) & ~slight & evidence.local
        places, others = np.flatnonzero(gross), np.flatnonzero(slight)
        if len(places) > SEVERAL:
            first = places[np.argmax(excess[places])]
            yield finding(
                evidence, check=self.name, severity=WARNING,
                what=f"{series.label}, {period}: {len(places)} authorities have more than their {label(other.label)}, "
                f"{evidence.name(first)} by most ({number(excess[first], unit)}).",
                innocent="So many at once are counted by another rule, or one table was not revised with the other.",
                rows=[*series.row[places, column], *rows[places]], indicator=series.indicator, period=period,
            )  # fmt: skip
            places = places[:0]
        for n in places:
            yield finding(
                evidence, check=self.name, severity=ERROR,
                what=f"{series.label}, {period}: {evidence.name(n)} has {number(value[n], unit)}, "
                f"more than the {number(whole[n], unit)} of {label(other.label)}.",
                innocent="The two may have been counted on different days or by different rules.",
                rows=[series.row[n, column], rows[n]], indicator=series.indicator, period=period,
            )  # fmt: skip
        if len(others):
            names = [evidence.name(n) for n in others]
            verb = "is" if len(names) == 1 else "are"
            yield finding(
                evidence, check=self.name, severity=NOTE,
                what=f"{series.label}, {period}: {few(names)} {verb} slightly above {label(other.label)}.",
                innocent="A late correction made in one table only leaves a difference of this size.",
                rows=[*series.row[others, column], *rows[others]], indicator=series.indicator, period=period,
            )  # fmt: skip
