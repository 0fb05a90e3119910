"""Interest on a deficit: real money that the general fund pays now, although the deficit itself stays off the books.

In: pounds. Out: pounds a year, and the figures from which a rate can be read.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .amounts import Money, deficit_part_gbp
from .errors import MechanismError
from .rules import rests_on


@dataclass(frozen=True, slots=True)
class Calibration:
    """A stated cost of interest on a stated deficit. `usable`: whether a rate may be read from it; `why`."""

    who: str
    year: str
    interest_gbp: float
    deficit_gbp: float
    usable: bool
    why: str
    sources: tuple[str, ...]

    @property
    def rate(self) -> float:
        """Interest as a part of the deficit."""
        return self.interest_gbp / self.deficit_gbp


CALIBRATIONS: tuple[Calibration, ...] = (
    Calibration(
        "Bournemouth, Christchurch and Poole", "2026-27", 10_000_000, 183_100_000, True,
        "Nearly 10 million on the deficit forecast for March 2026; slightly too high a rate, because 10 is rounded up "
        "and the deficit goes on growing in the year.",
        ("https://www.bcpcouncil.gov.uk/news-hub/news-articles/bournemouth-christchurch-and-poole-send-expenditure",),
    ),
    Calibration(
        "England", "2027-28", 300_000_000, 5_000_000_000, True,
        "Government's estimate of what councils save by 2027-28 if about 5 billion is cleared.",
        (
            "https://localgovernmentlawyer.co.uk/governance/396-governance-news/"
            "99685-local-government-finance-settlement-details-plans-to-write-off-90-of-council-send-deficits",
        ),
    ),
    Calibration(
        "West Berkshire", "2024-25", 1_500_000, 16_100_000, False,
        "About 1.5 million on 16.1 million is over 9%, far above any rate at which councils borrow: it must hold "
        "something else.",
        ("https://decisionmaking.westberks.gov.uk/mgAi.aspx?ID=90724",),
    ),
)  # fmt: skip

#: A range for a dial, not an estimate: BCP's rate rounded down, because its 10 million is "nearly"; England's.
LEAST_RATE, MOST_RATE = 0.054, 0.060


@rests_on("interest")
def average_deficit_gbp(opening_gbp: Money, closing_gbp: Money) -> Money:
    """A year's average deficit, halfway between its ends. A surplus counts as none: it does not pay for a deficit."""
    return (deficit_part_gbp(opening_gbp) + deficit_part_gbp(closing_gbp)) / 2


@rests_on("interest", "interest_calibration")
def interest_gbp(average_deficit_gbp: Money, rate: Money) -> Money:
    """A year's interest, borne by the general fund and never added to the DSG deficit: deficit x rate."""
    if np.any(np.asarray(rate) < 0):
        raise MechanismError(f"the rate of interest must not be below zero (0.054 for 5.4%): {rate}")
    return deficit_part_gbp(average_deficit_gbp) * rate
