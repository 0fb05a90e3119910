"""Is more than one basis, base, source or vintage joined in one line?

In: basis, source and vintages of observations; `base` relations. Out: findings about series that are not one series.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import numpy as np

from portcullis.vocabulary import Finding

from ..check import NOTE, WARNING, finding
from ..evidence import Evidence, Series
from ..phrases import few, label, number

#: Two sources that print the same thing may differ by this share before it is more than a late correction.
REVISION = 0.1
#: More than twice this many differences, nearly all one way, are no corrections but another way of counting.
FEW = 5


class Bases:
    """Series that are joined from unlike pieces."""

    name = "bases"
    asks = "Is one line drawn through figures on different bases?"

    def look(self, evidence: Evidence) -> Iterable[Finding]:
        """Mixed bases, joined sources, families on other bases, and sources that disagree."""
        for series in evidence.series.values():
            yield from self._basis(evidence, series)
            yield from self._sources(evidence, series)
        yield from self._families(evidence)
        yield from self._incomparable(evidence)
        yield from self._disagree(evidence)

    def _basis(self, evidence: Evidence, series: Series) -> Iterable[Finding]:
        having = (series.row >= 0) & ~np.isnan(series.value)
        if not (evidence.basis[series.row[having]] != "").any():
            return
        for place in np.flatnonzero(having.sum(axis=1) > 1):
            rows = series.row[place][having[place]]
            words = sorted({str(evidence.basis[r]) or "not stated" for r in rows})
            if len(words) > 1:
                yield finding(
                    evidence, check=self.name, severity=WARNING,
                    what=f"{series.label}: {evidence.name(int(place))} has figures on more than one basis "
                    f"({', '.join(words)}).",
                    innocent="The figures can still be right one by one; the change between them means nothing.",
                    rows=rows, indicator=series.indicator,
                )  # fmt: skip
        rows = series.row[having]
        words = sorted({str(evidence.basis[r]) or "not stated" for r in rows})
        if len(words) > 1 or words == ["unknown"]:
            yield finding(
                evidence, check=self.name, severity=NOTE,
                what=f"{series.label}: the basis of these figures is {few([w.replace('_', ' ') for w in words])}, "
                "so authorities do not compare.",
                innocent="Each figure is true on its own basis.", indicator=series.indicator,
                rows=[r for r in rows if words == ["unknown"] or str(evidence.basis[r]) != _usual(evidence, rows)],
            )  # fmt: skip

    def _sources(self, evidence: Evidence, series: Series) -> Iterable[Finding]:
        """Periods that come from different sources: each join is where a change may not be one."""
        per_period = []
        for column in range(len(series.periods)):
            rows = series.row[evidence.local, column]
            times = np.bincount(evidence.source_number[rows[rows >= 0]], minlength=1)
            common = int(times.argmax())
            known = times.sum() >= 12 and times[common] / times.sum() > 0.5
            per_period.append(str(evidence.source_names[common]) if known else "")
        joins = [
            series.periods[c] for c in range(1, len(per_period))
            if per_period[c] and per_period[c - 1] and per_period[c] != per_period[c - 1]
        ]  # fmt: skip
        joins = [period for period in joins if period not in series.breaks]
        if joins:
            yield finding(
                evidence, check=self.name, severity=NOTE,
                what=f"{series.label}: the series passes from one source to another in {few(joins)}; the step there "
                "may be the source, not the world.",
                innocent="The sources may be editions of one release that "
                "agree.", indicator=series.indicator, period=joins[0],
            )  # fmt: skip

    def _families(self, evidence: Evidence) -> Iterable[Finding]:
        families: dict[str, list[Series]] = defaultdict(list)
        for series in evidence.series.values():
            if series.relations.base:
                families[series.relations.base.family].append(series)
        for family, members in sorted(families.items()):
            bases = sorted({m.relations.base.base for m in members if m.relations.base})
            if len(bases) > 1:
                yield finding(
                    evidence, check=self.name, severity=NOTE,
                    what=f"{family}: {few([label(m.label) for m in members])} stand on different bases "
                    f"({', '.join(bases)}); no line joins them.",
                    innocent="They are kept apart as separate indicators.", indicator=members[0].indicator,
                )  # fmt: skip

    def _incomparable(self, evidence: Evidence) -> Iterable[Finding]:
        """Indicators that look alike and are not: declared, and told, so that nobody joins or subtracts them."""
        for series in evidence.series.values():
            others = [evidence.series[n] for n in series.relations.not_comparable_with if n in evidence.series]
            if others:
                yield finding(
                    evidence, check=self.name, severity=NOTE,
                    what=f"{series.label} does not compare with {few([label(o.label) for o in others])}.",
                    innocent="Each is right on its own terms.", indicator=series.indicator, aspect="unlike",
                )  # fmt: skip

    def _disagree(self, evidence: Evidence) -> Iterable[Finding]:
        """Two sources, one authority and period, two values: one finding per indicator, period and older source."""
        older = np.flatnonzero(~evidence.newest & ~np.isnan(evidence.value) & (evidence.authority_number >= 0))
        groups: dict[tuple[str, str, str], list[tuple[int, int]]] = defaultdict(list)
        for row in older:
            series = evidence.series[str(evidence.indicator[row])]
            period = str(evidence.period[row])
            now = int(series.row[evidence.authority_number[row], series.periods.index(period)])
            if now >= 0 and evidence.value[now] == evidence.value[now] and evidence.value[now] != evidence.value[row]:
                groups[series.indicator, period, str(evidence.source[row])].append((int(row), now))
        for (indicator, period, source), pairs in sorted(groups.items()):
            series = evidence.series[indicator]
            old, new = max(pairs, key=lambda p: _apart(evidence, *p))
            apart = _apart(evidence, old, new)
            less = sum(evidence.value[now] < evidence.value[row] for row, now in pairs)
            one_way = len(pairs) > 2 * FEW and max(less, len(pairs) - less) > 0.9 * len(pairs)
            whose = evidence.name(str(evidence.authority[old]))
            one, other = evidence.source_name(source), evidence.source_name(str(evidence.source[new]))
            yield finding(
                evidence, check=self.name, severity=WARNING if apart > REVISION or one_way else NOTE,
                what=f"{series.label}, {period}: {one} and {other} differ for "
                f"{len(pairs)} area{'s' * (len(pairs) > 1)}"
                + (f", {max(less, len(pairs) - less)} of them one way" if one_way else "")
                + f", most for {whose} ({number(evidence.value[old], series.unit)} and "
                f"{number(evidence.value[new], series.unit)}).",
                innocent="A later edition may have corrected the earlier one, or counts a little more or less.",
                rows=[r for pair in pairs for r in pair], indicator=indicator, period=period,
            )  # fmt: skip


def _apart(evidence: Evidence, one: int, two: int) -> float:
    a, b = abs(evidence.value[one]), abs(evidence.value[two])
    return float(abs(evidence.value[one] - evidence.value[two]) / max(a, b, 20))


def _usual(evidence: Evidence, rows: np.ndarray) -> str:
    words = [str(evidence.basis[r]) for r in rows]
    return max(sorted(set(words)), key=words.count)
