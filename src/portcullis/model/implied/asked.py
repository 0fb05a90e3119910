"""What meeting each target would have asked for, against the forecast of its day, and what happened instead.

In: an agreement with its parts, the forecasts of their day, facts. Out: `Implied`, one for each target.

Quantiles carry over: what is taken from or added to an expected number is known, so the 80% range of the difference is
that of the expectation, moved. `base` is the count at the origin:

    more places       expected - base - places     children for whom these places would not have been enough
    fewer places      expected - base + places     fewer than expected, if places were to fall below the base
    fewer plans       plans / expected             share of the plans expected that would not have been made
    new plans a year  expected - limit             fewer new plans than expected
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from portcullis.vocabulary import Counts

from .came import Came, balance_came, count_in, plans_came
from .counted import OF_A_YEAR
from .expected import Expectations, Expected
from .facts import Facts
from .money import NO_DATE, Money, money_of
from .targets import Target, targets_of

State = Literal["held", "sized", "listed"]
#: The demand model was tested so many years ahead.
TESTED = 3

NO_JANUARY = "Neither the target nor the agreement names a year, so no forecast can be held against it."
NO_FORECAST = "There is no forecast of this measure from its day."
NO_BASE = "The count that it starts from is not known, or is in doubt."


@dataclass(frozen=True, slots=True)
class Asked:
    """The middle 80% of what was asked, in `unit`. A negative number: so much was left over."""

    low: float
    middle: float
    high: float
    unit: Literal["plans", "places", "percent"]


@dataclass(frozen=True, slots=True)
class Growth:
    """How much more was expected than there was at the origin, the middle 80%, and the ids that it is made from."""

    low: float
    middle: float
    high: float
    expected: Expected
    base: float
    base_ids: tuple[str, ...]

    def made_from(self, part: str) -> tuple[str, ...]:
        """The ids of one end."""
        return (self.expected.id_of(part), *self.base_ids)


@dataclass(frozen=True, slots=True)
class Implied:
    """One target with what it asked. `held` against a forecast, `sized` in placements, or only `listed`, and `why`.

    `growth`: of the measure it is held against; of money: of all plans, with `independent` beside it. `came`: what the
    target speaks of; `plans`: all plans, where it speaks of money.
    """

    target: Target
    state: State
    why: str
    expected: Expected | None = None
    growth: Growth | None = None
    independent: Growth | None = None
    asked: Asked | None = None
    money: Money | None = None
    came: Came | None = None
    plans: Came | None = None

    @property
    def untested(self) -> bool:
        """Whether it reaches further than the model was tested for."""
        return self.expected is not None and self.expected.year - self.expected.origin > TESTED


def implied(agreement: Mapping[str, Any], expectations: Expectations, facts: Facts) -> list[Implied]:
    """Every target of an agreement, in the order of `targets_of`."""
    return [_one(target, agreement, expectations, facts) for target in targets_of(agreement)]


def _one(target: Target, agreement: Mapping[str, Any], expectations: Expectations, facts: Facts) -> Implied:
    if target.kind.why:
        return Implied(target, "listed", target.kind.why)
    if target.kind.of == "money":
        return _money(target, agreement, expectations, facts)
    return _held(target, expectations, facts)


def _held(target: Target, expectations: Expectations, facts: Facts) -> Implied:
    """Plans and places."""
    measure = target.kind.measure
    came = plans_came(target, facts, measure)
    if target.origin is None:
        return Implied(target, "listed", NO_DATE)
    if target.january is None:
        return Implied(target, "listed", NO_JANUARY, came=came)
    expected = _expected(target, expectations, measure)
    if expected is None:
        return Implied(target, "listed", NO_FORECAST, came=came)
    growth = None if measure in OF_A_YEAR else _growth(expected, facts)
    asked = _asked(target, expected, growth)
    if asked is None:
        return Implied(target, "listed", NO_BASE, expected=expected, came=came)
    return Implied(target, "held", "", expected=expected, growth=growth, asked=asked, came=came)


def _asked(target: Target, expected: Expected, growth: Growth | None) -> Asked | None:
    value = target.value or 0.0
    if target.counts == Counts.NEW_PLANS_A_YEAR:
        return Asked(expected.low_80 - value, expected.median - value, expected.high_80 - value, "plans")
    if target.counts == Counts.PLANS_FEWER:
        if expected.low_80 <= 0:
            return None
        shares = [100 * value / n for n in (expected.high_80, expected.median, expected.low_80)]
        return Asked(*shares, "percent")
    if growth is None:
        return None
    less = -value if target.counts == Counts.INDEPENDENT_PLACES_FEWER else value
    return Asked(growth.low - less, growth.middle - less, growth.high - less, "places")


def _money(target: Target, agreement: Mapping[str, Any], expectations: Expectations, facts: Facts) -> Implied:
    found = money_of(target, facts)
    balance = target.counts in (Counts.BALANCE, Counts.IN_YEAR_LIMIT)
    came = balance_came(target, facts, agreement["deficits"]) if balance else None
    plans = plans_came(target, facts, "plans")
    all_plans = _expected(target, expectations, "plans")
    independent = _expected(target, expectations, "special_independent")
    known = not isinstance(found, str)
    return Implied(
        target, "sized" if known else "listed", "" if known else found, expected=all_plans,
        growth=_growth(all_plans, facts) if all_plans else None,
        independent=_growth(independent, facts) if independent else None, money=found if known else None,
        came=came, plans=plans,
    )  # fmt: skip


def _expected(target: Target, expectations: Expectations, measure: str) -> Expected | None:
    if target.origin is None or target.january is None:
        return None
    return expectations.get(target.code, target.origin, measure, target.january - (measure in OF_A_YEAR))


def _growth(expected: Expected, facts: Facts) -> Growth | None:
    base = count_in(facts, expected.code, expected.measure, expected.origin)
    if base is None:
        return None
    value, ids = base
    ends = (expected.low_80 - value, expected.median - value, expected.high_80 - value)
    return Growth(*ends, expected, value, ids)
