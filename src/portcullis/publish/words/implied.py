"""What a target would have asked for, in sentences: expected, asked, in pounds and placements, and what came.

In: `Implied` records. Out: `Sentence`s of at most 25 words. What was expected is marked as projected; a range never
stands bare; nobody is said to have broken a duty.
"""

from __future__ import annotations

from portcullis.model.implied.asked import Asked, Growth, Implied
from portcullis.model.implied.came import Came
from portcullis.model.implied.costs import Cost
from portcullis.model.implied.counted import OF_A_YEAR
from portcullis.model.implied.money import Money
from portcullis.vocabulary import Counts

from ..charts.format import pounds
from .sentence import Number, Sentence, said

#: What is counted, by measure.
COUNTED = {
    "plans": "plans",
    "issued": "new plans",
    "mainstream": "plans in mainstream schools",
    "special_state": "plans in state special schools",
    "special_independent": "plans in independent special schools",
    "post16": "plans in colleges and other places after 16",
}
SUPPORT = "Earlier support can lower need; refusing a child who meets the legal test is in tension with a duty."
MOVES = "More local places can do that; a move that a child’s plan does not support is in tension with a duty."
BALANCE = "Balance can come from more money, local places or earlier support; it need not mean refusing need."
SIZE = "It shows the size of the sum; it is not what the council planned."
NOT_YET = "What happened instead is not known yet."


def count(value: float, ids: tuple[str, ...]) -> Number:
    """A number of plans or children that we worked out; its size only."""
    whole = abs(round(value))
    return Number(f"{whole:,}", whole, made_from=ids)


def expected_sentences(one: Implied) -> list[Sentence]:
    """What was expected in the target's year, as of its day."""
    if one.expected is None:
        return []
    e = one.expected
    if one.growth is not None and one.target.counts != Counts.PLANS_FEWER:
        found = [_growth(one.growth)]
        if one.independent is not None:
            found.append(_growth(one.independent))
        return found
    when = "in" if e.measure in OF_A_YEAR else "in January"
    low, high = (Number(f"{getattr(e, p):,.0f}", getattr(e, p), e.id_of(p)) for p in ("low_80", "high_80"))
    return [said(f"As of June {e.origin}, ", low, " to ", high, f" {COUNTED[e.measure]} were expected {when} {e.year}.",
                 projected=True)]  # fmt: skip


def _growth(g: Growth) -> Sentence:
    e = g.expected
    low, high = count(g.low, g.made_from("low_80")), count(g.high, g.made_from("high_80"))
    begin, end = f"As of June {e.origin}, ", f" {COUNTED[e.measure]} were expected by January {e.year}."
    if round(g.low) >= 0:
        return said(begin, low, " to ", high, " more", end, projected=True)
    if round(g.high) > 0:
        return said(begin, low, " fewer to ", high, " more", end, projected=True)
    return said(begin, high, " to ", low, " fewer", end, projected=True)


def asked_sentences(one: Implied) -> list[Sentence]:
    """What meeting it would have asked, with what the law has to say about the ways."""
    if one.state == "listed":
        return [said(one.why)]
    if one.money is not None:
        return _money(one, one.money)
    assert one.asked is not None  # noqa: S101 - held against a forecast means just that
    assert one.expected is not None  # noqa: S101
    counts, a = one.target.counts, one.asked
    number = _target(one)
    if counts == Counts.PLANS_FEWER:
        e = one.expected
        low, high = (
            Number(f"{value:.0f}", round(value), made_from=(e.id_of(part), one.target.figure))
            for value, part in ((a.low, "high_80"), (a.high, "low_80"))
        )
        text = said(number, " fewer means that ", low, " to ", high,
                    " of each 100 expected plans would not have been made.", projected=True)  # fmt: skip
        return [text, said(SUPPORT)]
    if counts == Counts.NEW_PLANS_A_YEAR:
        return [_limit(one, a, number), said(SUPPORT)]
    if counts == Counts.INDEPENDENT_PLACES_FEWER:
        return [_fewer(one, a, number), said(MOVES)]
    return [_more(one, a, number)]


