"""Everything that a site is made of but its data and its printed sheets, as pieces of work with names.

In: gathered facts, and what is not among them: downloads, credits, reading rows, posts, dates. Out: `Job`s. A name says
the same thing in every build, so that a later build can tell which pieces to do again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from portcullis.vocabulary import Post
from portcullis.vocabulary.dates import KnownDate

from .downloads import LICENCE_TEXT
from .feeds import calendars, feed_makers, feed_xml
from .gathered import Gathered
from .pages.agreement import agreement_page, agreements_page
from .pages.area import area_page
from .pages.checks import audit_page, corrections_page, data_page
from .pages.compare import compare_form, neighbours_page
from .pages.embed import embed_pages
from .pages.environment import Page
from .pages.forecast import forecast_pages
from .pages.home import about_page, areas_page, home_page, search_page
from .pages.implied import implied_files
from .pages.measures import measure_page, measures_page
from .pages.money import england_page, grant_pages, money_page, scenarios_page
from .pages.reading import reading_pages
from .pages.reading_rows import ReadingRows
from .pages.simulate import simulate_form
from .pages.sources import source_pages
from .reads import Fact, digest_of, fact
from .work import File, Job

#: Facts that are not watched, since they are no part of `Gathered`.
DOWNLOADS, CREDITS, READING, POSTS, DATES = map(fact, ("downloads", "credits", "reading", "posts", "dates"))


Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Beside:
    """What pages need beside gathered facts."""

    rows: ReadingRows
    posts: Sequence[Post]
    dates: Sequence[KnownDate]
    register_root: Path

    def state(self) -> dict[Fact, str]:
        """A digest of each."""
        parts = {READING: self.rows, POSTS: self.posts, DATES: self.dates}
        return {name: digest_of(part) for name, part in parts.items()}


def all_jobs(g: Gathered, beside: Beside) -> Iterator[Job]:
    """All pieces of work but the page of downloads, which has to wait for them."""
    yield from _single(g)
    for code in [code for code, area in g.areas.items() if area["status"] == "current"]:
        yield _page(f"area {code}", area_page, g, code)
        yield _page(f"neighbours {code}", neighbours_page, g, code)
        yield Job(f"embeds {code}", partial(embed_pages, g, code))
    for slug in g.agreement_by_slug:
        yield Job(f"agreement {slug}", partial(_agreement, g, slug))
    for identity in g.indicators:
        yield Job(f"measure {identity}", partial(_measure, g, identity))
    for path, make in feed_makers(g, beside.posts):
        yield Job(f"feed {path}", partial(_feed, path, make), (POSTS,) if path == "feed.atom" else ())
    yield Job("calendars", partial(_calendars, g, beside.dates), (DATES,))
    yield Job("sources", partial(source_pages, g))
    yield Job("forecast", partial(forecast_pages, g))
    yield Job("implied", partial(implied_files, g))
    yield _page("money page", money_page, g)
    yield Job("money grant", partial(grant_pages, g))
    yield Job("money england", partial(england_page, g))
    yield Job("money scenarios", partial(scenarios_page, g))
    yield Job("reading", partial(reading_pages, g, beside.rows, beside.register_root), (READING, POSTS))


def _single(g: Gathered) -> Iterator[Job]:
    for make in (home_page, areas_page, agreements_page, measures_page, corrections_page, audit_page, about_page,
                 search_page):  # fmt: skip
        yield _page(make.__name__.replace("_", " "), make, g)
    yield _page("compare form", compare_form, g, [])
    yield _page("simulate form", simulate_form, g)


def data_job(g: Gathered, downloads: list[Row], credits: list[Row]) -> tuple[Job, dict[Fact, str]]:
    """The page of downloads, and a digest of what it leans on."""
    job = _page("data page", data_page, g, downloads, credits, LICENCE_TEXT, leans_on=(DOWNLOADS, CREDITS))
    return job, {DOWNLOADS: digest_of(downloads), CREDITS: digest_of(credits)}


def _page(name: str, make: Callable[..., Page], *about: Any, leans_on: tuple[Fact, ...] = ()) -> Job:
    return Job(name, lambda: [make(*about)], leans_on)


def _agreement(g: Gathered, slug: str) -> list[Page]:
    return [agreement_page(g, g.agreement_by_slug[slug])]


def _measure(g: Gathered, identity: str) -> list[Page]:
    return [measure_page(g, g.indicators[identity])]


def _feed(path: str, make: Callable[[], Any]) -> list[File]:
    return [File(path, feed_xml(make()))]


def _calendars(g: Gathered, dates: Sequence[KnownDate]) -> Iterator[File]:
    return (File(path, content) for path, content in calendars(g, dates))
