"""What moves the answer most: one dial at a time, each over a stated range, everything else as it stands.

In: `Fitted`, a council, a policy. Out: `Swing`s, the widest first: the deficit on the day the override ends with the
dial at either end of its range.

All runs share one seed (common random numbers), so the difference between two of them is the dial's own and few draws
are enough. The ranges are ours, chosen wide enough to matter and narrow enough to be thinkable; they are shown with the
result. It is no forecast of what will change, and dials that move together are not tried together.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from portcullis.vocabulary import Setting

from .fitted import Fitted
from .policy import Policy
from .project import SEED, YEARS, project

#: Draws of each run: with common random numbers a thousand tell the ends apart.
SWING_DRAWS = 1_000
#: The March whose deficit the grant is worked out on: how unsure it is counts as a dial of its own.
OWED = 2026
#: Dial, the two ends that it is tried at, and the financial year from which it is turned (None: it has no years).
#: Funding of 2026-27 has been announced, so that dial begins a year later.
RANGES: tuple[tuple[str, float | str, float | str, int | None], ...] = (
    ("support_pct", 0.0, 90.0, None),
    ("grant_pct", 80.0, 100.0, None),
    ("ineligible_pct", 0.0, 20.0, None),
    ("former_agreement", "net", "gross", None),
    ("funding_growth_pct", 0.0, 5.0, 2027),
    ("transfer_pct", 0.0, 0.5, 2026),
    ("cost_growth_points", -2.0, 2.0, 2026),
    ("fees_growth_points", -3.0, 3.0, 2026),
    ("requests", 0.8, 1.25, 2026),
    ("refusals", 0.67, 1.5, 2026),
    ("issuing", 0.67, 1.5, 2026),
    ("exits", 0.8, 1.25, 2026),
    ("mix:special_independent", 0.75, 1.25, 2026),
)


@dataclass(frozen=True, slots=True)
class Swing:
    """One dial: its two ends, and the middle deficit on the day the override ends, in pounds, at each and as it stands.

    `since`: the financial year from which it was turned; None for a dial without years. `balance_gbp` is tried between
    the ends of the 80% range of the deficit in March 2026, which is how unsure the start is.
    """

    dial: str
    low: float | str
    high: float | str
    since: int | None
    at_low_gbp: float
    at_high_gbp: float
    as_it_stands_gbp: float

    @property
    def width_gbp(self) -> float:
        """How far apart the two ends lie."""
        return abs(self.at_high_gbp - self.at_low_gbp)


def sensitivity(
    fitted: Fitted, code: str, policy: Policy, *, years: int = YEARS, draws: int = SWING_DRAWS, seed: int = SEED
) -> tuple[Swing, ...]:
    """Swings of one council, the widest first; dials that move nothing are left out. Raises MoneyError."""
    options: dict[str, Any] = {"years": years, "draws": draws, "seed": seed, "threads": 1}
    start = project(fitted, [code], [policy], measures=("balance", "exposure"), **options)[0]
    middle = start.at("exposure", policy.override_end).median
    ranges = [one for one in RANGES if one[0] != "former_agreement" or fitted.purses[code].deal is not None]
    if policy.given("balance_gbp") is None and policy.override_end >= OWED > fitted.newest:
        owed = start.at("balance", OWED)
        ranges.append(("balance_gbp", owed.low_80, owed.high_80, None))
    turned = [[_turned(policy, dial, end, since) for end in (low, high)] for dial, low, high, since in ranges]
    told = project(fitted, [code], [one for pair in turned for one in pair], measures=("exposure",), **options)
    found = []
    for place, (dial, low, high, since) in enumerate(ranges):
        at_low, at_high = (told[2 * place + end].at("exposure", policy.override_end).median for end in (0, 1))
        found.append(Swing(dial, low, high, since, at_low, at_high, middle))
    return tuple(sorted((one for one in found if one.width_gbp > 0), key=lambda one: -one.width_gbp))


def _turned(policy: Policy, dial: str, value: float | str, since: int | None) -> Policy:
    """The policy with one dial turned over whatever it says."""
    return replace(policy, settings=(*policy.settings, Setting(dial, value, since)))
