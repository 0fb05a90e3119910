"""Does a figure leap away from its own past and from its peers?

In: every steady series. Out: one finding per authority, period and source: spikes that come back, and steps that are
beyond habit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from portcullis.vocabulary import Finding

from ..check import ERROR, NOTE, WARNING, finding
from ..evidence import Evidence, Series
from ..middle import median
from ..phrases import label, number
from .steps import Steps, steps

#: A spike is there and back by this score and this log size (0.4: up by half, or down by a third).
SPIKE_SCORE, SPIKE_SIZE = 5.0, 0.4
#: A step that does not come back must be larger.
STEP_SCORE, STEP_SIZE = 8.0, 0.69
#: A spike this large (1.5: by a factor of 4.5) needs less of a score.
HUGE_SCORE, HUGE_SIZE = 3.5, 1.5
#: Once one figure of a return leaps, others of the same return that lean this far the same way are told with it.
LEAN_SCORE, LEAN_SIZE = 2.5, 0.35
#: A step that stays is news only if it is larger than this (1.2: to 3.3 times, or to 0.3).
STAYS_SIZE = 1.2
#: This many figures that lean one way together are a matter of the return, not of one figure.
WHOLE_RETURN = 10
#: Beyond this a return is almost surely wrong: a spike by more than half, or a step to a fraction.
SURE_SCORE, SURE_SIZE = 9.0, 0.9


@dataclass(frozen=True)
class _Jump:
    series: Series
    column: int
    score: float
    size: float
    returns: bool
    up: bool
    leans: bool = False


class Jumps:
    """Leaps of one authority."""

    name = "jumps"
    asks = "Does any figure leap away from its past and its peers?"

    def look(self, evidence: Evidence) -> Iterable[Finding]:
        """Leaps, gathered by authority, period and source; a child is not counted twice when its whole leaps too."""
        groups: dict[tuple[int, str, str], list[_Jump]] = defaultdict(list)
        for series in evidence.series.values():
            found = steps(evidence, series)
            for place, jump in _strongest(_jumps(series, found)) if found else ():
                if evidence.accused[series.row[place, jump.column]]:
                    continue
                source = str(evidence.source[series.row[place, jump.column]])
                groups[place, series.periods[jump.column], source].append(jump)
        for (place, period, _), jumps in sorted(groups.items()):
            ways = {j.up for j in jumps if not j.leans}
            jumps = [j for j in jumps if not j.leans or j.up in ways]
            if not ways:
                continue
            jumps.sort(key=lambda j: (j.leans, -j.score, j.series.indicator))
            yield self._tell(evidence, place, period, jumps)

    def _tell(self, evidence: Evidence, place: int, period: str, jumps: list[_Jump]) -> Finding:
        first = jumps[0]
        series, column = first.series, first.column
        around = range(max(0, column - 1), min(len(series.periods), column + 2))
        path = ", ".join(number(series.value[place, c], series.unit) for c in around)
        what = f"{series.label}, {evidence.name(place)}: {path} in {', '.join(series.periods[c] for c in around)}"
        others = jumps[1:]
        if others:
            leap = "figure of the same source leaps" if len(others) == 1 else "figures of the same source leap"
            what += f"; {len(others)} other {leap} with it"
        jumps = [j for j in jumps if not j.leans]
        sure = any(j.returns and j.score > SURE_SCORE and abs(j.size) > SURE_SIZE for j in jumps)
        severity = ERROR if sure else WARNING
        everything = [r for j in (first, *others) for r in _rows(j, place)]
        innocent = "A change of system, boundary or practice, or a backlog cleared at once, can do this."
        if not any(j.returns for j in jumps):
            last = column + 1 == len(series.periods)
            innocent = (
                ("Nothing after it says whether it comes back; " if last else "It stays there: ")
                + innocent[0].lower()
                + innocent[1:]
            )
            if not last and max(abs(j.size) for j in jumps) < STAYS_SIZE:
                severity = NOTE
        if len(others) >= WHOLE_RETURN:
            severity = ERROR
            what += ", as if the whole return were " + ("counted twice or merged" if first.up else "incomplete")
        if period in series.breaks and not any(j.returns for j in jumps):
            severity, innocent = (
                NOTE,
                f"The series has a declared break here: {label(series.breaks[period]).rstrip('.')}.",
            )
        return finding(
            evidence, check=self.name, severity=severity, what=what + ".", innocent=innocent,
            rows=everything, indicator=series.indicator, period=period,
        )  # fmt: skip


def _jumps(series: Series, found: Steps) -> Iterator[tuple[int, _Jump]]:
    score, size = found.score, found.size
    needed = _needed(series, found)
    # What comes after the step into a period: in the last one, nothing does.
    after, after_size = np.full_like(score, np.nan), np.full_like(size, np.nan)
    after[:, :-1], after_size[:, :-1] = -score[:, 1:], -size[:, 1:]
    strong, large = np.abs(score), np.abs(size)
    with np.errstate(invalid="ignore"):
        both = np.where(score * after > 0, np.minimum(strong, np.abs(after)), 0)
        both_size = np.minimum(large, np.abs(after_size))
        spike = (both >= SPIKE_SCORE) & (both_size >= SPIKE_SIZE * needed)
        spike |= (both >= HUGE_SCORE) & (both_size >= HUGE_SIZE * needed)
        lean = (strong >= LEAN_SCORE) & (large >= LEAN_SIZE * needed)
        step = ~spike & (strong >= STEP_SCORE) & (large >= STEP_SIZE * needed)
    for column, place in np.argwhere((spike | lean | step).T).tolist():
        up = score[place, column] > 0
        if spike[place, column]:
            odd, by, returns, leans = both[place, column], both_size[place, column], True, False
        else:
            odd, by = strong[place, column], large[place, column]
            returns, leans = not step[place, column], not step[place, column]
        yield place, _Jump(series, column, float(odd), float(by), bool(returns), bool(up), bool(leans))


def _rows(jump: _Jump, place: int) -> list[int]:
    """The row that leapt; for a step that never came back, the row before it too: either may be the wrong one."""
    return [int(r) for r in jump.series.row[place, jump.column - (not jump.returns) : jump.column + 1]]


def _strongest(jumps: Iterable[tuple[int, _Jump]]) -> Iterator[tuple[int, _Jump]]:
    """Of leaps in neighbouring periods of one line, only the largest: there and back is one fault, not two."""
    by_place: dict[int, list[_Jump]] = defaultdict(list)
    for place, jump in jumps:
        by_place[place].append(jump)
    for place, found in by_place.items():
        yield from ((place, j) for j in found if j.leans)
        found = [j for j in found if not j.leans]
        taken: set[int] = set()
        for jump in sorted(found, key=lambda j: (not j.returns, -j.score)):
            if not {jump.column - 1, jump.column, jump.column + 1} & taken:
                taken.add(jump.column)
                yield place, jump


def _needed(series: Series, found: Steps) -> float:
    """Signed series are not on a log scale: their sizes are judged against their own usual spread."""
    if not series.relations.signed:
        return 1.0
    usual = median(found.spread)
    return 10 * usual if np.isfinite(usual) else np.inf
