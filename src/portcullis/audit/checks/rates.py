"""Is each rate its numerator over its denominator?

In: `rate` relations. Out: one finding per value that misses by more than rounding; a miss in most of a period is one
finding.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from portcullis.vocabulary import Finding

from ..check import ERROR, NOTE, WARNING, finding
from ..evidence import Evidence
from ..phrases import few, label, number


class Rates:
    """Printed rates against the counts they are made of."""

    name = "rates"
    asks = "Is each rate its numerator over its denominator, within rounding?"

    def look(self, evidence: Evidence) -> Iterable[Finding]:
        """Rates that cannot be had from their own counts."""
        for series in evidence.series.values():
            rate = series.relations.rate
            above = evidence.series.get(rate.numerator) if rate else None
            below = evidence.series.get(rate.denominator) if rate else None
            if rate is None or above is None or below is None:
                continue
            for column, year in enumerate(series.years):
                over, under = above.at(int(year)), below.at(int(year))
                if over is None or under is None or not rate.holds(int(year)):
                    continue
                printed, period = series.value[:, column], series.periods[column]
                with np.errstate(divide="ignore", invalid="ignore"):
                    made = np.where(under[0] > 0, rate.scale * over[0] / under[0], np.nan)
                    miss = np.abs(printed - made)
                    bad = miss > 0.5 * 10.0**-rate.decimals + rate.slack + 1e-9 * rate.scale
                tested = int(np.isfinite(miss).sum())
                if tested >= 20 and bad.sum() > 0.5 * tested:
                    yield finding(
                        evidence, check=self.name, severity=WARNING,
                        what=f"{series.label}, {period}: {int(bad.sum())} of {tested} rates are not "
                        f"{label(above.label)} over {label(below.label)}.",
                        innocent="The rate may be defined on another count in this period.",
                        rows=series.row[bad, column], indicator=series.indicator, period=period,
                        authorities=[evidence.areas[n].code for n in np.flatnonzero(bad)],
                    )  # fmt: skip
                    continue
                close = bad & (miss <= 1.5 * 10.0**-rate.decimals)
                for place in np.flatnonzero(bad & ~close):
                    yield finding(
                        evidence, check=self.name, severity=ERROR if miss[place] > 1 else WARNING,
                        what=f"{series.label}, {period}: {evidence.name(place)} is printed as "
                        f"{number(printed[place], series.unit)}, "
                        f"but {number(over[0][place])} over {number(under[0][place])} is "
                        f"{number(round(made[place], 2), series.unit)}.",
                        innocent="One of the two counts may have been corrected after the rate was worked out.",
                        rows=[series.row[place, column], over[1][place], under[1][place]],
                        indicator=series.indicator, period=period,
                    )  # fmt: skip
                if close.any():
                    names = [evidence.name(n) for n in np.flatnonzero(close)]
                    yield finding(
                        evidence, check=self.name, severity=NOTE,
                        what=f"{series.label}, {period}: {few(names)} differ from their counts in the last digit.",
                        innocent="Rounding half down, or of the counts, does this.",
                        rows=series.row[close, column], indicator=series.indicator, period=period,
                    )  # fmt: skip
