"""All figures of one council or one measure in one file, now or as they were known on a day.

In: a code or an id, and perhaps a day. Out: `/areas/{code}/figures.csv`, `.json`, `.xlsx`, and the same below
`/indicators/{id}/`. CSV has the columns of the files in data/by-area and data/by-measure.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from portcullis.publish.downloads.joined import SHOWN
from portcullis.store import queries
from portcullis.store.as_known import first_day

from ..current import Edition
from ..files import href
from ..frame import site_of
from ..kept import made_once
from ..problems import NOT_FOUND, RESPONSES, ProblemError, Remark
from .areas import MOVED
from .models import Observation
from .observations import CSV, labels, shown
from .route import ConditionalRoute, answer, listing_of
from .shapes import Listing
from .spreadsheet import to_csv

router = APIRouter(responses=RESPONSES, route_class=ConditionalRoute)
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
XLSX: dict[int | str, dict[str, Any]] = {
    200: {"description": "A workbook", "content": {TYPE: {"schema": {"type": "string", "format": "binary"}}}}
}
AsOf = Annotated[dt.date | None, Query(description="as known on this day: the newest vintage and correction by then")]
Made = Response | Listing[Observation]


@router.get(
    "/areas/{code}/figures.xlsx", responses={**XLSX, **NOT_FOUND, **MOVED}, response_class=Response, tags=["areas"]
)
async def area_workbook(request: Request, code: str, as_of: AsOf = None) -> Response:
    """The newest figures of one council as a workbook, with measures and sources; or as they were known on a day."""
    return await answer(request, lambda edition: _of_area(edition, request, code, "xlsx", as_of))


@router.get(
    "/areas/{code}/figures.csv", responses={**CSV, **NOT_FOUND, **MOVED}, response_class=Response, tags=["areas"]
)
async def area_csv(request: Request, code: str, as_of: AsOf = None) -> Response:
    """The same as CSV, in one piece."""
    return await answer(request, lambda edition: _of_area(edition, request, code, "csv", as_of))


@router.get(
    "/areas/{code}/figures.json", response_model=Listing[Observation], responses={**NOT_FOUND, **MOVED}, tags=["areas"]
)
async def area_json(request: Request, code: str, as_of: AsOf = None) -> Response:
    """The same as JSON, in one piece."""
    return await answer(request, lambda edition: _of_area(edition, request, code, "json", as_of))


@router.get(
    "/indicators/{id}/figures.xlsx", responses={**XLSX, **NOT_FOUND}, response_class=Response, tags=["indicators"]
)
async def indicator_workbook(request: Request, id: str, as_of: AsOf = None) -> Response:
    """The newest figures of one measure as a workbook, with its sources; or as they were known on a day."""
    return await answer(request, lambda edition: _of_measure(edition, request, id, "xlsx", as_of))


@router.get(
    "/indicators/{id}/figures.csv", responses={**CSV, **NOT_FOUND}, response_class=Response, tags=["indicators"]
)
async def indicator_csv(request: Request, id: str, as_of: AsOf = None) -> Response:
    """The same as CSV, in one piece."""
    return await answer(request, lambda edition: _of_measure(edition, request, id, "csv", as_of))


@router.get(
    "/indicators/{id}/figures.json", response_model=Listing[Observation], responses=NOT_FOUND, tags=["indicators"]
)
async def indicator_json(request: Request, id: str, as_of: AsOf = None) -> Response:
    """The same as JSON, in one piece."""
    return await answer(request, lambda edition: _of_measure(edition, request, id, "json", as_of))


def _of_area(edition: Edition, request: Request, code: str, form: str, as_of: dt.date | None) -> Made:
    found = edition.codes.resolve(code)
    if found is None:
        raise ProblemError(404, "No council has this code. /api/v1/areas?q= finds councils by name.")
    if found != code:
        day = f"?as_of={as_of}" if as_of else ""
        return Response(status_code=308, headers={"location": href(f"/api/v1/areas/{found}/figures.{form}") + day})
    _check(edition, as_of, authority=found)
    if form != "xlsx":
        rows = queries.observations(edition.store, authority=found, as_of=as_of)
        return _plain(edition, request, rows, form, _name(found, as_of))

    def make() -> bytes:
        from portcullis.publish.downloads import xlsx

        return xlsx.area_workbook(edition.store, found, site=site_of(edition), as_of=as_of)

    return _workbook(made_once(edition, "area workbooks", _name(found, as_of), make), _name(found, as_of))


def _of_measure(edition: Edition, request: Request, id: str, form: str, as_of: dt.date | None) -> Made:
    if id not in labels(edition):
        raise ProblemError(404, "There is no measure under this id. /api/v1/indicators lists all.")
    _check(edition, as_of, indicator=id)
    if form != "xlsx":
        rows = queries.observations(edition.store, indicator=id, as_of=as_of)
        return _plain(edition, request, rows, form, _name(id, as_of))

    def make() -> bytes:
        from portcullis.publish.downloads import xlsx

        return xlsx.measure_workbook(edition.store, id, site=site_of(edition), as_of=as_of)

    return _workbook(made_once(edition, "measure workbooks", _name(id, as_of), make), _name(id, as_of))


def _check(edition: Edition, day: dt.date | None, **wanted: str) -> None:
    """Raises ProblemError for a day still to come, and for one before anything was public."""
    if day is None:
        return
    if day > dt.datetime.now(dt.UTC).date():
        said = Remark(message="That day has not come yet.", code="day_to_come", path="as_of")
        raise ProblemError(400, "Nobody knows what will be known then. Leave as_of out for what is known now.", said)
    first = first_day(edition.store, **wanted)
    if first is None or day < first:
        since = f"The first figure that we hold was public by {first}." if first else "We hold no figure of any day."
        raise ProblemError(404, f"Nothing of this in our register was public by that day. {since}")


def _plain(edition: Edition, request: Request, rows: list[dict[str, Any]], form: str, name: str) -> Made:
    """All rows in one piece: a council has some hundreds, a measure some thousands."""
    named = [shown(edition, row) for row in rows]
    if form == "json":
        return listing_of(request, Observation, named, len(named), 1, max(1, len(named)))
    columns = [column.name for column in SHOWN]
    body = to_csv(columns, [_whole(row | {"label": row["indicator_label"]}) for row in named])
    headers = {"content-disposition": f'attachment; filename="{name}.csv"'}
    return Response(body, media_type="text/csv; charset=utf-8", headers=headers)


def _whole(row: dict[str, Any]) -> dict[str, Any]:
    """Whole numbers without a point, as in the files of the build."""
    return {k: int(v) if isinstance(v, float) and v.is_integer() else v for k, v in row.items()}


def _name(of: str, day: dt.date | None) -> str:
    return f"{of}-as-of-{day}" if day else of


def _workbook(body: bytes, name: str) -> Response:
    return Response(body, media_type=TYPE, headers={"content-disposition": f'attachment; filename="{name}.xlsx"'})
