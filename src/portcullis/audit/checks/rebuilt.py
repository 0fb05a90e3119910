"""Can a figure be worked out again from others, and does it fit its own authority best?

In: `rebuilt_from` relations. Out: figures that miss by far, and pairs of authorities that carry each other's.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from portcullis.vocabulary import Finding
from portcullis.vocabulary import Rebuilt as Relation

from ..check import ERROR, NOTE, WARNING, finding
from ..evidence import Evidence, Matrix, Series
from ..phrases import number

#: Two misfits are a swap if each fits the other's place this many times better than its own.
BETTER = 5.0
#: Parts lean if the middle authority misses by this share, and this many of at least this number miss to one side.
LEAN, MOST, FEWEST = 0.004, 0.7, 12
#: A miss is worth a word when it is this many times the tolerance of the relation.
FAR = 3.0


class Rebuilt:
    """Printed figures against the same figure worked out from its parts."""

    name = "rebuilt"
    asks = "Does each figure agree with what its parts give, and not with another authority's?"

    def look(self, evidence: Evidence) -> Iterable[Finding]:
        """Swapped pairs first; then single figures that miss."""
        for series in evidence.series.values():
            for relation in series.relations.rebuilt_from:
                for column, year in enumerate(series.years):
                    if not relation.holds(int(year)):
                        continue
                    made, rows = _made(evidence, relation, int(year))
                    if made is not None:
                        yield from self._compare(evidence, series, relation, column, made, rows)

    def _compare(
        self, evidence: Evidence, series: Series, relation: Relation, column: int, made: Matrix, rows: NDArray[np.int64]
    ) -> Iterable[Finding]:
        printed = np.where(evidence.local, series.value[:, column], np.nan)
        allowed = np.maximum(relation.tolerance, relation.within * np.abs(made))
        with np.errstate(invalid="ignore"):
            miss = np.abs(printed - made)
            out = miss > allowed
        period, unit = series.periods[column], series.unit
        yield from self._lean(evidence, series, column, printed, made)
        left = list(np.flatnonzero(out))
        for a, b in _swaps(left, printed, made, miss):
            left.remove(a)
            left.remove(b)
            one, two = evidence.name(a), evidence.name(b)
            yield finding(
                evidence, check=self.name, severity=ERROR,
                what=f"{series.label}, {period}: {one} ({number(printed[a], unit)}) and {two} "
                f"({number(printed[b], unit)}) "
                f"carry each other's figure; their parts give {number(made[a], unit)} and {number(made[b], unit)}.",
                innocent="Both may have changed by chance to the other's size, but their parts say otherwise.",
                rows=[series.row[a, column], series.row[b, column]], indicator=series.indicator, period=period,
            )  # fmt: skip
        for n in left:
            if miss[n] <= FAR * allowed[n]:
                continue
            yield finding(
                evidence, check=self.name, severity=ERROR if miss[n] > 10 * allowed[n] else WARNING,
                what=f"{series.label}, {period}: {evidence.name(n)} is printed as {number(printed[n], unit)}, "
                f"but its parts give {number(made[n], unit)}.",
                innocent="Parts may be revised after the figure was made, or follow another rule in this authority.",
                rows=[series.row[n, column], *rows[:, n]], indicator=series.indicator, period=period,
            )  # fmt: skip

    def _lean(
        self, evidence: Evidence, series: Series, column: int, printed: Matrix, made: Matrix
    ) -> Iterable[Finding]:
        """The parts leave something out everywhere: then they may not be used to work out the change."""
        known = np.isfinite(printed) & np.isfinite(made) & (printed > 0)
        if known.sum() < FEWEST:
            return
        lean = (made[known] - printed[known]) / printed[known]
        middle = float(np.median(lean))
        same = float((np.sign(lean) == np.sign(middle)).mean())
        if abs(middle) < LEAN or same < MOST:
            return
        yield finding(
            evidence, check=self.name, severity=NOTE,
            what=f"{series.label}, {series.periods[column]}: its parts give {'more' if middle > 0 else 'less'} than "
            "is printed in "
            f"{100 * same:.0f}% of authorities (the middle one by {100 * abs(middle):.1f}%), so they leave "
            "something out.",
            innocent="Moves between authorities, late corrections and different census dates are in neither.",
            indicator=series.indicator, period=series.periods[column],
            authorities=[evidence.areas[evidence.country].code] if evidence.country >= 0 else (),
        )  # fmt: skip


def _made(evidence: Evidence, relation: Relation, year: int) -> tuple[Matrix | None, NDArray[np.int64]]:
    """The figure of every area from its terms (nan where a term is missing), and the rows of the terms."""
    total, rows = None, []
    for term in relation.terms:
        series = evidence.series.get(term.indicator)
        found = series.at(year + term.shift) if series else None
        if found is None:
            return None, np.empty((0, 0), dtype=np.int64)
        amount = term.sign * np.where(evidence.accused[found[1]] & (found[1] >= 0), np.nan, found[0])
        total = amount if total is None else total + amount
        rows.append(found[1])
    return total, np.array(rows)


def _swaps(out: list[int], printed: Matrix, made: Matrix, miss: Matrix) -> list[tuple[int, int]]:
    pairs, taken = [], set()
    for i, a in enumerate(out):
        for b in out[i + 1 :]:
            if {a, b} & taken:
                continue
            crossed = max(abs(printed[a] - made[b]), abs(printed[b] - made[a]))
            if crossed * BETTER < min(miss[a], miss[b]):
                pairs.append((int(a), int(b)))
                taken |= {a, b}
    return pairs
