"""Money moved from the schools block to high needs: who may decide, for how long, and what is left of it.

In: pounds, and who agreed. Out: what may be moved, for one year. All transfers are of a financial year.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Literal

import numpy as np

from portcullis.vocabulary import financial_year

from .amounts import Money, not_negative, nothing_like, share
from .errors import MechanismError, NotKnown
from .rules import rests_on

#: The part of a schools block that a council may move with its schools forum, as a rate.
FORUM_LIMIT_RATE = 0.005
#: Last day on which the Secretary of State could be asked, by the year of the transfer. No other year was found.
REQUEST_BY = {"2025-26": dt.date(2024, 11, 18), "2026-27": dt.date(2025, 11, 17)}

Decider = Literal["nobody", "forum", "secretary_of_state"]


@rests_on("half_percent")
def forum_limit_gbp(schools_block_gbp: Money) -> Money:
    """The most that a council may move with the agreement of its schools forum: 0.5% of the schools block."""
    return FORUM_LIMIT_RATE * not_negative("the schools block", schools_block_gbp)


@rests_on("half_percent", "disapplication")
def decided_by(transfer_gbp: float, schools_block_gbp: float, *, forum_agrees: bool) -> Decider:
    """Who has to decide on a transfer: the forum up to the limit; the Secretary of State beyond or where it refuses."""
    if not_negative("the transfer", transfer_gbp) == 0:
        return "nobody"
    within = transfer_gbp < float(forum_limit_gbp(schools_block_gbp)) + 0.005  # a penny more is beyond the limit
    return "forum" if within and forum_agrees else "secretary_of_state"


@rests_on("half_percent", "disapplication")
def allowed_gbp(
    asked_gbp: Money, schools_block_gbp: Money, *, forum_agrees: bool, secretary_of_state_agrees: bool = False
) -> Money:
    """What may be moved: all of it if the Secretary of State agrees; else up to 0.5% if the forum agrees; else none."""
    not_negative("the transfer", asked_gbp)
    if secretary_of_state_agrees:
        return asked_gbp + nothing_like(asked_gbp)
    limit_gbp = forum_limit_gbp(schools_block_gbp)
    return np.minimum(asked_gbp, limit_gbp) if forum_agrees else nothing_like(asked_gbp)


@rests_on("one_year", "bigger_in_agreements")
def transfer_of_year_gbp(decisions_gbp: Mapping[str, float], year: str) -> float:
    """The transfer of a financial year. It lasts that one year: without a decision of its own a year has none."""
    for decided in (*decisions_gbp, year):
        financial_year(decided)
    return decisions_gbp.get(year, 0.0)


@rests_on("one_year")
def request_by(year: str) -> dt.date:
    """Last day to ask the Secretary of State for a transfer in this year. Raises NotKnown where it was not found."""
    if year not in REQUEST_BY:
        raise NotKnown(f"the day by which a transfer for {year} had to be asked for was not found")
    return REQUEST_BY[year]


@rests_on("protected_schools")
def burden_rate(transfer_gbp: Money, contributing_gbp: Money) -> Money:
    """The part of their budgets that schools lose which are not protected, given the sum of those schools' budgets."""
    if np.any(np.asarray(contributing_gbp) <= 0):
        raise MechanismError("the budgets of the schools that contribute must be above zero")
    return not_negative("the transfer", transfer_gbp) / contributing_gbp


@rests_on("transfer_returns", "return_rate")
def net_gain_gbp(transfer_gbp: Money, return_rate: Money) -> Money:
    """What high needs gains if a part of the money comes back as top-up: transfer x (1 - return rate)."""
    return transfer_gbp * (1 - share("the return rate", return_rate))
