"""What a page looks like when somebody shares it: Open Graph, and the one tag that other networks want.

In: a page, the site, and perhaps its card. Out: pairs of property and content, for `<meta>` elements.
"""

from __future__ import annotations

from typing import NamedTuple

from portcullis.vocabulary import Site

from ..pages.environment import Page

#: What networks show of a description.
LONGEST = 300


class Card(NamedTuple):
    """The picture of a page: its path in the site, and what it says for those who do not see it."""

    path: str
    words: str
    width: int = 1200
    height: int = 630


def open_graph(page: Page, site: Site, card: Card | None = None) -> list[tuple[str, str]]:
    """Properties in order. Addresses must be absolute here: a copy without an address has none of them."""
    title = str(page.context.get("title") or site.strapline)
    description = " ".join(str(page.context.get("description") or site.strapline).split())
    post = page.context.get("post")
    pairs = [
        ("og:type", "article" if post else "website"),
        ("og:site_name", site.name),
        ("og:locale", "en_GB"),
        ("og:title", title),
        ("og:description", description if len(description) <= LONGEST else _shortened(description)),
    ]
    if post:
        pairs.append(("article:published_time", post.date.isoformat()))
    if not site.address:
        return pairs
    root = site.address.rstrip("/")
    pairs.append(("og:url", f"{root}/{page.path}"))
    if card is None:
        return pairs
    return [
        *pairs,
        ("og:image", f"{root}/{card.path}"),
        ("og:image:type", "image/png"),
        ("og:image:width", str(card.width)),
        ("og:image:height", str(card.height)),
        ("og:image:alt", card.words),
        ("twitter:card", "summary_large_image"),
    ]


def _shortened(text: str) -> str:
    """Whole words, and a sign that there is more."""
    return text[: LONGEST - 1].rpartition(" ")[0].rstrip(",;: ") + "…"
