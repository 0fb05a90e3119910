"""Calendars of dates ahead (RFC 5545): `dates.ics`, and `reviews.ics` for those who keep the register.

In: known dates with their sources, and when each agreement's entry is due to be looked at again. Out: bytes.
All events last whole days. DTSTAMP is when the entry was written, from the register: the clock has no part in it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from portcullis.vocabulary import Site, date_text
from portcullis.vocabulary.dates import CERTAINTY, KnownDate

from ..gathered import Gathered
from .entries import sourced
from .names import address, authority, doubt, first_day
from .place import put

Row = dict[str, Any]
#: A line has at most so many octets; what follows goes on the next line, after a space.
OCTETS = 75
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Due:
    """One event of a calendar. `status` is CONFIRMED, TENTATIVE or CANCELLED."""

    id: str
    day: dt.date
    title: str
    text: str
    recorded: dt.date
    url: str = ""
    status: str = "CONFIRMED"
    sequence: int = 0
    category: str = ""


def write_calendars(g: Gathered, folder: Path, dates: Sequence[KnownDate], *, before: Path | None = None) -> int:
    """Write both calendars; how many there are."""
    made = list(calendars(g, dates))
    for path, content in made:
        put(folder, path, content, before)
    return len(made)


def calendars(g: Gathered, dates: Sequence[KnownDate]) -> Iterator[tuple[str, bytes]]:
    """Both calendars, each with its path."""
    name = g.site.name
    yield "dates.ics", calendar([_due(g, known) for known in dates], f"{name}: dates ahead", g.site)
    yield "reviews.ics", calendar(review_dates(g), f"{name}: entries to look at again", g.site)


def calendar(events: Iterable[Due], name: str, site: Site) -> bytes:
    """A calendar, its events in order of day and id."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Portcullis//Dates//EN", "CALSCALE:GREGORIAN"]
    lines += [_text("NAME", name), _text("X-WR-CALNAME", name), "REFRESH-INTERVAL;VALUE=DURATION:P1D"]
    for event in sorted(events, key=lambda due: (due.day, due.id)):
        lines += _event(event, site)
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _event(event: Due, site: Site) -> list[str]:
    lines = [
        "BEGIN:VEVENT",
        _text("UID", f"{event.id}@{authority(site)}"),
        f"DTSTAMP:{event.recorded:%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{event.day + dt.timedelta(days=1):%Y%m%d}",
        _text("SUMMARY", event.title),
        _text("DESCRIPTION", event.text),
        f"STATUS:{event.status}",
        f"SEQUENCE:{event.sequence}",
        "TRANSP:TRANSPARENT",
    ]
    if event.category:
        lines.append(_text("CATEGORIES", event.category))
    if event.url:
        # An address is not escaped as text is; a space or control character in it would break the line.
        lines.append("URL:" + re.sub(r"[\s\x00-\x1f\x7f]", "", event.url))
    return [*lines, "END:VEVENT"]


def _due(g: Gathered, known: KnownDate) -> Due:
    text = sourced(g, known.what, doubt(known.date), CERTAINTY[known.certainty], sources=known.sources)
    status = "TENTATIVE" if known.certainty == "reported" else "CONFIRMED"
    exact = len(known.date) == 10
    return Due(
        id=f"date-{known.id}",
        day=first_day(known.date),
        title=known.title if exact else f"{known.title} ({date_text(known.date)}, day not known)",
        text=f"No longer expected: {known.cancelled} {text}" if known.cancelled else text,
        recorded=first_day(known.recorded),
        url=g.sources[known.sources[0]]["url"] or "",
        status="CANCELLED" if known.cancelled else status,
        sequence=known.sequence,
        category=known.certainty,
    )


def review_dates(g: Gathered) -> list[Due]:
    """When entries of agreements should be looked at again: one event a day, naming all that are due."""
    days: dict[str, list[Row]] = {}
    for agreement in g.agreements:
        days.setdefault(agreement["next_review"], []).append(agreement)
    events = []
    for day, rows in days.items():
        names = "; ".join(row["name"] for row in rows)
        count = "1 entry" if len(rows) == 1 else f"{len(rows)} entries"
        recorded = max(first_day(row["compiled"]) for row in rows)
        url = address(g.site, "agreements/") if g.site.address else ""
        text = " ".join(filter(None, (f"Look at these agreements again: {names}.", doubt(day))))
        events.append(Due(f"review-{day}", first_day(day), f"{count} to look at again", text, recorded, url))
    return events


def _text(name: str, value: str) -> str:
    """A property whose value is text, escaped."""
    value = _CONTROL.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
    for mark in ("\\", ";", ","):
        value = value.replace(mark, f"\\{mark}")
    return f"{name}:" + value.replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """The line with its end, cut where it would be too long, never inside a letter."""
    parts: list[bytes] = []
    part = b""
    for letter in line:
        octets = letter.encode()
        if len(part) + len(octets) > OCTETS:
            parts.append(part)
            part = b" "
        part += octets
    return b"\r\n".join([*parts, part]) + b"\r\n"
