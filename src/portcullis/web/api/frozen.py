"""Forecasts that were made before the figure came, and how they did.

In: nothing, or a name. Out: `/forecasts` and `/forecasts/{name}`.
"""

from __future__ import annotations

import math
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request, Response

from ..current import Edition
from ..frozen import FrozenForecasts, Kept
from ..problems import NOT_FOUND, RESPONSES, ProblemError, Remark, also
from .forecast_models import FrozenForecast, FrozenRow
from .observations import AuthorityName, wanted_authority
from .route import ConditionalRoute, PageNumber, PageSize, answer, listing
from .shapes import Listing

if TYPE_CHECKING:
    from portcullis.model.frozen import FrozenScore


class FrozenRoute(ConditionalRoute):
    """An answer that rests on files beside the register too: they do not belong to the build."""

    def rests_on(self, request: Request) -> str:
        """The state of those files."""
        return request.app.state.frozen.state()


router = APIRouter(tags=["forecasts"], responses=RESPONSES, route_class=FrozenRoute)


@router.get("/forecasts", response_model=Listing[FrozenForecast])
async def list_frozen_forecasts(request: Request, page: PageNumber = 1, pageSize: PageSize = 100) -> Response:
    """Forecasts that were made before the figure came, each with how it was made and, later, its scores."""

    def make(edition: Edition) -> Listing[FrozenForecast]:
        from portcullis.model.frozen import FrozenError

        frozen: FrozenForecasts = request.app.state.frozen
        rows, said = [], []
        for name in frozen.names():
            try:
                if kept := frozen.get(name):
                    made = FrozenForecast.model_validate(
                        kept.manifest | {"name": name, "scores": _scores(edition, kept)}
                    )
                    rows.append(made.model_dump())
            except (FrozenError, ValueError):
                said.append(Remark(message=BROKEN, code="not_what_was_frozen", path=name))
        return listing(request, FrozenForecast, rows, page, pageSize, *said)

    return await answer(request, make)


@router.get("/forecasts/{name}", response_model=Listing[FrozenRow], responses=NOT_FOUND | also(409))
async def one_frozen_forecast(
    request: Request, name: str, authority: AuthorityName = None, page: PageNumber = 1, pageSize: PageSize = 200
) -> Response:
    """What one of them said of each council and January, and what came."""

    def make(edition: Edition) -> Listing[FrozenRow]:
        from portcullis.model.frozen import FrozenError

        code = wanted_authority(edition, authority)
        try:
            kept = request.app.state.frozen.get(name)
        except FrozenError:
            raise ProblemError(409, BROKEN) from None
        if kept is None:
            raise ProblemError(404, "There is no frozen forecast of this name. /api/v1/forecasts lists all.")
        came = _came(edition, {int(row["january"]) for row in kept.rows})
        chosen = [row for row in kept.rows if code in (None, row["code"])]
        shown = [row | {"came": _beside(row, came.get((row["code"], int(row["january"]))))} for row in chosen]
        return listing(request, FrozenRow, shown, page, pageSize)

    return await answer(request, make)


BROKEN = "Its files are not what was frozen: they differ from the digests in its manifest. So it is not shown."


def _scores(edition: Edition, kept: Kept) -> list[dict[str, Any]]:
    from portcullis.model.frozen import score_frozen

    def make(store: Any) -> list[FrozenScore]:
        return score_frozen(store, kept.place)

    found = edition.once(f"scores of {kept.name} {kept.state}", make)
    return [_finite(asdict(one.scores) | asdict(one)) | {"left_out": list(one.left_out)} for one in found]


def _finite(row: dict[str, Any]) -> dict[str, Any]:
    return {
        name: (round(value, 3) if math.isfinite(value) else None) if isinstance(value, float) else value
        for name, value in row.items()
    }


def _came(edition: Edition, years: set[int]) -> dict[tuple[str, int], dict[str, Any]]:
    """Plans that have come in these Januaries, by code and January."""
    rows = edition.store.rows(
        """select id, authority, year, value, status from observation
           where indicator = 'ehc_plans' and newest and value is not null and year in (select unnest($years))""",
        {"years": sorted(years)},
    )
    return {(row["authority"], row["year"]): row for row in rows}


def _beside(row: dict[str, str], came: dict[str, Any] | None) -> dict[str, Any] | None:
    """The figure beside what was said; a figure in doubt is shown and not scored."""
    if came is None:
        return None
    value, scored = float(came["value"]), came["status"] != "suspect" and came["value"] > 0
    return came | {
        "off_pct": round(100 * (float(row["median"]) / value - 1), 2) if scored else None,
        "in_80": float(row["low_80"]) <= value <= float(row["high_80"]) if scored else None,
        "in_95": float(row["low_95"]) <= value <= float(row["high_95"]) if scored else None,
    }
