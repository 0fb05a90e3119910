"""Sources, corrections, claims, events, duties and the audit's findings.

In: the store, and the findings that the publisher left beside the pages. Out: one list each.
"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from portcullis.store import queries

from ..current import Edition
from ..problems import NOT_FOUND, RESPONSES, ProblemError, Remark
from .agreements import figures
from .models import Source
from .observations import AuthorityName, wanted_authority
from .record_models import Claim, Correction, Duty, Event, Finding
from .route import ConditionalRoute, PageNumber, PageSize, answer, item, listing
from .shapes import Item, Listing

router = APIRouter(responses=RESPONSES, route_class=ConditionalRoute)


@router.get("/sources", response_model=Listing[Source], tags=["sources"])
async def list_sources(
    request: Request,
    kind: Annotated[
        str | None, Query(max_length=20, description="official, parliament, court, council, press, …")
    ] = None,
    page: PageNumber = 1,
    pageSize: PageSize = 200,
) -> Response:
    """Where figures come from."""

    def make(edition: Edition) -> Listing[Source]:
        rows = [row for row in edition.once("sources", queries.sources) if kind is None or row["kind"] == kind]
        return listing(request, Source, rows, page, pageSize)

    return await answer(request, make)


@router.get("/sources/{id}", response_model=Item[Source], responses=NOT_FOUND, tags=["sources"])
async def one_source(request: Request, id: str) -> Response:
    """One source."""

    def make(edition: Edition) -> Item[Source]:
        row = next((row for row in edition.once("sources", queries.sources) if row["id"] == id), None)
        if row is None:
            raise ProblemError(404, "There is no source under this id. /api/v1/sources lists all.")
        home = f"/sources/{id}/"
        page = home if home in edition.site.addresses else None
        return item(Source, row, {"self": f"/api/v1/sources/{id}", "page": page, "original": row["url"]})

    return await answer(request, make)


@router.get("/corrections", response_model=Listing[Correction], tags=["corrections"])
async def list_corrections(request: Request, page: PageNumber = 1, pageSize: PageSize = 200) -> Response:
    """What we show instead of published values, and why."""
    return await answer(
        request, lambda edition: listing(request, Correction, queries.corrections(edition.store), page, pageSize)
    )


@router.get("/claims", response_model=Listing[Claim], tags=["claims"])
async def list_claims(
    request: Request, authority: AuthorityName = None, page: PageNumber = 1, pageSize: PageSize = 200
) -> Response:
    """What councils and the press say about deficits. They stand beside the official figure, never instead of it."""

    def make(edition: Edition) -> Listing[Claim]:
        rows = queries.claims(edition.store, wanted_authority(edition, authority))
        known = figures(edition, [row["id"] for row in rows])
        shown = [
            known[row["id"]] | {"as_at": row["as_at"], "actual_or_forecast": row["kind"]}
            for row in rows
            if row["id"] in known
        ]
        return listing(request, Claim, shown, page, pageSize)

    return await answer(request, make)


@router.get("/events", response_model=Listing[Event], tags=["events"])
async def list_events(
    request: Request, authority: AuthorityName = None, page: PageNumber = 1, pageSize: PageSize = 200
) -> Response:
    """The national timeline, or the part of it that names a council."""

    def make(edition: Edition) -> Listing[Event]:
        rows = queries.events(edition.store, wanted_authority(edition, authority))
        parts = edition.once(
            "event_figures", lambda store: store.rows("select id, event from event_figure order by id")
        )
        known = figures(edition, [part["id"] for part in parts])
        held: dict[str, list[dict[str, Any]]] = {}
        for part in parts:
            if part["id"] in known:
                held.setdefault(part["event"], []).append(known[part["id"]])
        shown = [row | {"figures": held.get(row["id"], [])} for row in rows]
        return listing(request, Event, shown, page, pageSize)

    return await answer(request, make)


@router.get("/duties", response_model=Listing[Duty], tags=["duties"])
async def list_duties(request: Request, page: PageNumber = 1, pageSize: PageSize = 200) -> Response:
    """Legal duties, what raises a flag, and the lawful counterpart."""
    draft = Remark(message="A draft: no lawyer has reviewed it unless a duty says so.", code="draft")
    return await answer(
        request, lambda edition: listing(request, Duty, queries.duties(edition.store), page, pageSize, draft)
    )


@router.get("/findings", response_model=Listing[Finding], tags=["findings"])
async def list_findings(
    request: Request,
    authority: AuthorityName = None,
    severity: Annotated[str | None, Query(max_length=20, description="error, warning or note")] = None,
    check: Annotated[str | None, Query(max_length=80, description="id of a check")] = None,
    page: PageNumber = 1,
    pageSize: PageSize = 200,
) -> Response:
    """What the audit saw in published figures, and why it may be innocent."""

    def make(edition: Edition) -> Listing[Finding]:
        code = wanted_authority(edition, authority)
        rows = edition.findings or []
        kept = [
            row
            for row in rows
            if (code is None or code in row["authorities"])
            and (severity is None or row["severity"] == severity)
            and (check is None or row["check"] == check)
        ]
        none = Remark(message="This build carries no findings.", code="no_findings")
        return listing(request, Finding, kept, page, pageSize, *([none] if edition.findings is None else []))

    return await answer(request, make)
