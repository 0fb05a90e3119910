"""What a target in pounds would have asked for, and how much that is in placements.

In: a target and facts. Out: `Money`, or the reason why it cannot be said.

Official balances are of the whole schools grant, net of department money; none was paid before the first agreements.
The shortfall of a year is the change of the balance in it. Three sums:

    saving            the pounds themselves
    limit of a year   shortfall of the newest year known then, less the limit
    balance at a date shortfall + (balance then - money promised - target) / years: a year, if each were like the last
"""

from __future__ import annotations

from dataclasses import dataclass

from portcullis.vocabulary import Counts, financial_year

from .costs import Cost, costs
from .dates import ended_by, financial_year_text, year_end_of, year_of
from .facts import DEFICIT, Facts, Row, at
from .targets import Target, starts

#: A balance that is older than so many years when an agreement is made says nothing of a path from there.
OLDEST_YEARS = 1

NO_DATE = "The day of the agreement is not known, so nothing can be held against its day."
NO_SHORTFALL = "The register has no official balances of the two years before it, so the shortfall then is not known."
OLD_BALANCE = "The newest official balance before it is too old to reckon a path from."
BASIS_UNKNOWN = "Whether it counts government money is not known, so it is not held against the official balance."
STARTS = "It is where the planned deficit starts, not where it leads."
TOO_NEAR = "Its date leaves no whole year to reckon with."
NO_COST = "No cost of a place is in the register for its year."


@dataclass(frozen=True, slots=True)
class Money:
    """Pounds that meeting a target would have asked for, `a_year` or of all years; and placements of that price.

    `gbp` may be zero or less: then nothing was asked beyond going on as before. `shortfall`, `balance`: what it rests
    on. `low`, `high`: placements for a year, of the highest and the lowest `prices`; None where nothing was asked.
    """

    gbp: float
    a_year: bool
    made_from: tuple[str, ...]
    prices: tuple[Cost, ...]
    low: float | None
    high: float | None
    shortfall_gbp: float | None = None
    shortfall_year: str = ""
    shortfall_ids: tuple[str, ...] = ()
    balance: Row | None = None
    promised_gbp: float | None = None


def money_of(target: Target, facts: Facts) -> Money | str:
    """What it asked for; a sentence with the reason where that cannot be said."""
    if not target.made_on:
        return NO_DATE
    assert target.value is not None  # noqa: S101 - a target in words is of no kind that is reckoned
    if target.counts in (Counts.SAVING, Counts.MOVED_FROM_SCHOOLS):
        return _sized(target, facts, target.value, a_year=False, made_from=(target.figure,))
    if starts(target):
        return STARTS
    ends, ids, shortfall = _shortfall(target, facts)
    if target.counts == Counts.IN_YEAR_LIMIT:
        if shortfall is None:
            return NO_SHORTFALL
        more = (target.figure,) if target.figure else ()
        return _sized(
            target, facts, shortfall - target.value, a_year=True, made_from=(*ids, *more), shortfall_gbp=shortfall,
            shortfall_year=financial_year_text(ends), shortfall_ids=ids,
        )  # fmt: skip
    return _path(target, facts, ends, ids, shortfall)


def _path(target: Target, facts: Facts, ends: int, ids: tuple[str, ...], shortfall: float | None) -> Money | str:
    """A balance at a date, as a change of each year on the way."""
    assert target.value is not None  # noqa: S101 - as above
    if target.basis == "unknown":
        return BASIS_UNKNOWN
    if shortfall is None:
        return NO_SHORTFALL
    if not target.by or (years := financial_year(year_end_of(target.by)) - ends) < 1:
        return TOO_NEAR
    if ended_by(target.made_on) - ends > OLDEST_YEARS - 1:
        return OLD_BALANCE
    balance = at(facts, DEFICIT, target.code, financial_year_text(ends))
    assert balance is not None  # noqa: S101 - the shortfall is made from it
    promised = target.promised_gbp if target.basis == "net" else None
    a_year = shortfall + (balance["value"] - (promised or 0) - target.value) / years
    more = (target.figure, target.promised_figure if promised is not None else "")
    return _sized(
        target, facts, a_year, a_year=True, made_from=(*ids, *filter(None, more)), shortfall_gbp=shortfall,
        shortfall_year=financial_year_text(ends), shortfall_ids=ids, balance=balance, promised_gbp=promised,
    )  # fmt: skip


def _shortfall(target: Target, facts: Facts) -> tuple[int, tuple[str, ...], float | None]:
    """The newest change of the official balance over a year that had ended by then: its year, figures and pounds."""
    last = ended_by(target.made_on)
    for ends in range(last, last - 3, -1):
        before, after = (at(facts, DEFICIT, target.code, financial_year_text(year)) for year in (ends - 1, ends))
        if before and after:
            return ends, (before["id"], after["id"]), after["value"] - before["value"]
    return last, (), None


def _sized(
    target: Target,
    facts: Facts,
    gbp: float,
    *,
    a_year: bool,
    made_from: tuple[str, ...],
    shortfall_gbp: float | None = None,
    shortfall_year: str = "",
    shortfall_ids: tuple[str, ...] = (),
    balance: Row | None = None,
    promised_gbp: float | None = None,
) -> Money | str:
    prices = costs(facts, target.code, year_of(target.made_on), target.january)
    if not prices:
        return NO_COST
    each = [price.gbp for price in prices]
    low, high = (gbp / max(each), gbp / min(each)) if gbp > 0 else (None, None)
    return Money(
        gbp, a_year, made_from, tuple(prices), low, high, shortfall_gbp, shortfall_year, shortfall_ids, balance,
        promised_gbp,
    )  # fmt: skip
