"""Figures of England by others, each matched with the one of ours that is about the same thing, day and basis.

In: the national rows of the register, England's recorded projection. Out: `Question`s with their `Answer`s, and what is
about something else, with the reason.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ...words.outlook import TODAY
from ...words.reconcile import GRANTED, Side, reasons, side_of

if TYPE_CHECKING:
    from portcullis.model.projected import Outlook, Told

Row = dict[str, Any]
PREFIXES = ("dsg_cumulative_deficit", "dsg_in_year_deficit", "high_needs_")
#: A scenario without the grant: what figures made before it was announced are held against.
WITHOUT_GRANT = "law-of-2024"
#: The OBR's figure for both years before the override ends, in one sum.
TWO_YEARS = "2026-04 to 2028-03"
CUMULATIVE, IN_YEAR, SPEND, FUNDING, GRANT = (
    "dsg_cumulative_deficit", "dsg_in_year_deficit", "high_needs_spend", "high_needs_funding",
    "high_needs_stability_grant",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class About:
    """What a question is about: its anchor and title, our measure and year, and the periods of others that match."""

    anchor: str
    title: str
    kind: str
    year: int
    series: str
    periods: tuple[str, ...]
    without_grant: bool = False


ABOUT = (
    About("march-2024", "Owed on 31 March 2024, where we start", "balance", 2024, CUMULATIVE, ("2024-03",)),
    About("march-2025", "Owed on 31 March 2025", "balance", 2025, CUMULATIVE, ("2025-03",)),
    About("march-2026", "Owed on 31 March 2026", "balance", 2026, CUMULATIVE, ("2026-03",)),
    About("march-2028", "Owed on 31 March 2028, without the grant", "balance", 2028, CUMULATIVE, ("2028-03", "2028"),
          without_grant=True),
    About("gap-2025", "Gap of 2025-26", "gap", 2025, IN_YEAR, ("2025-26",)),
    About("gap-2026", "Gap of 2026-27", "gap", 2026, IN_YEAR, ("2026-27",)),
    About("gap-2027", "Gap of 2027-28", "gap", 2027, IN_YEAR, ("2027-28",)),
    About("gap-2028", "Gap of 2028-29", "gap", 2028, IN_YEAR, ("2028-29",)),
    About("gap-2030", "Gap of 2030-31", "gap", 2030, IN_YEAR, ("2030-31",)),
    About("spent-2025", "Spent on high needs in 2025-26", "spent", 2025, SPEND, ("2025-26",)),
    About("spent-2028", "Spent on high needs in 2028-29", "spent", 2028, SPEND, ("2028-29",)),
    About("funding-2024", "High needs funding of 2024-25", "funding", 2024, FUNDING, ("2024-25",)),
    About("funding-2025", "High needs funding of 2025-26", "funding", 2025, FUNDING, ("2025-26",)),
    About("grant", "The stability grant of all councils", "grant", 2026, GRANT, ("2026-27",)),
    About("residual", "What the grant leaves with councils", "residual", 2026, GRANT, ("2026-27",)),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answer:
    """One figure of somebody: in pounds, the middle of ours beside it, where it lies and why that may be."""

    row: Row
    value_gbp: float
    ours: Told
    side: Side
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that several people have put a number on. `net` and `only`: ours on either basis; `only` alone where
    there is but one. `after`: ours with the grant, where the question is asked without it."""

    about: About
    net: Told | None
    only: Told
    after: Told | None = None
    answers: list[Answer] = field(default_factory=list)


def questions(outlook: Outlook, national: list[Row]) -> list[Question]:
    """Every question that ours answers, in the order of the years, each with the figures of others."""
    found = []
    for about in ABOUT:
        question = _ours(outlook, about)
        if question is None:
            continue
        for row in national:
            if is_about(row, about):
                question.answers.append(_answer(question, row))
        question.answers.sort(key=lambda a: (a.row["made_on"] or "9999", a.row["made_by"], a.value_gbp))
        found.append(question)
    return found


def is_about(row: Row, about: About) -> bool:
    """Whether a national row is about the same thing and day."""
    if row["value"] is None or row["unit"] != "GBP million" or row["period"] not in about.periods:
        return False
    series = row["series"]
    same = series == about.series or (about.kind in ("balance", "gap") and series.startswith(about.series))
    late = about.without_grant and row["made_on"] >= GRANTED
    left = row["series"] == GRANT and ("left with" in row["note"]) != (about.kind == "residual")
    return same and not late and not left


def _ours(outlook: Outlook, about: About) -> Question | None:
    scenario = WITHOUT_GRANT if about.without_grant else TODAY
    if about.kind == "balance":
        net, only = outlook.at(scenario, "balance", about.year), outlook.at(scenario, "deficits", about.year)
        after = outlook.at(TODAY, "deficits", about.year) if about.without_grant else None
        return Question(about, net, only, after) if net and only else None
    told = outlook.at(scenario, about.kind, about.year)
    return Question(about, None, told) if told else None


def _answer(question: Question, row: Row) -> Answer:
    """A figure whose basis is not stated is held against both of ours together."""
    value, only, net = row["value"] * 1e6, question.only, question.net
    ours = net if net is not None and row["netting"] == "net_of_surpluses" else only
    low, high = ours.low_80, ours.high_80
    if net is not None and not row["netting"]:
        low, high = min(net.low_80, only.low_80), max(net.high_80, only.high_80)
    found = side_of(row, value, low, high)
    why = reasons(row, found, kind=question.about.kind, year=question.about.year)
    return Answer(row, value, ours, found, tuple(why))


def apart(national: list[Row]) -> list[tuple[Row, str]]:
    """Figures of the same series that none of ours can stand beside, each with the reason."""
    rows = [row for row in national if row["series"].startswith(PREFIXES) and row["value"] is not None]
    return [(row, _why_apart(row)) for row in rows if not any(is_about(row, about) for about in ABOUT)]


def _why_apart(row: Row) -> str:
    if "percent" in row["unit"]:
        return "a share, not a sum"
    if "county" in row["series"]:
        return "county areas only"
    if "extra" in row["series"]:
        return "an addition that no scenario holds"
    if row["period"] == TWO_YEARS:
        return "two years together: told above"
    if row["period"][:4].isdigit() and row["period"][:7] < "2024-03":
        return "before the first day that we project"
    if row["period_kind"] == "unknown":
        return "its day or year is not stated"
    return "a day for which we record no projection"
