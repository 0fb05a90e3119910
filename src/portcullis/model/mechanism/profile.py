"""An agreement as the register has it, as a profile, as money received, and checked for what is usual.

In: `Payment` records of the vocabulary. Out: instalments and sums, with what is not known kept apart. A check warns; it
never fills a gap.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass

from portcullis.vocabulary import Payment, financial_year, span

from .agreement import Instalment
from .errors import MechanismError, NotKnown
from .rules import rests_on

#: The first payment as a percentage of the total, in agreements from 2021-22 on, and how far it may lie from it.
FIRST_PAYMENT_PCT, FIRST_PAYMENT_WITHIN_PCT = 40.0, 5.0


@dataclass(frozen=True, slots=True)
class Profile:
    """Instalments with a day; and payments of which no single year is known, which are never divided into years."""

    instalments: tuple[Instalment, ...]
    undated: tuple[Payment, ...]


@dataclass(frozen=True, slots=True)
class Received:
    """Money received as far as it is recorded: at least `known_gbp`; `None` where no amount is.

    `complete`: whether that is all, because it reaches the total of the agreement. `missing`: why it is not.
    """

    known_gbp: int | None
    complete: bool
    missing: tuple[str, ...]

    @property
    def whole_gbp(self) -> int:
        """All that was received. Raises NotKnown, with the reasons, where only a part is recorded."""
        if self.known_gbp is None or not self.complete:
            raise NotKnown(f"not all payments are recorded: {' '.join(self.missing)}")
        return self.known_gbp


@rests_on("terms", "payments_stand_apart")
def profile_of(due: Sequence[Payment]) -> Profile:
    """The profile of payments *due* that have one financial year; each is put at the end of it, 31 March.

    An amount that is not known is NaN. A payment for several years, or "after a day", stays undated: its split is
    not known.
    """
    instalments, undated = [], []
    for payment in due:
        if payment.period is None or payment.overlaps:
            undated.append(payment)
            continue
        amount = math.nan if payment.amount_gbp is None else float(payment.amount_gbp)
        instalments.append(Instalment(dt.date(financial_year(payment.period), 3, 31), amount))
    return Profile(tuple(sorted(instalments, key=lambda each: each.due)), tuple(undated))


@rests_on("payments_stand_apart")
def received_of(made: Sequence[Payment], total_gbp: float | None = None) -> Received:
    """What is recorded as received, with the agreement's total if that is known.

    A sum "up to" a day that overlaps others replaces them where it is larger. That nothing was paid in one year says
    nothing of the others.
    """
    missing = tuple(f"{payment.when}: {payment.missing}" for payment in made if payment.amount_gbp is None)
    alone = [payment.amount_gbp for payment in made if payment.amount_gbp is not None and not payment.overlaps]
    over = [payment.amount_gbp for payment in made if payment.amount_gbp is not None and payment.overlaps]
    if not alone and not over:
        return Received(None, False, missing or ("No payment is recorded.",))
    known = max([sum(alone), *over])
    complete = not missing and total_gbp is not None and known >= total_gbp
    if not complete and not missing:
        missing = (f"What was paid beyond {', '.join(payment.when for payment in made)} is not recorded.",)
    return Received(known, complete, missing)


def last_day(payment: Payment) -> dt.date | None:
    """The last day that a payment speaks of, None where it names none (`after` a day, or no time at all)."""
    text = payment.period or payment.to_year or payment.cumulative_to
    if text is None:
        return None
    try:
        return dt.date(financial_year(text), 3, 31)
    except ValueError:
        return span(text)[1]


@rests_on("first_payment")
def first_payment_warning(first_gbp: float, total_gbp: float) -> str:
    """Why a first payment looks unusual; empty where it does not. It never says what the payment was."""
    if not (total_gbp > 0 and first_gbp >= 0):
        raise MechanismError("a total above zero and a first payment not below zero are needed")
    pct = 100 * first_gbp / total_gbp
    if abs(pct - FIRST_PAYMENT_PCT) <= FIRST_PAYMENT_WITHIN_PCT:
        return ""
    return (
        f"the first payment is {pct:.1f}% of the total, where about {FIRST_PAYMENT_PCT:.0f}% was usual from 2021-22 "
        "on: check both figures against the agreement"
    )


@rests_on("reprofiled_total")
def reprofile_warning(before_gbp: float, after_gbp: float) -> str:
    """Why a changed profile looks unusual: its total was not to change. Empty where it did not."""
    if before_gbp == after_gbp:
        return ""
    return (
        f"the total changed from £{before_gbp:,.0f} to £{after_gbp:,.0f}, although a profile could be changed without "
        "changing the total: check whether the agreement was revised or extended instead"
    )
