"""The search page: a council by name, old name, code or postcode; its agreement; measures by their words.

In: `GET /search/?q=…`. Out: the council's page when only one can be meant, otherwise a page of results.
"""

from __future__ import annotations

import asyncio
from typing import Any

from fastapi import APIRouter, Request, Response

from portcullis.store import Store, queries
from portcullis.vocabulary import slugify

from .current import Edition
from .files import href
from .frame import render
from .postcode import Elsewhere, Found, Outcome, Postcodes, Unknown, full_postcode, outward_code

router = APIRouter(include_in_schema=False)
LONGEST = 200
MOST_MEASURES = 12
NO_SERVICE = (
    "The postcode service cannot be reached from here. Type the name of your council, or choose it from the list."
)
HALF = (
    "This looks like the first half of a postcode. It can lie in more than one council. "
    "Type the whole postcode, or the name of your council."
)
NOTHING = "We found nothing under that. Try the name of your council, or choose it from the list."


@router.get("/search/")
async def search(request: Request, q: str = "") -> Response:
    """Find a council."""
    with request.app.state.current.lease() as edition:
        return await _answer(request, edition, q)


async def _answer(request: Request, edition: Edition, q: str) -> Response:
    text = " ".join("".join(c if c.isprintable() else " " for c in q).split())
    query = text[:LONGEST]
    root = request.scope.get("root_path", "")
    shown: dict[str, Any] = {"areas": [], "agreements": [], "measures": [], "messages": []}
    if postcode := full_postcode(query):
        postcodes: Postcodes = request.app.state.postcodes
        outcome = await postcodes.look_up(postcode)
        if target := _page_of(edition, outcome):
            return _go(root + target)
        shown |= _told(edition, outcome)
    elif query:
        loop = asyncio.get_running_loop()
        found = await loop.run_in_executor(request.app.state.pool, find, edition, query)
        if len(text) <= LONGEST and (target := sole(edition, query, found)):
            return _go(root + target)
        shown |= found
        if outward_code(query):
            shown["messages"] = [HALF]
        elif not (found["areas"] or found["agreements"] or found["measures"]):
            shown["messages"] = [NOTHING]
    html = render(edition, "search.html", root=root, query=query, cut=len(text) > LONGEST, longest=LONGEST, **shown)
    return Response(html, 200, {"cache-control": "no-store"}, "text/html; charset=utf-8")


def _go(target: str) -> Response:
    return Response(status_code=303, headers={"location": target, "cache-control": "no-store"})


def find(edition: Edition, query: str) -> dict[str, list[dict[str, Any]]]:
    """Councils, agreements and measures that match."""
    codes = edition.codes
    rows = queries.find_areas(edition.store, query)
    areas = [codes.link(row["code"]) | {"through": row["through"], "region": row["region"]} for row in rows]
    held = [(row["name"], codes.agreements.get(row["code"])) for row in rows]
    agreements = [
        {"name": f"{name}: the agreement", "href": href(f"/agreements/{slug}/")}
        for name, slug in held
        if slug and f"/agreements/{slug}/" in edition.site.addresses
    ]
    return {"areas": areas, "agreements": agreements, "measures": _measures(edition, query)}


def sole(edition: Edition, query: str, found: dict[str, list[dict[str, Any]]]) -> str | None:
    """The one page that can be meant: a code, a whole name, or the only council found."""
    code = edition.codes.named(query)
    if code in edition.codes.pages:
        return href(edition.codes.pages[code])
    if code in edition.codes.successors:
        row = edition.codes.authorities[code]
        return href(f"/areas/{code}/{row['slug']}/")
    first = found["areas"][0] if found["areas"] else None
    if first and first["href"] and not first["through"]:
        alone = len(found["areas"]) == 1 and not found["measures"]
        if alone or slugify(str(first["name"])) == slugify(_bare(query)):
            return href(first["href"])
    return None


def _bare(query: str) -> str:
    """A name without the words that councils put around theirs."""
    words = query.lower().replace("'", "").split()
    kept = [word for word in words if word not in queries.NOISE]
    return " ".join(kept or words)


def _measures(edition: Edition, query: str) -> list[dict[str, Any]]:
    words = query.lower().replace("ehcps", "ehc plan").replace("ehcp", "ehc plan").split()
    known = edition.once("labels", _labels)
    hits = [
        {"name": label, "href": href(f"/measures/{identity}/")}
        for identity, label in known
        if f"/measures/{identity}/" in edition.site.addresses and all(word in label.lower() for word in words)
    ]
    return hits[:MOST_MEASURES]


def _labels(store: Store) -> list[tuple[str, str]]:
    return [(row["id"], row["label"]) for row in queries.indicators(store)]


def _page_of(edition: Edition, outcome: Outcome) -> str | None:
    code = edition.codes.resolve(outcome.code) if isinstance(outcome, Found) else None
    page = edition.codes.pages.get(code) if code else None
    return href(page) if page else None


def _told(edition: Edition, outcome: Outcome) -> dict[str, Any]:
    """What to say when a postcode leads to no page."""
    if isinstance(outcome, Found):
        code = edition.codes.resolve(outcome.code)
        after = edition.codes.successors.get(code or "", [])
        links = [edition.codes.link(c) | {"through": outcome.name, "region": ""} for c in after]
        if links:
            return {"areas": links, "messages": [f"{outcome.name} no longer exists. These councils followed it."]}
        return {
            "messages": [f"That postcode is in {outcome.name or 'a council'} ({outcome.code}), which has no page here."]
        }
    if isinstance(outcome, Elsewhere):
        return {"messages": [f"That postcode is in {outcome.country}. These pages are about England only."]}
    if isinstance(outcome, Unknown):
        return {"messages": ["There is no such postcode. Check it, or type the name of your council."]}
    return {"messages": [NO_SERVICE]}
