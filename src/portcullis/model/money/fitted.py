"""What was fitted: one `Purse` for each council, and what all share. Nothing here is worked out; see `fitting`.

In: nothing. Out: `Fitted`, `Purse` and the constants of luck.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..demand.fitted import Fitted as Demand
from ..panel import Floats
from .funding import Funding
from .ledger import Ledger, SafetyValve
from .unit_costs import UnitCosts

VERSION = "money-1"
#: Last year that anything is laid out for: as far as demand can be drawn.
UNTIL = 2040
#: Without two balances a council's spending per plan is its region's, this far apart in logs.
UNKNOWN_LEVEL_SD = 0.15
#: Growth of cost per plan where too few years are known to measure it, and how sure anybody can be of it.
USUAL_GROWTH, GROWTH_SD = 0.035, 0.012
#: Yearly luck of the cost per plan: England's, and one council's own, which stays. And what happens in one year only,
#: other blocks of the grant among them, as a share of spending. See docs/money.md for how they were chosen.
ENGLAND_SD, COUNCIL_SD, ONE_OFF_SD = 0.01, 0.045, 0.035
#: A council's spending follows England's plans in full, but its own distance from them only so far where it cannot be
#: measured (one span of balances): plans that grow faster than elsewhere have not raised spending as much.
USUAL_FOLLOWS = 0.5
#: Part of the distance between a council's gap and England's, as shares of funding, that was luck of a single year.
LUCK_IN_A_YEAR = 0.3
MOST_INDEPENDENT = 0.6


@dataclass(frozen=True)
class Purse:
    """One council. `start`: March of its last known balance. `spent_gbp`: the average year before it, around `middle`.

    `balance_gbp` is None where none is known: then it is drawn from what others owe, as a share of funding.
    `state`: known, stale (an older balance than others) or unknown.
    """

    code: str
    name: str
    state: str
    reasons: tuple[str, ...]
    start: int
    balance_gbp: float | None
    balance_id: str
    middle: float
    years: int
    allocations_gbp: float
    rise_gbp: float
    independent_gbp: float
    level_sd: float
    level_gbp: float
    volume_others: dict[int, float]
    volume_independent: dict[int, float]
    base_others: float
    base_independent: float
    january_others: float
    january_independent: float
    distance: dict[int, float]
    funding: dict[int, float]
    outside_gbp: float
    deal: SafetyValve | None


@dataclass(frozen=True)
class Fitted:
    """The fitted model. `shares_of_funding`: balances at the newest March over funding, sorted."""

    demand: Demand
    purses: dict[str, Purse]
    refused: dict[str, str]
    costs: UnitCosts
    funding: Funding
    growth_others: float
    growth_independent: float
    growth_sd: float
    follows: float
    shares_of_funding: Floats
    gap_share: float
    unknown_total_gbp: float
    newest: int
    first: int
    ledger: Ledger

    @property
    def origin(self) -> int:
        """The last January whose plans are known."""
        return self.demand.origin

    @property
    def codes(self) -> tuple[str, ...]:
        """Councils that can be projected, sorted."""
        return tuple(sorted(self.purses))
