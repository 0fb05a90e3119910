"""The dates that ship with the register, as a calendar."""

from __future__ import annotations

from pathlib import Path

from portcullis.publish.feeds import write_calendars
from portcullis.publish.gathered import Gathered
from portcullis.register.dates import load_dates_of
from tests.unit.feeds.test_calendar import parsed


def test_the_dates_that_ship_are_a_calendar(real: Gathered, real_register: Path, tmp_path: Path) -> None:
    dates = load_dates_of(real_register)
    assert write_calendars(real, tmp_path, dates) == 2
    events = parsed((tmp_path / "dates.ics").read_bytes())
    assert len(events) == len(dates) >= 4
    end = next(e for e in events if e["UID"].startswith("date-statutory-override-ends@"))
    assert end["DTSTART;VALUE=DATE"] == "20280331"
    assert end["DTEND;VALUE=DATE"] == "20280401"
    assert "Source: UK Parliament" in end["DESCRIPTION"]
    assert len({e["UID"] for e in events}) == len(events)
    for event in events:
        assert event["DTSTAMP"].endswith("T000000Z")
        assert event["URL"].startswith("https://")
