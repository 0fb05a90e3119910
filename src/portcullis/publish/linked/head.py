"""Everything that the head of a page says to programs, found from the page's path.

In: gathered facts and a page. Out: `Head`: share card, feed to follow, and linked data where the page has some.
"""

from __future__ import annotations

from typing import NamedTuple

from markupsafe import Markup

from ..feeds.write import feed_path
from ..gathered import Gathered
from ..pages.environment import Page
from ..paper.cards import (
    HOME_PATH,
    agreement_card_data,
    agreement_card_path,
    card_data,
    card_path,
    card_words,
    home_card_data,
)
from .datasets import json_ld
from .graph import Card, open_graph

#: First part of a path -> kind of page, for pages that have linked data.
KINDS = {"areas": "area", "measures": "measure", "agreements": "agreement", "data": "data"}


class Head(NamedTuple):
    """Properties of the share card, path and title of the feed, and JSON-LD (empty where there is none)."""

    open_graph: list[tuple[str, str]]
    feed: tuple[str, str]
    json_ld: Markup


def head(g: Gathered, page: Page) -> Head:
    """The head of one page."""
    kind, key = _kind(g, page.path)
    linked = json_ld(kind, g, key) if kind else Markup("")
    return Head(open_graph(page, g.site, _card(g, kind, key)), _feed(g, page.path, kind, key), linked)


def _kind(g: Gathered, path: str) -> tuple[str, str]:
    """What a page is about; ('', '') for lists and for all other pages."""
    first, _, rest = path.partition("/")
    kind, key = KINDS.get(first, ""), rest.partition("/")[0]
    known = {"area": g.areas, "measure": g.indicators, "agreement": g.agreement_by_slug, "data": {"": None}}
    return (kind, key) if kind and key in known[kind] else ("", "")


def _feed(g: Gathered, path: str, kind: str, key: str) -> tuple[str, str]:
    if kind in ("area", "agreement"):
        name = g.areas[key]["name"] if kind == "area" else f"the agreement of {g.agreement_by_slug[key]['name']}"
        return feed_path(path), f"What is new: {name}"
    if path == "corrections/":
        return feed_path(path), "What is new: corrections"
    return feed_path(), f"What is new: {g.site.name}"


def _card(g: Gathered, kind: str, key: str) -> Card | None:
    """The card of a page, or that of the home page; without an address no network could fetch it."""
    if not g.site.address:
        return None
    if kind == "area":
        return Card(card_path(key), card_words(card_data(g, key)))
    if kind == "agreement":
        return Card(agreement_card_path(key), card_words(agreement_card_data(g, key)))
    return Card(HOME_PATH, card_words(home_card_data(g)))
