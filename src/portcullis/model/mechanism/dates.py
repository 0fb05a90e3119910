"""The dates that the money turns on, and what was known of them on a given day.

In: days. Out: constants; when the override was to end as it stood on a day; whether a day is covered; who pays.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from portcullis.vocabulary import financial_year

from .errors import MechanismError, NotKnown
from .rules import RULES, Certainty, rests_on

#: From this day no council may put general fund money into the DSG without a minister's consent.
RING_FENCE_FROM = dt.date(2020, 2, 21)
#: First day of the first year under the override.
FIRST_COVERED = dt.date(2020, 4, 1)
#: No council could join Safety Valve from this day on.
CLOSED_TO_NEW = dt.date(2024, 12, 4)
#: The day on which the deficit is measured for the stability grant.
MEASURED = dt.date(2026, 3, 31)
#: From this day no agreement is in force.
SCHEME_ENDED = dt.date(2026, 4, 1)
#: Season in which the stability grant was to be paid, council by council: no day is known.
GRANT_PAYABLE = "autumn 2026"
#: The first financial year in which SEND cost lies inside the limits of government departments.
FIRST_CENTRAL_YEAR = "2028-29"
CENTRAL_FROM = dt.date(2028, 4, 1)
#: A proposal of the white paper, as partial dates: assessments under a new system; earliest change to support.
NEW_ASSESSMENTS_FROM = "2029-09"
EXISTING_SUPPORT_UNTIL = "2030-09"


@dataclass(frozen=True, slots=True)
class OverrideEnd:
    """One end of the override. `known`: the day from which it was known; `in_force`: as law, None where not found."""

    end: dt.date
    known: dt.date
    in_force: dt.date | None
    certainty: Certainty
    rule: str


def _end(key: str, end: dt.date, in_force: dt.date | None) -> OverrideEnd:
    rule = RULES[key]
    assert rule.since is not None  # noqa: S101 - a mistake in our own table, found by any import
    return OverrideEnd(end, rule.since, in_force, rule.certainty, key)


#: The three ends, oldest first. The first regulations were law by the end of November 2020; their day was not found.
OVERRIDE_ENDS: tuple[OverrideEnd, ...] = (
    _end("override_to_2023", dt.date(2023, 3, 31), dt.date(2020, 11, 30)),
    _end("override_to_2026", dt.date(2026, 3, 31), dt.date(2023, 1, 31)),
    _end("override_to_2028", dt.date(2028, 3, 31), None),
)


@rests_on("override_to_2023", "override_to_2026", "override_to_2028")
def override_end_known(as_of: dt.date) -> OverrideEnd:
    """The end of the override as the law stood or as announced on a day. Raises NotKnown before there was one."""
    known = [step for step in OVERRIDE_ENDS if step.known <= as_of]
    if not known:
        raise NotKnown(
            f"there was no statutory override on {as_of.isoformat()}: the first one became law by 30 November 2020"
        )
    return known[-1]


@rests_on("override_to_2023", "override_to_2026", "override_to_2028")
def override_end(as_of: dt.date) -> dt.date:
    """The last day of the override, as it stood on a day: 31 March of 2023, then 2026, then 2028. Raises NotKnown."""
    return override_end_known(as_of).end


@rests_on("override_starts", "override_account", "override_2028_law")
def override_covers(day: dt.date, end: dt.date) -> bool:
    """Whether a deficit on this day stays off the main accounts, given the last day of the override."""
    if end < FIRST_COVERED:
        raise MechanismError(f"the override cannot end on {end.isoformat()}: its first day was 1 April 2020")
    return FIRST_COVERED <= day <= end


@rests_on("central_from_2028")
def met_centrally(year: str) -> bool:
    """Whether government means to meet SEND cost of a financial year (`2028-29`) inside departmental limits."""
    return financial_year(year) >= financial_year(FIRST_CENTRAL_YEAR)


@rests_on("scheme_ended")
def agreement_in_force(day: dt.date) -> bool:
    """Whether agreements could still be in force on this day."""
    return day < SCHEME_ENDED


@rests_on("closed_to_new")
def agreement_can_be_made(day: dt.date) -> bool:
    """Whether a council could still be given an agreement on this day."""
    return day < CLOSED_TO_NEW
