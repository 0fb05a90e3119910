"""The frame that every page is printed in: templates, relative addresses, sentences with traceable numbers.

In: a page (path, template, what it shows). Out: its HTML.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, PackageLoader
from markupsafe import Markup, escape

from portcullis.vocabulary import Site, date_text

from ..charts.html import GLOBALS
from ..words.sentence import Number, Sentence

#: What the frame may be given by a page, and what it is otherwise.
DEFAULTS: dict[str, Any] = {"title": "", "description": "", "canonical": "", "nav": None, "search_path": ""}


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its address relative to the root ('' or 'areas/…/'), template, and what the template needs."""

    path: str
    template: str
    context: dict[str, Any] = field(default_factory=dict)
    active: str = ""


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates; everything is escaped."""
    env = Environment(
        loader=PackageLoader("portcullis.publish"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    env.globals |= GLOBALS
    env.filters["sentence"] = sentence_html
    env.filters["day"] = lambda text: date_text(str(text)) if text else ""
    env.filters["words"] = lambda text: str(text).replace("_", " ")
    return env


def keep_templates(folder: Path) -> None:
    """Keep compiled templates in a folder that nobody else writes to; a template that has changed is compiled again."""
    folder.mkdir(parents=True, exist_ok=True)
    environment().bytecode_cache = FileSystemBytecodeCache(str(folder))


def sentence_html(sentence: Sentence | str) -> Markup:
    """A sentence with each number marked by its value and id, and a projection marked as one."""
    if isinstance(sentence, str):
        return Markup(escape(sentence))  # noqa: S704 - escaped
    parts = [_part(part) for part in sentence.parts]
    text = Markup("").join(parts)
    return Markup('<span class="fig-projected">{}</span>').format(text) if sentence.projected else text


def _part(part: str | Number) -> Markup:
    if isinstance(part, str):
        return Markup(escape(part))  # noqa: S704 - escaped
    value = int(part.value) if float(part.value).is_integer() else part.value
    if part.figure_id:
        return Markup('<data value="{}" data-figure="{}">{}</data>').format(value, part.figure_id, part.text)
    made_from = Markup(' data-from="{}"').format(" ".join(part.made_from)) if part.made_from else ""
    return Markup('<data value="{}"{}>{}</data>').format(value, made_from, part.text)


def relative(path: str) -> Callable[[str], str]:
    """A function from addresses relative to the root to addresses relative to this page.

    The folder may then stand anywhere: at a domain, below a path, on a memory stick behind any small server.
    """
    up = "../" * path.count("/")

    def url(target: str) -> str:
        return up + target if up + target else "./"

    return url


def render(page: Page, site: Site, *, data_to: str, head: Any = None) -> str:
    """The page as HTML; `head` is what programs read of it (feeds, linked data, a card)."""
    return (
        environment()
        .get_template(page.template)
        .render(
            url=relative(page.path),
            site=site_words(site),
            build={"data_to": data_to},
            path=page.path,
            active=page.active,
            head=head,
            **DEFAULTS | page.context,
        )
    )


def site_words(site: Site) -> dict[str, Any]:
    """The site file as the frame prints it: dates in words."""
    return site.model_dump() | {"checked_on": date_text(site.checked_on), "data_to": date_text(site.data_to)}
