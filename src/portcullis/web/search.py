"""The search page: a council by name, old name, code or postcode; and everything else by its words.

In: `GET /search/?q=…`. Out: the council's page when only one can be meant, otherwise results, grouped by kind.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request, Response

from portcullis.publish.search import KINDS
from portcullis.publish.search.index import LONGEST
from portcullis.store import queries
from portcullis.vocabulary import slugify

from .current import Edition
from .files import href
from .found import Results, Row, add_extracts, look_up
from .frame import render
from .postcode import Elsewhere, Found, Outcome, Postcodes, Unknown, full_postcode, outward_code

router = APIRouter(include_in_schema=False)
#: Results of each kind on the page of all kinds; the rest is on pages of its own.
FIRST = 10
ON_A_PAGE = 50
NO_SERVICE = (
    "The postcode service cannot be reached from here. Type the name of your council, or choose it from the list."
)
HALF = (
    "This looks like the first half of a postcode. It can lie in more than one council. "
    "Type the whole postcode, or the name of your council."
)
NOTHING = "We found nothing under that. Try the name of your council, or choose it from the list."
SOME = "Nothing has all of these words. Here is what has some of them."


@dataclass(frozen=True, slots=True)
class Group:
    """Results of one kind: those shown here, and how many there are in all."""

    kind: str
    heading: str
    rows: list[Row]
    total: int
    page: int = 1
    pages: int = 1


@router.get("/search/")
async def search(request: Request, q: str = "", kind: str = "", page: str = "") -> Response:
    """Find anything."""
    number = int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1
    with request.app.state.current.lease() as edition:
        return await _answer(request, edition, q, kind if kind in KINDS else "", max(number, 1))


async def _answer(request: Request, edition: Edition, q: str, kind: str, page: int) -> Response:
    text = " ".join("".join(c if c.isprintable() else " " for c in q).split())
    query = text[:LONGEST]
    root = request.scope.get("root_path", "")
    shown: dict[str, Any] = {"groups": [], "messages": [], "maybe": [], "instead": "", "kind": kind}
    if postcode := full_postcode(query):
        postcodes: Postcodes = request.app.state.postcodes
        outcome = await postcodes.look_up(postcode)
        if target := _page_of(edition, outcome):
            return _go(root + target)
        shown |= _told(edition, outcome)
    elif query:
        loop = asyncio.get_running_loop()
        results, groups = await loop.run_in_executor(request.app.state.pool, find, edition, query, kind, page)
        if not kind and len(text) <= LONGEST and (target := sole(edition, query, results)):
            return _go(root + target)
        messages = [HALF] if outward_code(query) else [] if results else [NOTHING]
        messages += [SOME] if results.partial else []
        shown |= {"groups": groups, "instead": results.instead, "maybe": results.maybe, "messages": messages}
    html = render(edition, "search.html", root=root, query=query, cut=len(text) > LONGEST, longest=LONGEST, **shown)
    return Response(html, 200, {"cache-control": "no-store"}, "text/html; charset=utf-8")


def _go(target: str) -> Response:
    return Response(status_code=303, headers={"location": target, "cache-control": "no-store"})


def find(edition: Edition, query: str, kind: str = "", page: int = 1) -> tuple[Results, list[Group]]:
    """What was found, and what of it is shown: the first of each kind, or one page of one kind."""
    results = look_up(edition, query)
    groups = []
    for name, rows in results.rows.items():
        if not rows or (kind and name != kind):
            continue
        pages = -(-len(rows) // ON_A_PAGE)
        at = min(page, pages)
        part = rows[(at - 1) * ON_A_PAGE : at * ON_A_PAGE] if kind else rows[:FIRST]
        groups.append(Group(name, KINDS[name], part, len(rows), at, pages))
    add_extracts(edition, results, [row for group in groups for row in group.rows])
    return results, groups


def sole(edition: Edition, query: str, results: Results) -> str | None:
    """The one page that can be meant: a code, a whole name, or the only council found."""
    code = edition.codes.named(query)
    if code in edition.codes.pages:
        return href(edition.codes.pages[code])
    if code in edition.codes.successors:
        row = edition.codes.authorities[code]
        return href(f"/areas/{code}/{row['slug']}/")
    first = results.areas[0] if results.areas else None
    if first and first["href"] and not first["through"]:
        alone = len(results.areas) == 1 and not _is_measure(edition, query)
        if alone or slugify(str(first["name"])) == slugify(_bare(query)):
            return href(first["href"])
    return None


def _bare(query: str) -> str:
    """A name without the words that councils put around theirs."""
    words = query.lower().replace("'", "").split()
    kept = [word for word in words if word not in queries.NOISE]
    return " ".join(kept or words)


def _is_measure(edition: Edition, query: str) -> bool:
    words = query.lower().split()
    entries = edition.index.entries.values() if edition.index else ()
    return any(all(word in entry.title.lower() for word in words) for entry in entries if entry.kind == "measure")


def _page_of(edition: Edition, outcome: Outcome) -> str | None:
    code = edition.codes.resolve(outcome.code) if isinstance(outcome, Found) else None
    page = edition.codes.pages.get(code) if code else None
    return href(page) if page else None


def _told(edition: Edition, outcome: Outcome) -> dict[str, Any]:
    """What to say when a postcode leads to no page."""
    if isinstance(outcome, Found):
        code = edition.codes.resolve(outcome.code)
        after = edition.codes.successors.get(code or "", [])
        rows = [
            Row("council", edition.codes.name(c), edition.codes.pages.get(c, "").lstrip("/"),
                note=f"which followed {outcome.name}")
            for c in after
        ]  # fmt: skip
        if rows:
            said = [f"{outcome.name} no longer exists. These councils followed it."]
            return {"groups": [Group("council", KINDS["council"], rows, len(rows))], "messages": said}
        return {
            "messages": [f"That postcode is in {outcome.name or 'a council'} ({outcome.code}), which has no page here."]
        }
    if isinstance(outcome, Elsewhere):
        return {"messages": [f"That postcode is in {outcome.country}. These pages are about England only."]}
    if isinstance(outcome, Unknown):
        return {"messages": ["There is no such postcode. Check it, or type the name of your council."]}
    return {"messages": [NO_SERVICE]}
