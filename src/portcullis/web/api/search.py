"""Search for programs: what the search page finds, as one list.

In: words. Out: `/search`.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from portcullis.publish.search import KINDS

from ..current import Edition
from ..files import href
from ..found import Row, add_extracts, look_up
from ..problems import RESPONSES, ProblemError, Remark
from .route import ConditionalRoute, PageNumber, PageSize, answer, listing
from .shapes import Answer, Listing

router = APIRouter(tags=["search"], responses=RESPONSES, route_class=ConditionalRoute)


class SearchResult(Answer):
    """A page, or part of a page, that holds the words."""

    kind: str = Field(description=", ".join(KINDS))
    title: str
    address: str | None = Field(description="address on this site")
    extract: str | None = Field(description="a line in which the words stand")
    date: str | None
    note: str | None = Field(description="of a council: its region, or the old council that led to it")


@router.get("/search", response_model=Listing[SearchResult])
async def search(
    request: Request,
    q: Annotated[str, Query(min_length=1, max_length=200, description="words, or the name of a council")],
    kind: Annotated[str | None, Query(max_length=20, description=f"only one kind: {', '.join(KINDS)}")] = None,
    page: PageNumber = 1,
    pageSize: PageSize = 100,
) -> Response:
    """Councils, agreements, measures, guides, terms, duties, judgments, conditions, events and news, by words.

    Grouped by kind, best first within a kind. Mistyped words are put right, and a warning then says so.
    """
    if kind is not None and kind not in KINDS:
        said = Remark(message=f"The kinds are {', '.join(KINDS)}.", code="unknown_kind", path="kind")
        raise ProblemError(400, "There is no such kind of result.", said)

    def make(edition: Edition) -> Listing[SearchResult]:
        results = look_up(edition, " ".join("".join(c if c.isprintable() else " " for c in q).split()))
        rows = [row for name, rows in results.rows.items() if kind in (None, name) for row in rows]
        add_extracts(edition, results, rows[(page - 1) * pageSize : page * pageSize])
        warnings = []
        if results.instead:
            warnings.append(Remark(message=f"Results for: {results.instead}", code="spelling", path="q"))
        if results.partial:
            warnings.append(Remark(message="Nothing has all of these words.", code="some_words", path="q"))
        return listing(request, SearchResult, [_shown(row) for row in rows], page, pageSize, *warnings)

    return await answer(request, make)


def _shown(row: Row) -> dict[str, str | None]:
    part = f"#{href(row.part)}" if row.part else ""
    return {
        "kind": row.kind, "title": row.title, "address": f"/{href(row.page)}{part}" if row.page else None,
        "extract": row.extract.striptags() if row.extract else None, "date": row.date, "note": row.note,
    }  # fmt: skip
