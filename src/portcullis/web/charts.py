"""Charts as files, made when somebody asks: figures (CSV), spec (Vega-Lite JSON), and pictures (SVG, PNG).

In: `GET /areas/{code}/{name}/charts/{measure}.{form}` and `/measures/{measure}/charts/england.{form}` or `councils`.
Out: the file, kept for the next reader; a redirect for an old code or name; a helpful page for what there is not.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import threading
from collections.abc import Callable

from fastapi import APIRouter, Request, Response

from portcullis.publish.chartfiles import COLUMNS, Offer, offer_of, picture_png, picture_svg, spec_of
from portcullis.publish.gathered import Gathered, gather
from portcullis.publish.pages.charts import chart_address
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
_reading = threading.Lock()


@router.get("/areas/{code}/{name}/charts/{measure}.{form}")
async def area_chart_file(request: Request, code: str, name: str, measure: str, form: str) -> Response:
    """The chart of one measure for one council."""
    return await _answer(request, measure, form, lambda edition: edition.codes.named(code) or "")


@router.get("/measures/{measure}/charts/{name}.{form}")
async def measure_chart_file(request: Request, measure: str, name: str, form: str) -> Response:
    """A chart of a measure's own page: England over the years, or all councils."""
    return await _answer(request, measure, form, lambda edition: OF_MEASURES.get(name, ""))


async def _answer(request: Request, measure: str, form: str, whose: Callable[[Edition], str | None]) -> Response:
    with request.app.state.current.lease() as edition:
        loop = asyncio.get_running_loop()
        made = await loop.run_in_executor(request.app.state.pool, _made, edition, whose(edition), measure, form)
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
        return edition.once("facts", lambda store: gather(store, [], site_of(edition), outlooks=recorded(edition)))


def _made(edition: Edition, code: str | None, measure: str, form: str) -> tuple[str, bytes] | None:
    """Where the chart stands, without its ending, and the file; None where there is no such chart."""
    g = facts(edition)
    if form not in TYPES or measure not in g.indicators:
        return None
    if code is not None and g.areas.get(code, {}).get("status") not in {"current", "aggregate"}:
        return None
    address = chart_address(g.areas[code], measure) if code is not None else spread_address(measure)

    def make() -> bytes:
        offer = offer_of(g, measure, code)
        return b"" if offer is None else _file(offer, g, form)

    body = made_once(edition, f"charts as {form}", address, make)
    return (address, body) if body else None


def _file(offer: Offer, g: Gathered, form: str) -> bytes:
    if form == "csv":
        return to_csv(COLUMNS, [_whole(row) for row in offer.rows]).encode()
    if form == "json":
        return (json.dumps(spec_of(offer, g), ensure_ascii=False, indent=1, default=str) + "\n").encode()
    return picture_svg(offer) if form == "svg" else picture_png(offer, g)


def _whole(row: dict) -> dict:
    """Whole numbers without a point, as in the files of the build."""
    return {k: int(v) if isinstance(v, float) and v.is_integer() else v for k, v in row.items()}
