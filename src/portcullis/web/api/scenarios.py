"""The scenarios that ship with this copy, and the dials that can be turned.

In: the register's scenarios and the list of dials. Out: `/scenarios`.
"""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from portcullis.vocabulary import DIALS

from ..current import Edition
from ..problems import RESPONSES
from ..projecting import scenarios_of
from .projection_models import Assumptions
from .route import ConditionalRoute, answer, item, unknown
from .shapes import Item

router = APIRouter(tags=["projections"], route_class=ConditionalRoute)


@router.get("/scenarios", response_model=Item[Assumptions], responses=RESPONSES)
async def scenarios_and_dials(request: Request) -> Response:
    """Every scenario that ships with this copy, and every dial: what it means, its ends, and how sure its place is."""
    return await answer(request, lambda edition: _assumptions(request, edition))


def _assumptions(request: Request, edition: Edition) -> Item[Assumptions]:
    from portcullis.model.money import USUAL

    row = {
        "usual": USUAL,
        "scenarios": [
            {
                "slug": one.slug, "title": one.title, "explains": one.explains, "caution": one.caution,
                "made": one.made, "sources": list(one.sources), "dials": [turned.model_dump() for turned in one.dial],
            }
            for one in scenarios_of(edition).values()
        ],
        "dials": [
            {
                "name": dial.name, "label": dial.label, "group": dial.group, "says": dial.says,
                "certainty": dial.certainty, "kind": dial.kind, "unit": dial.unit,
                "least": dial.least if dial.kind == "number" else None,
                "most": dial.most if dial.kind == "number" else None, "usual": dial.usual,
                "choices": [{"word": word, "says": says} for word, says in dial.choices], "dated": dial.dated,
                "first_year_needed": dial.group == "demand",
            }
            for dial in DIALS.values()
        ],
    }  # fmt: skip
    return item(Assumptions, row, {"self": "/api/v1/scenarios"}, *unknown(request))
