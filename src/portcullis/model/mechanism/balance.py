"""How a deficit on the Dedicated Schools Grant arises, where it goes, and what its basis means.

In: pounds of one financial year. Out: the in-year and the closing balance; positive = deficit.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

import numpy as np

from portcullis.vocabulary import financial_year

from .amounts import Floats, Money, deficit_part_gbp, not_negative, nothing_like
from .errors import MechanismError, NotKnown
from .rules import rests_on

#: Whether surpluses of other councils are taken off a national total.
Netting = Literal["net", "gross"]
#: The year in which high needs blocks stay at the cash of the year before.
FLAT_CASH_YEAR = "2026-27"


@rests_on("four_blocks", "in_year", "transport_outside")
def in_year_gbp(
    allocation_gbp: Money, spend_gbp: Money, transfers_in_gbp: Money = 0.0, other_income_gbp: Money = 0.0
) -> Money:
    """What a year adds to the deficit: spend - (allocation after recoupment + transfers in + other DSG income).

    `spend_gbp` is what was charged to the schools budget. SEND transport is not: the general fund pays it.
    """
    return spend_gbp - allocation_gbp - transfers_in_gbp - other_income_gbp


@rests_on("closing", "carried_forward")
def closing_gbp(opening_gbp: Money, in_year_gbp: Money) -> Money:
    """Balance at the end of the year: opening balance + what the year added. It is carried into the next year whole."""
    return opening_gbp + in_year_gbp


@rests_on("one_balance", "high_needs_part")
def whole_dsg_gbp(high_needs_gbp: Money, *other_blocks_gbp: Money) -> Money:
    """The one balance of the whole grant, which the override covers: a surplus of another block makes it smaller."""
    total = high_needs_gbp
    for block_gbp in other_blocks_gbp:
        total = total + block_gbp
    return total


@rests_on("net_and_gross", "council_share", "ring_fence", "carried_forward_wording")
def net_gbp(gross_gbp: Money, received_gbp: Money, contributed_gbp: Money = 0.0) -> Money:
    """A balance after Safety Valve money received and the council's own contribution, from one before them."""
    return gross_gbp - not_negative("money received", received_gbp) - not_negative("the contribution", contributed_gbp)


@rests_on("national_netting")
def national_total_gbp(balances_gbp: Floats, *, netting: Netting) -> Money:
    """England's total of councils' balances, councils first (councils, or councils x draws).

    `net`: surpluses make it smaller. `gross`: councils in deficit only. A council that is not known makes it not known.
    """
    if netting not in get_args(Netting):
        raise MechanismError(f"netting must be net or gross, not {netting!r}")
    return np.sum(balances_gbp if netting == "net" else deficit_part_gbp(balances_gbp), axis=0)


@rests_on("percent_of_dsg")
def of_dsg_pct(balance_gbp: Money, dsg_gbp: Money) -> Money:
    """A balance as a percentage of the grant. Say which total was used: before or after recoupment."""
    if np.any(np.asarray(dsg_gbp) <= 0):
        raise MechanismError("the grant must be above zero")
    return 100 * balance_gbp / dsg_gbp


@rests_on("flat_2026_27", "growth_later")
def high_needs_block_gbp(before_gbp: Money, year: str, growth_rate: Money | None = None) -> Money:
    """A year's high needs block from that of the year before, for the same pupils (no change of imports or exports).

    In 2026-27 it stays in cash where it was, whatever the rate. Of other years somebody must say a rate: NotKnown.
    """
    if financial_year(year) == financial_year(FLAT_CASH_YEAR):
        return before_gbp + nothing_like(before_gbp)
    if growth_rate is None:
        raise NotKnown(f"how the high needs block grows in {year} is not known: give a growth rate, such as 0.03")
    return before_gbp * (1 + growth_rate)


@rests_on("reorganisation", "reorganisation_shares")
def passed_on_gbp(balance_gbp: Money, shares: Sequence[float]) -> tuple[Money, ...]:
    """What each successor council takes over of a deficit; nothing is written off. `shares` must add up to 1.

    How a deficit is divided is decided case by case, so no share is assumed.
    """
    if not shares or any(part < 0 for part in shares) or not np.isclose(sum(shares), 1.0):
        raise MechanismError(f"the shares of the successors must add up to 1, none below 0: {list(shares)}")
    return tuple(balance_gbp * part for part in shares)
