"""What a place in an independent or non-maintained special school cost: the yardstick for the size of a sum of money.

In: facts and a financial year. Out: `Cost`s. England's average of a year, and the council's own where its accounts can
give one. A range of placements comes from the lowest and the highest: no single price is right.

The council's own average is top-up paid to independent providers in a financial year over its plans in independent and
non-maintained special schools in the January of that year. The accounts count providers that are no special schools
too, and some councils book elsewhere. So it is used only where it lies between half and twice England's average.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from portcullis.vocabulary import financial_year

from .counted import INDICATORS
from .dates import financial_year_text
from .facts import TOP_UP, UNIT_COST, Facts, at

#: How far from England's average an own average may lie.
NEAR = 2.0
#: Fewer plans than this make no average.
LEAST_PLANS = 20


@dataclass(frozen=True, slots=True)
class Cost:
    """Pounds for a place in a year. `ids`: the figures it is, or is made from."""

    gbp: float
    year: str
    of: Literal["england", "council"]
    ids: tuple[str, ...]


def costs(facts: Facts, code: str, made_in: int, until: int | None) -> list[Cost]:
    """England's average in the year of signing and in the year of the target (or the nearest years known), and the
    council's own. `made_in`, `until`: calendar years in which those financial years end."""
    known = national_costs(facts)
    if not known:
        return []
    wanted = [min(max(year, min(known)), max(known)) for year in (made_in, until or made_in)]
    found = [known[year] for year in dict.fromkeys(wanted)]
    own = own_cost(facts, code, made_in)
    yardstick = found[0].gbp
    if own and yardstick / NEAR <= own.gbp <= yardstick * NEAR:
        found.append(own)
    return found


def national_costs(facts: Facts) -> dict[int, Cost]:
    """England's averages by the calendar year in which the financial year ends."""
    rows = [row for row in facts.national if row["series"] == UNIT_COST and row["value"]]
    return {financial_year(r["period"]): Cost(float(r["value"]), r["period"], "england", (r["id"],)) for r in rows}


def own_cost(facts: Facts, code: str, made_in: int) -> Cost | None:
    """The council's own average in the newest year up to that of signing; None where it cannot be worked out."""
    for ends in range(made_in, made_in - 3, -1):
        year = financial_year_text(ends)
        paid = next((row for name in TOP_UP if (row := at(facts, name, code, year))), None)
        plans = [at(facts, name, code, str(ends)) for name in INDICATORS["special_independent"]]
        there = [row for row in plans if row is not None]
        total = sum(row["value"] for row in there)
        if paid and len(there) == len(plans) and total >= LEAST_PLANS and paid["value"] > 0:
            return Cost(paid["value"] / total, year, "council", (paid["id"], *(row["id"] for row in there)))
    return None
