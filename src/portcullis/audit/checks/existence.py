"""Does an authority have figures for a time when it did not exist?

In: dates of birth and abolition of authorities; kinds of period. Out: one finding per authority and source.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

import numpy as np

from portcullis.vocabulary import Finding

from ..check import NOTE, WARNING, finding
from ..evidence import Evidence
from ..phrases import few, label

#: Kind of period -> month and day of its first and last day (year is the year it ends in; -1: the year before).
SPANS = {
    "january": ((0, 1, 1), (0, 1, 31)),
    "calendar_year": ((0, 1, 1), (0, 12, 31)),
    "financial_year": ((-1, 4, 1), (0, 3, 31)),
    "31_march": ((0, 3, 31), (0, 3, 31)),
    "mid_year": ((0, 6, 30), (0, 6, 30)),
    "academic_year": ((-1, 9, 1), (0, 8, 31)),
}
#: A kind we do not know could mean any day of the year or of the one before.
WIDEST = ((-1, 1, 1), (0, 12, 31))
#: Snapshots taken within this many days of a change are taken for the one authority or the other.
GRACE = dt.timedelta(days=1)


class Existence:
    """Figures before the beginning or after the end."""

    name = "existence"
    asks = "Did every authority exist when its figures say it did?"

    def look(self, evidence: Evidence) -> Iterable[Finding]:
        """Figures wholly before an authority began, or wholly after it ended."""
        groups: dict[tuple[str, str, str], list[int]] = defaultdict(list)
        kinds = {name: series.period_kind for name, series in evidence.series.items()}
        having = ~np.isnan(evidence.value)
        for area in evidence.areas:
            if area.kind != "authority" or not (area.began or area.ended):
                continue
            for row in np.flatnonzero((evidence.authority_number == evidence.place[area.code]) & having):
                first, last = span(kinds[str(evidence.indicator[row])], int(evidence.year[row]))
                if area.began and last + GRACE < area.began:
                    groups[area.code, "before", str(evidence.source[row])].append(int(row))
                elif area.ended and first - GRACE > area.ended:
                    groups[area.code, "after", str(evidence.source[row])].append(int(row))
        for (code, when, source), rows in sorted(groups.items()):
            area = evidence.areas[evidence.place[code]]
            names = sorted({label(evidence.series[str(evidence.indicator[r])].label) for r in rows})
            periods = sorted({str(evidence.period[r]) for r in rows})
            recast = (
                when == "before" and min(int(evidence.year[r]) for r in rows) >= (area.began or dt.date.max).year - 1
            )
            known = recast or evidence.status[rows[0]] == "derived"
            yield finding(
                evidence, check=self.name, severity=NOTE if known else WARNING,
                what=f"{area.name} {'began' if when == 'before' else 'ended'} on "
                f"{area.began if when == 'before' else area.ended}, but {source} has "
                f"{len(rows)} figure{'s' * (len(rows) > 1)} for it in {few(periods)}: {few(names, 3)}.",
                innocent="Sources recast figures onto new boundaries, or follow a cohort under the authority where "
                "it began.",
                rows=rows, period=periods[0], authorities=[code],
            )  # fmt: skip


def span(kind: str, year: int) -> tuple[dt.date, dt.date]:
    """First and last day that a period of this kind, ending in this year, can mean."""
    (y1, m1, d1), (y2, m2, d2) = SPANS.get(kind, WIDEST)
    return dt.date(year + y1, m1, d1), dt.date(year + y2, m2, d2)
