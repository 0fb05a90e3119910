"""Duties say what they are and are not; the timeline holds every event, and no forecast in it looks like a fact."""

from __future__ import annotations

import re

import pytest

from portcullis.publish.pages.duties import DIRECTIONS, DRAFT, SEVERITIES
from portcullis.publish.pages.timeline import KINDS, amount
from portcullis.vocabulary import span


def duty_pages(made) -> dict[str, str]:
    return {path: html for path, (_, html) in made.items() if path.startswith("duties/")}


def own_words(html: str) -> str:
    """A page without what a court held and what a remark on a case says: those are reports of others' words."""
    return re.sub(r'<span class="(?:holding|fignote)">.*?</span>', "", html, flags=re.DOTALL)


def test_there_is_a_page_for_each_duty_and_a_list(made, real):
    assert set(duty_pages(made)) == {"duties/"} | {f"duties/{identity}/" for identity in real[1].duties}


def test_every_page_says_that_no_lawyer_has_reviewed_it_and_that_it_is_no_advice(made, made_county):
    for pages in (made, made_county):
        for path, html in duty_pages(pages).items():
            assert DRAFT in html, path
            assert "not legal advice" in html, path


def test_no_page_says_that_a_law_was_broken(made):
    for path, html in duty_pages(made).items():
        text = own_words(html).lower()
        for words in ("unlawful", "illegal", "breach has happened", "broke the law", "in breach of"):
            assert words not in text, (path, words)


def test_both_sides_are_shown_even_where_one_has_no_case(made):
    for path, html in duty_pages(made).items():
        if path != "duties/":
            for direction in ("for_family", "for_authority"):
                assert DIRECTIONS[direction][1] in html, path


def test_each_case_has_its_citation_holding_and_evidence(made, real):
    rows = real[1]
    for duty in rows.duties.values():
        html = made[f"duties/{duty['id']}/"][1]
        for key in duty["cases"]:
            item = html.partition(f'<li id="case-{key}">')[2].partition("</li>")[0]
            for part in (rows.cases[key]["citation"], '<span class="holding">', '<span class="src">'):
                assert part in item


def test_every_law_with_an_address_is_linked(made, real):
    for duty in real[1].duties.values():
        html = made[f"duties/{duty['id']}/"][1]
        for law in duty["law"]:
            assert not law["url"] or f'href="{law["url"]}"' in html


def test_a_case_known_by_hearsay_says_so(made, real):
    recalled = [key for key, case in real[1].cases.items() if case["evidence"] == "recalled"]
    for duty in real[1].duties.values():
        if set(duty["cases"]) & set(recalled):
            assert "check it before you rely on it" in made[f"duties/{duty['id']}/"][1]


def test_severities_are_in_plain_words():
    for name, words in SEVERITIES.values():
        assert "unlawful" not in words
        assert all(len(s.split()) <= 25 for s in re.split(r"(?<=\.) ", words)), name


def test_hostile_texts_of_the_register_are_inert(made_county):
    for path, (_, html) in made_county.items():
        assert "<script" not in html, path
        assert "onerror=alert(1)>" not in html.replace("&lt;img src=x onerror=alert(1)&gt;", ""), path


def test_every_event_stands_once_with_its_kind_sources_and_figures(made, real):
    g, rows = real
    html = made["timeline/"][1]
    assert len(g.events) == html.count('<li id="event-')
    for event in g.events:
        item = html.partition(f'<li id="event-{event["id"]}">')[2].partition("</div></li>")[0]
        assert KINDS[event["kind"]] in item
        for source in event["sources"].split("|"):
            assert f'href="#source-{source}"' in item
        for figure in rows.event_figures.get(event["id"], []):
            assert figure["value"] is None or f'data-figure="{figure["id"]}"' in item
    years = re.findall(r'<h2 id="year-(\d{4})"', html)
    assert years == sorted(set(years))


FORECAST = re.compile(r"forecast|projected|expected|without support", re.IGNORECASE)


def looks_ahead(name: str, date: str) -> bool:
    """Whether a figure's name says that it is about a time after its event."""
    after = span(date)[1].year
    return bool(FORECAST.search(name)) or any(int(year) > after for year in re.findall(r"\b(20\d\d)\b", name))


def test_every_figure_about_a_later_time_is_marked_as_no_fact(made, real):
    html = made["timeline/"][1]
    for event in real[0].events:
        for figure in real[1].event_figures.get(event["id"], []):
            if figure["value"] is not None and (
                looks_ahead(figure["name"], event["date"]) or event["kind"] == "forecast"
            ):
                at = html.index(f'data-figure="{figure["id"]}"')
                assert "fig-projected" in html[at - 90 : at], figure["id"]


@pytest.mark.parametrize(
    ("name", "date", "ahead"),
    [
        ("cumulative deficit March 2028", "2025-11-26", True), ("deficit March 2024 (forecast)", "2024-03-18", True),
        ("EHC plans January 2025", "2025-06-26", False), ("borrowing for SEND 2026-27", "2026-02", False),
        ("gap 2028-29", "2025-11-26", True), ("agreements", "2021-03-19", False),
    ],
)  # fmt: skip
def test_what_a_name_says_about_time(name, date, ahead):
    assert looks_ahead(name, date) is ahead


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (17.7, "GBP million", "£17.7m"), (1.58, "GBP billion", "£1.58bn"), (8116, "GBP", "£8,116"),
        (46.4, "percent", "46.4%"), (0.24, "percent", "0.24%"), (38, "agreements", "38 agreements"),
        (638745, "plans", "638,745 plans"),
    ],
)  # fmt: skip
def test_amounts_are_written_as_people_write_them(value, unit, text):
    assert amount(value, unit) == text
