"""The pages to read: guides, glossary, duties, timeline, news, method, accessibility, how to report an error, and what
the pages are made of.

In: gathered facts, the rows of `reading_rows(store)`, and the register's folder for its news. Out: `Page`s.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from portcullis.register.news import load_posts_of

from ..gathered import Gathered
from .asked import asked_page, read_page
from .components import components_page
from .duties import duty_pages
from .environment import Page
from .guides import guide_pages
from .news import news_pages
from .reading_rows import ReadingRows
from .timeline import timeline_page

SUBJECT = "A figure that looks wrong"
BODY = """The page (its address):

The figure as the page shows it, and its id if you have it:

What you think is right:

Where that stands (a link, or a document and a page):
"""


def reading_pages(g: Gathered, rows: ReadingRows, register_root: Path) -> Iterator[Page]:
    """All of them."""
    yield from guide_pages(g, rows)
    yield from duty_pages(rows)
    yield asked_page(g, rows)
    yield read_page()
    yield timeline_page(g, rows)
    yield from news_pages(g, load_posts_of(register_root), rows)
    yield report_page(g)
    yield components_page(g)


def report_page(g: Gathered) -> Page:
    """What to send, and where: a ready letter if this copy has a mailbox."""
    context: dict[str, Any] = {
        "title": "Report an error", "mail": mail_to(g.site.contact), "corrections": len({
            row["id"] for row in g.corrections.values()
        }), "lines": [line for line in BODY.splitlines() if line],
        "description": "A figure looks wrong? What to send, and what happens then.",
    }  # fmt: skip
    return Page("report/", "report.html", context, active="about/")


def mail_to(contact: str) -> str:
    """A mailto link with a ready letter, or nothing where the contact is no address."""
    name, at, host = contact.partition("@")
    if not at or not name or not host or any(c in contact for c in " \t?&#:/<>\"'"):
        return ""
    body = quote(BODY.replace("\n", "\r\n"))
    return f"mailto:{quote(contact, safe='@.+-_')}?subject={quote(SUBJECT)}&body={body}"
