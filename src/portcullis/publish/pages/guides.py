"""Guides: short texts that explain, each fact with its source, each term with its meaning one click away.

In: Markdown in publish/guides, the sources, figures and duties that it cites. Out: the list and a page for each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from portcullis.vocabulary import date_text

from ..gathered import Gathered
from .environment import Page, relative
from .figures import source_view
from .glossary import glossary_page, terms
from .prose import References, prose
from .reading_rows import ReadingRows

#: Texts that have an address of their own, outside guides/.
ELSEWHERE = {"method": "method/", "accessibility": "accessibility/"}
_FRONT = re.compile(r"---\n(?P<matter>.*?)\n---\n(?P<body>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Guide:
    """One text: where it stands in the list, when it was last checked, and its Markdown."""

    slug: str
    title: str
    summary: str
    order: int
    checked: str
    body: str

    @property
    def path(self) -> str:
        """Its address."""
        return ELSEWHERE.get(self.slug, f"guides/{self.slug}/")


@lru_cache(maxsize=1)
def guides() -> tuple[Guide, ...]:
    """Every text with front matter, in order; the glossary has none and is read elsewhere."""
    folder = files("portcullis.publish") / "guides"
    found = []
    for entry in folder.iterdir():
        match = _FRONT.fullmatch(entry.read_text(encoding="utf-8")) if entry.name.endswith(".md") else None
        if match:
            matter = dict(line.split(": ", 1) for line in match["matter"].splitlines())
            order = int(matter.pop("order"))
            found.append(Guide(entry.name.removesuffix(".md"), order=order, body=match["body"], **matter))
    return tuple(sorted(found, key=lambda guide: (guide.order, guide.slug)))


def guide_pages(g: Gathered, rows: ReadingRows) -> Iterator[Page]:
    """The list of guides, each guide, the glossary, the method and the accessibility statement."""
    listed = [guide for guide in guides() if guide.slug not in ELSEWHERE]
    context = {"title": "Guides", "guides": listed, "description": "How the money for special needs works, in short."}
    yield Page("guides/", "guides.html", context, active="guides/")
    yield glossary_page()
    for guide in guides():
        yield guide_page(guide, g, rows, listed)


def guide_page(guide: Guide, g: Gathered, rows: ReadingRows, listed: list[Guide]) -> Page:
    """One text with the sources that it cites, and the way to the next one."""
    refs = References(relative(guide.path), g.sources, rows.figures, rows.duties, terms())
    text = prose(guide.body, refs)
    following = None
    if guide in listed:
        place = listed.index(guide) + 1
        following = listed[place] if place < len(listed) else None
    context = {
        "title": guide.title, "description": guide.summary, "guide": guide, "html": text.html,
        "headings": text.headings, "checked": date_text(guide.checked), "following": following,
        "sources": [source_view(g.sources[identity]) for identity in refs.cited], "missing": refs.missing,
    }  # fmt: skip
    if guide.slug in ELSEWHERE:
        return Page(guide.path, f"{guide.slug}.html", context, active="about/")
    return Page(guide.path, "guide.html", context, active="guides/")
