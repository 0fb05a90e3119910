"""Home, the list of councils, about, and the stand-in for the search.

In: gathered facts. Out: `Page`s.
"""

from __future__ import annotations

from itertools import groupby
from typing import Any

from portcullis.vocabulary import ENGLAND, date_text

from ..charts.format import number, pounds
from ..gathered import Gathered
from ..words.sentence import Number, said
from .area import area_path
from .charts import area_chart
from .environment import Page, relative
from .figures import Shown
from .maps import measure_map
from .measures import newest_table

Row = dict[str, Any]
#: What the map on the home page shows.
MAPPED = "pupils_with_ehc_plan_pct"


def home_page(g: Gathered) -> Page:
    """The national picture, the search box and the ways in."""
    shown = Shown(g, relative(""))
    plans = g.latest("ehc_plans", ENGLAND)
    answer = []
    if plans:
        count = Number(number(plans["value"]), plans["value"], plans["id"])
        people = " children and young people in England had an EHC plan"
        answer.append(said(count, f"{people} in January {plans['period']}."))
        shown.figure(plans)
    signed = sum(a["kind"] == "agreement" for a in g.agreements)
    answer += [
        said("The law gives each of them a right to support, and the grant that pays for it has not kept pace."),
        said(f"From 2021 to 2024 {signed} councils signed Safety Valve agreements; the scheme ended on 1 April 2026."),
        said("A High Needs Stability Grant is to cover 90% of the deficits that councils held on 31 March 2026."),
        said("What happens to the rest after 31 March 2028 has not been decided."),
    ]
    chart = area_chart(shown, "ehc_plans", ENGLAND) if ENGLAND in g.areas else None
    mapped = measure_map(shown, MAPPED)
    context = {
        "map": mapped, "map_table": newest_table(shown, MAPPED) if mapped else None,
        "title": g.site.strapline, "answer": answer, "chart": chart,
        "events": [_event(g, e) for e in g.events[-6:][::-1]],
        "signed": signed, "forecast": bool(g.forecast_about), "money": bool(g.outlook_about),
        "sources": shown.sources(),
        "councils": sum(a["status"] == "current" for a in g.areas.values()),
    }  # fmt: skip
    return Page("", "home.html", context, active="")


def _event(g: Gathered, e: Row) -> Row:
    first = g.sources[e["sources"].split("|")[0]]
    return {
        "date": e["date"], "date_text": date_text(e["date"]), "title": e["title"], "text": e["summary"],
        "source_label": first["publisher"], "source_href": first["url"],
    }  # fmt: skip


def areas_page(g: Gathered) -> Page:
    """All councils by name, with a letter index, and the councils that no longer exist."""
    current = sorted((a for a in g.areas.values() if a["status"] == "current"), key=lambda a: a["name"])
    letters = [(letter, list(rows)) for letter, rows in groupby(current, key=lambda a: a["name"][0])]
    after: dict[str, list[Row]] = {}
    for area in current:
        for name in g.predecessors.get(area["code"], []):
            after.setdefault(name, []).append(area)
    context = {
        "title": "Councils", "letters": letters, "agreed": set(g.agreement_of), "after": sorted(after.items()),
        "area_path": area_path, "total": len(current),
    }  # fmt: skip
    return Page("areas/", "areas.html", context, active="areas/")


def about_page(g: Gathered) -> Page:
    """Method and limits."""
    promised = [v["total_gbp"] for a in g.agreements for v in a["versions"][:1] if v["total_gbp"] is not None]
    context = {
        "title": "About this site: method and limits", "counts": g.counts, "known_totals": len(promised),
        "known_sum": pounds(sum(promised)), "agreements": sum(a["kind"] == "agreement" for a in g.agreements),
    }  # fmt: skip
    return Page("about/", "about.html", context, active="about/")


def search_page(g: Gathered) -> Page:
    """A static stand-in for the search of the server: the list of councils is one click away."""
    return Page("search/", "search.html", {"title": "Find a council"}, active="areas/")
