"""Home, the list of councils, sources, measures, corrections, the audit, data and about.

In: gathered facts. Out: `Page`s.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from portcullis.vocabulary import ENGLAND, date_text

from ..charts import Cell, Column, Table
from ..charts.format import number, pounds, show
from ..gathered import Gathered
from ..words.sentence import Number, said
from .area import DEFICIT, area_path
from .charts import measure_chart
from .environment import Page, relative
from .figures import Shown, source_view, when

Row = dict[str, Any]


def home_page(g: Gathered) -> Page:
    """The national picture, the search box and the ways in."""
    shown = Shown(g, relative(""))
    plans = g.latest("ehc_plans", ENGLAND)
    answer = []
    if plans:
        count = Number(number(plans["value"]), plans["value"], plans["id"])
        answer.append(
            said(count, f" children and young people in England had an EHC plan in January {plans['period']}.")
        )
        shown.figure(plans)
    signed = sum(a["kind"] == "agreement" for a in g.agreements)
    answer += [
        said(
            f"The law gives each of them a right to support; {signed} councils signed Safety Valve agreements when money fell short."
        ),
        said("The scheme ended on 1 April 2026."),
        said("A High Needs Stability Grant is to cover 90% of the deficits that councils held on 31 March 2026."),
        said("What happens to the rest after 31 March 2028 has not been decided."),
    ]
    chart = measure_chart(shown, "ehc_plans", ENGLAND, title="EHC plans in England") if ENGLAND in g.areas else None
    context = {
        "title": g.site.strapline, "answer": answer, "chart": chart, "events": [_event(g, e) for e in g.events[-6:][::-1]],
        "signed": signed, "sources": shown.sources(), "councils": sum(a["status"] == "current" for a in g.areas.values()),
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


def source_pages(g: Gathered) -> Iterator[Page]:
    """The list of sources, and a page for each with what rests on it."""
    rows = sorted(g.sources.values(), key=lambda s: (s["publisher"].lower(), s["title"], s["id"]))
    kinds = [(kind, [source_view(s) for s in rows if s["kind"] == kind]) for kind in KINDS]
    yield Page(
        "sources/",
        "sources.html",
        {"title": "Sources", "kinds": [(KINDS[k], v) for k, v in kinds if v], "total": len(rows)},
        active="data/",
    )
    resting: dict[str, dict[str, list[int]]] = {}
    for (indicator, _), series in g.series.items():
        for row in series:
            years = resting.setdefault(row["source"], {}).setdefault(indicator, [])
            years.append(row["year"])
    cited: dict[str, list[Row]] = {}
    for a in g.agreements:
        for identity in sorted(_sources_of(a)):
            cited.setdefault(identity, []).append(a)
    for source in rows:
        measures = [
            (g.indicators[i], len(years), min(years), max(years))
            for i, years in sorted(resting.get(source["id"], {}).items())
        ]
        context = {
            "title": source["title"] or f"A page of {source['publisher']}",
            "source": source_view(source), "measures": measures, "agreements": cited.get(source["id"], []),
            "events": [e for e in g.events if source["id"] in e["sources"].split("|")],
            "claims": sum(c["source"] == source["id"] for claims in g.claims.values() for c in claims),
            "kind": KINDS[source["kind"]],
        }  # fmt: skip
        yield Page(f"sources/{source['id']}/", "source.html", context, active="data/")


KINDS = {
    "official": "Official bodies", "parliament": "Parliament", "court": "Courts", "council": "Councils",
    "press": "The press", "third_party": "Others", "ours": "This project",
}  # fmt: skip


def _sources_of(agreement: Row) -> set[str]:
    found: set[str] = set()
    for part in ("states", "versions", "other_totals", "payments", "deficits", "conditions", "events", "statements"):
        for row in agreement[part]:
            found |= set(filter(None, row["sources"].split("|")))
    return found


def measure_pages(g: Gathered) -> Iterator[Page]:
    """The list of measures, and a page for each: definition, England, every council's newest value, findings."""
    by_topic = [
        (topic, list(rows))
        for topic, rows in groupby(sorted(g.indicators.values(), key=_topic), key=lambda i: i["topic"])
    ]
    yield Page(
        "measures/",
        "measures.html",
        {"title": "Measures", "topics": by_topic, "total": len(g.indicators)},
        active="measures/",
    )
    for indicator in g.indicators.values():
        yield _measure_page(g, indicator)


