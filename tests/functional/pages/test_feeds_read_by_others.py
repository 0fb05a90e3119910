"""Feeds and calendars of the built site, read by programs that are not ours: feedparser and icalendar.

The data package and its CSVW were held to frictionless and csvw by hand; docs/data.md says how.
"""

from __future__ import annotations

import calendar
import datetime as dt
from pathlib import Path

import feedparser
import icalendar
import pytest

from portcullis.register.dates import load_dates_of

IDS = ("http://", "https://", "tag:")


@pytest.fixture(scope="module")
def feeds(site: Path) -> dict[str, feedparser.FeedParserDict]:
    return {
        path.relative_to(site).as_posix(): feedparser.parse(path.read_bytes()) for path in sorted(site.rglob("*.atom"))
    }


def test_every_feed_is_well_formed_atom_with_what_a_reader_shows(feeds, open_real) -> None:
    assert len(feeds) > open_real.one("select count(*) as n from agreement")["n"] + 150
    for name, read in feeds.items():
        assert not read.bozo, (name, read.get("bozo_exception"))
        assert read.version == "atom10", name
        assert read.feed.id.startswith(IDS), name
        assert read.feed.title
        assert read.feed.updated_parsed
        assert any(link.rel == "self" for link in read.feed.links), name


def test_every_entry_has_an_id_of_its_own_a_date_and_a_way_to_the_page(feeds) -> None:
    entries = 0
    for name, read in feeds.items():
        ids = [entry.id for entry in read.entries]
        assert len(ids) == len(set(ids)), name
        newest = max((entry.updated_parsed for entry in read.entries), default=read.feed.updated_parsed)
        assert read.feed.updated_parsed >= newest, name
        for entry in read.entries:
            entries += 1
            assert entry.id.startswith(IDS), (name, entry.id)
            assert entry.title
            assert entry.link
            assert calendar.timegm(entry.updated_parsed) < dt.datetime(2100, 1, 1, tzinfo=dt.UTC).timestamp()
    assert entries > 1000


def test_calendars_are_read_whole_and_hold_the_dates_of_the_register(site: Path, real_register: Path) -> None:
    held: dict[str, list] = {}
    for path in sorted(site.glob("*.ics")):
        read = icalendar.Calendar.from_ical(path.read_bytes())
        assert isinstance(read, icalendar.Calendar)
        assert read.errors == [], path
        assert read["VERSION"] == "2.0"
        assert read["PRODID"]
        events = read.walk("VEVENT")
        assert all(event.errors == [] for event in events)
        assert all({"UID", "DTSTAMP", "DTSTART", "SUMMARY"} <= set(event) for event in events)
        assert len({str(event["UID"]) for event in events}) == len(events)
        held[path.name] = events
    days = sorted((event["DTSTART"].dt, str(event["SUMMARY"])) for event in held["dates.ics"])
    known = load_dates_of(real_register)
    assert len(days) == len(known)
    for date in known:
        assert any(date.title in summary for _, summary in days), date.title
    assert held["reviews.ics"]