def _ends(one: Implied, a: Asked) -> tuple[Number, Number]:
    """Both ends of what was asked, made from the expectation, the count at the start and the target."""
    e, base = one.expected, one.growth.base_ids if one.growth else ()
    assert e is not None  # noqa: S101 - as above
    ids = [(e.id_of(part), *base, one.target.figure) for part in ("low_80", "high_80")]
    return count(a.low, ids[0]), count(a.high, ids[1])


def _limit(one: Implied, a: Asked, number: Number) -> Sentence:
    low, high = _ends(one, a)
    if round(a.low) > 0:
        parts = (" would have asked for ", low, " to ", high, " fewer than expected.")
    elif round(a.high) > 0:
        parts = (" would have asked for up to ", high, " fewer than expected.")
    else:
        parts = (" was above what was expected.",)
    return said("A limit of ", number, " a year", *parts, projected=True)


def _fewer(one: Implied, a: Asked, number: Number) -> Sentence:
    low, high = _ends(one, a)
    origin = one.expected.origin if one.expected else ""
    begin = (number, f" places fewer than in January {origin}")
    if round(a.low) > 0:
        return said(*begin, " would have asked for ", low, " to ", high, " fewer than expected.", projected=True)
    if round(a.high) > 0:
        return said(*begin, " would have asked for up to ", high, " fewer than expected.", projected=True)
    return said(*begin, " was expected anyway.", projected=True)


def _more(one: Implied, a: Asked, number: Number) -> Sentence:
    low, high = _ends(one, a)
    if round(a.low) > 0:
        return said("Room for ", number, " more would have left ", low, " to ", high,
                    " children who needed other places.", projected=True)  # fmt: skip
    if round(a.high) > 0:
        return said("Room for ", number, " more may have been enough, or have left up to ", high,
                    " children who needed other places.", projected=True)  # fmt: skip
    return said("Room for ", number, " more was as much as that growth, or more than it.", projected=True)


def _target(one: Implied) -> Number:
    value = one.target.value or 0.0
    text = pounds(value) if one.target.kind.of == "money" else f"{value:,.0f}"
    return Number(text, value, one.target.figure)


def _money(one: Implied, money: Money) -> list[Sentence]:
    found: list[Sentence] = []
    if not money.a_year:
        begin: tuple[str | Number, ...] = (_target(one), " is")
    else:
        found += [_year(money), *_balance(money), _a_year(one, money)]
        begin = ("That is",)
    if money.low is None or money.high is None:
        return found
    dear, cheap = max(money.prices, key=lambda p: p.gbp), min(money.prices, key=lambda p: p.gbp)
    low = count(money.low, (*money.made_from, *dear.ids))
    high = count(money.high, (*money.made_from, *cheap.ids))
    cost = said(*begin, " what ", low, " to ", high, " places in independent special schools cost in a year, at ",
                _price(cheap), " to ", _price(dear), " each.", projected=True)  # fmt: skip
    return [*found, cost, said(SIZE), *([said(BALANCE)] if money.a_year else [])]


def _price(cost: Cost) -> Number:
    text = f"£{round(cost.gbp, -2):,.0f}"
    if cost.of == "england":
        return Number(text, cost.gbp, cost.ids[0])
    return Number(text, round(cost.gbp), made_from=cost.ids)


def _year(money: Money) -> Sentence:
    shortfall = money.shortfall_gbp or 0.0
    way = "worse" if shortfall >= 0 else "better"
    number = Number(pounds(abs(shortfall)), abs(shortfall), made_from=money.shortfall_ids)
    return said(f"In {money.shortfall_year} the balance of the schools grant got {way} by ", number, ".")


