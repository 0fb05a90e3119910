"""Writes every Atom feed of a site.

In: gathered facts, the folder of the site, and posts. Out: files; how many. The same register gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
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
    return ((path, make()) for path, make in feed_makers(g, news))


def feed_makers(g: Gathered, news: Sequence[Post] = ()) -> Iterator[tuple[str, Callable[[], Feed]]]:
    """The path of each feed, and what makes it. Only the feed of the whole site holds `news`."""
    yield feed_path(), partial(_site_feed, g, news)
    yield feed_path("corrections/"), partial(_corrections_feed, g)
    for slug in [agreement["slug"] for agreement in g.agreements]:
        yield feed_path(f"agreements/{slug}/"), partial(_agreement_feed, g, slug)
    for code, area in g.areas.items():
        if area["status"] == "current":
            yield feed_path(area_path(area)), partial(_area_feed, g, code)


def _site_feed(g: Gathered, news: Sequence[Post]) -> Feed:
    everything = [
        *event_entries(g, g.events, feed_path()),
        *correction_entries(g, feed_path()),
        *news_entries(g, news, feed_path()),
    ]
    about = "The national timeline, news of this copy, and corrections to figures."
    return _feed(g, "", g.site.name, about, newest_first(everything)[:SITE_ENTRIES])


def _corrections_feed(g: Gathered) -> Feed:
    path = "corrections/"
    about = "Where we show something else than was published, or say that we doubt it, and why."
    return _feed(g, path, f"{g.site.name}: corrections", about, list(correction_entries(g, feed_path(path))))


def _agreement_feed(g: Gathered, slug: str) -> Feed:
    agreement = g.agreement_by_slug[slug]
    path = f"agreements/{slug}/"
    kind = "refused bid" if agreement["kind"] == "refused_bid" else "agreement"
    about = f"What happened to this {kind}, and how it stood when last reported."
    title = f"{g.site.name}: {agreement['name']}, {kind}"
    return _feed(g, path, title, about, list(agreement_entries(g, agreement, feed_path(path))))


def _area_feed(g: Gathered, code: str) -> Feed:
    area = g.areas[code]
    path = area_path(area)
    about = "New figures, what is said of the deficit, events and corrections."
    return _feed(g, path, f"{g.site.name}: {area['name']}", about, list(area_entries(g, code, feed_path(path))))


def _feed(g: Gathered, page: str, title: str, about: str, entries: list[Entry]) -> Feed:
    path = feed_path(page)
    return Feed(
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
