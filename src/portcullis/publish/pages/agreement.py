"""The page of one agreement or refused bid, and the table of all of them.

In: gathered facts. Out: `Page`s. What was due and what was paid stand apart; gaps are shown as gaps.
"""

from __future__ import annotations

from typing import Any

from portcullis.vocabulary import date_text

from ..charts import Cell, Column, Table
from ..gathered import Gathered
from ..words import agreement as agreement_words
from .area import BASIS, DEFICIT, area_path
from .charts import area_chart
from .environment import Page, relative
from .figures import Shown
from .implied import implied_view
from .money import agreement_view
from .versions import versions

Row = dict[str, Any]
FAMILY = {
    "early_support": "Early support",
    "mainstream_inclusion": "Inclusion in mainstream schools",
    "assessment_and_plan_numbers": "Assessments and numbers of plans",
    "annual_review_and_ceasing": "Annual reviews and ending plans",
    "independent_and_non_maintained_places": "Independent and non-maintained places",
    "state_specialist_places": "State special school places",
    "post_16": "After 16",
    "top_up_and_banding": "Top-up funding and banding",
    "schools_block_transfer": "Money moved from schools",
    "transport": "Transport",
    "workforce_and_governance": "Staff and oversight",
    "health_and_joint_commissioning": "Health and joint commissioning",
    "reporting_to_dfe": "Reporting to the Department",
    "finance": "Finance",
    "other": "Other",
}
STATE = {
    "on_plan": "on plan", "off_plan": "off plan", "cleared": "deficit cleared", "in_deficit_again": "in deficit again",
    "not_signed": "never signed", "not_known": "not known", "paying": "being paid", "delayed": "delayed",
    "suspended": "stopped", "complete": "all paid", "ended": "not known", "never": "none",
    "widespread_failings": "widespread failings", "inconsistent": "inconsistent experiences",
    "positive": "typically positive", "improving": "improving", "serious_weaknesses": "serious weaknesses",
}  # fmt: skip


def agreement_page(g: Gathered, agreement: Row) -> Page:
    """One agreement with versions, payments, deficits, conditions, events, gaps and sources."""
    path = f"agreements/{agreement['slug']}/"
    shown = Shown(g, relative(path))
    area = g.areas[agreement["authority"]]
    for part in ("events", "states", "conditions"):
        for row in agreement[part]:
            for identity in filter(None, row["sources"].split("|")):
                shown.source_label(identity)
    context = {
        "area": area,
        "area_path": area_path(area),
        "agreement": agreement,
        "answer": agreement_words.agreement_sentences(area["name"], agreement),
        "states": [(row["question"], STATE[row["value"]], row) for row in agreement["states"]],
        "versions": versions(shown, agreement),
        "chart": area_chart(shown, DEFICIT, agreement["authority"]) if agreement["kind"] == "agreement" else None,
        "due": _payments(shown, agreement, "due"),
        "made": _payments(shown, agreement, "made"),
        "capital": _payments(shown, agreement, "capital"),
        "deficits": _deficits(shown, agreement),
        "conditions": _conditions(shown, agreement),
        "implied": implied_view(shown, agreement),
        "timeline": [_event(shown, row) for row in agreement["events"]],
        "gaps": agreement["gaps"],
        "ahead": agreement_view(shown, agreement),
    }
    context["sources"] = shown.sources()
    what = "refused Safety Valve bid" if agreement["kind"] == "refused_bid" else "Safety Valve agreement"
    context["title"] = f"{area['name']}: {what}"
    context["description"] = " ".join(s.text for s in context["answer"][:3])
    return Page(path, "agreement.html", context, active="agreements/")


def _tag(row: Row) -> str:
    return "derived" if row["derived"] else "reported"


def _money(
    shown: Shown, value: int | None, figure: str, sources: str, missing: str = "", tag: str = "reported"
) -> Cell:
    view = shown.money(value, figure, sources, tag, missing)
    return Cell(view.text, view.value if value is not None else None, figure, view.tag, missing=value is None)


def _source(shown: Shown, sources: str, note: str = "") -> Cell:
    first = sources.split("|")[0]
    for other in sources.split("|"):
        shown.source_label(other)
    return Cell(shown.source_label(first), href=f"#source-{first}", note=note)


