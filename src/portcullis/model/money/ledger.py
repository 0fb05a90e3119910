"""The official money of every council, as far as the register holds it.

In: the store. Out: `Ledger`: balances, allocations, lines of the outturn, Safety Valve money, budgets, each with the id
of its observation. Whole pounds; a financial year is named by the year in which it begins (2024: April 2024 to March
2025), a balance by the year of its March; positive = deficit.

`known_to`: for the backtest, the last March whose balance is out. That is so a year later, when the allocations of the
year to come have been announced: so balances up to that March, outturn of the years before it, allocations of the two
years after it, and agreements of rounds up to then.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from portcullis.vocabulary import span
from portcullis.vocabulary.period import financial_year

if TYPE_CHECKING:
    from portcullis.store import Store

BALANCE = "dsg_cumulative_deficit"
INDICATORS = {
    "balance": BALANCE,
    "high_needs": "high_needs_block_allocation",
    "whole_grant": "dsg_total_allocation",
    "independent": "s251_topup_independent",
    "independent_before": "hn_outturn_topup_independent",
    "service_budget": "ra_total_service_expenditure",
    "people": "population_all_ages_rebased",
    "unallocated": "reserves_unallocated_recent",
    "earmarked": "reserves_other_earmarked_recent",
}
#: Series of a moment, named by the year of their March or their middle; the others cover a year that begins in April.
MOMENTS = frozenset({"balance", "people", "unallocated", "earmarked"})
#: How many years after the last known March a figure is out; lines of the outturn are out for the year before it.
LATER = {"balance": 0, "people": 0, "unallocated": 0, "earmarked": 0, "high_needs": 1, "whole_grant": 1}
Pounds = dict[str, dict[int, float]]
_PAYMENTS = "select * from payment p where kind = 'made' and amount_gbp is not null and not p.overlaps"


@dataclass(frozen=True)
class SafetyValve:
    """What is known of the money of one agreement. `began`, `ends`: first and last financial year, as above.

    `paid`: what was paid in single years. `paid_to`: (first, last year, sum) of runs of years, as reported.
    """

    slug: str
    name: str
    began: int
    ends: int | None
    balance_year: int | None
    total_gbp: float | None
    payment_state: str
    stopped: int | None
    paid: dict[int, float] = field(default_factory=dict)
    paid_runs: tuple[tuple[int, int, float], ...] = ()


@dataclass(frozen=True)
class Ledger:
    """Everything read. `series[name][code][year]` in pounds (people in people); `ids` the observation of each."""

    series: dict[str, Pounds]
    ids: dict[tuple[str, str, int], str]
    published: dict[tuple[str, str, int], str]
    agreements: dict[str, SafetyValve]
    regions: dict[str, str]
    promised_gbp: float
    fees: dict[int, float]
    newest: str
    today: dt.date

    def of(self, name: str, code: str) -> dict[int, float]:
        """One series of one council, by year; empty where nothing is known."""
        return self.series[name].get(code, {})

    def last(self, name: str, code: str) -> tuple[int, float] | None:
        """The newest value of a series, with its year."""
        known = self.of(name, code)
        return (max(known), known[max(known)]) if known else None


def read_ledger(store: Store, *, known_to: int | None = None) -> Ledger:
    """Read it all, or what was known a year after the March of `known_to`."""
    series: dict[str, Pounds] = {name: {} for name in INDICATORS}
    ids: dict[tuple[str, str, int], str] = {}
    published: dict[tuple[str, str, int], str] = {}
    by_indicator = {indicator: name for name, indicator in INDICATORS.items()}
    newest = ""
    rows = store.rows(
        """select id, indicator, authority, period, year, value, published_by from observation
           where list_contains($wanted, indicator) and newest and value is not null and status <> 'suspect'
           order by indicator, authority, period""",
        {"wanted": list(by_indicator)},
    )
    for row in rows:
        name = by_indicator[row["indicator"]]
        year = row["year"] if name in MOMENTS else row["year"] - 1
        if known_to is not None and year > known_to + LATER.get(name, -1):
            continue
        series[name].setdefault(row["authority"], {})[year] = row["value"]
        ids[name, row["authority"], year] = row["id"]
        published[name, row["authority"], year] = str(row["published_by"])
        if name == "balance":
            newest = max(newest, str(row["published_by"]))
    regions = {row["code"]: row["region"] for row in store.rows("select code, region from authority")}
    return Ledger(
        series, ids, published, _agreements(store, known_to), regions, _promised(store, known_to),
        _fees(store, known_to), newest, _today(store),
    )  # fmt: skip


def _fees(store: Store, known_to: int | None) -> dict[int, float]:
    """Cost of a pupil in an independent or non-maintained special school in England, by financial year."""
    rows = store.rows(
        """select period, value from national where series = 'independent_nmss_cost_per_pupil'
           and period_kind = 'financial_year' and value is not null order by period"""
    )
    found = {financial_year(row["period"]) - 1: row["value"] for row in rows}
    return {year: value for year, value in found.items() if known_to is None or year < known_to}


def _today(store: Store) -> dt.date:
    """The last day on which anything was retrieved: the register's today, so that a run does not hang on a clock."""
    row = store.one("select max(retrieved) as day from source") or {}
    return span(str(row["day"]))[1] if row.get("day") else dt.date.max


