"""Prints the server's own pages (search, errors, the API's documentation) in the frame of the site.

In: an edition, a template of this room, what it shows. Out: HTML.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader
from pydantic import ValidationError

from portcullis.publish.pages.environment import environment as publishers
from portcullis.publish.pages.environment import site_words
from portcullis.vocabulary import Site

from .current import Edition
from .files import href

#: What the frame may ask for and a page of ours may not have.
BLANK: dict[str, Any] = {"nav": None, "search_path": None, "canonical": None, "description": None, "active": ""}


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The publisher's templates, with ours before them."""
    loader = ChoiceLoader([PackageLoader("portcullis.web"), PackageLoader("portcullis.publish")])
    return publishers().overlay(loader=loader)


def render(edition: Edition, template: str, *, root: str = "", **shown: Any) -> str:
    """A page. Its links begin at the root of the site: it may be printed at any address."""
    words = _words(edition)
    context = BLANK | {"site": words, "build": {"data_to": words["data_to"]}} | shown
    return environment().get_template(template).render(url=lambda path: f"{root}/{href(path)}", href=href, **context)


def site_of(edition: Edition) -> Site:
    """Whoever runs this copy, as the publisher left it beside the site; a nameless copy is called Portcullis."""
    try:
        return Site.model_validate(edition.site_words)
    except ValidationError:
        today = dt.date.today().isoformat()
        return Site(
            name="Portcullis", strapline="What councils signed, and what became of it", operator="unknown",
            data_to=today, checked_on=today,
        )  # fmt: skip


def _words(edition: Edition) -> dict[str, Any]:
    words = site_words(site_of(edition))
    return words if edition.site_words else words | {"data_to": "", "checked_on": ""}
