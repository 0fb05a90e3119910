"""Deficits of 2026-27 and 2027-28: what they add, what help there may be, and what is held when the override ends.

In: pounds, and a rate that the reader sets. Out: pounds. No rate of help has been announced: none is assumed.
"""

from __future__ import annotations

from .amounts import Money, deficit_part_gbp, share
from .errors import NotKnown
from .rules import rests_on

#: The rates to show beside each other while nobody knows.
SHOWN_RATES = (0.0, 0.5, 0.9)
#: England, in pounds, by others: deficits of 2026-28 (OBR, before the grant), and what 10% and ineligible sums leave.
ENGLAND_NEW_2026_28_GBP = 8_600_000_000
ENGLAND_RESIDUAL_GBP = 500_000_000
#: England in 2028-29, in pounds, by others: the gap (OBR, nothing reformed) and the white paper's extra money.
ENGLAND_GAP_2028_29_GBP = 6_300_000_000
ENGLAND_EXTRA_2028_29_GBP = 3_500_000_000


@rests_on("support_not_said", "not_paid_by_grant")
def support_gbp(new_deficit_gbp: Money, rate: Money | None = None) -> Money:
    """Help with the deficits of 2026-28 at a rate between 0 and 1. None raises NotKnown: not known is not nothing."""
    if rate is None:
        raise NotKnown(
            "how much help there will be with the deficits of 2026-27 and 2027-28 has not been said: give a rate from "
            "0 to 1; 0, 0.5 and 0.9 are the ones we show"
        )
    return share("the rate of support", rate) * deficit_part_gbp(new_deficit_gbp)


@rests_on("same_reserve", "after_grant_no_help", "residual_covered")
def held_at_override_end_gbp(residual_gbp: Money, new_deficit_gbp: Money, support_gbp: Money = 0.0) -> Money:
    """Balance on the day when the override ends: what the grant left + what 2026-28 added - help with it."""
    return residual_gbp + new_deficit_gbp - support_gbp


@rests_on("national_gap")
def unmet_gap_gbp(gap_gbp: Money, extra_gbp: Money) -> Money:
    """What extra money leaves of a year's gap for England; how that is met is not known."""
    return gap_gbp - extra_gbp
