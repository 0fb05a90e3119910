"""The head of each kind of page: its card, its feed, its linked data."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from portcullis.publish.gathered import Gathered
from portcullis.publish.linked import head
from portcullis.publish.pages.area import area_path
from portcullis.publish.pages.environment import Page


@pytest.fixture(scope="session")
def g(real: Gathered) -> Gathered:
    return replace(real, site=real.site.model_copy(update={"address": "https://watch.example"}))


def test_a_council_has_its_own_card_feed_and_data_set(g: Gathered) -> None:
    path = area_path(g.areas["E10000016"])
    found = head(g, Page(path, "area.html", {"title": "Kent"}))
    assert found.feed == (f"{path}feed.atom", "What is new: Kent")
    said = dict(found.open_graph)
    assert said["og:image"] == "https://watch.example/cards/E10000016.png"
    assert said["og:image:alt"].startswith("Kent")
    assert "Dataset" in [one["@type"] for one in json.loads(found.json_ld)["@graph"]]


def test_an_agreement_has_its_own_card_and_feed(g: Gathered) -> None:
    slug = g.agreements[0]["slug"]
    found = head(g, Page(f"agreements/{slug}/", "agreement.html", {"title": "A"}))
    assert found.feed[0] == f"agreements/{slug}/feed.atom"
    assert dict(found.open_graph)["og:image"].endswith(f"/cards/agreements/{slug}.png")
    assert json.loads(found.json_ld)["@type"] == "BreadcrumbList"


@pytest.mark.parametrize(
    "path", ["", "areas/", "measures/", "agreements/", "areas/nowhere/x/", "about/", "a</script>/"]
)
def test_other_pages_have_the_feed_and_card_of_the_site(g: Gathered, path: str) -> None:
    found = head(g, Page(path, "x.html", {"title": "T"}))
    assert found.feed[0] == "feed.atom"
    assert dict(found.open_graph)["og:image"] == "https://watch.example/cards/home.png"
    assert found.json_ld == ""


def test_corrections_have_a_feed_and_data_a_data_set(g: Gathered) -> None:
    assert head(g, Page("corrections/", "x.html")).feed[0] == "corrections/feed.atom"
    assert "Dataset" in head(g, Page("data/", "x.html")).json_ld


def test_without_an_address_there_is_no_card(real: Gathered) -> None:
    found = head(real, Page("", "home.html"))
    assert not [name for name, _ in found.open_graph if name.startswith(("og:image", "og:url"))]
