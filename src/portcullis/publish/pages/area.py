"""The page of one council.

In: gathered facts and a code. Out: `Page`. The order answers: what this means; what was signed and what became of
it; what is owed; plans; timeliness; appeals; money.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from portcullis.vocabulary import date_text, span

from ..act import act
from ..charts import Cell, Column, Table
from ..gathered import Gathered
from ..words import agreement as agreement_words
from ..words import money as money_words
from ..words import service as service_words
from ..words.sentence import Sentence
from .charts import area_chart, plural
from .environment import Page, relative
from .figures import FigureView, Shown, when

Row = dict[str, Any]
Group = tuple[str, list[Sentence]]
DEFICIT = "dsg_cumulative_deficit"
#: Facts under "Money": shown when there is a value, with its period and source.
MONEY = (
    "dsg_total_allocation", "high_needs_block_allocation", "s251_topup_independent", "s251_sen_transport_pre16",
    "safety_valve_paid", "high_needs_stability_grant_stated", "dsg_deficit_derived_from_outturn",
)  # fmt: skip
PLANS = ("ehc_plans", "new_ehc_plans", "ehc_requests", "ehc_plans_mainstream", "ehc_plans_special",
         "ehc_plans_special_independent", "residential_placements")  # fmt: skip


def area_path(area: Row) -> str:
    """The address of a council's page."""
    return f"areas/{area['code']}/{area['slug']}/"


def brief_path(area: Row) -> str:
    """The address of a council's one-page brief."""
    return f"{area_path(area)}brief.pdf"


def area_page(g: Gathered, code: str) -> Page:
    """The page of one authority."""
    from .forecast import forecast_view
    from .money import outlook_view

    area = g.areas[code]
    path = area_path(area)
    url = relative(path)
    shown = Shown(g, url)
    agreement = g.agreement_of.get(code)
    official = g.latest(DEFICIT, code)
    claims = g.claims.get(code, [])
    groups = answer_groups(g, code)
    context = {
        "area": area,
        "act": act(g, code, groups),
        "brief": brief_path(area),
        "kind": area["type"],
        "kinds": plural(area["type"]),
        "predecessors": g.predecessors.get(code, []),
        "answer": groups,
        "agreement": _agreement_view(shown, agreement) if agreement else None,
        "owed": _owed(shown, code, official, claims, agreement),
        "plans": _section(shown, code, PLANS),
        "charts_plans": _charts(shown, code, "ehc_plans", "pupils_with_ehc_plan_pct"),
        "forecast": forecast_view(shown, code),
        "outlook": outlook_view(shown, code),
        "timeliness": _section(shown, code, ("plans_within_20_weeks_pct", "ehc_requests_refused_pct")),
        "charts_time": _charts(shown, code, "plans_within_20_weeks_pct", "ehc_requests_refused_pct"),
        "appeals": _section(shown, code, ("send_appeals_registered", "send_appeal_rate_pct")),
        "charts_appeals": _charts(shown, code, "send_appeal_rate_pct"),
        "money": _section(shown, code, MONEY),
        "charts_money": _charts(shown, code, "high_needs_block_allocation"),
        "neighbours": [
            g.areas[n["code"]] | {"closeness": n["closeness"]}
            for n in g.neighbours.get(code, [])
            if n["code"] in g.areas
        ],
        "events": g.events_of.get(code, []),
        "gaps": agreement["gaps"] if agreement else [],
    }
    context["sources"] = shown.sources()
    context["findings"] = shown.findings()
    context["title"] = f"{area['name']}: SEND deficit and Safety Valve agreement"
    context["description"] = " ".join(s.text for _, group in context["answer"][:2] for s in group[:2])
    return Page(path, "area.html", context, active="areas/")


def answer_groups(g: Gathered, code: str) -> list[Group]:
    """The sentences of 'What this means', grouped in the order in which people ask."""
    agreement, official, claims = g.agreement_of.get(code), g.latest(DEFICIT, code), g.claims.get(code, [])
    today = span(g.site.data_to)[1]
    plans = g.latest("ehc_plans", code)
    before = _year_before(g, plans)
    share, rate = g.latest("plans_within_20_weeks_pct", code), g.latest("send_appeal_rate_pct", code)
    refused = g.latest("ehc_requests_refused_pct", code)
    cases = _same(g, "plans_within_20_weeks_denominator", code, share)
    requests = _same(g, "ehc_requests", code, refused)
    decisions, appeals = (
        _same(g, "send_appealable_decisions", code, rate),
        _same(g, "send_appeals_registered", code, rate),
    )
    return [
        ("The agreement", agreement_words.agreement_sentences(g.areas[code]["name"], agreement)),
        (
            "What is owed",
            [*money_words.balance_sentences(official, today), *money_words.claim_sentences(claims)],
        ),
        ("What happens next", money_words.next_sentences(owes(official, claims))),
        ("Plans", service_words.plan_sentences(plans, before)),
        ("On time", service_words.time_sentences(share, cases, _england(g, share))),
        ("Refusals", service_words.refusal_sentences(refused, requests, _england(g, refused))),
        ("Appeals", service_words.appeal_sentences(rate, decisions, _england(g, rate), appeals)),
    ]


