"""Workbooks of one council or one measure, for people who work in a spreadsheet.

In: a code or an id. Out: `/areas/{code}/figures.xlsx` and `/indicators/{id}/figures.xlsx`.
"""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response

from ..current import Edition
from ..files import href
from ..frame import site_of
from ..kept import made_once
from ..problems import NOT_FOUND, RESPONSES, ProblemError
from .areas import MOVED
from .observations import labels
from .route import ConditionalRoute, answer

router = APIRouter(responses=RESPONSES, route_class=ConditionalRoute)
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
XLSX: dict[int | str, dict[str, Any]] = {
    200: {"description": "A workbook", "content": {TYPE: {"schema": {"type": "string", "format": "binary"}}}}
}


@router.get(
    "/areas/{code}/figures.xlsx", responses={**XLSX, **NOT_FOUND, **MOVED}, response_class=Response, tags=["areas"]
)
async def area_workbook(request: Request, code: str) -> Response:
    """The newest figures of one council as a workbook, with measures and sources."""

    def make(edition: Edition) -> Response:
        from portcullis.publish.downloads import xlsx

        found = edition.codes.resolve(code)
        if found is None:
            raise ProblemError(404, "No council has this code. /api/v1/areas?q= finds councils by name.")
        if found != code:
            return Response(status_code=308, headers={"location": href(f"/api/v1/areas/{found}/figures.xlsx")})
        body = made_once(
            edition, "area workbooks", found, lambda: xlsx.area_workbook(edition.store, found, site=site_of(edition))
        )
        return _workbook(body, found)

    return await answer(request, make)


@router.get(
    "/indicators/{id}/figures.xlsx", responses={**XLSX, **NOT_FOUND}, response_class=Response, tags=["indicators"]
)
async def indicator_workbook(request: Request, id: str) -> Response:
    """The newest figures of one measure as a workbook, with its sources."""

    def make(edition: Edition) -> Response:
        from portcullis.publish.downloads import xlsx

        if id not in labels(edition):
            raise ProblemError(404, "There is no measure under this id. /api/v1/indicators lists all.")
        body = made_once(
            edition, "measure workbooks", id, lambda: xlsx.measure_workbook(edition.store, id, site=site_of(edition))
        )
        return _workbook(body, id)

    return await answer(request, make)


def _workbook(body: bytes, name: str) -> Response:
    return Response(body, media_type=TYPE, headers={"content-disposition": f'attachment; filename="{name}.xlsx"'})
