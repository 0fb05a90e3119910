"""What a projection of money says of one council, in sentences.

In: an `Outlook`, the official balance that it starts from, claims, an agreement. Out: `Sentence`s. Positive = deficit.
A projection never sounds like a fact: each sentence with its numbers says "may", and is marked as projected.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from portcullis.vocabulary import date_text

from ..charts.format import pounds
from .sentence import Number, Sentence, said

if TYPE_CHECKING:
    from portcullis.model.projected import Outlook, Run, Told

Row = dict[str, Any]
#: The scenario that sentences tell: what has been announced, and nothing more.
TODAY = "today"
#: The day that the grant is worked out on.
MEASURED = 2026
DRAWN = "In 80 of 100 futures that the model drew, "
#: Claims of these days are held against the range: later ones were made before anybody knew of the grant.
HELD = ("2026-03-31", "2025-03-31")


def rounded(value: float) -> str:
    """Pounds to three figures: more would promise what a projection cannot keep."""
    size = abs(value)
    whole = round(size, min(0, 3 - len(str(int(size)))))
    for scale, suffix in ((1e9, "bn"), (1e6, "m")):
        if whole >= scale:
            return f"£{whole / scale:.3g}{suffix}"
    return pounds(whole)


def number(told: Told, part: str = "median") -> Number:
    """One end or the middle of a range, without its sign."""
    value = getattr(told, part)
    return Number(rounded(value), value, told.id_of(part))


def _owed(told: Told, part: str) -> tuple[str | Number, ...]:
    """'a deficit of £12.6m', 'a surplus of £3.4m' or 'nothing'."""
    value = getattr(told, part)
    if not value:
        return (Number("nothing", value, told.id_of(part)),)
    return (f"a {'deficit' if value > 0 else 'surplus'} of ", number(told, part))


def heading(name: str, outlook: Outlook) -> Sentence:
    """The message of the chart."""
    told = outlook.at(TODAY, "exposure")
    if told is None:
        return said(f"What {name} may owe: no projection")
    day = f"on 31 March {told.year}"
    if told.high_80 <= 0:
        return said(f"If nothing more is decided, {name} may owe nothing {day}", projected=True)
    if told.low_80 <= 0:
        return said(f"If nothing more is decided, {name} may owe nothing or up to ", number(told, "high_80"), f" {day}",
                    projected=True)  # fmt: skip
    return said(f"If nothing more is decided, {name} may owe about ", number(told), f" {day}", projected=True)


def outlook_groups(outlook: Outlook) -> list[tuple[str, list[Sentence]]]:
    """What may come, in the order of the years, each with a label: the day of the grant, the next gap, the end of the
    override."""
    run = outlook.runs.get(TODAY)
    if run is None:
        return []
    return [
        ("March 2026", [*_on_the_day(run), *_grant(run)]),
        ("2026-27", [*_gap(run), *_interest(run)]),
        (f"March {run.override_end}", _at_the_end(run)),
    ]


def _on_the_day(run: Run) -> list[Sentence]:
    told = run.at("balance", MEASURED)
    if told is None:
        return []
    day = f"On 31 March {MEASURED} "
    if told.low_80 > 0:
        return [
            said(day, "it may have owed about ", number(told), ".", projected=True),
            said(DRAWN, "that was between ", number(told, "low_80"), " and ", number(told, "high_80"), ".",
                 projected=True),
        ]  # fmt: skip
    if told.high_80 < 0:
        return [
            said(day, "it may have had a surplus of about ", number(told), ".", projected=True),
            said(DRAWN, "that was between ", number(told, "high_80"), " and ", number(told, "low_80"), ".",
                 projected=True),
        ]  # fmt: skip
    return [
        said("Whether it owed anything on 31 March 2026 is not clear."),
        said(DRAWN, "it had between ", *_owed(told, "low_80"), " and ", *_owed(told, "high_80"), ".", projected=True),
    ]


def _grant(run: Run) -> list[Sentence]:
    told = run.at("grant", MEASURED)
    if told is None:
        return []
    if told.high_80 <= 0:
        return [said("A council in surplus gets no stability grant.")]
    if told.low_80 <= 0:
        return [
            said("The stability grant may then be nothing, or up to about ", number(told, "high_80"), ".",
                 projected=True)
        ]  # fmt: skip
    return [
        said("The stability grant may be about ", number(told), ": in 80 of 100 futures between ",
             number(told, "low_80"), " and ", number(told, "high_80"), ".", projected=True)
    ]  # fmt: skip


def _gap(run: Run) -> list[Sentence]:
    told = run.at("gap", MEASURED)
    if told is None:
        return []
    if told.low_80 > 0:
        return [
            said("In 2026-27 it may spend about ", number(told), " more on high needs than it is given.",
                 projected=True),
            said("In 80 of 100 futures that gap is between ", number(told, "low_80"), " and ",
                 number(told, "high_80"), ".", projected=True),
        ]  # fmt: skip
    if told.high_80 < 0:
        return [
            said("In 2026-27 it may spend about ", number(told), " less on high needs than it is given.",
                 projected=True)
        ]  # fmt: skip
    return [
        said("In 2026-27 it may spend up to ", number(told, "high_80"), " more on high needs than it is given, ",
             "or up to ", number(told, "low_80"), " less.", projected=True)
    ]  # fmt: skip


def _at_the_end(run: Run) -> list[Sentence]:
    told = run.at("exposure")
    if told is None:
        return []
    day = f"On 31 March {told.year}, when the override ends, "
    if told.high_80 <= 0:
        return [said(day, "it may owe nothing.", projected=True), _share(run)]
    if told.low_80 <= 0:
        first = said(day, "it may owe nothing, or up to about ", number(told, "high_80"), ".", projected=True)
    else:
        first = said(day, "it may owe about ", number(told), ": in 80 of 100 futures between ",
                     number(told, "low_80"), " and ", number(told, "high_80"), ".", projected=True)  # fmt: skip
    return [first, said("If nothing more is decided, that falls on its main accounts."), _share(run)]


def _share(run: Run) -> Sentence:
    count = round(100 * run.deficit_share)
    often = "nearly all" if count >= 100 else "hardly any" if count <= 0 else f"{count} of 100"
    share = Number(often, run.deficit_share, run.share_id)
    return said("It owes something on that day in ", share, " futures.", projected=True)


def _interest(run: Run) -> list[Sentence]:
    told = run.at("interest", MEASURED)
    if told is None or told.median <= 0:
        return []
    return [said("Interest on what it owes may cost it about ", number(told), " in 2026-27.", projected=True)]


def brief_sentences(outlook: Outlook) -> list[Sentence]:
    """The same for one sheet of paper: the day of the grant, and the day on which the override ends."""
    run = outlook.runs.get(TODAY)
    return [*_on_the_day(run), *_grant(run), *_at_the_end(run)[:2]] if run else []


def start_sentences(outlook: Outlook, official: Row | None, today: dt.date) -> list[Sentence]:
    """What the projection starts from, and how old that is on the day of the page.

    `official`: the observation that `outlook.start_id` names; None where there is none, or where it is gone.
    """
    if outlook.state == "refused":
        return [said(f"There is no projection of money for {outlook.name}: {'; '.join(outlook.reasons)}.")]
    if outlook.start_gbp is None or outlook.start is None:
        return [
            said("No official balance of this council is known."),
            said("The model draws its start from what other councils owe, for their size, so the range is wide."),
        ]
    day = f"31 March {outlook.start}"
    if official is None:
        return [said(f"It starts from an official balance of {day} that this register no longer shows.")]
    value = official["value"]
    amount = Number(pounds(abs(value)), value, official["id"])
    way = " in deficit." if value > 0 else " in surplus." if value < 0 else ", which is balance."
    out = [said(f"It starts from the official balance of {day}: ", amount, way)]
    age = today.year - outlook.start - (today < dt.date(today.year, 4, 1))
    if age >= 2:
        words = {2: "two", 3: "three", 4: "four", 5: "five"}
        out.append(said(f"That was more than {words.get(age, age)} years ago; nothing newer that is official is here."))
    if outlook.state == "stale":
        out.append(said("Most other councils start from a newer one, so the range is wider here."))
    return out


def agreement_sentences(agreement: Row | None) -> list[Sentence]:
    """How money from an agreement is counted."""
    if agreement is None:
        return []
    if agreement["kind"] == "refused_bid":
        return [said("Its bid for an agreement was refused, so no Safety Valve money is in it.")]
    return [said("Safety Valve money counts as far as it is known; what is not known is drawn from a range.")]


def beside_sentences(outlook: Outlook, claims: list[Row]) -> list[Sentence]:
    """What the council or the press said of a day that the projection speaks of, and whether that lies in the range."""
    for day in HELD:
        here = sorted((c for c in claims if c["as_at"] == day), key=lambda c: (c["value_gbp"], c["id"]))
        told = outlook.at(TODAY, "balance", int(day[:4]))
        if here and told:
            return _beside(here, told, day)
    return []


def _beside(here: list[Row], told: Told, day: str) -> list[Sentence]:
    ends = [here[0]] if here[0]["value_gbp"] == here[-1]["value_gbp"] else [here[0], here[-1]]
    parts: list[str | Number] = []
    for claim in ends:
        value = claim["value_gbp"]
        parts += [" and " if parts else "", "a surplus of " if value < 0 else "",
                  Number(pounds(abs(value)), value, claim["id"])]  # fmt: skip
    between = "between " if len(ends) > 1 else ""
    first = said(f"The council or the press put it at {between}", *parts, f" on {date_text(day)}.",
                 projected=any(c["kind"] == "forecast" for c in ends))  # fmt: skip
    sides = {side(claim["value_gbp"], told.low_80, told.high_80) for claim in ends}
    if sides == {"inside"}:
        verdict = "That lies within our range."
    elif len(sides) == 1:
        verdict = f"That is {sides.pop()} our range."
    else:
        verdict = "Part of that lies outside our range."
    out = [first, said(verdict)]
    if any(claim["basis"] != "net" for claim in ends):
        out.append(said("It may not count the same things as the official balance."))
    return out


def side(value: float, low: float, high: float) -> str:
    """Where a value lies: inside, above or below a range; its ends count as inside."""
    return "above" if value > high else "below" if value < low else "inside"


LIMITS = said("The reforms of 2026, and what the council may decide, are not in it.")
