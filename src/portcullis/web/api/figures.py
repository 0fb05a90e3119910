"""Any figure of any page by its id.

In: an id. Out: `/figures/{id}`.
"""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from portcullis.store import queries

from ..current import Edition
from ..files import href
from ..problems import NOT_FOUND, RESPONSES, ProblemError
from ..projected import projected_figure
from .models import Figure
from .route import ConditionalRoute, answer, item
from .shapes import Item

router = APIRouter(tags=["figures"], responses=RESPONSES, route_class=ConditionalRoute)


@router.get("/figures/{id}", response_model=Item[Figure], responses=NOT_FOUND)
async def one_figure(request: Request, id: str) -> Response:
    """One figure, whatever it is: value, unit, period, basis, status, class, sources and dates."""

    def make(edition: Edition) -> Item[Figure]:
        row = queries.figure(edition.store, id) or projected_figure(edition, id)
        if row is None:
            raise ProblemError(404, "No figure has this id. On pages it stands in the attribute data-figure.")
        first = str(row["sources"]).split("|")[0]
        observed = row["kind"] == "observation"
        links = {
            "self": href(f"/api/v1/figures/{id}"),
            "observation": href(f"/api/v1/observations/{id}") if observed else None,
            "area": f"/api/v1/areas/{row['authority']}",
            "source": f"/api/v1/sources/{first}" if first else None,
        }
        return item(Figure, row | {"authority_name": edition.codes.name(row["authority"])}, links)

    return await answer(request, make)
