"""Measures: what is counted, in which unit, and what it must add up to.

In: the store. Out: `/indicators` and `/indicators/{id}`.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from portcullis.store import queries

from ..current import Edition
from ..problems import NOT_FOUND, RESPONSES, ProblemError
from .models import Indicator
from .route import ConditionalRoute, PageNumber, PageSize, answer, item, listing
from .shapes import Item, Listing

router = APIRouter(tags=["indicators"], responses=RESPONSES, route_class=ConditionalRoute)


@router.get("/indicators", response_model=Listing[Indicator])
async def list_indicators(
    request: Request,
    topic: Annotated[str | None, Query(max_length=40, description="group of measures")] = None,
    page: PageNumber = 1,
    pageSize: PageSize = 200,
) -> Response:
    """All measures, by id."""

    def make(edition: Edition) -> Listing[Indicator]:
        rows = edition.once("indicators", queries.indicators)
        shown = [row for row in rows if topic is None or row["topic"] == topic]
        return listing(request, Indicator, shown, page, pageSize)

    return await answer(request, make)


@router.get("/indicators/{id}", response_model=Item[Indicator], responses=NOT_FOUND)
async def one_indicator(request: Request, id: str) -> Response:
    """One measure."""

    def make(edition: Edition) -> Item[Indicator]:
        rows = edition.once("indicators", queries.indicators)
        row = next((row for row in rows if row["id"] == id), None)
        if row is None:
            raise ProblemError(404, "There is no measure under this id. /api/v1/indicators lists all.")
        home = f"/measures/{id}/"
        links = {
            "self": f"/api/v1/indicators/{id}",
            "page": home if home in edition.site.addresses else None,
            "observations": f"/api/v1/observations?indicator={id}",
            "source": f"/api/v1/sources/{row['source']}",
        }
        return item(Indicator, row, links)

    return await answer(request, make)
