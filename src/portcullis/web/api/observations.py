"""Observations: values by measure, council and period, as of any date, as JSON or CSV.

In: filters. Out: `/observations`, `/observations.csv` and `/observations/{id}`.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response

from portcullis.store import Store, queries

from ..current import Edition
from ..problems import NOT_FOUND, RESPONSES, ProblemError, Remark
from .models import Observation, ObservationInFull
from .route import ConditionalRoute, PageNumber, PageSize, answer, item, listing_of, page_links
from .shapes import Item, Listing
from .spreadsheet import to_csv

router = APIRouter(tags=["observations"], responses=RESPONSES, route_class=ConditionalRoute)
IndicatorId = Annotated[str | None, Query(max_length=200, description="id of a measure")]
AuthorityName = Annotated[str | None, Query(max_length=200, description="a council: any code of it, or its name")]
Period = Annotated[str | None, Query(max_length=40, description="period as published: 2025, 2024-25")]
AsOf = Annotated[dt.date | None, Query(description="as known on this day: the newest vintage and correction by then")]
Vintages = Annotated[Literal["newest", "all"], Query(description="`all` gives every vintage side by side")]
CSV: dict[int | str, dict[str, Any]] = {
    200: {"description": "The same rows", "content": {"text/csv": {"schema": {"type": "string"}}}}
}


@router.get("/observations", response_model=Listing[Observation], responses=CSV)
async def list_observations(
    request: Request,
    indicator: IndicatorId = None,
    authority: AuthorityName = None,
    period: Period = None,
    as_of: AsOf = None,
    vintages: Vintages = "newest",
    format: Annotated[Literal["json", "csv"], Query()] = "json",
    page: PageNumber = 1,
    pageSize: PageSize = 100,
) -> Response:
    """Values, by measure, council and period. The whole set is at /data/observations.csv and .parquet."""
    asked = {"indicator": indicator, "authority": authority, "period": period, "as_of": as_of, "vintages": vintages}
    return await answer(request, lambda edition: _found(edition, request, asked, format, page, pageSize))


@router.get("/observations.csv", responses=CSV, response_class=Response)
async def list_observations_as_csv(
    request: Request,
    indicator: IndicatorId = None,
    authority: AuthorityName = None,
    period: Period = None,
    as_of: AsOf = None,
    vintages: Vintages = "newest",
    page: PageNumber = 1,
    pageSize: PageSize = 1000,
) -> Response:
    """The same as CSV. `Link` names the next page; text that a spreadsheet would run is made harmless."""
    asked = {"indicator": indicator, "authority": authority, "period": period, "as_of": as_of, "vintages": vintages}
    return await answer(request, lambda edition: _found(edition, request, asked, "csv", page, pageSize))


@router.get("/observations/{id}", response_model=Item[ObservationInFull], responses=NOT_FOUND)
async def one_observation(request: Request, id: str) -> Response:
    """One value by the id that it carries on pages and in downloads, with its correction where there is one."""

    def make(edition: Edition) -> Item[ObservationInFull]:
        row = queries.observation(edition.store, id)
        if row is None:
            raise ProblemError(404, "There is no value under this id. It reads measure:council:period:source.")
        correction = row["correction"]
        row |= {"correction": correction["id"] if correction else None, "correction_in_full": correction}
        links = {
            "self": f"/api/v1/observations/{id}",
            "indicator": f"/api/v1/indicators/{row['indicator']}",
            "area": f"/api/v1/areas/{row['authority']}",
            "source": f"/api/v1/sources/{row['source']}",
        }
        return item(ObservationInFull, shown(edition, row), links)

    return await answer(request, make)


def _found(
    edition: Edition, request: Request, asked: dict[str, Any], form: str, page: int, size: int
) -> Listing[Observation] | Response:
    wanted = {
        "indicator": wanted_indicator(edition, asked["indicator"]),
        "authority": wanted_authority(edition, asked["authority"]),
        "period": asked["period"], "as_of": asked["as_of"], "all_vintages": asked["vintages"] == "all",
    }  # fmt: skip
    total = count(edition.store, **wanted)
    rows = queries.observations(edition.store, **wanted, limit=size, offset=(page - 1) * size)
    made = listing_of(request, Observation, [shown(edition, row) for row in rows], total, page, size)
    if form == "json":
        return made
    last = made.paging.totalPages
    links = page_links(request, page, last).model_dump(exclude_none=True)
    header = ", ".join(f'<{where}>; rel="{name}"' for name, where in links.items() if name != "self")
    fields = list(Observation.model_fields)
    body = to_csv(fields, [record.model_dump(mode="json") for record in made.data])
    headers = {"link": header, "content-disposition": 'inline; filename="observations.csv"'}
    return Response(body, media_type="text/csv; charset=utf-8", headers=headers)


def wanted_indicator(edition: Edition, identity: str | None) -> str | None:
    """The measure that was asked for. Raises ProblemError when there is none."""
    if identity is not None and identity not in labels(edition):
        said = Remark(message="There is no such measure.", code="unknown_indicator", path="indicator")
        raise ProblemError(400, "/api/v1/indicators lists all measures.", said)
    return identity


def wanted_authority(edition: Edition, text: str | None) -> str | None:
    """The code of the council that was asked for. Raises ProblemError when there is none."""
    if text is None:
        return None
    if code := edition.codes.named(text):
        return code
    near = [f"{row['name']} ({row['code']})" for row in queries.find_areas(edition.store, text)[:5]]
    hint = f"Did you mean {', '.join(near)}?" if near else "/api/v1/areas lists all councils."
    raise ProblemError(
        400, hint, Remark(message="No council has this code or name.", code="unknown_authority", path="authority")
    )


def labels(edition: Edition) -> dict[str, str]:
    """Names of all measures by id."""
    rows = edition.once("indicators", queries.indicators)
    return {row["id"]: row["label"] for row in rows}


def shown(edition: Edition, row: dict[str, Any]) -> dict[str, Any]:
    """A row of the store with the names that a record has beside it."""
    known = edition.once("indicator_labels", lambda store: labels(edition))
    return row | {
        "indicator_label": known[row["indicator"]],
        "authority_name": edition.codes.name(row["authority"]),
        "vintage": row["published_by"],
    }


def count(store: Store, *, as_of: dt.date | None, all_vintages: bool, **filters: str | None) -> int:
    """How many rows `queries.observations` finds with the same filters."""
    params: dict[str, Any] = {name: value for name, value in filters.items() if value is not None}
    where = [f"{name} = ${name}" for name in params]
    what = "count(*)"
    if as_of is not None:
        where.append("published_by <= $as_of")
        params["as_of"] = as_of
        what = "count(*)" if all_vintages else "count(distinct (indicator, authority, period))"
    elif not all_vintages:
        where.append("newest")
    sql = f"select {what} as n from observation where {' and '.join(where) or 'true'}"  # noqa: S608 - fixed texts
    found = store.one(sql, params or None)
    return found["n"] if found else 0