def _promised(store: Store, known_to: int | None) -> float:
    """Pounds promised in all agreements: each round's sum, the newest cumulative one and the rounds after it."""
    rows = store.rows(
        """select series, period, value from national where value is not null and kind in ('actual', 'derived')
           and series in ('safety_valve_committed_cumulative', 'safety_valve_round_value') order by period"""
    )
    total, last = 0.0, 0
    for row in rows:
        year = financial_year(row["period"]) - 1
        if row["series"].endswith("cumulative") and (known_to is None or year <= known_to):
            total, last = row["value"] * 1e6, year
    for row in rows:
        year = financial_year(row["period"]) - 1
        if row["series"].endswith("value") and year > last and (known_to is None or year <= known_to):
            total += row["value"] * 1e6
    return total


def _agreements(store: Store, known_to: int | None) -> dict[str, SafetyValve]:
    versions: dict[str, list[dict]] = {}
    for row in store.rows("select * from agreement_version order by agreement, position"):
        versions.setdefault(row["agreement"], []).append(row)
    payments: dict[str, list[dict]] = {}
    for row in store.rows(_PAYMENTS):
        payments.setdefault(row["agreement"], []).append(row)
    found = {}
    for row in store.rows("select * from agreement where kind = 'agreement' order by slug"):
        began = financial_year(row["round"]) - 1
        if known_to is not None and began > known_to:
            continue
        mine = versions.get(row["slug"], [])
        paid, runs = _paid(payments.get(row["slug"], []), began, known_to)
        stopped = _stopped(store, row) if known_to is None else None
        found[row["authority"]] = SafetyValve(
            slug=row["slug"], name=row["name"], began=began,
            ends=_latest(mine, "end_year"), balance_year=_latest(mine, "in_year_balance_year"),
            total_gbp=next((float(v["total_gbp"]) for v in reversed(mine) if v["total_gbp"] is not None), None),
            payment_state=row["payment_state"],
            stopped=stopped, paid=paid, paid_runs=runs,
        )  # fmt: skip
    return found


def _latest(versions: list[dict], key: str) -> int | None:
    years = [financial_year(v[key]) - 1 for v in versions if v[key]]
    return years[-1] if years else None


def _paid(
    rows: Sequence[Mapping[str, Any]], began: int, known_to: int | None
) -> tuple[dict[int, float], tuple[tuple[int, int, float], ...]]:
    """Payments of single years, and of runs of years. One year with nothing paid counts: it was withheld."""
    paid: dict[int, float] = {}
    runs: list[tuple[int, int, float]] = []
    for row in rows:
        first = row["from_year"] - 1 if row["from_year"] else began
        last = row["to_year"] - 1 if row["to_year"] else _until(row["period"])
        if last is None or (known_to is not None and last > known_to):
            continue
        if row["from_year"] and first == last:
            paid[first] = paid.get(first, 0.0) + row["amount_gbp"]
        else:
            runs.append((min(first, last), last, float(row["amount_gbp"])))
    return paid, tuple(runs)


_MONTHS = {name: number for number, name in enumerate(calendar.month_name) if name}


def _until(period: str) -> int | None:
    """The financial year in which 'all to 7 March 2024' or 'all to November 2024' ends."""
    words = period.removeprefix("all to ").split()
    if not period.startswith("all to ") or not words or not words[-1].isdigit():
        return None
    year = int(words[-1])
    month = next((_MONTHS[word] for word in words if word in _MONTHS), 12)
    return year if month > 3 else year - 1


def _stopped(store: Store, row: Mapping[str, Any]) -> int | None:
    """The first financial year from which payments are reported as suspended, if they were."""
    if row["payment_state"] != "suspended":
        return None
    found = store.one(
        "select as_of from agreement_state where agreement = $slug and question = 'payment'", {"slug": row["slug"]}
    )
    if not found or not found["as_of"]:
        return None
    first, _ = span(found["as_of"])
    return first.year if first.month > 3 else first.year - 1
