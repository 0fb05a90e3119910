"""Compares any councils by any measures: the page that cannot be made beforehand.

In: `GET /compare/?areas=…&measures=…`, names or codes. Out: the comparison, or the form again with what was chosen
and a plain sentence on what is wrong.
"""

from __future__ import annotations

import asyncio
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from portcullis.publish.gathered import Gathered, gather, with_measures
from portcullis.publish.pages.compare import CHOSEN, DEFAULT, MOST, compare_form, compare_page
from portcullis.publish.pages.environment import Page, render
from portcullis.store import Store, queries
from portcullis.vocabulary import Site, date_text

from .current import Edition
from .frame import site_of

router = APIRouter(include_in_schema=False)
MOST_MEASURES = 8
Names = Annotated[list[str], Query(max_length=200)]


@router.get("/compare/")
async def compare(request: Request, areas: Names = [], measures: Names = []) -> Response:  # noqa: B006 - FastAPI copies it
    """Compare the first council with the others."""
    with request.app.state.current.lease() as edition:
        loop = asyncio.get_running_loop()
        pool = request.app.state.pool
        status, html = await loop.run_in_executor(pool, _answer, edition, areas[:50], measures[:200])
    return Response(html, status, {"cache-control": "no-store"}, "text/html; charset=utf-8")


def _answer(edition: Edition, areas: list[str], measures: list[str]) -> tuple[int, str]:
    site = site_of(edition)
    base: Gathered = edition.once("compare", lambda store: gather(store, [], site, measures=("ehc_plans",)))
    shares = {i["id"] for i in base.indicators.values() if i["unit"] in {"percent", "score"}}
    wanted = tuple(dict.fromkeys(m for m in measures if m in shares)) or DEFAULT
    codes, problem = _codes(edition.store, base, [name for name in areas if name.strip()])
    unknown = [m for m in measures if m not in shares]
    if not problem and unknown:
        problem = f"There is no measure called “{unknown[0][:60]}” that councils can be compared by."
    if not problem and len(wanted) > MOST_MEASURES:
        problem = f"Choose at most {MOST_MEASURES} measures at a time."
    if not problem and len(codes) < 2:
        problem = "Choose two councils or more." if areas else ""
    if problem or not codes:
        return 400 if problem else 200, _print(compare_form(base, codes, wanted, problem), site)
    counted = {c for m in wanted if (c := base.indicators[m]["relations"].get("cases"))}
    facts = with_measures(base, edition.store, {*wanted, *counted})
    return 200, _print(compare_page(facts, codes[0], codes[1:], wanted, path=CHOSEN), site)


def _codes(store: Store, base: Gathered, names: list[str]) -> tuple[list[str], str]:
    """Codes of present councils, and what is wrong with the first name that is none."""
    codes: list[str] = []
    for name in names:
        code = _code(store, name.strip()[:100])
        if code is None or base.areas.get(code, {}).get("status") != "current":
            return codes, f"There is no council called “{name[:60]}”."
        if code not in codes:
            codes.append(code)
    if len(codes) > MOST:
        return codes[:MOST], f"Choose at most {MOST} councils at a time."
    return codes, ""


def _code(store: Store, name: str) -> str | None:
    found: dict[str, Any] | None = queries.area(store, name.upper())
    if found is None:
        found = next(iter(queries.find_areas(store, name)), None)
    return found["code"] if found else None


def _print(page: Page, site: Site) -> str:
    return render(page, site, data_to=date_text(site.data_to))
