"""Charts as files, made when somebody asks: figures (CSV), spec (Vega-Lite JSON), and pictures (SVG, PNG).

In: `GET /areas/{code}/{name}/charts/{measure}.{form}`, where a measure may be `forecast`, the same below `neighbours/`;
`/measures/{measure}/charts/england.{form}` or `councils`; `/forecast/charts/england.{form}`; `/compare/charts/…`.
Out: the file, kept for the next reader; a redirect for an old code or name; a helpful page for what there is not.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from portcullis.model.frozen_files import FrozenError
from portcullis.model.published import Published, newest
from portcullis.publish.chartfiles import (
    COLUMNS,
    Offer,
    compare_offer,
    forecast_offer,
    offer_of,
    picture_png,
    picture_svg,
    spec_of,
)
from portcullis.publish.folders import DATA
from portcullis.publish.gathered import Gathered, gather
from portcullis.publish.made_from import FORECASTS
from portcullis.publish.pages.charts import chart_address
from portcullis.publish.pages.compare import CHOSEN, MOST, neighbours_of, neighbours_path
from portcullis.publish.pages.forecast import forecast_address
from portcullis.publish.pages.spread import spread_address
from portcullis.vocabulary import ENGLAND

from .api.spreadsheet import to_csv
from .conditions import CACHE, Wishes
from .current import Edition
from .files import href
from .frame import site_of
from .kept import made_once
from .pages import error_page
from .projected import recorded

router = APIRouter(include_in_schema=False)
TYPES = {
    "csv": "text/csv; charset=utf-8", "json": "application/json", "png": "image/png", "svg": "image/svg+xml",
}  # fmt: skip
#: What a measure's page has under `charts/`: whose chart it is, None for how all councils are spread.
OF_MEASURES = {"england": ENGLAND, "councils": None}
#: What stands in the place of a measure for the chart of the newest frozen forecast.
FORECAST = "forecast"
NEIGHBOURS = "neighbours/"
_reading = threading.Lock()


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose chart of what: a measure, or `FORECAST`. `code` None: all councils. With `page`: a comparison on that page,
    of these `codes` where the reader chose them."""

    code: str | None
    measure: str
    page: str = ""
    codes: tuple[str, ...] = ()


@router.get("/areas/{code}/{name}/charts/{measure}.{form}")
async def area_chart_file(request: Request, code: str, name: str, measure: str, form: str) -> Response:
    """The chart of one measure for one council, or of its forecast."""
    return await _answer(request, form, lambda edition: Asked(edition.codes.named(code) or "", measure))


@router.get("/areas/{code}/{name}/neighbours/charts/{measure}.{form}")
async def neighbours_chart_file(request: Request, code: str, name: str, measure: str, form: str) -> Response:
    """A council beside its statistical neighbours."""
    return await _answer(request, form, lambda edition: Asked(edition.codes.named(code) or "", measure, NEIGHBOURS))


@router.get("/compare/charts/{measure}.{form}")
async def compare_chart_file(
    request: Request,
    measure: str,
    form: str,
    areas: Annotated[list[str], Query(max_length=MOST)] = [],  # noqa: B006 - FastAPI copies it
) -> Response:
    """The first council beside the others, in any choice."""

    def asked(edition: Edition) -> Asked:
        codes = tuple(dict.fromkeys(edition.codes.named(name[:100]) or "" for name in areas))
        return Asked(codes[0] if codes else "", measure, CHOSEN, codes)

    return await _answer(request, form, asked)


@router.get("/measures/{measure}/charts/{name}.{form}")
async def measure_chart_file(request: Request, measure: str, name: str, form: str) -> Response:
    """A chart of a measure's own page: England over the years, or all councils."""
    return await _answer(request, form, lambda edition: Asked(OF_MEASURES.get(name, ""), measure))


@router.get("/forecast/charts/england.{form}")
async def forecast_chart_file(request: Request, form: str) -> Response:
    """The forecast for England."""
    return await _answer(request, form, lambda edition: Asked(ENGLAND, FORECAST))


