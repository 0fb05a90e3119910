"""Share cards, the map of the site, and what search engines may read."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest

from portcullis.publish.gathered import Gathered
from portcullis.publish.linked import Card, last_changed, open_graph, robots, sitemap, write_maps
from portcullis.publish.pages.area import area_path
from portcullis.publish.pages.environment import Page
from portcullis.vocabulary import Site
from portcullis.vocabulary.news import Post

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
CARD = Card("cards/home.png", "England: 638,745 plans")
POST = Post(date=dt.date(2026, 11, 24), slug="open", title="We are open", summary="From today.", body="x")


@pytest.fixture
def site(county: Gathered) -> Site:
    return county.site.model_copy(update={"address": "https://watch.example/send/"})


def locations(content: bytes) -> dict[str, str | None]:
    root = fromstring(content)
    assert root.tag == f"{SITEMAP}urlset"
    return {str(url.findtext(f"{SITEMAP}loc")): url.findtext(f"{SITEMAP}lastmod") for url in root}


def test_a_shared_page_has_a_title_an_address_and_a_picture(site: Site) -> None:
    page = Page("areas/X/y/", "area.html", {"title": "Wexmoor", "description": "What  it\nowes."})
    found = dict(open_graph(page, site, CARD))
    assert found["og:title"] == "Wexmoor"
    assert found["og:description"] == "What it owes."
    assert found["og:url"] == "https://watch.example/send/areas/X/y/"
    assert found["og:image"] == "https://watch.example/send/cards/home.png"
    assert found["og:image:alt"] == CARD.words
    assert (found["og:image:width"], found["og:image:height"]) == ("1200", "630")
    assert found["og:type"] == "website"


def test_a_page_without_words_takes_those_of_the_site(site: Site) -> None:
    found = dict(open_graph(Page("", "home.html"), site))
    assert found["og:title"] == found["og:description"] == site.strapline
    assert "og:image" not in found


def test_without_an_address_there_is_no_picture(county: Gathered) -> None:
    found = dict(open_graph(Page("", "home.html"), county.site, CARD))
    assert not found.keys() & {"og:url", "og:image", "twitter:card"}


def test_a_post_is_an_article(site: Site) -> None:
    found = dict(open_graph(Page(POST.path, "post.html", {"title": POST.title, "post": POST}), site))
    assert found["og:type"] == "article"
    assert found["article:published_time"] == "2026-11-24"


def test_a_long_description_ends_at_a_word(site: Site) -> None:
    found = dict(open_graph(Page("", "home.html", {"description": "deficit " * 100}), site))
    assert len(found["og:description"]) <= 300
    assert found["og:description"].endswith("deficit…")


def test_the_map_has_pages_and_not_frames(site: Site) -> None:
    paths = ["", "areas/", "embed/areas/X/y/", "search/", "a & <b>/", "areas/"]
    found = locations(sitemap(paths, site, {"": dt.date(2026, 11, 24)}))
    root = "https://watch.example/send/"
    assert found == {root: "2026-11-24", f"{root}areas/": None, f"{root}a%20%26%20%3Cb%3E/": None}


def test_a_copy_without_an_address_has_no_map(county: Gathered, tmp_path: Path) -> None:
    assert sitemap(["", "areas/"], county.site) == b""
    assert write_maps(county, tmp_path, ["", "areas/"]) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["robots.txt"]
    assert b"Sitemap" not in (tmp_path / "robots.txt").read_bytes()


def test_days_of_change_come_from_the_register(real: Gathered) -> None:
    days = last_changed(real, [POST])
    assert days[POST.path] == POST.date == days["news/"]
    for area in real.areas.values():
        if area["status"] == "current":
            newest = max(
                row["published_by"] for (_, c), rows in real.series.items() if c == area["code"] for row in rows
            )
            assert days[area_path(area)] >= newest
    for agreement in real.agreements:
        assert days[f"agreements/{agreement['slug']}/"].isoformat().startswith(agreement["compiled"][:4])


def test_robots_may_read_pages_and_find_the_map(site: Site) -> None:
    lines = robots(site).decode().splitlines()
    assert lines[0] == "User-agent: *"
    assert "Disallow: /send/embed/" in lines
    assert lines[-1] == "Sitemap: https://watch.example/send/sitemap.xml"


def test_both_maps_are_written_where_there_is_an_address(county: Gathered, site: Site, tmp_path: Path) -> None:
    assert write_maps(replace(county, site=site), tmp_path, [""], news=[POST]) == 2
    assert len(locations((tmp_path / "sitemap.xml").read_bytes())) == 1
