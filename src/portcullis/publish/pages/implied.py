"""What the targets would have asked: a block on the page of each agreement, and one page with all of them.

In: gathered facts with what was expected when each agreement was made. Out: `ImpliedView`s, a `Page`, a CSV file.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from portcullis.model.implied import FIELDS, Expectations, Implied, flat, implied
from portcullis.vocabulary import date_text
from portcullis.vocabulary.period import year_or_date_text

from ..charts.format import pounds
from ..gathered import Gathered, Row
from ..words.implied import (
    asked_sentences,
    came_sentences,
    expected_sentences,
    untested_sentence,
)
from ..words.sentence import Number, Sentence, said
from ..work import File
from .environment import Page, relative
from .figures import Shown

PATH = "agreements/implied/"
CSV = f"{PATH}targets.csv"
TITLE = "What the targets would have asked"
SUMMARY = "Each number in each agreement, held against the forecast of its day, and what came instead."
GUARDED = ("=", "+", "-", "@", "\t", "\r")
CLASSES = {
    "plans": "numbers of plans",
    "places": "places",
    "money": "pounds",
    "shares": "shares of the schools block",
    "other": "something that is no child, plan, place or pound",
}


@dataclass(frozen=True, slots=True)
class TargetView:
    """One target as the templates print it. `row`: the sentences that a table has room for."""

    council: str
    href: str
    text: str
    number: Sentence
    by: str
    state: str
    expected: list[Sentence]
    row: list[Sentence]
    asked: list[Sentence]
    came: list[Sentence]
    care: list[Sentence]
    sources: list[tuple[str, str]]


def implied_view(shown: Shown, agreement: Row) -> list[TargetView]:
    """Every target of one agreement. A sentence that two targets share is said with the first."""
    said_before: set[str] = set()
    views = []
    for one in _implied(shown.gathered, agreement):
        view = _view(shown, one, href="")
        fresh = [_fresh(part, said_before) for part in (view.expected, view.asked[1:], view.came, view.care)]
        expected, asked, came, care = fresh
        views.append(
            TargetView(
                view.council, view.href, view.text, view.number, view.by, view.state, expected, view.row,
                [view.asked[0], *asked] if one.state != "sized" else _fresh(view.asked, said_before) or view.asked[:1],
                came, care, view.sources,
            )
        )  # fmt: skip
    return views


def implied_files(g: Gathered) -> Iterator[Page | File]:
    """The page of all targets, and the same as CSV."""
    found = {a["slug"]: _implied(g, a) for a in g.agreements}
    yield _page(g, found)
    yield File(CSV, _csv([one for ones in found.values() for one in ones]))


def _implied(g: Gathered, agreement: Row) -> list[Implied]:
    code = agreement["authority"]
    return implied(agreement, Expectations({code: g.expected.get(code, ())}), g)


def _page(g: Gathered, found: dict[str, list[Implied]]) -> Page:
    shown = Shown(g, relative(PATH))
    every = [one for ones in found.values() for one in ones]
    views = [_view(shown, one, href=shown.url(f"agreements/{one.target.slug}/#targets")) for one in every]
    names = {a["slug"]: g.areas[a["authority"]]["name"] for a in g.agreements}
    counts = {of: sum(one.target.kind.of == of for one in every) for of in CLASSES}
    context = {
        "title": TITLE,
        "description": SUMMARY,
        "views": views,
        "states": {state: sum(one.state == state for one in every) for state in ("held", "sized", "listed")},
        "classes": [(counts[of], words) for of, words in CLASSES.items() if counts[of]],
        "none": [(names[slug], shown.url(f"agreements/{slug}/")) for slug, ones in found.items() if not ones],
        "file": shown.url(CSV),
        "forecasts": shown.url("data/forecasts/implied.csv") if g.expected else "",
        "method": shown.url("forecast/implied/") if g.forecast_about else "",
        "made": _made(every),
        "sources": shown.sources(),
    }
    return Page(PATH, "implied.html", context, active="agreements/")


def _view(shown: Shown, one: Implied, *, href: str) -> TargetView:
    t = one.target
    asked = asked_sentences(one)
    labels = [(shown.source_label(identity), f"#source-{identity}") for identity in t.sources.split("|") if identity]
    return TargetView(
        council=shown.gathered.areas[t.code]["name"],
        href=href,
        text=t.text if t.text.endswith(".") else f"{t.text}.",
        number=_number(one),
        by=_by(one),
        state=one.state,
        expected=expected_sentences(one),
        row=_row(one, asked),
        asked=asked,
        came=came_sentences(one),
        care=[*untested_sentence(one), *_doubts(one)],
        sources=labels,
    )


def _row(one: Implied, asked: list[Sentence]) -> list[Sentence]:
    """What a table says of what was asked: of money the pounds, and how many places cost as much."""
    if one.money is None:
        return asked[:1]
    told = ("target", "places in independent special schools")
    return [s for s in asked if any(words in s.text for words in told)]


def _number(one: Implied) -> Sentence:
    """The target's own number with its unit."""
    t = one.target
    if t.value is None:
        return said(t.unit)
    money = t.unit.startswith("GBP")
    unit = t.unit.removeprefix("GBP").strip() if money else t.unit
    text = pounds(t.value) if money else f"{t.value:,g}"
    number = Number(text, t.value, t.figure) if t.figure else text
    return said(number, f" {unit}" if unit else "")


def _by(one: Implied) -> str:
    t = one.target
    if t.by:
        return year_or_date_text(t.by)
    if t.january is not None:
        return f"no date: the agreement’s last year, {t.january - 1}-{t.january % 100:02d}"
    return "no date"


def _doubts(one: Implied) -> list[Sentence]:
    if one.expected is None or not one.expected.doubts:
        return []
    return [said(f"Take care: {reason}.") for reason in one.expected.doubts.split("; ")]


def _fresh(sentences: list[Sentence], before: set[str]) -> list[Sentence]:
    found = [s for s in sentences if s.text not in before]
    before.update(s.text for s in found)
    return found


def _made(every: list[Implied]) -> str:
    """How the forecasts were made; '' where none was recorded."""
    one = next((i.expected for i in every if i.expected), None)
    if one is None:
        return ""
    return f"Model {one.model}, {one.draws:,} draws, seed {one.seed}, figures published by {date_text(one.vintage)}."


def _csv(every: list[Implied]) -> bytes:
    """All targets as CSV; text that a spreadsheet would run as a formula gets an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(FIELDS)
    for one in every:
        row = flat(one)
        writer.writerow([_cell(row[name]) for name in FIELDS])
    return out.getvalue().encode()


def _cell(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return f"'{value}" if isinstance(value, str) and value.startswith(GUARDED) else value
