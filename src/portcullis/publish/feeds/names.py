"""Names that stay: ids of entries, the addresses that they stand for, and days.

In: the site file, a path, a partial date. Out: `tag:` ids (RFC 4151), addresses, timestamps. Never the clock.
"""

from __future__ import annotations

import datetime as dt
import re
from urllib.parse import quote, urlsplit

from portcullis.vocabulary import Site, date_text, span

#: For a copy that has no address yet. The name `.invalid` can belong to nobody, so nobody else mints the same ids.
NOBODY = "portcullis.invalid"
#: RFC 4151 wants a date on which the authority held its name. It is part of each id, and must not change.
SINCE = "2026"
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")


def authority(site: Site) -> str:
    """The host of this copy, or a constant where it has none that an id may carry."""
    try:
        host = (urlsplit(site.address or "").hostname or "").encode("idna").decode().lower()
    except ValueError:
        return NOBODY
    return host if _HOST.fullmatch(host) else NOBODY


def tag(site: Site, kind: str, name: str) -> str:
    """An id that no other entry has, and that stays when the address of a page changes."""
    return f"tag:{authority(site)},{SINCE}:{kind}:{quote(name, safe=':._-')}"


def address(site: Site, path: str, *, origin: str = "") -> str:
    """The address of a path: in full where the copy has one, otherwise relative to the file at `origin`."""
    if site.address:
        return f"{site.address.rstrip('/')}/{path}"
    return "../" * origin.count("/") + path or "./"


def first_day(partial: str) -> dt.date:
    """The first day that a partial date can mean."""
    return span(partial)[0]


def stamp(day: dt.date) -> str:
    """A day as Atom writes an instant."""
    return f"{day.isoformat()}T00:00:00Z"


def doubt(partial: str) -> str:
    """What to say where a date is known to the month or year only: a feed has no partial dates."""
    if len(partial) == 10:
        return ""
    return f"Only the {'month' if len(partial) == 7 else 'year'} is known: {date_text(partial)}."