def _topic(indicator: Row) -> tuple[int, str]:
    order = [
        "plans",
        "requests",
        "timeliness",
        "flows",
        "placement",
        "need",
        "reviews",
        "appeals",
        "money",
        "people",
        "outcomes",
    ]
    return order.index(indicator["topic"]), indicator["label"]


def _measure_page(g: Gathered, indicator: Row) -> Page:
    path = f"measures/{indicator['id']}/"
    shown = Shown(g, relative(path))
    deficit = indicator["sign"] == "positive_is_deficit"
    chart = (
        measure_chart(shown, indicator["id"], ENGLAND, title=indicator["label"], deficit=deficit)
        if ENGLAND in g.areas
        else None
    )
    rows = []
    for code, area in sorted(g.areas.items(), key=lambda item: item[1]["name"]):
        row = g.latest(indicator["id"], code)
        if row and area["status"] == "current":
            rows.append(
                [
                    Cell(area["name"], href=shown.url(area_path(area))),
                    when(row, g),
                    shown.cell(row),
                    shown.source_cell(row),
                ]
            )
    table = Table(
        f"{indicator['label']}: newest value of each council, by name",
        ["Council", "Period", Column("Value", numeric=True), "Source"],
        rows,
    )
    context = {
        "title": indicator["label"], "description": indicator["definition"], "indicator": indicator, "chart": chart,
        "table": table if rows else None, "source": g.sources[indicator["source"]], "sources": shown.sources(),
        "findings": [f for f in g.findings if f.indicator == indicator["id"] and str(f.severity) != "note"][:40],
        "count": sum(f.indicator == indicator["id"] for f in g.findings),
    }  # fmt: skip
    return Page(path, "measure.html", context, active="measures/")


def corrections_page(g: Gathered) -> Page:
    """Every correction, with what was published and what is shown."""
    groups: dict[str, list[Row]] = {}
    for row in g.corrections.values():
        groups.setdefault(row["id"], []).append(row)
    items = []
    for rows in groups.values():
        head = rows[0]
        values = []
        for row in rows:
            indicator, code, period, _ = row["observation"].split(":", 3)
            area = g.areas.get(code)
            unit = g.indicators[indicator]["unit"]
            values.append([
                area["name"] if area else code, g.indicators[indicator]["label"], period,
                show(row["value_published"], unit), show(row["value_shown"], unit) if row["value_shown"] is not None else "marked as in doubt",
            ])  # fmt: skip
        columns = ["Area", "Measure", "Period", Column("Published", numeric=True), Column("We show", numeric=True)]
        items.append((head, Table(f"Values touched by {head['id']}", columns, values)))
    return Page(
        "corrections/",
        "corrections.html",
        {"title": "Corrections", "items": items, "total": len(g.corrections)},
        active="data/",
    )


def audit_page(g: Gathered) -> Page:
    """What the audit found, by check; notes are counted, not listed."""
    loud = [f for f in g.findings if str(f.severity) != "note"]
    checks = [
        (check, [(f, g.indicators.get(f.indicator)) for f in rows])
        for check, rows in (
            (c, list(r))
            for c, r in groupby(sorted(loud, key=lambda f: (f.check, str(f.severity), f.id)), key=lambda f: f.check)
        )
    ]
    context = {"title": "Checks on official figures", "checks": checks, "total": len(g.findings), "loud": len(loud)}
    return Page("audit/", "audit.html", context, active="data/")


def data_page(g: Gathered, downloads: list[Row], credits: list[Row], licence_text: str) -> Page:
    """Everything to download, its licence and its credits."""
    context = {
        "title": "Data",
        "downloads": downloads,
        "credits": credits,
        "counts": g.counts,
        "licence_text": licence_text,
    }
    return Page("data/", "data.html", context, active="data/")


def about_page(g: Gathered) -> Page:
    """Method and limits."""
    promised = [v["total_gbp"] for a in g.agreements for v in a["versions"][:1] if v["total_gbp"] is not None]
    context = {
        "title": "About this site: method and limits", "counts": g.counts, "known_totals": len(promised),
        "known_sum": pounds(sum(promised)), "agreements": sum(a["kind"] == "agreement" for a in g.agreements),
        "deficit_years": sorted({row["period"] for row in g.of(DEFICIT, next(iter(g.agreement_of), ""))}),
    }  # fmt: skip
    return Page("about/", "about.html", context, active="about/")


def search_page(g: Gathered) -> Page:
    """A static stand-in for the search of the server: the list of councils is one click away."""
    return Page("search/", "search.html", {"title": "Find a council"}, active="areas/")