def owes(official: Row | None, claims: list[Row]) -> bool | None:
    """Whether the newest word, official or claimed, is of a deficit; None when nobody says anything."""
    words: list[tuple[dt.date, float]] = []
    if official is not None:
        words.append((dt.date(official["year"], 3, 31), official["value"]))
    words += [(span(c["as_at"])[1], c["value_gbp"]) for c in claims if c["as_at"] <= money_words.GRANT_DATE]
    if not words:
        return None
    newest = max(day for day, _ in words)
    return any(value > 0 for day, value in words if day == newest)


def _same(g: Gathered, indicator: str, code: str, row: Row | None) -> Row | None:
    return g.at(indicator, code, row["period"]) if row else None


def _year_before(g: Gathered, row: Row | None) -> Row | None:
    """The value a year before, or None where the method changed in between: then there is nothing to compare."""
    if row is None or any(b["at"] == row["period"] for b in g.indicators[row["indicator"]]["breaks"]):
        return None
    return g.at(row["indicator"], row["authority"], str(int(row["period"]) - 1))


def _england(g: Gathered, row: Row | None) -> Row | None:
    return g.england(row["indicator"], row["period"]) if row else None


def _charts(shown: Shown, code: str, *wanted: str) -> list:
    return [block for indicator in wanted if (block := area_chart(shown, indicator, code)) is not None]


def _section(shown: Shown, code: str, indicators: tuple[str, ...]) -> list[tuple[str, FigureView]]:
    """Newest value of each indicator: label with period, and the figure."""
    facts = []
    for indicator in indicators:
        row = shown.gathered.latest(indicator, code)
        view = shown.figure(row)
        if row and view:
            label = shown.gathered.indicators[indicator]["label"].partition(" (positive")[0]
            facts.append((f"{label}, {when(row, shown.gathered)}", view))
    return facts


def _agreement_view(shown: Shown, agreement: Row) -> Row:
    """States and money of an agreement, for the council's page; the agreement has a page of its own."""
    version = agreement["versions"][-1] if agreement["versions"] else None
    money = []
    if version and version["figure"]:
        view = shown.money(version["total_gbp"], version["figure"], version["sources"], "reported", "total not found")
        money.append(("Money promised by the Department", view))
    for row in agreement["payments"]:
        label = {"due": "Due", "made": "Paid", "capital": "Capital award"}[row["kind"]]
        tag = "derived" if row["derived"] else "reported"
        view = shown.money(row["amount_gbp"], row["figure"], row["sources"], tag, "amount not known")
        money.append((f"{label}, {row['period']}", view))
    return {
        "slug": agreement["slug"],
        "kind": agreement["kind"],
        "summary": agreement["summary"],
        "states": agreement["states"],
        "money": money,
        "version": version,
    }


def _owed(shown: Shown, code: str, official: Row | None, claims: list[Row], agreement: Row | None) -> Row:
    """Deficits: the official series, and what others say, each with its basis."""
    chart = area_chart(shown, DEFICIT, code)
    others = [_claim_row(shown, c) for c in claims]
    if agreement:
        others += [_deficit_row(shown, d) for d in agreement["deficits"] if not d["derived"]]
    others.sort(key=lambda pair: pair[0])
    table = Table(
        "What the council, the agreement or the press say of the deficit",
        ["Date", Column("Deficit", numeric=True), "Kind", "Basis", "Source"],
        [row for _, row in others],
        stack=True,
    )
    newest_share = shown.gathered.latest("dsg_cumulative_deficit_pct_of_dsg", code)
    return {
        "figure": shown.figure(official),
        "period": when(official, shown.gathered) if official else "",
        "share": shown.figure(newest_share),
        "share_period": when(newest_share, shown.gathered) if newest_share else "",
        "chart": chart,
        "claims": table if others else None,
    }


BASIS = {
    "net": "after government money, whole grant",
    "gross": "before government money",
    "unknown": "basis not stated",
    "": "basis not stated",
}


def _claim_row(shown: Shown, c: Row) -> tuple[str, list[Cell | str | float | None]]:
    tag = "projected" if c["kind"] == "forecast" else "reported"
    view = shown.money(c["value_gbp"], c["id"], c["source"], tag)
    when_said = f", said {date_text(c['published'])}" if c["published"] else ""
    source = Cell(view.source_label, href=view.source_href, note=c["note"])
    cell = Cell(view.text, view.value, c["id"], tag)
    return c["as_at"], [date_text(c["as_at"]), cell, f"{c['kind']}{when_said}", BASIS[c["basis"]], source]


def _deficit_row(shown: Shown, d: Row) -> tuple[str, list[Cell | str | float | None]]:
    tag = "reported" if d["kind"] == "actual" else "projected"
    view = shown.money(d["value_gbp"], d["figure"], d["sources"], tag)
    kind = {"actual": "actual", "council_forecast": "forecast", "agreement_profile": "planned in the agreement"}[
        d["kind"]
    ]
    measure = " (in-year)" if d["measure"] == "in_year" else ""
    scope = {"high_needs": ", high needs only", "whole_dsg": ", whole grant"}.get(d["scope"], "")
    basis = {"net": "after government money", "gross": "before government money"}.get(d["basis"], "basis not stated")
    source = Cell(view.source_label, href=view.source_href, note=d["note"])
    day = date_text(d["as_at"]) if d["as_at"] else d["as_at_missing"]
    return d["as_at"] or "0", [
        day,
        Cell(view.text, view.value, d["figure"], tag),
        kind + measure,
        basis + scope,
        source,
    ]
