"""What a projection of money says, in sentences: never as a fact, each of at most 25 words.

In: `Projection`s, differences of draws, swings. Out: `Sentence`s, those that are no fact marked as projected. Positive
is owed. A share of draws above reserves is told as that, and never as a prediction of a section 114 notice.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from portcullis.vocabulary import DIALS, date_text

from ..charts.format import percent, pounds
from .sentence import Number, Sentence, said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from portcullis.model.money import MoneyRange, Policy, Projection, Swing

Row = dict[str, Any]
NO_SECTION_114 = (
    "That is never a prediction of a section 114 notice: the finance officer alone decides on one.",
    "Exceptional Financial Support, by which ministers may let a council borrow, is outside this model.",
)
NOT_A_FORECAST = (
    "This is not a forecast of your council’s decisions.",
    "It works out what the assumptions below would lead to, and how far chance alone may move that.",
)


def about(value: float, made_from: str = "") -> Number:
    """A sum to three figures: more would promise what a projection cannot keep."""
    return Number(rounded(value), value, made_from=(made_from,) if made_from else ())


def rounded(value: float) -> str:
    """312,740,000 -> £313m; 11,400,000,000 -> £11.4bn."""
    short = round(value, min(0, 3 - len(str(int(abs(value))))))
    billions = abs(short) / 1e9
    return pounds(short, max(0, 3 - len(str(int(billions))))) if billions >= 1 else pounds(short)


def who(one: Projection) -> str:
    """Whose deficit it is. England owes nothing: its councils do."""
    return "The councils of England" if one.state == "sum" else one.name


def _or_nothing(value: float, made_from: str = "") -> Number:
    return about(value, made_from) if value > 0 else Number("nothing", 0)


def year_text(began: int) -> str:
    """2026 -> 2026-27."""
    return f"{began}-{(began + 1) % 100:02d}"


def day_of(year: int) -> str:
    """2028 -> 31 March 2028."""
    return f"31 March {year}"


def run_sentences(title: str, changed: bool) -> list[Sentence]:
    """Which scenario this is."""
    return [said(f"This is the scenario “{title}”" + (", with your changes." if changed else "."))]


def owed_sentences(one: Projection) -> list[Sentence]:
    """What is owed on the day the override ends, and how far that may be wrong."""
    row, day, start = one.at("exposure", one.override_end), day_of(one.override_end), one.start_id
    in_deficit = round(100 * one.deficit_share)
    name, owes, owed_by = who(one), *(("owe", "they owe") if one.state == "sum" else ("owes", "it owes"))
    if one.deficit_share == 0:
        return [
            said(f"In every future that the model drew, {name} {owes} nothing on {day}, when the override ends.",
                 projected=True),
        ]  # fmt: skip
    if row.median <= 0:
        return [
            said(f"{name} would most likely owe nothing on {day}, when the override ends.", projected=True),
            said(f"A deficit is left in about {max(in_deficit, 1)} of 100 futures that the model drew.",
                 projected=True),
        ]  # fmt: skip
    found = [
        said(f"{name} may owe about ", about(row.median, start), f" on {day}, when the override ends.",
             projected=True),
        said(f"In 80 of 100 futures that the model drew, {owed_by} between ", _or_nothing(row.low_80, start), " and ",
             about(row.high_80, start), ".", projected=True),
    ]  # fmt: skip
    if in_deficit < 99:
        found.append(said(f"In about {100 - in_deficit} of 100 {owed_by} nothing then.", projected=True))
    return found


def share_sentences(one: Projection, budget_year: str) -> list[Sentence]:
    """The same for each resident and as a share of a year's spending on services."""
    row = one.at("exposure", one.override_end)
    if row.median <= 0:
        return []
    found = []
    if one.people:
        each = row.median / one.people
        found.append(said("That is about ", Number(f"£{each:,.0f}", each), " for each resident.", projected=True))
    else:
        found.append(said("How many residents it has is not in this register, so no sum for each is given."))
    if one.service_budget_gbp:
        share = 100 * row.median / one.service_budget_gbp
        part = Number(percent(share, 0 if share >= 10 else 1), share)
        found.append(said("It is about ", part, f" of what it meant to spend on all services in {budget_year}.",
                          projected=True))  # fmt: skip
    elif one.state != "sum":
        found.append(said("What it means to spend on services is not in this register, so no share is given."))
    return found


def grant_sentences(one: Projection, policy: Policy) -> list[Sentence]:
    """The stability grant, what it leaves, and what arises after it."""
    if policy.number("grant_pct") == 0:
        found = [said("No stability grant is paid in this scenario.")]
    elif (grant := one.of("grant")) and grant[0].median > 0:
        found = [
            said("A stability grant of about ", about(grant[0].median, one.start_id),
                 " may come off what was owed on 31 March 2026.", projected=True),
        ]  # fmt: skip
    else:
        found = [
            said("There would most likely be no stability grant: only a deficit on 31 March 2026 counts.",
                 projected=True),
        ]  # fmt: skip
    new = one.of("new_deficit")
    if one.override_end > 2026 and new and new[0].median > 0:
        found.append(said("About ", about(new[0].median, one.start_id),
                          " would be new: it arises after March 2026, which that grant does not cover.",
                          projected=True))  # fmt: skip
    support = policy.number("support_pct")
    if support and one.override_end > 2026:
        found.append(said(f"Government would cover {support:.10g}% of the new deficits of 2026-27 and 2027-28.",
                          projected=True))  # fmt: skip
    return found


