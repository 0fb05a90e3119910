"""Errors as pages in the frame of the site: what happened, and where to go from here.

In: an edition and a status. Out: HTML.
"""

from __future__ import annotations

from typing import Any

from .current import Edition
from .frame import render

TEXTS: dict[int, tuple[str, str]] = {
    400: ("This request cannot be understood", "Something in the address is not as it should be."),
    404: (
        "There is no such page",
        "The address may be mistyped, or the page may have moved. Search for your council instead.",
    ),
    405: ("This page can only be read", "The address is right, but it takes no other kind of request."),
    414: ("That text is too long", "Search for the name of a council or for a postcode."),
    500: (
        "Something went wrong on our side",
        "It is not your doing. Try again in a minute. The page may be there all the same.",
    ),
}


def error_page(edition: Edition, status: int, *, root: str = "", **more: Any) -> str:
    """The page for a status."""
    heading, text = TEXTS.get(status, TEXTS[400 if status < 500 else 500])
    shown = {"heading": heading, "text": text, "links": (), "search": status in (404, 414)} | more
    return render(edition, "error.html", root=root, **shown)


def followed_page(edition: Edition, code: str, *, root: str = "") -> str:
    """The page of a council that was abolished: who followed it, and where its figures are."""
    row = edition.codes.authorities[code]
    after = [edition.codes.link(c) for c in edition.codes.successors.get(code, [])]
    return render(
        edition, "followed.html", root=root, name=row["name"], code=code, until=row["valid_to"], successors=after
    )
