"""The API, version 1: what the pages show, for programs.

In: an edition. Out: `router`, and `describe`, which makes the OpenAPI document say exactly what is answered.
"""

from fastapi import APIRouter

from . import (
    agreements,
    areas,
    changes,
    docs,
    figures,
    forecasts,
    frozen,
    implied,
    indicators,
    observations,
    records,
    search,
    workbooks,
)
from .docs import describe

router = APIRouter(prefix="/api/v1")
for part in (
    areas, agreements, implied, indicators, observations, changes, figures, forecasts, frozen, records, search,
    workbooks, docs,
):  # fmt: skip
    router.include_router(part.router)

__all__ = ["describe", "router"]
