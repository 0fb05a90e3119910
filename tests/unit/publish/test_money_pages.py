"""Pages about projected money: with a record, without one, with a scenario that was never run.

In: the invented county with invented projections and figures of England. Out: pages and a file.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from typing import Any

import pytest
from markupsafe import escape

from portcullis.model.projected import Outlooks
from portcullis.publish.gathered import Gathered, gather
from portcullis.publish.pages.agreement import agreement_page
from portcullis.publish.pages.area import area_page
from portcullis.publish.pages.environment import Page, relative, render
from portcullis.publish.pages.figures import Shown
from portcullis.publish.pages.money import (
    agreement_view,
    england_page,
    grant_pages,
    money_page,
    outlook_view,
    scenarios_page,
)
from portcullis.publish.pages.money.others import ABOUT, apart, is_about, questions
from portcullis.publish.pages.money.scenarios import stands
from portcullis.publish.work import File
from portcullis.store import Store
from portcullis.vocabulary import DIALS, ENGLAND, Site
from tests.unit.money_record import projection, recorded

SITE = Site(name="X", strapline="Y", operator="Z", data_to="2026-11-24", checked_on="2026-11-24")
AMBLEFORD, OTHER = "E99000001", "E99000002"
SCENARIOS = ("today", "law-of-2024", "no-agreements", "agreements-met")


def scenario(slug: str, position: int, **dial: Any) -> dict[str, Any]:
    turned = {"dial": "grant_pct", "value": "0", "since": None, "until": None, "why": "It was not there."} | dial
    return {
        "slug": slug, "title": slug.capitalize(), "position": position, "explains": f"What {slug} is.",
        "made": "2026-11-24", "caution": "It cannot tell.", "sources": "sen2_2025", "dials": [turned] if dial else [],
    }  # fmt: skip


def national(series: str, period: str, value: float, **more: Any) -> dict[str, Any]:
    return {
        "id": f"england:{series}:{period}:{value:g}", "series": series, "label": "A label", "period": period,
        "period_kind": "date", "value": value, "unit": "GBP million", "kind": "forecast", "made_by": "OBR",
        "made_on": "2025-11", "netting": "", "source": "sen2_2025", "note": "", "reason": "",
    } | more  # fmt: skip


OTHERS = [
    national("dsg_cumulative_deficit_forecast", "2026-03", 4_200),
    national("dsg_cumulative_deficit_forecast", "2026-03", 9_000, made_by="Society of County " + "and District " * 8),
    national(
        "dsg_cumulative_deficit_actual", "2025-03", 3_900, netting="net_of_surpluses", kind="estimate", made_on=""
    ),
    national("dsg_cumulative_deficit_forecast", "2028-03", 14_000),
    national("dsg_cumulative_deficit_forecast", "2028-03", 15_000, made_on="2026-05"),
    national("dsg_in_year_deficit_forecast", "2026-04 to 2028-03", 8_600, period_kind="financial_year"),
    national("dsg_in_year_deficit_forecast", "2028-29", 6_300),
    national("high_needs_spend", "2029", 15_000, period_kind="unknown"),
    national("high_needs_spend", "2025-26", 200),
    national("high_needs_spend_real_growth", "2025-26", 13, unit="percent"),
    national("high_needs_county_spend", "2025-26", 5_000),
    national("high_needs_funding", "2015-16", 5_247, kind="actual"),
    national("high_needs_funding_extra_white_paper", "2028-29", 3_500),
    national("high_needs_stability_grant", "2026-27", 90, note="left with councils"),
    national("high_needs_stability_grant", "2026-27", 90.5, note="approximate value"),
]


@pytest.fixture(scope="module")
def bare(open_county: Store) -> Gathered:
    return gather(open_county, [], SITE)


@pytest.fixture(scope="module")
def outlooks() -> Outlooks:
    councils: list[tuple[str, str, dict[str, Any]]] = [
        (AMBLEFORD, "Ambleford", {}),
        (OTHER, "East Thorne", {"owed": -50e6, "grant": 0, "exposure": 0, "start_gbp": None, "state": "unknown"}),
        (ENGLAND, "England", {"owed": 4e9, "wide": 5e8, "grant": 90e6}),
    ]
    told = [projection(code, name, slug, **more) for code, name, more in councils for slug in SCENARIOS]
    return recorded(*told, refused={"E99000003": ("Ohex", "no allocation of high needs funding is known")})


@pytest.fixture(scope="module")
def g(bare: Gathered, outlooks: Outlooks) -> Gathered:
    listed = [scenario(slug, n, grant_pct=0) for n, slug in enumerate((*SCENARIOS, "never-run"), 1)]
    return replace(
        bare, outlooks=dict(outlooks.of), outlook_about=dict(outlooks.about),
        scenarios={one["slug"]: one for one in listed}, national=OTHERS,
    )  # fmt: skip


def html(page: Page) -> str:
    return render(page, SITE, data_to="x")


def one(pages: list[Page]) -> str:
    (page,) = pages
    return html(page)


def test_without_a_record_there_is_one_page_and_it_says_how_to_make_one(bare: Gathered) -> None:
    assert "portcullis record-money forecasts/money.csv" in html(money_page(bare))
    assert england_page(bare) == scenarios_page(bare) == list(grant_pages(bare)) == []
    assert outlook_view(Shown(bare, relative("")), AMBLEFORD) is None
    assert "What may come: money" not in html(area_page(bare, AMBLEFORD))


def test_every_number_leads_to_the_record_or_the_register(g: Gathered, outlooks: Outlooks, open_county: Store) -> None:
    known = outlooks.figures() | {row["id"]: row["value"] for row in open_county.rows("select id, value from figure")}
    known |= {row["id"]: row["value"] for row in OTHERS}
    pages = [money_page(g), *england_page(g), *scenarios_page(g), area_page(g, AMBLEFORD), area_page(g, OTHER)]
    pages += [page for page in grant_pages(g) if isinstance(page, Page)]
    pages += [agreement_page(g, agreement) for agreement in g.agreements]
    seen = 0
    for page in pages:
        text = html(page)
        for value, identity in re.findall(
            r'<data value="([^"]*)" data-figure="(projection:[^"]*|england:[^"]*)"', text
        ):
            assert known[identity] == float(value), (page.path, identity)
            seen += 1
        for ids in re.findall(r'data-from="([^"]*)"', text):
            assert [identity for identity in ids.split() if identity not in known] == [], page.path
    assert seen > 150


def test_a_council_shows_what_it_starts_from_each_scenario_and_the_simulator(g: Gathered) -> None:
    text = html(area_page(g, AMBLEFORD))
    block = text.partition('id="outlook"')[2]
    assert "A projection, not a fact" in block
    assert "that this register no longer shows" in block  # the invented start is no figure of the county
    assert "?council=ambleford" in block
    assert '<span class="missing">not run</span>' in block  # a scenario that was added since
    assert "data/forecasts/money.csv" in block


def test_a_council_without_an_official_balance_and_one_that_is_refused(g: Gathered) -> None:
    assert "No official balance of this council is known." in html(area_page(g, OTHER))
    view = outlook_view(Shown(g, relative("")), "E99000003")
    assert view is not None
    assert view.block is None
    assert view.start[0].text.startswith("There is no projection of money for Ohex")


def test_an_agreement_has_three_futures_and_a_refused_bid_none(g: Gathered) -> None:
    shown = Shown(g, relative("agreements/x/"))
    views = {a["kind"]: agreement_view(shown, a) for a in g.agreements if a["authority"] in g.outlooks}
    view = views["agreement"]
    assert view is not None
    assert len(view.table.rows) == 3
    assert view.cautions == ["It cannot tell."] * 2
    assert view.sentences[0].text == "The model finds no Safety Valve money that lowered the deficit of March 2026."
    assert views.get("refused_bid") is None
    less = {slug: row for slug, row in g.scenarios.items() if slug != "agreements-met"}
    agreement = next(a for a in g.agreements if a["authority"] == AMBLEFORD)
    assert agreement_view(Shown(replace(g, scenarios=less), relative("")), agreement) is None


def test_safety_valve_money_that_lowered_the_deficit_is_told(g: Gathered) -> None:
    more = recorded(
        projection(), projection(scenario="no-agreements", owed=130e6), projection(scenario="agreements-met")
    )
    agreement = next(a for a in g.agreements if a["authority"] == AMBLEFORD)
    view = agreement_view(Shown(replace(g, outlooks=dict(more.of)), relative("")), agreement)
    assert view is not None
    assert "by about £30m" in view.sentences[0].text


def test_each_figure_of_others_stands_beside_one_of_ours_or_apart_with_a_reason(g: Gathered) -> None:
    asked = {q.about.anchor: q for q in questions(g.outlooks[ENGLAND], g.national)}
    assert [a.side for a in asked["march-2026"].answers] == ["inside", "above"]
    assert [a.value_gbp for a in asked["march-2028"].answers] == [14e9]  # one was made after the grant was known
    assert asked["march-2025"].answers[0].ours == asked["march-2025"].net
    assert len(asked["grant"].answers) == len(asked["residual"].answers) == 1
    why = {(row["series"], row["period"], row["value"]): reason for row, reason in apart(g.national)}
    assert why == {
        ("dsg_cumulative_deficit_forecast", "2028-03", 15_000): "a day for which we record no projection",
        ("dsg_in_year_deficit_forecast", "2026-04 to 2028-03", 8_600): "two years together: told above",
        ("high_needs_spend", "2029", 15_000): "its day or year is not stated",
        ("high_needs_spend_real_growth", "2025-26", 13): "a share, not a sum",
        ("high_needs_county_spend", "2025-26", 5_000): "county areas only",
        ("high_needs_funding", "2015-16", 5_247): "before the first day that we project",
        ("high_needs_funding_extra_white_paper", "2028-29", 3_500): "an addition that no scenario holds",
    }
    beside = sum(is_about(row, about) for row in g.national for about in ABOUT)
    assert beside + len(why) == len(OTHERS)


def test_the_page_of_england_shows_them_all(g: Gathered) -> None:
    text = one(england_page(g))
    for row in OTHERS:
        assert f'data-figure="{row["id"]}"' in text, row["id"]
    left_out = str(escape(g.areas["E99000003"]["name"]))
    assert "<script>" not in left_out
    assert f"{left_out} is not in our sum" in text
    assert "The OBR put the gap of 2026-27 and 2027-28 together at" in text
    assert "…, November 2025" in text  # a name too long for the picture is cut there and whole in the table


def test_the_grant_is_told_by_kind_and_name_with_what_is_not_known(g: Gathered) -> None:
    page, file = grant_pages(g)
    assert isinstance(page, Page)
    assert isinstance(file, File)
    text = html(page)
    assert "not projected" in text
    assert "not known" in text
    rows = list(csv.DictReader(io.StringIO(file.content.decode())))
    assert [row["code"] for row in rows] == sorted(row["code"] for row in rows)
    ambleford = next(row for row in rows if row["code"] == AMBLEFORD)
    assert (ambleford["grant_median_gbp"], ambleford["projection"], ambleford["model"]) == (
        "90000000",
        "known",
        "money-t",
    )
    missing = next(row for row in rows if row["projection"] in {"refused", "not recorded"})
    assert missing["grant_median_gbp"] == missing["grant_per_plan_median_gbp"] == ""


def test_names_stand_in_order_and_never_sizes(g: Gathered) -> None:
    page = next(page for page in grant_pages(g) if isinstance(page, Page))
    for _, _, table in page.context["tables"]:
        names = [row[0].text for row in table.rows]
        assert names == sorted(names)


def test_scenarios_say_what_they_assume_and_which_was_not_run(g: Gathered) -> None:
    text = one(scenarios_page(g))
    assert "What today is." in text
    assert "This scenario has not been run since it was added." in text
    assert 'id="law-of-2024"' in text
    assert all(dial.label in text.replace("&#39;", "'") for dial in DIALS.values())


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("override_end", "2026-03-31", "31 March 2026"), ("agreements", "none", "none ever"),
        ("support_pct", 50.0, "50 percent"), ("refusals", "1.5", "1.5 times"), ("requests_held", "yes", "held"),
    ],
)  # fmt: skip
def test_where_a_dial_stands_in_words(name: str, value: object, text: str) -> None:
    assert stands(name, value) == text