def _balance(money: Money) -> list[Sentence]:
    """Where a path starts, and what was promised towards it."""
    if money.balance is None:
        return []
    row = money.balance
    word = "deficit" if row["value"] >= 0 else "surplus"
    ended = int(money.shortfall_year[:4]) + 1
    stood = said(f"At 31 March {ended} there was a {word} of ",
                 Number(pounds(abs(row["value"])), abs(row["value"]), made_from=(row["id"],)), ".")  # fmt: skip
    if money.promised_gbp is None:
        return [stood, said("No promised money is counted here: how much it was is not known, or it stands apart.")]
    # The figure of what was promised is among those that the sum is made from.
    return [stood, said("The ", Number(pounds(money.promised_gbp), money.promised_gbp, made_from=money.made_from),
                        " that was promised is counted towards it.")]  # fmt: skip


def _a_year(one: Implied, money: Money) -> Sentence:
    path = money.balance is not None
    if money.gbp <= 0:
        if path:
            return said(f"If each year had been like {money.shortfall_year}, the target would have been met.")
        return said("That was within the target already.")
    number = Number(pounds(money.gbp), round(money.gbp), made_from=money.made_from)
    if path:
        return said(f"If each year had been like {money.shortfall_year}, the target would have asked to save or find ",
                    number, " a year.", projected=True)  # fmt: skip
    return said("Meeting the target would have asked to save or find ", number, " a year, before any growth.",
                projected=True)  # fmt: skip


def came_sentences(one: Implied) -> list[Sentence]:
    """What happened instead, as far as it is known."""
    if one.target.kind.why:
        return []
    found = [_came(one, came) for came in (one.came,) if came is not None]
    if one.plans is not None:
        found.append(_counted(one.plans, "plans", one.growth))
    return found or [said(NOT_YET)]


def _came(one: Implied, came: Came) -> Sentence:
    if came.kind == "count":
        return _counted(came, one.target.kind.measure, one.growth)
    low = Number(pounds(abs(came.low)), abs(came.low), made_from=(came.ids[0],))
    word = "deficit" if came.low >= 0 else "surplus"
    day = f"31 March {came.year}"
    if came.kind == "said":
        return said(f"A {word} of ", low, f" was reported for {day}, as that source counts it.")
    if came.kind == "forecast" and came.low != came.high:
        high = Number(pounds(came.high), came.high, made_from=(came.ids[-1],))
        return said(f"The council’s forecasts of the deficit at {day} lay from ", low, " to ", high,
                    ", each as it counts.", projected=True)  # fmt: skip
    if came.kind == "forecast":
        return said(f"The council has forecast a {word} of ", low, f" at {day}, as it counts it.",
                    projected=True)  # fmt: skip
    newest = "" if came.exact else ", the newest in the register"
    return said(f"The official balance at {day}{newest}, was a {word} of " if newest else
                f"The official balance at {day} was a {word} of ", low, ", after government money.")  # fmt: skip


def _counted(came: Came, measure: str, growth: Growth | None) -> Sentence:
    number = Number(f"{came.low:,.0f}", came.low, came.ids[0]) if len(came.ids) == 1 else count(came.low, came.ids)
    when = f"{came.year}" if measure in OF_A_YEAR else f"January {came.year}"
    before: tuple[str | Number, ...] = ()
    if growth is not None and growth.expected.measure == measure:
        before = (", after ", count(growth.base, growth.base_ids), f" in January {growth.expected.origin}")
    newest = "" if came.exact else "; no later count is in the register"
    return said(f"In {when} there were ", number, f" {COUNTED[measure]}", *before, f"{newest}.")


def untested_sentence(one: Implied) -> list[Sentence]:
    """That nobody knows how good so long a forecast is."""
    if not one.untested or one.expected is None or one.target.kind.why:
        return []
    return [said(f"The model was never tested so far ahead as from {one.expected.origin} to {one.expected.year}.")]


def all_sentences(one: Implied) -> list[Sentence]:
    """Everything about one target, in the order in which it is told."""
    return [*expected_sentences(one), *asked_sentences(one), *came_sentences(one), *untested_sentence(one)]
