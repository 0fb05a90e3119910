"""What an agreement pays: its profile of instalments, walked through the reports that judged it.

In: instalments, dated reports with the state that each led to. Out: for each step what was due, paid and in arrears,
in pounds. An instalment that is not known is NaN, and so is all that hangs on it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from .amounts import Money, nothing_like
from .dates import SCHEME_ENDED
from .errors import MechanismError
from .rules import rests_on
from .states import PAYING, AgreementState, next_state

#: What happens to money when an agreement has ended. Nobody has said; `nothing` is the neutral default. `arrears`: what
#: was withheld is made up. `everything`: instalments due after the end are paid too.
AtEnd = Literal["nothing", "arrears", "everything"]


@dataclass(frozen=True, slots=True)
class Instalment:
    """Money that an agreement says will be paid on a day; NaN where the amount is not known."""

    due: dt.date
    amount_gbp: Money


@dataclass(frozen=True, slots=True)
class Report:
    """A report, and the state in which the Department's judgement of it put the agreement."""

    on: dt.date
    state: AgreementState


@dataclass(frozen=True, slots=True)
class Step:
    """One day on which money was due or could be made up. `arrears_gbp`: what was left unpaid after it."""

    on: dt.date
    state: AgreementState
    due_gbp: Money
    paid_gbp: Money
    arrears_gbp: Money


@rests_on("payment_by_state", "arrears_made_up", "instalments_after_end")
def payment_gbp(
    instalment_gbp: Money, state: AgreementState, arrears_gbp: Money = 0.0, *, at_end: AtEnd = "nothing"
) -> tuple[Money, Money]:
    """Paid, and in arrears after it.

    On track or resumed: the instalment and all arrears. Ended: what `at_end` says, by default nothing, and what was
    in arrears stays so. In every other state nothing is paid, and the instalment is added to the arrears.
    """
    if at_end not in get_args(AtEnd):
        raise MechanismError(f"at_end must be one of {', '.join(get_args(AtEnd))}, not {at_end!r}")
    nothing_gbp = nothing_like(instalment_gbp, arrears_gbp)
    if state in PAYING or (state is AgreementState.ENDED and at_end == "everything"):
        return instalment_gbp + arrears_gbp, nothing_gbp
    if state is AgreementState.ENDED:
        unpaid_gbp = arrears_gbp + nothing_gbp
        return (unpaid_gbp, nothing_gbp) if at_end == "arrears" else (nothing_gbp, unpaid_gbp)
    return nothing_gbp, instalment_gbp + arrears_gbp


@rests_on("payment_by_state", "monitoring", "scheme_ended")
def walk(
    profile: Sequence[Instalment],
    reports: Sequence[Report] = (),
    *,
    ended: dt.date | None = SCHEME_ENDED,
    at_end: AtEnd = "nothing",
) -> list[Step]:
    """A profile walked through its reports, in the order of days. A report comes before money due on the same day.

    Before the first report the agreement is on track. `ended`: the day on which all agreements ended; None where a
    scenario lets them run. A report that brings arrears back, and the end, are steps of their own with nothing due.
    Raises WrongTransition, naming the day.
    """
    told = sorted(reports, key=lambda report: report.on)
    if ended is not None:
        if late := [report.on.isoformat() for report in told if report.on >= ended]:
            raise MechanismError(f"no report can follow the end on {ended.isoformat()}: {', '.join(late)}")
        told.append(Report(ended, AgreementState.ENDED))
    days: list[tuple[dt.date, int, Report | Instalment]] = [(report.on, 0, report) for report in told]
    days += [(instalment.due, 1, instalment) for instalment in profile]
    state = AgreementState.ON_TRACK
    arrears_gbp: Money = 0.0
    steps: list[Step] = []
    for day, _, what in sorted(days, key=lambda entry: entry[:2]):
        due_gbp: Money = 0.0
        if isinstance(what, Report):
            try:
                state = next_state(state, what.state)
            except MechanismError as wrong:
                raise type(wrong)(f"{day.isoformat()}: {wrong}") from None
            if state not in PAYING and state is not AgreementState.ENDED:
                continue
        else:
            due_gbp = what.amount_gbp
        before_gbp = arrears_gbp
        paid_gbp, arrears_gbp = payment_gbp(due_gbp, state, before_gbp, at_end=at_end)
        if isinstance(what, Instalment) or state is AgreementState.ENDED or np.any(before_gbp != 0):
            steps.append(Step(day, state, due_gbp, paid_gbp, arrears_gbp))
    return steps
