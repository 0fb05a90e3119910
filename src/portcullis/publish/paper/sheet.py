"""The brief of one council: one side of A4 for councillors and MPs' offices, as tagged PDF.

In: gathered facts and a code. Out: bytes. What is shown is chosen here; how it is set, and that it fits on one side,
is the work of brief.typ.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from markupsafe import Markup

from portcullis.vocabulary import date_text, span

from ..gathered import Gathered
from ..pages.area import DEFICIT, answer_groups, area_path
from ..pages.charts import measure_chart
from ..pages.environment import relative
from ..pages.figures import Shown
from ..words import outlook as outlook_words
from ..words.sentence import Sentence
from .facts import SERVICE, Cited, clipped, key_figures
from .picture import print_chart, ratio
from .press import breakable, print_pdf

Row = dict[str, Any]
TEMPLATE = "brief.typ"
#: A line needs this many known values to say something.
_LEAST_POINTS = 3
_MOST_UNKNOWN, _LONGEST = 6, 190
#: Gaps about money come first: they are what a councillor can ask for.
_MONEY = ("total", "paid", "payment", "deficit", "contribution", "balance", "reserve")


def brief(g: Gathered, code: str) -> bytes:
    """The brief of one authority as PDF/UA-1: one page, the same bytes for the same register."""
    return print_pdf(TEMPLATE, brief_data(g, code), stamp(g))


def stamp(g: Gathered) -> int:
    """The day of the data, as the time of printing: no clock may change the bytes."""
    return int(dt.datetime.combine(span(g.site.data_to)[1], dt.time(), dt.UTC).timestamp())


def brief_data(g: Gathered, code: str) -> Row:
    """All that the template shows."""
    area = g.areas[code]
    cited = Cited(g)
    figures = key_figures(g, code, cited)
    chart = _chart(g, code, cited)
    place = f"{area['type']}, {area['region']}" if area["region"] else area["type"]
    address = f"{str(g.site.address).rstrip('/')}/{area_path(area)}" if g.site.address else ""
    shown = {
        "name": area["name"], "place": place, "site": g.site.name, "contact": g.site.contact,
        "shown": address.partition("://")[2], "answer": [_group(*pair) for pair in answer_groups(g, code)],
        "figures": figures, "unknown": unknown(g, code),
    }  # fmt: skip
    shown["ahead"] = _ahead(g, code, cited)
    shown["sources"] = cited.rows()
    days = {"data_to": date_text(g.site.data_to), "checked_on": date_text(g.site.checked_on)}
    return breakable(shown) | days | {"title": area["name"], "chart": chart, "address": address}


def _ahead(g: Gathered, code: str, cited: Cited) -> Row:
    """What may come of the money, as recorded: sentences, the run, and the source of the balance it starts from."""
    outlook = g.outlooks.get(code)
    if outlook is None:
        return {"sentences": [], "made": "", "sources": []}
    start = next((row for row in g.of(DEFICIT, code) if row["id"] == outlook.start_id), None)
    today = span(g.site.data_to)[1]
    sentences = [*outlook_words.start_sentences(outlook, start, today)[:1], *outlook_words.brief_sentences(outlook)]
    about = g.outlook_about
    made = f"Model {about['model']}, {about['draws']:,} draws. {outlook_words.LIMITS.text}" if outlook.runs else ""
    return {
        "sentences": [_sentence(s) for s in sentences], "made": made,
        "sources": [cited.number(start["source"])] if start else [],
    }  # fmt: skip


def _group(label: str, sentences: list[Sentence]) -> Row:
    return {"label": label, "sentences": [_sentence(s) for s in sentences]}


def _sentence(sentence: Sentence) -> Row:
    parts = [{"t": p, "n": False} if isinstance(p, str) else {"t": p.text, "n": True} for p in sentence.parts]
    return {"parts": parts, "projected": sentence.projected}


def _chart(g: Gathered, code: str, cited: Cited) -> Row | None:
    """The balance where its line says something, else the number of plans."""
    for indicator, title, deficit in (
        (DEFICIT, "Schools grant deficit at 31 March", True),
        ("ehc_plans", "EHC plans", False),
    ):
        known = [row for row in g.of(indicator, code) if row["value"] is not None]
        block = measure_chart(Shown(g, relative("")), indicator, code, title=title, deficit=deficit)
        if block is None or len(known) < _LEAST_POINTS:
            continue
        heading = Markup(block.heading).striptags()  # noqa: S704 - our own HTML, on its way back to text
        svg = print_chart(block.svg, heading)
        sources = sorted({cited.number(row["source"]) for row in known})
        return {
            "svg": svg, "ratio": ratio(svg), "heading": heading, "alt": f"{heading}. {block.told}",
            "sources": sources,
        }  # fmt: skip
    return None


def unknown(g: Gathered, code: str) -> list[str]:
    """What is not known: the balance on which the grant depends, measures without a value, gaps of the agreement."""
    out = []
    newest = g.latest(DEFICIT, code)
    told = [c for c in g.claims.get(code, []) if c["kind"] == "actual" and c["as_at"] >= "2026-03-31"]
    if not told and (newest is None or newest["year"] < 2026):
        out.append("The deficit or surplus on 31 March 2026, on which the government grant depends.")
    missing = [what[0].lower() + what[1:] for indicator, what, *_ in SERVICE if g.latest(indicator, code) is None]
    if missing:
        out.append(f"There is no figure in this register for: {', '.join(missing)}.")
    agreement = g.agreement_of.get(code)
    gaps = [clipped(gap["what"], _LONGEST) for gap in agreement["gaps"]] if agreement else []
    gaps.sort(key=lambda what: not any(word in what.lower() for word in _MONEY))
    out += gaps
    more = len(out) - _MOST_UNKNOWN
    return out if more <= 0 else [*out[:_MOST_UNKNOWN], f"{more} more on the page of this council."]
