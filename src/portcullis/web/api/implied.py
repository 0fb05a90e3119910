"""What targets of agreements would have asked, against the forecast of their day.

In: the store, and the file of past forecasts beside the register. Out: `/implied` and `/agreements/{slug}/implied`.
"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from portcullis.model.implied import Expectations, ImpliedError, StoreFacts, flat, implied
from portcullis.publish.words.implied import all_sentences
from portcullis.store import queries

from ..current import Edition
from ..problems import NOT_FOUND, RESPONSES, ProblemError, also
from .implied_models import ImpliedTarget
from .observations import AuthorityName, wanted_authority
from .route import ConditionalRoute, PageNumber, PageSize, answer, listing
from .shapes import Listing

BROKEN = "The file of past forecasts cannot be read, so what targets would have asked is not shown."


class ImpliedRoute(ConditionalRoute):
    """An answer that rests on a file beside the register too: it does not belong to the build."""

    def rests_on(self, request: Request) -> str:
        """The state of that file."""
        return request.app.state.implied.state()


router = APIRouter(tags=["agreements"], responses=RESPONSES, route_class=ImpliedRoute)


@router.get("/implied", response_model=Listing[ImpliedTarget], responses=also(409))
async def list_implied(
    request: Request,
    authority: AuthorityName = None,
    state: Annotated[str | None, Query(max_length=20, description="held, sized or listed")] = None,
    page: PageNumber = 1,
    pageSize: PageSize = 200,
) -> Response:
    """Every numeric target of every agreement: what meeting it would have asked, and what came instead."""

    def make(edition: Edition) -> Listing[ImpliedTarget]:
        code = wanted_authority(edition, authority)
        rows = _rows(request, edition)
        chosen = [row for row in rows if code in (None, row["authority"]) and state in (None, row["state"])]
        return listing(request, ImpliedTarget, chosen, page, pageSize)

    return await answer(request, make)


@router.get("/agreements/{slug}/implied", response_model=Listing[ImpliedTarget], responses=NOT_FOUND | also(409))
async def implied_of_one(request: Request, slug: str, page: PageNumber = 1, pageSize: PageSize = 200) -> Response:
    """The numeric targets of one agreement: what meeting each would have asked, and what came instead."""

    def make(edition: Edition) -> Listing[ImpliedTarget]:
        if queries.agreement(edition.store, slug) is None:
            raise ProblemError(404, "There is no agreement under this name. /api/v1/agreements lists all.")
        rows = [row for row in _rows(request, edition) if row["agreement"] == slug]
        return listing(request, ImpliedTarget, rows, page, pageSize)

    return await answer(request, make)


def _rows(request: Request, edition: Edition) -> list[dict[str, Any]]:
    """All targets, worked out once for each edition and state of the file."""
    kept = request.app.state.implied
    try:
        expected: Expectations = kept.get()
    except ImpliedError:
        raise ProblemError(409, BROKEN) from None

    def make(store: Any) -> list[dict[str, Any]]:
        facts = StoreFacts(store)
        return [
            flat(one) | {"sentences": [said.text for said in all_sentences(one)]}
            for agreement in queries.all_agreements(store)
            for one in implied(agreement, expected, facts)
        ]

    return edition.once(f"implied {kept.state()}", make)
