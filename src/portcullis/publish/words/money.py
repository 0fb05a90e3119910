"""What is owed, in sentences: official figures, what others say, and what happens next.

In: the newest official balance, claims, the date of the page. Out: sentences. Positive = deficit.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from portcullis.vocabulary import date_text, period_text
from portcullis.vocabulary.words import PeriodKind

from ..charts.format import pounds
from .sentence import Number, Sentence, said

Row = dict[str, Any]
GRANT_DATE = "2026-03-31"


def balance_sentences(official: Row | None, today: dt.date) -> list[Sentence]:
    """The newest official balance of the schools grant, and how old it is on the day of the page."""
    if official is None:
        return [said("No official figure for its schools grant balance is in this register.")]
    day = period_text(official["period"], PeriodKind.MARCH_31)
    value = official["value"]
    number = Number(pounds(abs(value)), value, official["id"])
    if value > 0:
        out = [said(f"On {day} its schools grant was ", number, " in deficit, after any government money.")]
    elif value < 0:
        out = [said(f"On {day} its schools grant was ", number, " in surplus.")]
    else:
        out = [said(f"On {day} its schools grant was in balance (", Number("£0", 0, official["id"]), ").")]
    age = today.year - official["year"] - (today < dt.date(today.year, 4, 1))
    if official["status"] == "third_party":
        out.append(said("We have it from another project’s copy of the official file."))
    elif official["status"] == "derived":
        out.append(said("We worked it out from an official percentage."))
    if age >= 2:
        out.append(said(f"It is the newest we have, and it is {_years(age)} old."))
    if official["status"] == "suspect":
        out.append(said("We doubt this figure; the note beside it says why."))
    return out


def _years(age: int) -> str:
    words = {2: "two", 3: "three", 4: "four", 5: "five"}
    return f"more than {words.get(age, age)} years"


def claim_sentences(claims: list[Row]) -> list[Sentence]:
    """What the council or the press say of the newest date: one figure, or the range when they differ."""
    actual = [c for c in claims if c["kind"] == "actual"]
    forecast = [c for c in claims if c["kind"] == "forecast" and c["as_at"] >= GRANT_DATE]
    out = []
    if actual:
        out.append(_claimed(actual, "The council or the press put it at ", projected=False))
    if forecast:
        near = min(c["as_at"] for c in forecast)
        out.append(_claimed([c for c in forecast if c["as_at"] == near], "It was forecast to reach ", projected=True))
    return out


def _claimed(claims: list[Row], opening: str, *, projected: bool) -> Sentence:
    day = max(c["as_at"] for c in claims)
    here = sorted((c for c in claims if c["as_at"] == day), key=lambda c: c["value_gbp"])
    low, high = here[0], here[-1]
    first = Number(_amount(low["value_gbp"]), low["value_gbp"], low["id"])
    when = f" on {date_text(day)}"
    if low["value_gbp"] == high["value_gbp"]:
        return said(opening, first, when, ".", projected=projected)
    last = Number(_amount(high["value_gbp"]), high["value_gbp"], high["id"])
    return said(opening, "between ", first, " and ", last, when, "; sources differ.", projected=projected)


def _amount(value: int) -> str:
    return f"a surplus of {pounds(-value)}" if value < 0 else pounds(value)


def next_sentences(owes: bool | None) -> list[Sentence]:
    """What happens next. `owes`: whether the newest word is of a deficit; None when nothing is known."""
    if owes is False:
        return [
            said("A council without a deficit on 31 March 2026 gets no High Needs Stability Grant."),
        ]
    start = "A government grant" if owes else "If it owed money then, a government grant"
    return [
        said(f"{start} is to cover 90% of the deficit that counts, as it stood on 31 March 2026."),
        said("The grant is paid only when the government approves the council’s local plan."),
        said("What happens to the rest, and to new deficits, after 31 March 2028 has not been decided."),
    ]
