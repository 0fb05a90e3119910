"""What happened instead: the count or the balance that came, as far as it is in the register.

In: a target and facts. Out: `Came`: at the target's own date, or the newest since it was agreed; None where there is
neither. A figure that we doubt is not used.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from portcullis.vocabulary import financial_year

from .counted import INDICATORS, OF_A_YEAR
from .dates import ended_by, year_end_of
from .facts import DEFICIT, Facts, Row, at
from .targets import Target


@dataclass(frozen=True, slots=True)
class Came:
    """What came. `low` and `high` differ where several figures are about the same thing. `exact`: at the target's own
    date. `year`: of a January, a calendar year, or the year in which a financial year ends. `ids` in that order."""

    kind: Literal["count", "balance", "said", "forecast"]
    year: int
    exact: bool
    low: float
    high: float
    ids: tuple[str, ...]


def count_in(facts: Facts, code: str, measure: str, year: int) -> tuple[float, tuple[str, ...]] | None:
    """The count of a measure in a year with the ids that it is made from; None where a part is not known."""
    rows = [at(facts, name, code, str(year)) for name in INDICATORS[measure]]
    there = [row for row in rows if row is not None]
    if len(there) < len(rows):
        return None
    return sum(row["value"] for row in there), tuple(row["id"] for row in there)


def plans_came(target: Target, facts: Facts, measure: str) -> Came | None:
    """The count in the target's January, or the newest after the origin and before it."""
    if target.origin is None:
        return None
    wanted = None if target.january is None else target.january - (measure in OF_A_YEAR)
    newest = max((row["year"] for row in facts.of(INDICATORS[measure][0], target.code)), default=0)
    last = min(newest, wanted) if wanted is not None else newest
    for year in range(last, target.origin, -1):
        if found := count_in(facts, target.code, measure, year):
            value, ids = found
            return Came("count", year, year == wanted, value, value, ids)
    return None


def balance_came(target: Target, facts: Facts, deficits: Sequence[Mapping[str, Any]]) -> Came | None:
    """The deficit at the target's date: official, or as stated, or as forecast by the council; else the newest
    official one since it was agreed."""
    if not target.made_on:
        return None
    wanted = year_end_of(target.by) if target.by else ""
    if wanted:
        if row := at(facts, DEFICIT, target.code, wanted):
            return _official(row, exact=True)
        for kind, word in (("actual", "said"), ("council_forecast", "forecast")):
            if found := [row for row in deficits if row["kind"] == kind and _stands_at(row, wanted)]:
                return _stated(found, word, financial_year(wanted))
    known = [row for row in facts.of(DEFICIT, target.code) if row["value"] is not None and row["status"] != "suspect"]
    since = [row for row in known if ended_by(target.made_on) < financial_year(row["period"])]
    before = [row for row in since if not wanted or row["period"] < wanted]
    return _official(before[-1], exact=False) if before else None


def _stands_at(row: Mapping[str, Any], wanted: str) -> bool:
    """Whether a stated deficit is one at that very 31 March."""
    return row["measure"] == "cumulative" and row["as_at"] == f"{financial_year(wanted)}-03-31"


def _official(row: Row, *, exact: bool) -> Came:
    return Came("balance", financial_year(row["period"]), exact, row["value"], row["value"], (row["id"],))


def _stated(rows: Sequence[Mapping[str, Any]], kind: Literal["said", "forecast"], year: int) -> Came:
    ordered = sorted(rows, key=lambda row: row["value_gbp"])
    ends = (ordered[0], ordered[-1])
    values = [float(row["value_gbp"]) for row in ends]
    ids = tuple(dict.fromkeys(row["figure"] for row in ends))
    return Came(kind, year, True, values[0], values[1], ids)
