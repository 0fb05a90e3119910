"""Which returns were withheld?

In: rows without a value. Out: one note per authority, period and source, so that readers see what a total leaves out;
a warning where an authority has no row at all in the midst of its series, because a missing figure must have a reason.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import numpy as np

from portcullis.vocabulary import Finding

from ..check import NOTE, WARNING, finding
from ..evidence import Evidence
from ..phrases import few, label


class Withheld:
    """Blank returns."""

    name = "withheld"
    asks = "Which figures were withheld, or are missing without a word?"

    def look(self, evidence: Evidence) -> Iterable[Finding]:
        """Blanks by authority, period and source; then holes that have no row."""
        groups: dict[tuple[str, str, str], list[int]] = defaultdict(list)
        for row in np.flatnonzero(np.isnan(evidence.value) & evidence.newest):
            key = (str(evidence.authority[row]), str(evidence.period[row]), str(evidence.source[row]))
            groups[key].append(int(row))
        for (authority, period, source), rows in sorted(groups.items()):
            words = sorted({str(evidence.status[r]).replace("_", " ") for r in rows})
            names = [label(evidence.series[str(evidence.indicator[r])].label) for r in rows]
            count = f"{len(rows)} figures" if len(rows) > 1 else "1 figure"
            yield finding(
                evidence, check=self.name, severity=NOTE,
                what=f"{evidence.name(authority)}, {period}: {count} of {source} without a value ({few(words)}): "
                f"{few(names, 3)}.",
                innocent="The source gives no figure; sums over authorities leave it out.",
                rows=rows, indicator=str(evidence.indicator[rows[0]]) if len(rows) == 1 else "", period=period,
            )  # fmt: skip
        yield from self._holes(evidence)

    def _holes(self, evidence: Evidence) -> Iterable[Finding]:
        for series in evidence.series.values():
            if len(series.periods) < 3:
                continue
            there = series.row >= 0
            before = np.logical_or.accumulate(there, axis=1)
            after = np.logical_or.accumulate(there[:, ::-1], axis=1)[:, ::-1]
            most = there[evidence.local].sum(axis=0) >= 0.5 * there[evidence.local].any(axis=1).sum()
            for place in np.flatnonzero((before & after & ~there & most).any(axis=1)):
                holes = [series.periods[c] for c in np.flatnonzero(before[place] & after[place] & ~there[place] & most)]
                yield finding(
                    evidence, check=self.name, severity=WARNING,
                    what=f"{series.label}: {evidence.name(int(place))} has no row, not even a blank, for {few(holes)}.",
                    innocent="The source may have left the line out; a blank with its reason should stand here.",
                    indicator=series.indicator, period=holes[0], authorities=[evidence.areas[place].code],
                )  # fmt: skip
