"""One Atom feed as XML (RFC 4287).

In: `Feed` with its entries. Out: bytes. The same entries give the same bytes: `updated` comes from dates in the
register, and all text is escaped by the writer of the standard library.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, tostring

from .names import stamp

ATOM = "http://www.w3.org/2005/Atom"
TYPE = "application/atom+xml"
#: What XML 1.0 cannot hold, even escaped.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One piece of news: what happened, when, in a few sentences with the source."""

    id: str
    title: str
    day: dt.date
    summary: str
    link: str
    categories: tuple[str, ...] = ()
    author: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed before it is written. `empty_day` dates it while it has no entry."""

    id: str
    title: str
    subtitle: str
    link: str
    self_link: str
    author: str
    rights: str
    empty_day: dt.date
    entries: Sequence[Entry]


def newest_first(entries: Sequence[Entry]) -> list[Entry]:
    """By day, the newest first; of one day, by id."""
    return sorted(sorted(entries, key=lambda entry: entry.id), key=lambda entry: entry.day, reverse=True)


def feed_xml(feed: Feed) -> bytes:
    """The feed as UTF-8."""
    root = Element("feed", {"xmlns": ATOM, "xml:lang": "en-GB"})
    entries = newest_first(feed.entries)
    _text(root, "id", feed.id)
    _text(root, "title", feed.title)
    _text(root, "subtitle", feed.subtitle)
    _text(root, "updated", stamp(entries[0].day if entries else feed.empty_day))
    SubElement(root, "link", {"rel": "self", "type": TYPE, "href": _clean(feed.self_link)})
    SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": _clean(feed.link)})
    _text(SubElement(root, "author"), "name", feed.author)
    _text(root, "rights", feed.rights)
    _text(root, "generator", "Portcullis")
    for entry in entries:
        _entry(root, entry)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="unicode").encode() + b"\n"


def _entry(root: Element, entry: Entry) -> None:
    made = SubElement(root, "entry")
    _text(made, "id", entry.id)
    _text(made, "title", entry.title)
    _text(made, "updated", stamp(entry.day))
    _text(made, "published", stamp(entry.day))
    SubElement(made, "link", {"rel": "alternate", "type": "text/html", "href": _clean(entry.link)})
    if entry.author:
        _text(SubElement(made, "author"), "name", entry.author)
    for category in entry.categories:
        SubElement(made, "category", {"term": _clean(category)})
    _text(made, "summary", entry.summary)


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = _clean(text)


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)
