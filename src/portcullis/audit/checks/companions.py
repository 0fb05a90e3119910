"""Do figures that belong together keep each other company?

In: `close_to` relations. Out: one finding per authority and period, with every companion that is out of reach.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from portcullis.vocabulary import Finding, Near

from ..check import ERROR, WARNING, finding
from ..evidence import Evidence, Series
from ..phrases import label, number

#: Beyond the declared range by this factor, it is no longer a matter of practice or timing.
GROSS = 2.5


@dataclass(frozen=True)
class _Miss:
    place: int
    period: str
    strength: float
    text: str
    indicator: str
    rows: tuple[int, int]


class Companions:
    """Figures of one return that contradict each other."""

    name = "companions"
    asks = "Are companions, such as requests and new plans, of one size?"

    def look(self, evidence: Evidence) -> Iterable[Finding]:
        """Ratios outside the declared range, gathered so that one bad return is one finding."""
        misses: dict[tuple[int, str], list[_Miss]] = defaultdict(list)
        for series in evidence.series.values():
            for near in series.relations.close_to:
                other = evidence.series.get(near.indicator)
                for miss in _misses(evidence, series, other, near) if other else ():
                    misses[miss.place, miss.period].append(miss)
        for (place, period), group in sorted(misses.items()):
            group.sort(key=lambda m: -m.strength)
            shown = "; ".join(m.text for m in group[:3])
            more = f"; and {len(group) - 3} more" if len(group) > 3 else ""
            yield finding(
                evidence, check=self.name, severity=ERROR if group[0].strength > GROSS else WARNING,
                what=f"{evidence.name(place)}, {period}: {shown}{more}.",
                innocent="Backlogs, transfers or a local practice can part them; "
                "an incomplete return does so more often.",
                rows=[r for m in group for r in m.rows], indicator=group[0].indicator, period=period,
            )  # fmt: skip


def _misses(evidence: Evidence, series: Series, other: Series, near: Near) -> Iterator[_Miss]:
    for column, year in enumerate(series.years):
        found = other.at(int(year) + near.shift) if near.holds(int(year)) else None
        if found is None:
            continue
        value, rows = series.value[:, column], series.row[:, column]
        against, against_rows = found
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio = (value + 1) / (against + 1)
            beyond = np.maximum(near.low / ratio, ratio / near.high)
            bad = (beyond > 1) & (np.fmax(value, against) >= near.floor) & np.isfinite(value + against)
        bad &= evidence.local & ~evidence.accused[rows] & ~evidence.accused[against_rows]
        for n in np.flatnonzero(bad):
            ours, theirs = number(value[n], series.unit), number(against[n], other.unit)
            text = f"{label(series.label)} {ours} against {label(other.label)} {theirs}"
            pair = (int(rows[n]), int(against_rows[n]))
            yield _Miss(int(n), series.periods[column], float(beyond[n]), text, series.indicator, pair)
