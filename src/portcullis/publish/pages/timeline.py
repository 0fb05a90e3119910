"""The national timeline: what happened, year by year, each event with its kind, figures, councils and sources.

In: events of the register with their figures. Out: one page; an event's anchor is `event-` and its id.
"""

from __future__ import annotations

from itertools import groupby
from typing import Any

from portcullis.vocabulary import date_text

from ..charts.format import number, percent, pounds
from ..gathered import Gathered
from .area import area_path
from .environment import Page, relative
from .figures import FigureView, Shown, bare
from .reading_rows import ReadingRows

Row = dict[str, Any]
KINDS = {
    "agreement_revision": "An agreement revised", "agreement_round": "Agreements signed", "audit": "Audit report",
    "budget": "Budget", "campaign": "Campaign", "court": "Court", "debate": "Debate", "forecast": "Forecast",
    "grant": "Grant", "law": "Law", "payment": "Payments", "petition": "Petition", "policy": "Policy",
    "refusal": "A bid refused", "report": "Report", "scheme": "The scheme", "settlement": "Funding settlement",
    "statistics": "Statistics", "survey": "Survey",
}  # fmt: skip
POUNDS = {"GBP": 1, "GBP million": 1e6, "GBP billion": 1e9}


def timeline_page(g: Gathered, rows: ReadingRows) -> Page:
    """Every event, oldest first, under its year."""
    shown = Shown(g, relative("timeline/"))
    years = [
        (year, [_event(event, shown, rows) for event in events])
        for year, events in groupby(g.events, key=lambda event: event["date"][:4])
    ]
    context = {
        "title": "Timeline", "years": years, "total": len(g.events), "sources": shown.sources(),
        "description": "What happened to the money for special needs since 2014, with sources.",
    }  # fmt: skip
    return Page("timeline/", "timeline.html", context, active="timeline/")


def _event(event: Row, shown: Shown, rows: ReadingRows) -> Row:
    g = shown.gathered
    sources = event["sources"].split("|")
    codes = filter(None, event["authorities"].split("|"))
    return {
        "anchor": f"event-{event['id']}", "date": event["date"], "date_text": date_text(event["date"]),
        "title": event["title"], "kind": KINDS.get(event["kind"], event["kind"].replace("_", " ").capitalize()),
        "summary": event["summary"], "unsure": event["confidence"] != "high",
        "figures": [(f["name"], _figure(f, shown)) for f in rows.event_figures.get(event["id"], [])],
        "sources": [(shown.source_label(identity), f"#source-{identity}") for identity in sources],
        "councils": [(g.areas[c]["name"], shown.url(area_path(g.areas[c]))) for c in codes if c in g.areas],
    }  # fmt: skip


def _figure(figure: Row, shown: Shown) -> FigureView:
    shown.ids[figure["id"]] = None
    if figure["value"] is None:
        return FigureView("not available", "", "", figure["id"], "", "", figure["missing"])
    tag = figure["claim_class"]
    return FigureView(amount(figure["value"], figure["unit"]), tag, bare(figure["value"]), figure["id"], "", "")


def amount(value: float, unit: str) -> str:
    """A value in the unit of the timeline: '£17.7m', '46.4%', '38 agreements'."""
    if unit in POUNDS:
        return pounds(value * POUNDS[unit])
    decimals = 0 if float(value).is_integer() else 2 if unit == "percent" and value < 1 else 1
    if unit == "percent":
        return percent(value, decimals)
    return f"{number(value, decimals)} {unit}"
