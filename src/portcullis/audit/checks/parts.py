"""Do the parts add up to the whole?

In: `parts` relations. Out: one finding per authority that misses by far; small misses of a period together in one note.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from portcullis.vocabulary import Finding
from portcullis.vocabulary import Parts as Relation

from ..check import ERROR, NOTE, WARNING, finding
from ..evidence import Evidence, Series
from ..phrases import few, number

#: If more authorities than this miss by far in one period, one finding tells of all.
SEVERAL = 4


class Parts:
    """Partitions, in every authority and in the country's own row."""

    name = "parts"
    asks = "Do the parts add up to the whole?"

    def look(self, evidence: Evidence) -> Iterable[Finding]:
        """Sums of parts that are not the whole (or, for incomplete lists of parts, above it)."""
        for series in evidence.series.values():
            for relation in series.relations.parts:
                for column, year in enumerate(series.years):
                    if relation.holds(int(year)):
                        yield from self._period(evidence, series, relation, column, int(year))

    def _period(
        self, evidence: Evidence, series: Series, relation: Relation, column: int, year: int
    ) -> Iterable[Finding]:
        found = []
        for name in relation.indicators:
            part = evidence.series.get(name)
            at = part.at(year) if part else None
            if at is None:
                return
            found.append(at)
        summed, rows = np.sum([f[0] for f in found], axis=0), np.array([f[1] for f in found])
        gap = summed - series.value[:, column]
        with np.errstate(invalid="ignore"):
            bad = (np.abs(gap) if relation.complete else gap) > relation.tolerance
            large = bad & (np.abs(gap) > np.maximum(10, 0.02 * np.abs(series.value[:, column])))
        country = evidence.country
        if country >= 0:
            # What the authorities' own misses leave over; blank parts may or may not be estimated in the printed total.
            left = gap[country] - np.nansum(gap[evidence.local])
            blank = np.nansum(series.value[evidence.local & np.isnan(summed), column])
            slack = max(2, 1e-3 * abs(series.value[country, column]))
            carried = -blank - slack <= left <= slack
            large[country] = bad[country] and abs(gap[country]) > 2 and not carried
            bad[country] &= not carried  # it only repeats what its authorities do
        period, unit = series.periods[column], series.unit
        if (large & evidence.local).sum() > SEVERAL:
            yield self._many(evidence, series, column, large & evidence.local, gap, rows)
            large &= ~evidence.local
        for n in np.flatnonzero(large):
            yield finding(
                evidence, check=self.name, severity=ERROR,
                what=f"{series.label}, {period}: the {len(found)} parts for {evidence.name(n)} add up to "
                f"{number(summed[n], unit)}, "
                f"{number(abs(gap[n]), unit)} {'more' if gap[n] > 0 else 'less'} than the printed "
                f"{number(series.value[n, column], unit)}.",
                innocent="Cases with nothing recorded may be left out of the parts.",
                rows=[series.row[n, column], *rows[:, n]], indicator=series.indicator, period=period,
            )  # fmt: skip
        small = bad & ~large & (np.abs(gap) <= np.maximum(10, 0.02 * np.abs(series.value[:, column])))
        if small.any():
            names = [evidence.name(n) for n in np.flatnonzero(small)]
            yield finding(
                evidence, check=self.name, severity=NOTE,
                what=f"{series.label}, {period}: the parts miss the whole by a little in {few(names)}.",
                innocent="A late correction made in one table only leaves a difference of this size.",
                rows=[*series.row[small, column], *rows[:, small].ravel()], indicator=series.indicator, period=period,
                authorities=[evidence.areas[n].code for n in np.flatnonzero(small)],
            )  # fmt: skip

    def _many(
        self, evidence: Evidence, series: Series, column: int, large: np.ndarray, gap: np.ndarray, rows: np.ndarray
    ) -> Finding:
        places = np.flatnonzero(large)
        first = places[np.argmax(np.abs(gap[places]))]
        more, less = int((gap[places] > 0).sum()), int((gap[places] < 0).sum())
        ways = " and ".join(f"{n} {word}" for n, word in ((more, "more"), (less, "less")) if n)
        return finding(
            evidence, check=self.name, severity=WARNING,
            what=f"{series.label}, {series.periods[column]}: in {len(places)} authorities the {len(rows)} parts "
            f"miss the whole by far ({ways}), "
            f"most in {evidence.name(int(first))} ({number(gap[first], series.unit)}).",
            innocent="So many at once are counted by another rule, or cases with nothing recorded are left out of "
            "the parts.",
            rows=[*series.row[places, column], *rows[:, places].ravel()],
            indicator=series.indicator, period=series.periods[column],
            authorities=[evidence.areas[n].code for n in places],
        )  # fmt: skip
