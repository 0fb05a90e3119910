"""Agreements: what was signed, promised, paid, and what became of it.

In: the store. Out: `/agreements` and `/agreements/{slug}`.
"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from portcullis.store import queries

from ..current import Edition
from ..problems import NOT_FOUND, RESPONSES, ProblemError
from .record_models import Agreement, AgreementSummary
from .route import ConditionalRoute, PageNumber, PageSize, answer, item, listing
from .shapes import Item, Listing

router = APIRouter(tags=["agreements"], responses=RESPONSES, route_class=ConditionalRoute)
#: Under which name the figure of a part stands.
PLACES = {
    "versions": "total", "other_totals": "total", "payments": "amount", "deficits": "amount", "conditions": "target",
    "statements": "stated",
}  # fmt: skip


@router.get("/agreements", response_model=Listing[AgreementSummary])
async def list_agreements(
    request: Request,
    kind: Annotated[str | None, Query(max_length=20, description="agreement or refused_bid")] = None,
    page: PageNumber = 1,
    pageSize: PageSize = 200,
) -> Response:
    """Safety Valve agreements and refused bids, by council."""

    def make(edition: Edition) -> Listing[AgreementSummary]:
        rows = [row for row in queries.agreements(edition.store) if kind is None or row["kind"] == kind]
        known = figures(edition, [row["total_figure"] for row in rows])
        shown = [row | {"total": known.get(row["total_figure"])} for row in rows]
        return listing(request, AgreementSummary, shown, page, pageSize)

    return await answer(request, make)


@router.get("/agreements/{slug}", response_model=Item[Agreement], responses=NOT_FOUND)
async def one_agreement(request: Request, slug: str) -> Response:
    """One agreement: versions, payments due and made, deficits, conditions, events, states, gaps."""

    def make(edition: Edition) -> Item[Agreement]:
        row = queries.agreement(edition.store, slug)
        if row is None:
            raise ProblemError(404, "There is no agreement under this name. /api/v1/agreements lists all.")
        home = f"/agreements/{row['slug']}/"
        links = {
            "self": f"/api/v1/agreements/{row['slug']}",
            "page": home if home in edition.site.addresses else None,
            "area": f"/api/v1/areas/{row['authority']}",
            "implied": f"/api/v1/agreements/{row['slug']}/implied",
        }
        return item(Agreement, _with_figures(edition, row), links)

    return await answer(request, make)


def _with_figures(edition: Edition, row: dict[str, Any]) -> dict[str, Any]:
    """Put each figure, whole, beside the words that it belongs to."""
    wanted = [part["figure"] for name in PLACES for part in row[name] if part["figure"]]
    known = figures(edition, wanted)
    for name, place in PLACES.items():
        row[name] = [part | {place: known.get(part["figure"])} for part in row[name]]
    totals = [version["total"] for version in row["versions"] if version["total"]]
    return row | {"total": totals[-1] if totals else None}


def figures(edition: Edition, ids: list[str]) -> dict[str, dict[str, Any]]:
    """Figures by id; those that are not observations."""
    sql = "select * from other_figure where list_contains($ids, id)"
    rows = edition.store.rows(sql, {"ids": [i for i in ids if i]}) if ids else []
    return {row["id"]: row | {"authority_name": edition.codes.name(row["authority"])} for row in rows}
