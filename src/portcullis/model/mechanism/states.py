"""The states of an agreement's money, and which of them can follow which.

In: a state and the next. Out: the next, or an error that says what could have followed. These are states of payment;
the register keeps finance and service apart from it.
"""

from __future__ import annotations

from enum import StrEnum

from .errors import WrongTransition
from .rules import rests_on


class AgreementState(StrEnum):
    """Where an agreement stands with the Department."""

    ON_TRACK = "on_track"
    ENHANCED_MONITORING = "enhanced_monitoring"
    SUSPENDED = "suspended"
    REVISED = "revised"
    RESUMED = "resumed"
    ENDED = "ended"


#: What can follow. A state can always stay. The first rung can be left out: Dorset's money stopped without any record
#: of enhanced monitoring before. An instalment that was only delayed comes back through `resumed`.
FOLLOWS: dict[AgreementState, tuple[AgreementState, ...]] = {
    AgreementState.ON_TRACK: (
        AgreementState.ENHANCED_MONITORING, AgreementState.SUSPENDED, AgreementState.ENDED,
    ),
    AgreementState.ENHANCED_MONITORING: (
        AgreementState.SUSPENDED, AgreementState.REVISED, AgreementState.RESUMED, AgreementState.ENDED,
    ),
    AgreementState.SUSPENDED: (AgreementState.REVISED, AgreementState.RESUMED, AgreementState.ENDED),
    AgreementState.REVISED: (AgreementState.RESUMED, AgreementState.ENDED),
    AgreementState.RESUMED: (
        AgreementState.ENHANCED_MONITORING, AgreementState.SUSPENDED, AgreementState.ENDED,
    ),
    AgreementState.ENDED: (),
}  # fmt: skip
#: In these an instalment is paid, with what is in arrears.
PAYING = frozenset({AgreementState.ON_TRACK, AgreementState.RESUMED})


@rests_on("ladder")
def next_state(state: AgreementState, to: AgreementState) -> AgreementState:
    """The next state. Raises WrongTransition with what could have followed."""
    if to != state and to not in FOLLOWS[state]:
        could = ", ".join(FOLLOWS[state]) or "nothing: it is over"
        raise WrongTransition(f"an agreement cannot go from {state} to {to}; after {state} can come: {could}")
    return to
