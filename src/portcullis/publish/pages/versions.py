"""The versions of an agreement: side by side where several are known, a sentence where there is one.

In: an agreement. Out: `Versions`: a table, sentences, and what is not known. Nothing is filled in from another version.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from portcullis.vocabulary import date_text

from ..charts import Cell, Column, Table
from ..words.sentence import Sentence, said
from .figures import Shown

Row = dict[str, Any]
#: Terms that can be compared: what the table calls each, and what a sentence does.
TERMS = {
    "total_gbp": ("Department’s money", "the Department’s money"),
    "end_year": ("To end in", "the last year"),
    "in_year_balance_year": ("Yearly balance by", "the year of yearly balance"),
    "council_contribution_gbp": ("Council’s own money", "the council’s own money"),
}


@dataclass(frozen=True, slots=True)
class Versions:
    """What a page says of the versions of one agreement. `unknown`: terms that no source gives for some version."""

    table: Table
    sentences: list[Sentence]
    unknown: str


def versions(shown: Shown, a: Row) -> Versions | None:
    """None where no version is known: a bid that was refused."""
    rows = a["versions"]
    if not rows:
        return None
    missing = [
        f"{TERMS[term][1]} in “{v['label']}”" for term in TERMS for v in rows if v[term] is None or v[term] == ""
    ]
    missing += [f"when “{v['label']}” began" for v in rows if _since(v) == "not known"]
    text = "; ".join(missing)
    unknown = f"{text[0].upper()}{text[1:]}." if text else ""
    return Versions(_table(shown, a), _one(rows[0]) if len(rows) == 1 else _several(rows), unknown)


def _one(version: Row) -> list[Sentence]:
    since = _since(version)
    when = "; when it began is not known" if since == "not known" else f", from {since}"
    return [
        said(f"One version is known: {version['label'][0].lower()}{version['label'][1:]}{when}."),
        said("If its terms were changed later, we have found no trace of it."),
    ]


def _several(rows: list[Row]) -> list[Sentence]:
    """Which terms differ, which are the same, and which cannot be compared."""
    differ, same, open_ = [], [], []
    for term, (_, words) in TERMS.items():
        known = [v[term] for v in rows if v[term] not in (None, "")]
        if len(set(known)) > 1:
            differ.append(words)
        elif len(known) == len(rows):
            same.append(words)
        else:
            open_.append(words)
    first = f"{_count(len(rows))} versions are known"
    out = [said(f"{first}, and they differ in {_listed(differ)}." if differ else f"{first}.")]
    if same:
        out.append(said(f"The same in {'both' if len(rows) == 2 else 'all'}: {_listed(same)}."))
    if open_:
        out.append(said(f"Not known for every version, so not compared: {_listed(open_)}."))
    return out


def _table(shown: Shown, a: Row) -> Table:
    """A term in each row, a version in each column."""
    rows = a["versions"]
    body: list[list[Cell | str | float | None]] = [["From", *(_known(_since(v)) for v in rows)]]
    for term, (label, _) in TERMS.items():
        body.append([label, *(_term(shown, v, term) for v in rows)])
    for number in range(max(sum(t["version"] == v["version"] for t in a["other_totals"]) for v in rows)):
        body.append(["Department’s money, by another source", *(_other(shown, a, v, number) for v in rows)])
    if any(v["note"] for v in rows):
        body.append(["What we know of it", *(v["note"] or "" for v in rows)])
    body.append(["Source", *(_source(shown, v) for v in rows)])
    columns: list[Column | str] = ["Term", *(v["label"] for v in rows)]
    caption = "Terms of the agreement" if len(rows) == 1 else "Versions of the agreement, side by side"
    return Table(caption, columns, body)


def _term(shown: Shown, v: Row, term: str) -> Cell:
    if term == "total_gbp":
        if not v["figure"] or v["total_gbp"] is None:
            return Cell("not known", missing=True)
        view = shown.money(v["total_gbp"], v["figure"], v["sources"], "reported")
        return Cell(view.text, view.value, v["figure"], view.tag)
    if term == "council_contribution_gbp":
        share = v[term]
        note = v["council_contribution_note"]
        return Cell("not known", missing=True) if share is None else Cell(f"£{share / 1e6:g}m", share, note=note)
    return _known(v[term])


def _other(shown: Shown, a: Row, v: Row, number: int) -> Cell:
    totals = [t for t in a["other_totals"] if t["version"] == v["version"]]
    if number >= len(totals):
        return Cell("none found", missing=True)
    total = totals[number]
    view = shown.money(total["total_gbp"], total["figure"], total["sources"], "reported")
    return Cell(view.text, view.value, total["figure"], view.tag, note=total["note"])


def _source(shown: Shown, v: Row) -> Cell:
    first, *others = filter(None, v["sources"].split("|"))
    for other in others:
        shown.source_label(other)
    return Cell(shown.source_label(first), href=f"#source-{first}")


def _known(text: str | None) -> Cell:
    return Cell(text) if text and text != "not known" else Cell("not known", missing=True)


def _since(v: Row) -> str:
    if v["since"]:
        return date_text(v["since"])
    ends = [date_text(v[key]) for key in ("since_not_before", "since_not_after") if v[key]]
    return " to ".join(ends) if ends else "not known"


def _count(number: int) -> str:
    return {2: "Two", 3: "Three", 4: "Four"}.get(number, str(number))


def _listed(words: list[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]
