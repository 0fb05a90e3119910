"""Atom feeds as a reader program takes them."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import pytest

from portcullis.publish.feeds import write_feeds
from portcullis.publish.feeds.atom import Entry, Feed, feed_xml
from portcullis.publish.feeds.names import authority, tag
from portcullis.publish.feeds.write import feeds
from portcullis.publish.gathered import Gathered
from portcullis.publish.pages.area import area_path
from portcullis.vocabulary.news import Post

ATOM = "{http://www.w3.org/2005/Atom}"
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT00:00:00Z")
TAG = re.compile(r"tag:[a-z0-9.-]+,2026:[a-z-]+:[A-Za-z0-9:._~%-]+")
POST = Post(date=dt.date(2026, 11, 24), slug="open", title="We are open", summary="From today.", author="Ada", body="x")


def text(parent: Element, name: str) -> str:
    """The text of the one child of this name."""
    found = parent.findall(ATOM + name)
    assert len(found) == 1, (name, len(found))
    assert found[0].text
    return found[0].text


def entries(root: Element) -> list[Element]:
    return root.findall(f"{ATOM}entry")


def entry(root: Element, part: str) -> Element:
    """The entry whose id holds this text."""
    return next(one for one in entries(root) if part in text(one, "id"))


def with_address(g: Gathered, address: str | None) -> Gathered:
    return replace(g, site=g.site.model_copy(update={"address": address}))


@pytest.fixture(scope="session")
def written(real: Gathered) -> dict[str, Element]:
    """Path -> feed of the real register, read back."""
    return {path: fromstring(feed_xml(feed)) for path, feed in feeds(real, [POST])}


def test_every_feed_has_what_the_standard_asks(written: dict[str, Element]) -> None:
    for path, root in written.items():
        assert root.tag == f"{ATOM}feed", path
        assert TAG.fullmatch(text(root, "id")), path
        assert text(root, "title")
        assert INSTANT.fullmatch(text(root, "updated")), path
        assert root.find(f"{ATOM}author/{ATOM}name") is not None
        rels = [link.get("rel") for link in root.findall(f"{ATOM}link")]
        assert rels == ["self", "alternate"], path
        ids = [text(one, "id") for one in entries(root)]
        assert len(ids) == len(set(ids)), path
        days = []
        for one in entries(root):
            assert TAG.fullmatch(text(one, "id")), text(one, "id")
            assert text(one, "title")
            assert len(text(one, "summary")) > 10
            assert INSTANT.fullmatch(text(one, "updated"))
            assert [link.get("rel") for link in one.findall(f"{ATOM}link")] == ["alternate"]
            days.append(text(one, "updated"))
        assert days == sorted(days, reverse=True), f"{path}: the newest entry comes first"
        assert not days or text(root, "updated") == days[0]


def test_each_council_and_each_agreement_has_a_feed(real: Gathered, written: dict[str, Element]) -> None:
    councils = [a for a in real.areas.values() if a["status"] == "current"]
    for area in councils:
        assert f"{area_path(area)}feed.atom" in written
    assert len(written) == 2 + len(councils) + len(real.agreements)
    ids = [text(root, "id") for root in written.values()]
    assert len(ids) == len(set(ids)), "two feeds have one id"


def test_the_feed_of_the_site_tells_events_posts_and_corrections(real: Gathered, written: dict[str, Element]) -> None:
    root = written["feed.atom"]
    kinds = {text(one, "id").split(":")[2] for one in entries(root)}
    assert kinds == {"event", "news", "correction"}
    post = entry(root, ":news:")
    assert text(post, "id").endswith(":news:2026-11-24-open")
    author = post.find(f"{ATOM}author/{ATOM}name")
    assert author is not None
    assert author.text == "Ada"
    assert len(entries(root)) <= 100


def test_an_entry_says_where_it_comes_from(written: dict[str, Element]) -> None:
    unsourced = [
        text(one, "id")
        for root in written.values()
        for one in entries(root)
        if ":news:" not in text(one, "id") and not re.search(r"Sources?: \S", text(one, "summary"))
    ]
    # A state that is not known may rest on nothing.
    assert [found for found in unsourced if ":agreement-state:" not in found] == []


def test_a_date_known_to_the_month_is_told_as_such(written: dict[str, Element]) -> None:
    found = entry(written["feed.atom"], ":event:2014-09-")
    assert text(found, "updated") == "2014-09-01T00:00:00Z"
    assert "Only the month is known: September 2014." in text(found, "summary")


def test_a_correction_says_what_was_published_and_what_is_shown(written: dict[str, Element]) -> None:
    said = text(entry(written["corrections/feed.atom"], ":new-plans-2022-regional-total"), "summary")
    assert "published 6,078, we show 364" in said
    assert "And " in said
    assert "more." in said


def test_a_forecast_is_called_one(real: Gathered, written: dict[str, Element]) -> None:
    forecasts = [c for claims in real.claims.values() for c in claims if c["kind"] == "forecast"]
    assert forecasts
    for claim in forecasts[:20]:
        path = f"{area_path(real.areas[claim['authority']])}feed.atom"
        found = entry(written[path], tag(real.site, "claim", claim["id"].removeprefix("claim:")))
        assert "forecast" in text(found, "title")


def test_the_same_register_gives_the_same_bytes(county: Gathered, tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    count = write_feeds(county, one, news=[POST])
    assert write_feeds(county, other, news=[POST], before=one) == count
    files = sorted(path.relative_to(one) for path in one.rglob("*.atom"))
    assert len(files) == count
    for path in files:
        assert (one / path).read_bytes() == (other / path).read_bytes()
        assert (one / path).stat().st_ino == (other / path).stat().st_ino, "an unchanged feed is linked"


def test_a_changed_feed_leaves_the_build_before_alone(county: Gathered, tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    write_feeds(county, one)
    before = (one / "feed.atom").read_bytes()
    write_feeds(county, other, before=one)
    write_feeds(county, other, news=[POST], before=one)
    assert (one / "feed.atom").read_bytes() == before != (other / "feed.atom").read_bytes()


def test_ids_carry_the_host_of_the_copy_and_links_are_whole(county: Gathered) -> None:
    g = with_address(county, "https://Watch.Example.org:8443/send/")
    for _, feed in feeds(g):
        assert feed.id.startswith("tag:watch.example.org,2026:")
        assert feed.self_link.startswith("https://Watch.Example.org:8443/send/")
        assert all(one.link.startswith("https://Watch.Example.org:8443/send/") for one in feed.entries)


@pytest.mark.parametrize(
    ("address", "host"),
    [
        (None, "portcullis.invalid"),
        ("https://bücher.example/", "xn--bcher-kva.example"),
        ("http://[::1]:8000/", "portcullis.invalid"),
        ("http://[bad/", "portcullis.invalid"),
        ("http://a_b/", "portcullis.invalid"),
        ("http://127.0.0.1/", "127.0.0.1"),
    ],
)
def test_any_address_gives_an_id_that_may_be_written(county: Gathered, address: str | None, host: str) -> None:
    assert authority(with_address(county, address).site) == host


def test_links_lead_to_the_page_where_the_copy_has_no_address(county: Gathered) -> None:
    g = with_address(county, None)
    for path, feed in feeds(g):
        depth = path.count("/")
        for link in (feed.link, feed.self_link, *(one.link for one in feed.entries)):
            assert link.count("../") == depth, (path, link)
            assert "://" not in link


def test_hostile_text_stays_text(county: Gathered) -> None:
    nasty = "]]></summary><script>alert('x')</script> & \x00\x0b\ud800\uffff \U0001f600 \u202e"
    event = county.events[0] | {"title": nasty, "summary": nasty, "kind": nasty, "id": "a b/<c>"}
    g = replace(county, events=[event])
    root = fromstring(feed_xml(dict(feeds(g))["feed.atom"]))
    found = entry(root, ":event:a%20b%2F%3Cc%3E")
    assert "<script>alert('x')</script> & \ufffd" in text(found, "title")
    assert "\U0001f600" in text(found, "summary")
    assert found.find(".//script") is None


def test_a_feed_without_entries_is_a_feed() -> None:
    day = dt.date(2026, 11, 24)
    root = fromstring(feed_xml(Feed("tag:a.example,2026:x:y", "T", "S", "./", "feed.atom", "A", "R", day, [])))
    assert text(root, "updated") == "2026-11-24T00:00:00Z"
    assert entries(root) == []


def test_entries_of_one_day_keep_one_order() -> None:
    day = dt.date(2026, 11, 24)
    made = [Entry(f"tag:a.example,2026:x:{n}", "T", day, "S", "./") for n in "cab"]
    one = Feed("tag:a.example,2026:x:y", "T", "S", "./", "feed.atom", "A", "R", day, made)
    other = replace(one, entries=made[::-1])
    assert feed_xml(one) == feed_xml(other)
