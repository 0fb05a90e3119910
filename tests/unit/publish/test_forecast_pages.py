"""The pages of the forecast: with a frozen forecast, without one, and as soon as a January has been counted.

In: the invented county with an invented forecast. Out: pages.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from portcullis.model.backtest.scores import Scores
from portcullis.model.frozen import FrozenScore
from portcullis.publish.gathered import Gathered, gather
from portcullis.publish.pages.environment import relative, render
from portcullis.publish.pages.figures import Shown
from portcullis.publish.pages.forecast import TEXTS, forecast_pages, forecast_view
from portcullis.store import Store
from portcullis.vocabulary import ENGLAND, Site

SITE = Site(name="X", strapline="Y", operator="Z", data_to="2026-11-24", checked_on="2026-11-24")
AMBLEFORD = "E99000001"
PARTS = ("median", "low_50", "high_50", "low_80", "high_80", "low_95", "high_95")


@pytest.fixture(scope="module")
def bare(open_county: Store) -> Gathered:
    return gather(open_county, [], SITE, measures=["ehc_plans"])


def rows(code: str) -> list[dict[str, Any]]:
    return [
        {
            "code": code,
            "january": year,
            "why": [],
            "series": "ok",
            "ids": {p: f"forecast:t:{code}:{year}:{p}" for p in PARTS},
        }
        | dict(zip(PARTS, (1200.0, 1150.0, 1250.0, 1100.0, 1300.0, 1000.0, 1400.0), strict=True))
        for year in range(2026, 2036)
    ]


@pytest.fixture(scope="module")
def forecast(bare: Gathered) -> Gathered:
    about = {"name": "t", "origin": 2025, "model": "demand-1", "draws": 10000, "vintage": "2025-06-26"}
    return replace(bare, forecasts={code: rows(code) for code in (AMBLEFORD, ENGLAND)}, forecast_about=about)


def html(g: Gathered) -> dict[str, str]:
    return {page.path: render(page, SITE, data_to="x") for page in forecast_pages(g)}


def test_without_a_frozen_forecast_there_is_no_page(bare: Gathered) -> None:
    assert list(forecast_pages(bare)) == []
    assert forecast_view(Shown(bare, relative("")), AMBLEFORD) is None


def test_the_national_page_lists_councils_by_name_and_promises_to_say_how_it_did(forecast: Gathered) -> None:
    pages = html(forecast)
    assert set(pages) == {"forecast/", *(f"forecast/{below}" for below, _, _ in TEXTS.values())}
    assert "How it did" not in pages["forecast/"]
    assert "As soon as one is, this page says how it did." in pages["forecast/"]
    assert f'data-figure="forecast:t:{AMBLEFORD}:2028:median"' in pages["forecast/"]


def test_a_january_that_has_been_counted_is_scored_on_the_page(forecast: Gathered) -> None:
    scores = Scores(2025, 1, 2.4, 7.0, 3.0, 1.0, 83.0, 96.0, 20.0, 80.0, 2.2, True, True, (0.1,) * 10)
    done = replace(forecast, forecast_scores=[FrozenScore(2026, 150, (), 700000.0, 711398.0, scores)])
    page = html(done)["forecast/"]
    assert "How it did" in page
    assert "2.4%" in page
    assert "As soon as one is" not in page
    assert "not available" in page  # the county has no figure of England for that January


def test_tables_of_the_texts_have_captions_and_scopes(forecast: Gathered) -> None:
    for path, page in html(forecast).items():
        if path != "forecast/":
            assert page.count("<table>") == page.count("<caption>"), path
            assert "<th>" not in page, path


def test_the_chart_of_a_council_says_that_it_is_a_projection(forecast: Gathered) -> None:
    view = forecast_view(Shown(forecast, relative("")), AMBLEFORD)
    assert view is not None
    assert "fig-projected" in view.block.heading
    assert view.past is None  # there is no record in this copy
    assert view.made == "Frozen forecast t: model demand-1, 10,000 draws, from figures published by 26 June 2025."
