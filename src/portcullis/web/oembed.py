"""oEmbed: tells other websites how to show one of our charts (oembed.com, version 1.0).

In: `GET /oembed?url=…`. Out: JSON with a frame to put in; problem+json for anything that is not a chart of ours.
"""

from __future__ import annotations

from html import escape
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import JSONResponse

from .problems import problem

router = APIRouter(include_in_schema=False)
WIDTH, HEIGHT = 640, 640
Size = Annotated[int | None, Query(ge=120, le=4000)]


@router.get("/oembed")
async def oembed(
    request: Request, url: str, maxwidth: Size = None, maxheight: Size = None, format: str = "json"
) -> Response:
    """A frame for one chart."""
    if format != "json":
        return problem(501, "Only format=json is answered here.")
    path = urlsplit(url).path
    path = path if path.endswith("/") else f"{path}/"
    with request.app.state.current.lease() as edition:
        known = path.startswith("/embed/areas/") and path.count("/") == 5 and path in edition.site.addresses
        name = (edition.site_words or {}).get("name", "Portcullis")
    if not known:
        return problem(404, "That is not the address of a chart of this site.")
    home = f"{request.url.scheme}://{request.url.netloc}"
    width, height = min(WIDTH, maxwidth or WIDTH), min(HEIGHT, maxheight or HEIGHT)
    frame = (
        f'<iframe src="{escape(home + path)}" width="{width}" height="{height}" title="A chart of {escape(name)}" '
        'loading="lazy" style="border:1px solid #ccc"></iframe>'
    )
    answer = {
        "version": "1.0",
        "type": "rich",
        "title": f"A chart of {name}",
        "provider_name": name,
        "provider_url": home,
        "cache_age": 3600,
        "width": width,
        "height": height,
        "html": frame,
    }
    return JSONResponse(answer, headers={"access-control-allow-origin": "*", "cache-control": "public, max-age=300"})
