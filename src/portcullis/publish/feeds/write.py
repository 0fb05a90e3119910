"""Writes every Atom feed of a site.

In: gathered facts, the folder of the site, and posts. Out: files; how many. The same register gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from portcullis.vocabulary.news import Post

from ..gathered import Gathered
from ..pages.area import area_path
from .area_entries import area_entries
from .atom import Entry, Feed, feed_xml, newest_first
from .entries import agreement_entries, correction_entries, event_entries, news_entries
from .names import address, first_day, tag
from .place import put

NAME = "feed.atom"
#: The feed of the whole site holds so many entries; older ones stay on the timeline.
SITE_ENTRIES = 100
RIGHTS = "What we add is offered under CC BY 4.0; facts keep the licence of their source."


def feed_path(page: str = "") -> str:
    """Where the feed of a page stands: home (''), a council, an agreement, or the corrections."""
    return page + NAME


def write_feeds(g: Gathered, folder: Path, *, news: Sequence[Post] = (), before: Path | None = None) -> int:
    """Write all feeds below `folder`; how many there are. Unchanged ones are linked from the build `before`."""
    count = 0
    for path, feed in feeds(g, news):
        put(folder, path, feed_xml(feed), before)
        count += 1
    return count


def feeds(g: Gathered, news: Sequence[Post] = ()) -> Iterator[tuple[str, Feed]]:
    """Each feed with its path."""
    name = g.site.name
    everything = [
        *event_entries(g, g.events, feed_path()),
        *correction_entries(g, feed_path()),
        *news_entries(g, news, feed_path()),
    ]
    about = "The national timeline, news of this copy, and corrections to figures."
    yield _feed(g, "", name, about, newest_first(everything)[:SITE_ENTRIES])
    path = "corrections/"
    about = "Where we show something else than was published, or say that we doubt it, and why."
    yield _feed(g, path, f"{name}: corrections", about, list(correction_entries(g, feed_path(path))))
    for agreement in g.agreements:
        path = f"agreements/{agreement['slug']}/"
        kind = "refused bid" if agreement["kind"] == "refused_bid" else "agreement"
        about = f"What happened to this {kind}, and how it stood when last reported."
        title = f"{name}: {agreement['name']}, {kind}"
        yield _feed(g, path, title, about, list(agreement_entries(g, agreement, feed_path(path))))
    for code, area in g.areas.items():
        if area["status"] == "current":
            path = area_path(area)
            about = "New figures, what is said of the deficit, events and corrections."
            yield _feed(g, path, f"{name}: {area['name']}", about, list(area_entries(g, code, feed_path(path))))


def _feed(g: Gathered, page: str, title: str, about: str, entries: list[Entry]) -> tuple[str, Feed]:
    path = feed_path(page)
    return path, Feed(
        id=tag(g.site, "feed", page.strip("/").replace("/", ":") or "site"),
        title=title,
        subtitle=about,
        link=address(g.site, page, origin=path),
        self_link=address(g.site, path, origin=path),
        author=g.site.operator,
        rights=RIGHTS,
        empty_day=first_day(g.site.data_to),
        entries=entries,
    )
