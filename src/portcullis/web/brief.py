"""Prints the one-page brief of a council when somebody asks for it, where the build did not print them all.

In: `GET /areas/{code}/{name}/brief.pdf`. Out: a tagged PDF, kept for the next reader; 404 for a council that is none.
"""

from __future__ import annotations

import asyncio
import hashlib

from fastapi import APIRouter, Request, Response

from portcullis.publish.pages.area import brief_path
from portcullis.store import Store

from .charts import facts
from .conditions import CACHE
from .current import Edition
from .kept import made_once
from .pages import error_page

router = APIRouter(include_in_schema=False)


@router.get("/areas/{code}/{name}/brief.pdf")
async def brief_of(request: Request, code: str, name: str) -> Response:
    """The brief of one council."""
    with request.app.state.current.lease() as edition:
        present = edition.codes.named(code)
        area = edition.once("briefs of", _areas).get(present or "")
        if area is None:
            html = error_page(edition, 404, root=request.scope.get("root_path", ""))
            return Response(html, 404, {"cache-control": "no-store"}, "text/html; charset=utf-8")
        if f"/{brief_path(area)}" != request.url.path:
            where = request.scope.get("root_path", "") + "/" + brief_path(area)
            return Response(status_code=308, headers={"location": where, "cache-control": CACHE})
        loop = asyncio.get_running_loop()
        body = await loop.run_in_executor(request.app.state.pool, _printed, edition, area["code"])
    tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
    headers = {"cache-control": CACHE, "etag": tag}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(body, 200, headers, "application/pdf")


def _areas(store: Store) -> dict[str, dict]:
    return {row["code"]: row for row in store.rows("select code, slug from authority where status = 'current'")}


def _printed(edition: Edition, code: str) -> bytes:
    def make() -> bytes:
        from portcullis.publish.paper import brief

        return brief(facts(edition), code)

    return made_once(edition, "briefs", code, make)
