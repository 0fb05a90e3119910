"""Councils: who they are, what they were called, who is like them.

In: codes and names. Out: `/areas` and `/areas/{code}`.
"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from portcullis.store import queries

from ..current import Edition
from ..files import href
from ..problems import NOT_FOUND, RESPONSES, ProblemError
from .models import Area, AreaSummary
from .route import ConditionalRoute, PageNumber, PageSize, answer, item, listing
from .shapes import Item, Listing

router = APIRouter(tags=["areas"], responses=RESPONSES, route_class=ConditionalRoute)
Text = Annotated[str | None, Query(max_length=200)]
MOVED = {308: {"description": "An old code: the present one is in `Location`"}}


@router.get("/areas", response_model=Listing[AreaSummary])
async def list_areas(
    request: Request,
    region: Annotated[str | None, Query(max_length=200, description="name of a region of England")] = None,
    type: Annotated[str | None, Query(max_length=200, description="kind of council")] = None,
    status: Annotated[str | None, Query(max_length=20, description="current, abolished, aggregate or combined")] = None,
    q: Annotated[str | None, Query(max_length=200, description="part of a name, or an old name")] = None,
    page: PageNumber = 1,
    pageSize: PageSize = 200,
) -> Response:
    """Councils, regions, combined areas and England, by name."""

    def make(edition: Edition) -> Listing[AreaSummary]:
        rows = sorted(edition.codes.authorities.values(), key=lambda row: (row["name"], row["code"]))
        if q is not None:
            rows = [edition.codes.authorities[row["code"]] for row in queries.find_areas(edition.store, q)]
        for name, wanted in (("region", region), ("type", type), ("status", status)):
            rows = [row for row in rows if wanted is None or row[name].lower() == wanted.lower()]
        shown = [row | {"agreement": edition.codes.agreements.get(row["code"])} for row in rows]
        return listing(request, AreaSummary, shown, page, pageSize)

    return await answer(request, make)


@router.get("/areas/{code}", response_model=Item[Area], responses={**NOT_FOUND, **MOVED})
async def one_area(request: Request, code: str) -> Response:
    """One council by its ONS code; an old code or a Department for Education number leads to the present code."""

    def make(edition: Edition) -> Item[Area] | Response:
        found = edition.codes.resolve(code)
        if found is None:
            raise ProblemError(404, "No council has this code. /api/v1/areas?q= finds councils by name.")
        if found != code:
            return Response(status_code=308, headers={"location": href(f"/api/v1/areas/{found}")})
        return item(Area, _in_full(edition, found), _links(edition, found))

    return await answer(request, make)


def _in_full(edition: Edition, code: str) -> dict[str, Any]:
    codes = edition.codes
    sql = "select any_code from authority_code where code = $code and relation = 'former' order by any_code"
    former = edition.store.rows(sql, {"code": code})
    return codes.authorities[code] | {
        "agreement": codes.agreements.get(code),
        "former_codes": [row["any_code"] for row in former],
        "predecessors": [codes.link(c) for c in codes.predecessors.get(code, [])],
        "successors": [codes.link(c) for c in codes.successors.get(code, [])],
        "members": [codes.link(c) for c in codes.members.get(code, [])],
        "neighbours": queries.neighbours(edition.store, code),
    }


def _links(edition: Edition, code: str) -> dict[str, str | None]:
    agreement = edition.codes.agreements.get(code)
    return {
        "self": f"/api/v1/areas/{code}",
        "page": edition.codes.pages.get(code),
        "observations": f"/api/v1/observations?authority={code}",
        "claims": f"/api/v1/claims?authority={code}",
        "events": f"/api/v1/events?authority={code}",
        "agreement": f"/api/v1/agreements/{agreement}" if agreement else None,
    }