def later_sentences(one: Projection, policy: Policy) -> list[Sentence]:
    """Interest meanwhile, and what the model does after the override."""
    found = []
    year = one.override_end - 1
    interest = next((row for row in one.of("interest") if row.year == year), None)
    if interest and interest.median > 0:
        whose = "councils’" if one.state == "sum" else "the council’s"
        found.append(said(f"In {year_text(year)} the deficit may cost {whose} other services about ",
                          about(interest.median, one.start_id), " in interest.", projected=True))  # fmt: skip
    return [*found, held_sentence(policy)]


def held_sentence(policy: Policy) -> Sentence:
    """What the model does with the years after the override."""
    kept = policy.number("gap_after_pct")
    if kept == 0:
        return said("Who pays for later years is not decided, so the deficit is held as it is after that day.")
    return said(f"After that day {kept:.10g}% of each year’s gap stays with councils in this run.")


def start_sentences(one: Projection, policy: Policy, today: dt.date) -> list[Sentence]:
    """What it starts from, and how stale that is."""
    found = []
    if one.state == "sum":
        found.append(said("England is the sum of its councils in each draw. Not all of them have a recent balance."))
    elif one.start_gbp is None:
        found.append(said("No official balance is known: it starts from what other councils owe, for their size."))
    else:
        number = Number(pounds(abs(one.start_gbp)), one.start_gbp, one.start_id)
        kind = "surplus" if one.start_gbp < 0 else "deficit"
        found.append(said(f"It starts from the official balance of {day_of(one.start)}, a {kind} of ", number, "."))
        age = today.year - one.start - (today < dt.date(today.year, 4, 1))
        if age >= 1:
            found.append(said(f"That is more than {age} year{'s' if age > 1 else ''} old."))
    typed = policy.given("balance_gbp")
    if typed is not None:
        found.append(said("You set what was owed on 31 March 2026 yourself: ", Number(_balance(typed), typed), "."))
    return found


def care_sentences(one: Projection) -> list[Sentence]:
    """What must be known of this council; of England that some councils are drawn from others."""
    if one.state == "sum":
        count = len(one.reasons)
        verb = "council is" if count == 1 else "councils are"
        return [said(f"Take care: {count} {verb} drawn from older or other figures, or left out.")] if count else []
    return [said(f"Take care: {reason}.") for reason in one.reasons]


def _balance(value: float) -> str:
    return f"a surplus of {pounds(-value)}" if value < 0 else pounds(value)


def against_sentences(row: MoneyRange | None, other: str, day: str) -> list[Sentence]:
    """The difference from another scenario on that day, draw by draw."""
    if row is None:
        return []
    if row.low_95 == row.high_95 == 0:
        return [said(f"On {day} that is the same as under “{other}”.", projected=True)]
    less, more = _or_nothing(-row.low_80), _or_nothing(row.high_80)
    if row.median == 0:
        return [said(f"On {day} it most likely owes the same as under “{other}”.", projected=True)]
    if row.low_80 < 0 < row.high_80:
        return [
            said(f"On {day} it may owe less or more than under “{other}”.", projected=True),
            said("In 80 of 100 futures the difference lies between ", less, " less and ", more, " more.",
                 projected=True),
        ]  # fmt: skip
    word, near, far = ("less", row.high_80, row.low_80) if row.median < 0 else ("more", row.low_80, row.high_80)
    return [
        said(f"On {day} it may owe about ", about(abs(row.median)), f" {word} than under “{other}”.", projected=True),
        said("In 80 of 100 futures the difference lies between ", _or_nothing(abs(near)), " and ", about(abs(far)),
             f" {word}.", projected=True),
    ]  # fmt: skip


def reserve_sentences(one: Projection) -> list[Sentence]:
    """The deficit against usable reserves, only where a recent figure is known or was typed in."""
    if one.state == "sum":
        return []
    if one.above_reserves is None or one.reserves_gbp is None:
        return [
            said("No recent figure of its reserves is in this register, so they are not set beside the deficit."),
            said("What the register has of most councils ends in March 2018, which is too old."),
            said("If you know the figure, type it in under “About the council”."),
            said(NO_SECTION_114[1]),
        ]
    held = Number(pounds(one.reserves_gbp), one.reserves_gbp)
    count = round(100 * one.above_reserves)
    whose = "the reserves that you typed in, " if one.reserves_on == "typed in" else (
        f"its usable reserves of {date_text(one.reserves_on)}, "
    )  # fmt: skip
    return [
        said(f"In about {count} of 100 futures the deficit is then larger than {whose}", held, ".", projected=True),
        *(said(text) for text in NO_SECTION_114),
    ]


def swing_sentences(swings: Sequence[Swing]) -> list[Sentence]:
    """What moves the answer most."""
    if not swings:
        return [said("Nothing that was tried moves it: the day comes before these dials act, or nothing is owed.")]
    first = swings[0]
    low, high = sorted((first.at_low_gbp, first.at_high_gbp))
    found = [
        said(f"Of what was tried, “{DIALS[first.dial].label}” moves the answer most: from about ", _or_nothing(low),
             " to ", about(high), ".", projected=True),
    ]  # fmt: skip
    if len(swings) > 1:
        found.append(said(f"Then comes “{DIALS[swings[1].dial].label}”."))
    found.append(said("Each was turned alone, over a range of ours, with everything else as it stands."))
    return found
