"""What each kind of target counts: its class, the series it is held against, or why it cannot be.

In: nothing. Out: `KINDS`, one `Kind` for every word of `Counts`, and the reasons in sentences.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from portcullis.vocabulary import Counts

Class = Literal["plans", "places", "money", "shares", "other"]
#: Measures of the demand model, and the indicators that count what came.
INDICATORS: dict[str, tuple[str, ...]] = {
    "plans": ("ehc_plans",),
    "issued": ("ehc_assessments_plan_issued",),
    "mainstream": ("ehc_plans_mainstream",),
    "special_state": ("ehc_plans_special_state",),
    "special_independent": ("ehc_plans_special_independent", "ehc_plans_special_non_maintained"),
    "post16": ("ehc_plans_post16",),
}
#: Measures of a calendar year; all others are of a January.
OF_A_YEAR = frozenset({"issued"})


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of target. `measure`: what it is held against; `why`: the reason where it cannot be."""

    of: Class
    measure: str = "plans"
    why: str = ""


KINDS: dict[str, Kind] = {
    Counts.PLANS_FEWER: Kind("plans"),
    Counts.NEW_PLANS_A_YEAR: Kind("plans", "issued"),
    Counts.PLACES_MORE: Kind("places"),
    Counts.MAINSTREAM_PLACES_MORE: Kind("places", "mainstream"),
    Counts.STATE_SPECIAL_PLACES_MORE: Kind("places", "special_state"),
    Counts.POST16_PLACES_MORE: Kind("places", "post16"),
    Counts.INDEPENDENT_PLACES_FEWER: Kind("places", "special_independent"),
    Counts.SAVING: Kind("money"),
    Counts.MOVED_FROM_SCHOOLS: Kind("money"),
    Counts.IN_YEAR_LIMIT: Kind("money"),
    Counts.BALANCE: Kind("money"),
    Counts.OWN_MONEY: Kind(
        "money", why="It asks for money from elsewhere in the council: it names no fewer plans or places."
    ),
    Counts.CAPITAL: Kind("money", why="It is money for building. What a place costs to build is not in the register."),
    Counts.TEAM_COST: Kind("money", why="It is the cost of staff who run the plan: it asks for no plans or places."),
    Counts.SCHOOLS_BLOCK_SHARE: Kind(
        "shares", why="It is a share of the schools block. The size of that block is not in the register."
    ),
    Counts.CHILDREN_REACHED: Kind(
        "other", why="It counts children who were to be helped early. Nobody knows how many would have had a plan."
    ),
    Counts.BUILDINGS: Kind("other", why="It counts buildings. How many places they hold is not in the register."),
    Counts.REPORTS: Kind("other", why="It counts reports to the Department, not children, plans or places."),
}
NOT_READ = Kind("other", why="What this number counts has not been put in the register yet.")
IN_WORDS = Kind("other", why="It is given in words and not as one number with a unit.")