def _payments(shown: Shown, a: Row, kind: str) -> Table | None:
    caption = {"due": "Money due", "made": "Money paid", "capital": "Capital awards beside the agreement"}[kind]
    rows = [
        [
            row["period"],
            _money(shown, row["amount_gbp"], row["figure"], row["sources"], "not known", _tag(row)),
            _source(shown, row["sources"], row["note"] or row["missing"]),
        ]
        for row in a["payments"]
        if row["kind"] == kind
    ]  # fmt: skip
    return Table(caption, ["When", Column("Amount", numeric=True), "Source"], rows, stack=True) if rows else None


def _deficits(shown: Shown, a: Row) -> Table | None:
    kinds = {
        "actual": "actual",
        "council_forecast": "forecast by the council",
        "agreement_profile": "planned in the agreement",
    }
    rows = []
    for d in a["deficits"]:
        tag = "projected" if d["kind"] != "actual" else "derived" if d["derived"] else "reported"
        measure = "in-year, " if d["measure"] == "in_year" else ""
        day = date_text(d["as_at"]) if d["as_at"] else d["as_at_missing"]
        rows.append([
            day, _money(shown, d["value_gbp"], d["figure"], d["sources"], tag=tag), measure + kinds[d["kind"]],
            BASIS[d["basis"]], _source(shown, d["sources"], d["note"]),
        ])  # fmt: skip
    columns = ["Date", Column("Deficit", numeric=True), "Kind", "Basis", "Source"]
    return Table("Deficits named in connection with the agreement", columns, rows, stack=True) if rows else None


def _conditions(shown: Shown, a: Row) -> list[tuple[str, list[Row]]]:
    groups: dict[str, list[Row]] = {}
    for row in a["conditions"]:
        first = row["sources"].split("|")[0]
        view = row | {"source_label": shown.source_label(first), "source_href": f"#source-{first}"}
        groups.setdefault(FAMILY[row["family"]], []).append(view)
    return [(family, groups[family]) for family in FAMILY.values() if family in groups]


def _event(shown: Shown, row: Row) -> Row:
    first = row["sources"].split("|")[0]
    if row["date"]:
        words = date_text(row["date"])
    elif row["not_before"] or row["not_after"]:
        ends = [date_text(row[key]) for key in ("not_before", "not_after") if row[key]]
        words = "between " + " and ".join(ends) if len(ends) == 2 else ends[0]
    else:
        words = "date not known"
    return {
        "date": row["date"], "date_text": words, "title": row["what"], "text": row["date_note"],
        "source_label": shown.source_label(first), "source_href": f"#source-{first}",
    }  # fmt: skip


def agreements_page(g: Gathered) -> Page:
    """All agreements and refused bids in one honest table, by name."""
    path = "agreements/"
    shown = Shown(g, relative(path))
    rows = []
    for a in g.agreements:
        area = g.areas[a["authority"]]
        version = next((v for v in reversed(a["versions"]) if v["figure"]), None)
        promised = (
            _money(shown, version["total_gbp"], version["figure"], version["sources"], "not known")
            if version
            else Cell("none")
        )
        states = {row["question"]: STATE[row["value"]] for row in a["states"]}
        official = g.latest("dsg_cumulative_deficit", a["authority"])
        rows.append([
            Cell(area["name"], href=shown.url(f"agreements/{a['slug']}/")),
            a["round"] or ("refused" if a["kind"] == "refused_bid" else "not known"),
            promised, states["finance"], states["payment"], shown.cell(official),
        ])  # fmt: skip
    columns = [
        "Council",
        "Round",
        Column("Promised", numeric=True),
        "Spending",
        "Payments",
        Column("Newest official balance", numeric=True),
    ]
    signed = [a for a in g.agreements if a["kind"] == "agreement"]
    known = [v for a in signed for v in a["versions"][-1:] if v["total_gbp"] is not None]
    context = {
        "title": "Safety Valve agreements",
        "description": f"{len(signed)} agreements and the bids that were refused: what was signed, promised and paid.",
        "table": Table("All agreements and refused bids, by name", columns, rows, stack=True),
        "signed": len(signed), "refused": len(g.agreements) - len(signed), "known": len(known),
        "sources": shown.sources(),
    }  # fmt: skip
    return Page(path, "agreements.html", context, active="agreements/")
