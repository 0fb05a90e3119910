"""What changed since a day: for programs that keep a copy.

In: filters. Out: `/changes`.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from portcullis.store.changes import changes

from ..current import Edition
from ..problems import RESPONSES
from .observations import AuthorityName, IndicatorId, wanted_authority, wanted_indicator
from .route import ConditionalRoute, PageNumber, PageSize, answer, listing_of
from .shapes import Answer, Listing, Number

router = APIRouter(tags=["changes"], responses=RESPONSES, route_class=ConditionalRoute)


class Change(Answer):
    """One value that came out, was revised by its source, or was corrected by us."""

    day: dt.date = Field(description="last day by which the value was certainly public; of a correction, its day")
    kind: Literal["published", "revised", "corrected", "marked_as_in_doubt"]
    id: str = Field(description="id of the observation: /api/v1/observations/{id}")
    indicator: str
    authority: str
    authority_name: str
    period: str
    unit: str
    value_before: Number | None = Field(description="null where there was none")
    value_after: Number | None = Field(description="null where it is missing; the observation says why")
    source: str
    correction: str | None = Field(description="id of the correction: /api/v1/corrections")


@router.get("/changes", response_model=Listing[Change])
async def list_changes(
    request: Request,
    since: Annotated[dt.date | None, Query(description="changes on this day and later")] = None,
    indicator: IndicatorId = None,
    authority: AuthorityName = None,
    page: PageNumber = 1,
    pageSize: PageSize = 100,
) -> Response:
    """What came out, what a source revised and what we corrected, newest first. A repeated value is no change."""

    def make(edition: Edition) -> Listing[Change]:
        rows, total = changes(
            edition.store,
            since=since,
            indicator=wanted_indicator(edition, indicator),
            authority=wanted_authority(edition, authority),
            limit=pageSize,
            offset=(page - 1) * pageSize,
        )
        named = [row | {"authority_name": edition.codes.name(row["authority"])} for row in rows]
        return listing_of(request, Change, named, total, page, pageSize)

    return await answer(request, make)
