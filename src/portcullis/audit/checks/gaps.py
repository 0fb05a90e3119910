"""Are periods missing from within a series, or from its end?

In: the periods of every indicator, and its topic. Out: notes: a hole inside, or an end years before others of the
same topic.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import numpy as np

from portcullis.vocabulary import Finding, Severity

from ..check import NOTE, finding
from ..evidence import Evidence, Series
from ..phrases import few

#: A series that ends this many years before its topic's newest is stale.
STALE_YEARS = 2
FEWEST = 12


class Gaps:
    """Holes and ends."""

    name = "gaps"
    asks = "Does a series have holes, or end long before its neighbours?"

    def look(self, evidence: Evidence) -> Iterable[Finding]:
        """Whole periods without a figure, then ends; small tables (a dozen authorities or fewer) are left alone."""
        newest: dict[str, int] = defaultdict(int)
        years: dict[str, list[int]] = {}
        for name, series in evidence.series.items():
            having = (~np.isnan(series.value[evidence.local])).sum(axis=0)
            years[name] = [int(y) for y in series.years[having > FEWEST]]
            if years[name]:
                newest[series.topic] = max(newest[series.topic], years[name][-1])
        for name, series in evidence.series.items():
            held = years[name]
            if not held:
                continue
            missing = sorted(set(range(held[0], held[-1])) - set(held))
            if missing:
                yield self._tell(
                    evidence, series, NOTE,
                    f"{series.label}: no figures for {few([str(y) for y in missing])}, inside a series from "
                    f"{held[0]} to {held[-1]}.",
                    "The source did not publish, or the year failed a check and was left out.", str(missing[0]),
                )  # fmt: skip
            behind = newest[series.topic] - held[-1]
            if series.topic and behind >= STALE_YEARS:
                yield self._tell(
                    evidence, series, NOTE,
                    f"{series.label}: ends in {held[-1]}, {behind} years before the newest figures on the same topic.",
                    "The source may have stopped, or a later release has not been gathered.", str(held[-1]),
                )  # fmt: skip

    def _tell(
        self, evidence: Evidence, series: Series, severity: Severity, what: str, innocent: str, period: str
    ) -> Finding:
        return finding(
            evidence, check=self.name, severity=severity, what=what, innocent=innocent,
            indicator=series.indicator, period=period,
        )  # fmt: skip
