"""What a projection says of one council or of England under one policy: ranges, never a bare number.

In: nothing. Out: `Projection` and its parts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from portcullis.vocabulary import Setting

from ..demand.result import Range

#: What there is a range of. By financial year (2026 means 2026-27), but `balance` and `deficits` on 31 March of a year.
FLOWS = ("spent", "funding", "gap", "payments", "help", "interest")
STOCKS = ("balance", "deficits")
ONCE = ("grant", "residual", "exposure", "new_deficit")
MEASURES = (*FLOWS, *STOCKS, *ONCE)
WORDS = {
    "spent": "spending on high needs",
    "funding": "high needs funding",
    "gap": "gap between spending and funding",
    "payments": "Safety Valve money",
    "help": "stability grant and help with new deficits",
    "interest": "interest borne by the general fund",
    "balance": "deficit of the schools grant (negative: a surplus)",
    "deficits": "deficits of councils in deficit, added up",
    "grant": "stability grant",
    "residual": "deficit of March 2026 left after the grant",
    "exposure": "deficit on the day the override ends",
    "new_deficit": "deficit that arises after March 2026 until the override ends",
}


class MoneyRange(Range):
    """One measure in one year, in pounds. `year`: that in which a financial year begins, or the year of a March."""


@dataclass(frozen=True)
class Projection:
    """One council or England under one policy.

    `state`: known, stale or unknown: how well its starting balance is known; `reasons` in words. `start`: March of it.
    `deficit_share`: share of draws with a deficit on the day the override ends. `above_reserves`: share of draws in
    which the exposure is above the reserves that were typed in or are in the register; None where neither is there.
    """

    code: str
    name: str
    policy: str
    settings: tuple[Setting, ...]
    ranges: tuple[MoneyRange, ...]
    state: str
    reasons: tuple[str, ...]
    start: int
    start_gbp: float | None
    start_id: str
    override_end: int
    deficit_share: float
    reserves_gbp: float | None
    reserves_on: str
    above_reserves: float | None
    people: float | None
    service_budget_gbp: float | None
    draws: int
    seed: int
    years: int
    origin: int
    version: str
    vintage: str

    def of(self, measure: str) -> list[MoneyRange]:
        """Ranges of one measure by year."""
        return [one for one in self.ranges if one.measure == measure]

    def at(self, measure: str, year: int) -> MoneyRange:
        """One range. Raises MoneyError where there is none."""
        from .errors import MoneyError

        for one in self.ranges:
            if one.measure == measure and one.year == year:
                return one
        raise MoneyError(f"there is no projection of {measure} for {year}")

    def about(self) -> dict[str, Any]:
        """What anyone needs to make it again."""
        return {
            "model": self.version, "scenario": self.policy, "settings": [str(one) for one in self.settings],
            "draws": self.draws, "seed": self.seed, "years": self.years, "origin": self.origin,
            "vintage": self.vintage, "starts": f"{self.start}-03-31",
        }  # fmt: skip