async def _answer(request: Request, form: str, asked: Callable[[Edition], Asked]) -> Response:
    with request.app.state.current.lease() as edition:
        loop = asyncio.get_running_loop()
        made = await loop.run_in_executor(request.app.state.pool, _made, edition, asked(edition), form)
        root = request.scope.get("root_path", "")
        if made is None:
            text = "There is no such chart: the measure, the council or its figures are not here, or the ending is not"
            html = error_page(edition, 404, root=root, text=f"{text} .csv, .json, .png or .svg.")
            return Response(html, 404, {"cache-control": "no-store"}, "text/html; charset=utf-8")
        address, body = made
        if f"/{address}.{form}" != request.url.path:
            where = f"{root}/{href(address)}.{form}"
            return Response(status_code=308, headers={"location": where, "cache-control": CACHE})
    tag = hashlib.sha256(body).hexdigest()[:16]
    name = address.replace("/charts/", "/").replace("/", "-")
    headers = {"cache-control": CACHE, "etag": f'"{tag}"', "content-disposition": f'inline; filename="{name}.{form}"'}
    if Wishes.of(request.scope["headers"]).has(tag):
        return Response(status_code=304, headers=headers)
    return Response(body, 200, headers, TYPES[form])


def facts(edition: Edition) -> Gathered:
    """Everything that pages rest on, read once for each edition: it takes seconds, so those who ask meanwhile wait."""
    with _reading:
        return edition.once(
            "facts",
            lambda store: gather(store, [], site_of(edition), forecast=_frozen(edition), outlooks=recorded(edition)),
        )


def _frozen(edition: Edition) -> Published | None:
    """The forecast that the site was built with; none where somebody has changed its files."""
    try:
        return newest(edition.site.folder / DATA / FORECASTS)
    except FrozenError:
        return None


def _made(edition: Edition, asked: Asked, form: str) -> tuple[str, bytes] | None:
    """Where the chart stands, without its ending, and the file; None where there is no such chart."""
    g = facts(edition)
    known = asked.measure in g.indicators or (asked.measure == FORECAST and not asked.page)
    codes = asked.codes or (() if asked.code is None else (asked.code,))
    allowed = {"current"} if asked.page else {"current", "aggregate"}
    if form not in TYPES or not known or not {g.areas.get(code, {}).get("status") for code in codes} <= allowed:
        return None
    address, make = _offered(g, asked)

    def file() -> bytes:
        offer = make()
        return b"" if offer is None else _file(offer, g, form)

    body = made_once(edition, f"charts as {form}", f"{address} {' '.join(codes)}", file)
    return (address, body) if body else None


def _offered(g: Gathered, asked: Asked) -> tuple[str, Callable[[], Offer | None]]:
    """Where a chart stands, without the ending, and how it is made."""
    code, measure = asked.code, asked.measure
    if code is None:
        return spread_address(measure), lambda: offer_of(g, measure, None)
    area = g.areas[code]
    if asked.page == CHOSEN:
        return f"{CHOSEN}charts/{measure}", lambda: compare_offer(g, code, asked.codes[1:], measure, page=CHOSEN)
    if asked.page:
        page = neighbours_path(area)
        return f"{page}charts/{measure}", lambda: compare_offer(g, code, neighbours_of(g, code), measure, page=page)
    if measure == FORECAST:
        return forecast_address(area), lambda: forecast_offer(g, code)
    return chart_address(area, measure), lambda: offer_of(g, measure, code)


def _file(offer: Offer, g: Gathered, form: str) -> bytes:
    if form == "csv":
        return to_csv(COLUMNS, [_whole(row) for row in offer.rows]).encode()
    if form == "json":
        return (json.dumps(spec_of(offer, g), ensure_ascii=False, indent=1, default=str) + "\n").encode()
    return picture_svg(offer) if form == "svg" else picture_png(offer, g)


def _whole(row: dict) -> dict:
    """Whole numbers without a point, as in the files of the build."""
    return {k: int(v) if isinstance(v, float) and v.is_integer() else v for k, v in row.items()}
