"""Calendars as a calendar program takes them."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest
from pydantic import ValidationError

from portcullis.publish.feeds import Due, calendar, review_dates, write_calendars
from portcullis.publish.gathered import Gathered
from portcullis.register import RegisterError
from portcullis.register.dates import load_dates_of
from portcullis.vocabulary.dates import KnownDate

SOURCE = 'sources = ["{}"]\n'
ENTRY = (
    '[[date]]\nid = "{}"\ndate = "2028-03-31"\ntitle = "T"\nwhat = "W."\ncertainty = "official"\nrecorded = "2026-11"\n'
)


def parsed(content: bytes) -> list[dict[str, str]]:
    """The events of a calendar, unfolded and unescaped; the form is checked on the way."""
    assert content.endswith(b"\r\n")
    raw = content.removesuffix(b"\r\n").split(b"\r\n")
    assert not any(b"\n" in line or b"\r" in line for line in raw)
    assert max(map(len, raw)) <= 75
    for line in raw:
        line.decode()  # no letter is cut in two
    lines = content.decode().replace("\r\n ", "").split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2] == "END:VCALENDAR"
    events: list[dict[str, str]] = []
    for line in lines:
        if line == "BEGIN:VEVENT":
            events.append({})
        elif events:
            name, _, value = line.partition(":")
            events[-1].setdefault(name, _plain(value))
    return events


def _plain(value: str) -> str:
    return value.replace("\\\\", "\0").replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";").replace("\0", "\\")


def known(**more: object) -> KnownDate:
    given = {
        "id": "a",
        "date": "2028-03-31",
        "title": "The end",
        "what": "It ends.",
        "certainty": "official",
        "sources": ("s",),
        "recorded": "2026-11-24",
    }
    return KnownDate.model_validate(given | more)


@pytest.fixture
def register(county_register: Path, tmp_path: Path) -> Path:
    """The invented county's sources, for a dates.toml of the test's own."""
    shutil.copyfile(county_register / "sources.csv", tmp_path / "sources.csv")
    return tmp_path


@pytest.fixture
def source(county: Gathered) -> str:
    return sorted(county.sources)[0]


def test_what_is_only_reported_is_tentative_and_a_month_is_called_one(county: Gathered, source: str) -> None:
    from portcullis.publish.feeds.calendar import _due

    due = _due(county, known(date="2029-09", certainty="reported", sources=(source,)))
    assert due.day == dt.date(2029, 9, 1)
    assert due.status == "TENTATIVE"
    assert due.title == "The end (September 2029, day not known)"
    assert "Only the month is known: September 2029." in due.text


def test_a_date_that_was_dropped_says_so(county: Gathered, source: str) -> None:
    from portcullis.publish.feeds.calendar import _due

    due = _due(county, known(cancelled="The bill fell.", sequence=2, sources=(source,)))
    (event,) = parsed(calendar([due], "C", county.site))
    assert event["STATUS"] == "CANCELLED"
    assert event["SEQUENCE"] == "2"
    assert event["DESCRIPTION"].startswith("No longer expected: The bill fell. It ends.")


def test_entries_due_on_one_day_are_one_event(real: Gathered) -> None:
    events = review_dates(real)
    assert len({e.day for e in events}) == len(events)
    assert sum(e.text.count(a["name"]) > 0 for a in real.agreements for e in events) >= len(real.agreements)
    assert parsed(calendar(events, "Reviews", real.site))


def test_hostile_text_cannot_add_a_line(county: Gathered) -> None:
    nasty = "a;b,c\\d\r\nBEGIN:VEVENT\nUID:evil\x00\x0b " + "é€😀" * 60
    due = Due(
        "x\r\nATTACH:evil", dt.date(2028, 3, 31), nasty, nasty, dt.date(2026, 1, 1), url="https://a.example/\r\nX:y"
    )
    (event,) = parsed(calendar([due], nasty, county.site))
    assert event["SUMMARY"] == nasty.replace("\r\n", "\n").replace("\x00", "").replace("\x0b", "")
    assert "ATTACH" not in event
    assert event["URL"] == "https://a.example/X:y"


@pytest.mark.parametrize("length", range(60, 90))
def test_lines_of_every_length_fold(county: Gathered, length: int) -> None:
    for letter in "x€😀":
        due = Due("a", dt.date(2028, 2, 29), letter * length, "", dt.date(2026, 1, 1))
        (event,) = parsed(calendar([due], "C", county.site))
        assert event["SUMMARY"] == letter * length
        assert event["DTEND;VALUE=DATE"] == "20280301"


def test_a_register_without_dates_has_an_empty_calendar(
    county: Gathered, county_register: Path, tmp_path: Path
) -> None:
    assert load_dates_of(county_register) == []
    write_calendars(county, tmp_path, [])
    assert parsed((tmp_path / "dates.ics").read_bytes()) == []


def test_dates_come_in_order(register: Path, source: str) -> None:
    later, sooner = ENTRY.format("a") + SOURCE.format(source), ENTRY.format("b").replace("2028-03-31", "2027")
    (register / "dates.toml").write_text(later + sooner + SOURCE.format(source))
    assert [known.id for known in load_dates_of(register)] == ["b", "a"]


@pytest.mark.parametrize(
    ("text", "field", "wrong"),
    [
        (ENTRY.format("a") + SOURCE.format("nowhere"), "sources", "is not in sources.csv"),
        (ENTRY.format("a") + "sources = []\n", "sources", "will not do"),
        (ENTRY.format("a").replace("2028-03-31", "31 March") + SOURCE.format("{source}"), "date", "is not a date"),
        (ENTRY.format("a").replace("official", "sure") + SOURCE.format("{source}"), "certainty", "not a known word"),
        (2 * (ENTRY.format("a") + SOURCE.format("{source}")), "id", "a stands twice"),
        (ENTRY.format("a") + SOURCE.format("{source}") + "sequence = -1\n", "sequence", "will not do"),
        ("[[dates]]\n", "dates", "unknown key"),
        ("date = 3\n", "date", "is not a list"),
        ("[[date\n", "syntax", ""),
    ],
)
def test_a_mistake_is_told_at_its_place(register: Path, source: str, text: str, field: str, wrong: str) -> None:
    (register / "dates.toml").write_text(text.replace("{source}", source))
    with pytest.raises(RegisterError) as raised:
        load_dates_of(register)
    (mistake,) = raised.value.mistakes
    assert mistake.file == "dates.toml"
    assert mistake.line >= 1
    assert mistake.field == field
    assert wrong in mistake.wrong


def test_a_title_stands_on_one_line() -> None:
    with pytest.raises(ValidationError):
        known(title="a\nb")
