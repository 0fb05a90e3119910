"""What one policy changes against another: differences of draws, not of ranges.

In: `Fitted`, a council or England, two policies. Out: `MoneyRange`s of (this minus that), measure by measure.

Both are drawn with the same seed, so both meet the same luck (common random numbers): draw 17 of one and draw 17 of the
other differ by the policy and by nothing else. The range of a difference is therefore much narrower than the difference
of two ranges. Below zero: less than under the other policy.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from portcullis.vocabulary import ENGLAND

from ..demand.result import LEVELS
from ..panel import Floats
from .fitted import Fitted
from .policy import Policy
from .project import DRAWS, SEED, YEARS, draws_of
from .result import FLOWS, MoneyRange
from .simulate import Draws

#: What is compared. `deficits` are the balances of councils in deficit, so that surpluses of others do not hide them.
COMPARED = ("spent", "funding", "gap", "payments", "help", "interest", "balance", "deficits", "exposure")
Future = dict[str, Floats]


def futures(
    fitted: Fitted, code: str, policy: Policy, *, years: int = YEARS, draws: int = DRAWS, seed: int = SEED,
    done: Callable[[], None] = lambda: None,
) -> Future:  # fmt: skip
    """The draws of every measure, years × draws in whole pounds, from the newest official March on; England's are sums.

    Flows have a row for each financial year, `balance` and `deficits` one for each March, `exposure` a single one.
    Raises MoneyError.
    """
    whole: Future = {}
    for one in fitted.codes if code == ENGLAND else (code,):
        drawn = draws_of(fitted, one, policy, years=years, draws=draws, seed=seed)
        for name, rows in _measures(drawn, fitted.newest - drawn.first, policy).items():
            whole[name] = whole[name] + rows if name in whole else rows
        done()
    return whole


def _measures(drawn: Draws, skip: int, policy: Policy) -> Future:
    balance = drawn.balance_gbp[skip:]
    return {
        "spent": drawn.spent_gbp[skip:], "funding": drawn.funding_gbp[skip:], "gap": drawn.gap_gbp[skip:],
        "payments": drawn.payments_gbp[skip:], "help": drawn.help_gbp[skip:],
        "interest": np.rint(drawn.interest_gbp(policy.number("interest_pct") / 100)[skip:]),
        "balance": balance, "deficits": np.maximum(balance, 0), "exposure": drawn.exposure_gbp[None],
    }  # fmt: skip


def difference(
    fitted: Fitted, code: str, policy: Policy, against: Policy, *, years: int = YEARS, draws: int = DRAWS,
    seed: int = SEED, done: Callable[[], None] = lambda: None,
) -> tuple[MoneyRange, ...]:  # fmt: skip
    """`policy` minus `against`, draw by draw: ranges of each measure of COMPARED. Raises MoneyError.

    `exposure` compares each policy on the day on which its own override ends.
    """
    options: dict[str, Any] = {"years": years, "draws": draws, "seed": seed, "done": done}
    return between(
        futures(fitted, code, policy, **options), futures(fitted, code, against, **options), fitted.newest,
        policy.override_end,
    )  # fmt: skip


def between(this: Future, that: Future, newest: int, override_end: int) -> tuple[MoneyRange, ...]:
    """The same of draws that are at hand. `newest`: the year of their first March."""
    found = []
    for name in COMPARED:
        apart = np.quantile(this[name] - that[name], LEVELS, axis=1).T
        for place, row in enumerate(apart):
            year = override_end if name == "exposure" else newest + place
            found.append(MoneyRange(name, year, *(_thousand(value) for value in row)))
    return tuple(found)


def is_flow(measure: str) -> bool:
    """Whether a measure covers a financial year; the others are of a 31 March."""
    return measure in FLOWS


def _thousand(value: float) -> float:
    return float(np.rint(float(value) / 1000) * 1000) + 0.0
