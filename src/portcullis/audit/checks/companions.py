"""Do figures that belong together keep each other company?

In: `close_to` relations. Out: one finding per authority and period, with every companion that is out of reach.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from portcullis.vocabulary import Finding

from ..check import ERROR, WARNING, finding
from ..evidence import Evidence
from ..phrases import label, number

#: Beyond the declared range by this factor, it is no longer a matter of practice or timing.
GROSS = 2.5


@dataclass(frozen=True)
class _Miss:
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
                for column, year in enumerate(series.years) if other else ():
                    found = other.at(int(year) + near.shift) if other and near.holds(int(year)) else None
                    if found is None or other is None:
                        continue
                    value, against = series.value[:, column], found[0]
                    with np.errstate(divide="ignore", invalid="ignore"):
                        ratio = (value + 1) / (against + 1)
                        beyond = np.maximum(near.low / ratio, ratio / near.high)
                        bad = (beyond > 1) & (np.fmax(value, against) >= near.floor) & np.isfinite(value + against)
                    bad &= (
                        evidence.local & ~evidence.accused[series.row[:, column]] & ~evidence.accused[found[1]]
                    )  # nan where there is no row
                    for n in np.flatnonzero(bad):
                        text = f"{label(series.label)} {number(value[n], series.unit)} against {label(other.label)} "
                        f"{number(against[n], other.unit)}"
                        rows = (int(series.row[n, column]), int(found[1][n]))
                        misses[int(n), series.periods[column]].append(
                            _Miss(float(beyond[n]), text, series.indicator, rows)
                        )
        for (place, period), group in sorted(misses.items()):
            group.sort(key=lambda m: -m.strength)
            shown = "; ".join(m.text for m in group[:3])
            yield finding(
                evidence, check=self.name, severity=ERROR if group[0].strength > GROSS else WARNING,
                what=f"{evidence.name(place)}, {period}: {shown}"
                + (f"; and {len(group) - 3} more" if len(group) > 3 else "") + ".",
                innocent="Backlogs, transfers or a local practice can part them; an incomplete return does so more "
                "often.",
                rows=[r for m in group for r in m.rows], indicator=group[0].indicator, period=period,
            )  # fmt: skip
