"""What falls on the general fund on the day when the override ends, and how large that is.

In: the balance, whether a day is covered, reserves with their date. Out: pounds, percentages, a share of draws.
Nothing here says that a council will issue a section 114 notice: that is its finance officer's own decision.
"""

from __future__ import annotations

import datetime as dt

import numpy as np

from portcullis.vocabulary import financial_year

from .amounts import Money, deficit_part_gbp, not_negative, nothing_like
from .errors import MechanismError, NotKnown, StaleReserves
from .rules import rests_on

#: How old a figure of reserves may be, in years.
OLDEST_RESERVES_YEARS = 2
#: Why the model does not reckon with Exceptional Financial Support, which it names.
EXCEPTIONAL_FINANCIAL_SUPPORT = (
    "Exceptional Financial Support is left out: it is a minister's decision about one council's general fund, it moves "
    "a gap into capital and debt of later years without clearing its cause, and no rule was found that allows it for a "
    "DSG deficit while the override lasts."
)


@rests_on("override_account", "exposure", "outside_reserves", "help_in_2028")
def exposure_gbp(balance_gbp: Money, covered: bool) -> Money:
    """What falls on the general fund: nothing on a day that the override covers, else the whole deficit."""
    deficit = deficit_part_gbp(balance_gbp)
    return nothing_like(deficit) if covered else deficit


@rests_on("exposure")
def per_resident_gbp(exposure_gbp: Money, residents: float) -> Money:
    """Exposure for each resident of any age."""
    if not residents > 0:
        raise MechanismError("the number of residents must be above zero")
    return exposure_gbp / residents


@rests_on("exposure")
def of_service_budget_pct(exposure_gbp: Money, service_budget_gbp: Money) -> Money:
    """Exposure as a percentage of the budget for all services of one year."""
    if np.any(np.asarray(service_budget_gbp) <= 0):
        raise MechanismError("the budget for services must be above zero")
    return 100 * exposure_gbp / service_budget_gbp


@rests_on("reserves_recent")
def recent_reserves_gbp(reserves_gbp: Money | None, as_at: dt.date | None, today: dt.date) -> Money:
    """Usable reserves of the last two years. Raises NotKnown without a figure, StaleReserves with the reason."""
    if reserves_gbp is None or as_at is None:
        raise NotKnown("no figure of usable reserves is known: an exposure cannot be set against them")
    oldest = _years_before(today, OLDEST_RESERVES_YEARS)
    if as_at < oldest:
        raise StaleReserves(
            f"the reserves are those of {as_at.isoformat()}, more than {OLDEST_RESERVES_YEARS} years before "
            f"{today.isoformat()}: too old to set against an exposure"
        )
    if as_at > today:
        raise StaleReserves(f"reserves of {as_at.isoformat()} are a forecast, not money held by {today.isoformat()}")
    return not_negative("usable reserves", reserves_gbp)


@rests_on("headroom")
def headroom_gbp(usable_reserves_gbp: Money, balance_gbp: Money, covered: bool) -> Money:
    """Usable reserves - exposure. Below zero: the deficit is larger than all of them."""
    return usable_reserves_gbp - exposure_gbp(balance_gbp, covered)


@rests_on("section_114_chance", "section_114", "section_114_effect", "section_114_rare", "surveys")
def section_114_probability(exposures_gbp: Money, usable_reserves_gbp: Money) -> float:
    """The share of draws in which exposure is larger than usable reserves, 0 to 1.

    This is the chance that a deficit exceeds reserves in our draws. It is never a prediction of a notice: an officer
    decides, can wait, and can be helped; actual reports are rare. Give reserves through `recent_reserves_gbp`.
    Raises NotKnown where a draw or the reserves are not known.
    """
    above = np.asarray(exposures_gbp, dtype=np.float64) - np.asarray(usable_reserves_gbp, dtype=np.float64)
    if above.size == 0 or np.isnan(above).any():
        raise NotKnown("a share of draws needs every draw and the reserves to be known")
    return float((above > 0).mean())


@rests_on("trigger", "exceptional_support", "exceptional_support_dsg")
def budget_shortfall_gbp(
    budget_gap_gbp: Money, savings_gbp: Money, usable_reserves_gbp: Money, agreed_support_gbp: Money = 0.0
) -> Money:
    """What a year's budget gap leaves after savings, usable reserves and Exceptional Financial Support already agreed.

    Above zero, a section 114 report may be due. Support is only what has been agreed: none is foreseen.
    """
    return budget_gap_gbp - savings_gbp - usable_reserves_gbp - not_negative("support", agreed_support_gbp)


@rests_on("report_month")
def report_month(first_unbalanced_year: str) -> str:
    """The month of a report before a year that cannot be balanced, by BCP's plan: the December before (`2027-12`)."""
    return f"{financial_year(first_unbalanced_year) - 2}-12"


def _years_before(day: dt.date, years: int) -> dt.date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)
