"""Do the authorities add up to the country, and to their region?

In: indicators that declare `england = "sum"`. Out: findings about totals; blank returns are counted, because they
explain most of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from portcullis.vocabulary import Finding

from ..check import ERROR, NOTE, WARNING, finding
from ..evidence import Evidence, Series
from ..middle import median
from ..phrases import few, label, number
from .existence import span

#: Absent authorities may be this many times the size that their other figures suggest before they stop explaining a
#: gap.
LARGEST_SHARE = 3.0
#: Differences of this many units are what rounding and late corrections leave behind.
LOOSE_ENDS = 2.0


@dataclass(frozen=True)
class _Total:
    series: Series
    column: int
    whole: int
    printed: float
    summed: float
    present: int
    absent: tuple[int, ...]
    expected: float
    rows: tuple[int, ...]

    @property
    def gap(self) -> float:
        return self.printed - self.summed


class Totals:
    """Printed totals against the sum of the authorities."""

    name = "totals"
    asks = "Do the authorities add up to the printed total of the country and of each region?"

    def look(self, evidence: Evidence) -> Iterable[Finding]:
        """One finding per indicator, period and total; lines out by one amount in opposite directions share one."""
        for series in evidence.series.values():
            if series.relations.england != "sum":
                continue
            groups = [(evidence.country, np.flatnonzero(evidence.local)), *evidence.regions.values()]
            for whole, members in groups:
                for total in _totals(evidence, series, whole, members):
                    if abs(total.gap) > series.relations.england_tolerance:
                        yield _judge(evidence, total)


def _totals(evidence: Evidence, series: Series, whole: int, members: NDArray[np.int64]) -> Iterator[_Total]:
    if whole < 0:
        return
    known = ~np.isnan(series.value)
    for column in np.flatnonzero(known[whole]):
        values, rows = series.value[members, column], series.row[members, column]
        present = known[members, column]
        if not present.any():
            continue
        absent = members[~present & _alive(evidence, series, int(column))[members]]
        yield _Total(
            series, int(column), whole, float(series.value[whole, column]), float(np.nansum(values)),
            int(present.sum()), tuple(int(n) for n in absent),
            median(values / evidence.scale[members]) * float(evidence.scale[absent].sum()) if len(absent) else 0.0,
            (int(series.row[whole, column]), *(int(r) for r in rows[~present] if r >= 0)),
        )  # fmt: skip


def _alive(evidence: Evidence, series: Series, column: int) -> NDArray[np.bool_]:
    """Which authorities existed for the whole of a period."""
    kind, year = series.period_kind, int(series.years[column])
    key = f"alive in {kind} {year}"
    if key not in evidence.memo:
        first, last = span(kind, year)
        evidence.memo[key] = np.array(
            [
                a.kind == "authority" and (not a.began or a.began <= first) and (not a.ended or a.ended >= last)
                for a in evidence.areas
            ]
        )
    return evidence.memo[key]


def _judge(evidence: Evidence, total: _Total) -> Finding:
    series, unit = total.series, total.series.unit
    period, whole = series.periods[total.column], evidence.name(total.whole)
    explained = bool(total.absent) and 0 < total.gap <= LARGEST_SHARE * abs(total.expected) + LOOSE_ENDS
    ratio = total.printed / total.summed if total.summed else np.inf
    what = (
        f"{series.label}, {period}: {whole} is printed as {number(total.printed, unit)}, "
        f"but its {total.present} authorities add up to {number(total.summed, unit)}"
    )
    names = [evidence.name(n) for n in total.absent]
    innocent = "Figures for areas that make no return of their own may be in the total."
    rows: tuple[int, ...] = total.rows
    if explained:
        severity = NOTE
        innocent = f"{few(names)} gave no figure, and an estimate for them is probably in the total."
    elif abs(total.gap) <= LOOSE_ENDS or abs(total.gap) <= 1e-4 * abs(total.printed):
        severity, innocent = NOTE, "A difference this small is rounding, or a correction made in one place only."
    elif total.absent and total.gap > 0:
        severity = WARNING
        innocent = f"{few(names)} gave no figure, but the gap is large for them."
    else:
        severity = ERROR
        twin = _twin(evidence, total)
        there = twin.periods.index(period) if twin is not None else 0
        if abs(ratio - round(ratio)) < 0.05 and round(ratio) >= 2:
            what += f", so the total counts everything {round(ratio)} times"
        elif twin is not None:
            rows = (*rows, int(twin.row[total.whole, there]))
            what += (
                f"; {label(twin.label)}, printed as {number(float(twin.value[total.whole, there]), unit)}, "
                f"is out by the same {number(abs(total.gap), unit)} the other way, so the two totals are mixed up"
            )
        else:
            what += f", {number(abs(total.gap), unit)} {'less' if total.gap > 0 else 'more'}"
    return finding(
        evidence, check=Totals.name, severity=severity, what=what + ".", innocent=innocent, rows=rows,
        indicator=series.indicator, period=period, authorities=[evidence.areas[total.whole].code],
    )  # fmt: skip


def _twin(evidence: Evidence, total: _Total) -> Series | None:
    """Another series of the same source and unit whose total, in the same period, is out by as much the other way."""
    period, source = total.series.periods[total.column], evidence.source[total.rows[0]]
    for other in evidence.series.values():
        if other is total.series or other.relations.england != "sum" or period not in other.periods:
            continue
        column = other.periods.index(period)
        row = other.row[total.whole, column]
        if row < 0 or evidence.source[row] != source:
            continue
        members = evidence.local if total.whole == evidence.country else _members(evidence, total.whole)
        gap = other.value[total.whole, column] - np.nansum(other.value[members, column])
        if abs(gap + total.gap) <= LOOSE_ENDS and abs(gap) > 10:
            return other
    return None


def _members(evidence: Evidence, whole: int) -> NDArray[np.int64]:
    return next(members for own, members in evidence.regions.values() if own == whole)
