"""The High Needs Stability Grant: 90% of the eligible deficit that a council held on 31 March 2026.

In: the totals that different returns give, and what is deducted; pounds, floats or draws. Out: `Grant`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from .amounts import Answer, Money, deficit_part_gbp, not_negative, share
from .errors import MechanismError, NotKnown
from .rules import rests_on

#: The part of an eligible deficit that is paid.
GRANT_RATE = 0.90
#: What the base of a former Safety Valve council is. Nobody has published it. `net`, the neutral default, is inferred:
#: the balance after the money that it received. `gross`: that money (and whatever else the caller adds back) counts as
#: if the deficit were still there. `gross_less_received`: so too, but the money received counts towards the 90%.
FormerAgreement = Literal["net", "gross", "gross_less_received"]


@dataclass(frozen=True, slots=True)
class Grant:
    """Pounds. `residual_gbp`: what stays in the unusable reserve of the balance measured, a surplus below zero."""

    base_gbp: Money
    eligible_gbp: Money
    grant_gbp: Money
    residual_gbp: Money


@rests_on("lowest_figure")
def measured_gbp(candidates_gbp: Sequence[Money], *, explained: bool) -> Money:
    """The total that counts. Differences without a good explanation: the lowest. Explained: the one that was agreed.

    With `explained`, give the agreed total alone: which of several it is cannot be worked out. Raises MechanismError.
    """
    if not candidates_gbp:
        raise NotKnown(
            "no figure for the balance on 31 March 2026 was given: without one there is no grant to work out"
        )
    if explained and len(candidates_gbp) > 1 and any(np.any(candidates_gbp[0] != each) for each in candidates_gbp[1:]):
        raise MechanismError("where differences are explained, give the one total that was agreed")
    # Unlike `min`, this also keeps what is not known: a candidate that is NaN could be the lowest.
    lowest = candidates_gbp[0]
    for each in candidates_gbp[1:]:
        lowest = np.minimum(lowest, each)
    return lowest * 1.0


@rests_on(
    "grant_eligibility", "lowest_figure", "deductions", "ninety_percent", "plan_approved", "residual",
    "former_agreements", "grant_for_deficit_only", "measured", "national_size", "deductions_amounts", "plans_not_found",
    "later_phases", "paid_in_gets_less",
)  # fmt: skip
def stability_grant(
    candidates_gbp: Sequence[Money],
    *,
    explained: bool,
    ineligible_gbp: Money = 0.0,
    plan_approved: Answer = True,
    rate: Money = GRANT_RATE,
    former_agreement: FormerAgreement = "net",
    added_back_gbp: Money | None = None,
) -> Grant:
    """The grant of a council.

    measured = the lowest candidate, or the agreed total       (`measured_gbp`)
    base     = measured, or measured + added back              (by `former_agreement`)
    eligible = max(0, base - ineligible)                       none without a deficit measured
    grant    = rate x eligible if the plan is approved, never more than the deficit measured
    residual = measured - grant                                10% of what is eligible, and all that is not

    `added_back_gbp`: Safety Valve money received (and own contributions, if the caller means them too); needed for
    `gross` and `gross_less_received`, and never assumed to be nothing. Raises MechanismError, NotKnown.
    """
    if former_agreement not in get_args(FormerAgreement):
        raise MechanismError(
            f"former_agreement must be one of {', '.join(get_args(FormerAgreement))}, not {former_agreement!r}"
        )
    measured = measured_gbp(candidates_gbp, explained=explained)
    back: Money = 0.0
    if former_agreement != "net":
        if added_back_gbp is None:
            raise NotKnown(f"money received is needed for {former_agreement!r}: what is not known is not nothing")
        back = not_negative("money received", added_back_gbp)
    deficit = deficit_part_gbp(measured)
    base = measured + back
    # np.sign keeps what is not known, and makes all of it nothing where no deficit was measured.
    eligible = deficit_part_gbp(base - not_negative("ineligible spending", ineligible_gbp)) * np.sign(deficit)
    due = share("the rate of the grant", rate) * eligible
    if former_agreement == "gross_less_received":
        due = deficit_part_gbp(due - back)
    grant = np.where(plan_approved, np.minimum(due, deficit), 0.0)[()]  # none is paid, whatever is held
    return Grant(base, eligible, grant, measured - grant)
