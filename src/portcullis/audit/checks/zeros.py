"""Is a nought printed where there must be some?

In: every steady series of counts and money. Out: one finding per authority and source period run: noughts between,
beside or
instead of values that are clearly not nought. A nought often means "not recorded", and sums take it for a count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from portcullis.vocabulary import Finding

from ..check import WARNING, finding
from ..evidence import Evidence, Matrix, Series
from ..phrases import label, number

#: A value this large on both sides (or, five times over, on one side) does not fall to nought by chance.
SOME = {"count": 12.0, "gbp": 100_000.0}
ONE_SIDE = 5.0
#: Where more than this share of a series is nought, nought is ordinary, and neighbours must be this much larger.
RARE, IF_ORDINARY = 0.05, 4.0


class Zeros:
    """Noughts that are not counts."""

    name = "zeros"
    asks = "Is a nought printed where there must be some?"

    def look(self, evidence: Evidence) -> Iterable[Finding]:
        """Runs of noughts, gathered by authority, first period and source."""
        groups: dict[tuple[int, str, str], list[tuple[float, str, str, NDArray[np.int64]]]] = defaultdict(list)
        for series in evidence.series.values():
            if series.unit not in SOME or series.relations.signed or series.relations.course == "free":
                continue
            for place, run, text in _runs(evidence, series):
                rows = series.row[place, run]
                key = (place, series.periods[run[0]], str(evidence.source[rows[0]]))
                groups[key].append((len(run), text, series.indicator, rows))
        for (place, period, _), found in sorted(groups.items()):
            found.sort(key=lambda f: (-f[0], f[2]))
            more = f"; and {len(found) - 2} more" if len(found) > 2 else ""
            yield finding(
                evidence, check=self.name, severity=WARNING,
                what=f"{evidence.name(place)}: {'; '.join(f[1] for f in found[:2])}{more}.",
                innocent="A nought can stand for 'not recorded' or 'recorded under another heading', and some "
                "noughts are true.",
                rows=[r for f in found for r in f[3]], indicator=found[0][2], period=period,
            )  # fmt: skip


def _runs(evidence: Evidence, series: Series) -> Iterable[tuple[int, list[int], str]]:
    value = np.where(evidence.local[:, None], series.value, np.nan)
    known = np.isfinite(value)
    if not known.any():
        return
    some = SOME[series.unit] * (1 if (value == 0).sum() <= RARE * known.sum() else IF_ORDINARY)
    nought = (value == 0) & ((value == 0).sum(axis=0) <= 2 * RARE * known.sum(axis=0))
    if not nought.any():
        return
    middle = _expected(evidence, value)
    for place in np.flatnonzero(nought.any(axis=1)):
        line = value[place]
        for run in _spells(nought[place]):
            before = [n for n in line[: run[0]][::-1] if n == n][:1]
            after = [n for n in line[run[-1] + 1 :] if n == n][:1]
            sides = before + after
            if len(sides) == 2:
                odd = min(sides) >= some
            elif sides:
                odd = sides[0] >= ONE_SIDE * some
            else:
                odd = bool(middle[place] >= ONE_SIDE * some)
            if odd:
                when = series.periods[run[0]] + (f" to {series.periods[run[-1]]}" if len(run) > 1 else "")
                beside = (
                    " and ".join(number(n, series.unit) for n in sides)
                    or f"about {number(round(middle[place]), series.unit)} in others of its size"
                )
                yield int(place), run, f"{label(series.label)} is 0 in {when}, beside {beside}"


def _spells(nought: NDArray[np.bool_]) -> list[list[int]]:
    out: list[list[int]] = []
    for column in np.flatnonzero(nought):
        if out and out[-1][-1] == column - 1:
            out[-1].append(int(column))
        else:
            out.append([int(column)])
    return out


def _expected(evidence: Evidence, value: Matrix) -> Matrix:
    """What an authority of this size would have, from the low end (a tenth of the way up) of what others have."""
    with np.errstate(all="ignore"):
        each = value / evidence.scale[:, None]
        return np.nanquantile(each[np.isfinite(each)], 0.1) * evidence.scale
