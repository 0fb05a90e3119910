"""What every endpoint does alike: lends an edition, answers 304, reads the store off the loop, compresses.

In: a handler. Out: its answer with ETag and Cache-Control.
"""

from __future__ import annotations

import asyncio
import gzip
import hashlib
from collections.abc import Callable, Coroutine
from typing import Annotated, Any, TypeVar
from urllib.parse import parse_qsl, urlencode

from fastapi import Query, Request, Response
from fastapi.routing import APIRoute
from pydantic import BaseModel

from ..conditions import CACHE, Wishes
from ..current import Edition
from ..files import href
from ..problems import Remark
from .shapes import Item, Listing, PageLinks, Paging

M = TypeVar("M", bound=BaseModel)
MOST = 1000
WORTH_COMPRESSING = 1400

PageNumber = Annotated[int, Query(ge=1, le=1_000_000, description="page, from 1")]
PageSize = Annotated[int, Query(ge=1, le=MOST, description=f"records on a page, at most {MOST}")]


class ConditionalRoute(APIRoute):
    """A route whose answer depends on the edition and the address, and on nothing but what `rests_on` says."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler between the two halves of a conditional request."""
        inner = super().get_route_handler()
        known = frozenset(p.alias for p in self.dependant.query_params)

        async def handler(request: Request) -> Response:
            with request.app.state.current.lease() as edition:
                request.state.edition, request.state.known = edition, known
                tag = _tag(edition, request, self.rests_on(request))
                headers = {"etag": f'W/"{tag}"', "cache-control": CACHE, "vary": "accept-encoding"}
                if Wishes.of(request.scope["headers"]).has(tag):
                    return Response(status_code=304, headers=headers)
                response = await inner(request)
            if response.status_code == 200:
                response.headers.update(headers)
            return response

        return handler

    def rests_on(self, request: Request) -> str:
        """What else an answer rests on: nothing, as a rule."""
        return ""


def _tag(edition: Edition, request: Request, more: str) -> str:
    asked = b"%s?%s" % (request.scope["path"].encode("utf-8", "replace"), request.scope["query_string"])
    return hashlib.sha256(f"{edition.fingerprint}{more}\n".encode() + asked).hexdigest()[:32]


async def answer(request: Request, make: Callable[[Edition], BaseModel | Response]) -> Response:
    """Run `make` in a thread that may read the store, and send what it gives as JSON."""

    def work() -> Response:
        made = make(request.state.edition)
        if isinstance(made, Response):
            return compress(request, made)
        return compress(request, Response(made.model_dump_json(by_alias=True), media_type="application/json"))

    return await asyncio.get_running_loop().run_in_executor(request.app.state.pool, work)


def compress(request: Request, response: Response) -> Response:
    """The same response, compressed where the reader takes it and it is worth it."""
    body = bytes(response.body)
    if len(body) >= WORTH_COMPRESSING and Wishes.of(request.scope["headers"]).gzip:
        response.body = gzip.compress(body, 5, mtime=0)
        response.headers["content-length"] = str(len(response.body))
        response.headers["content-encoding"] = "gzip"
    return response


def listing(
    request: Request, model: type[M], rows: list[dict[str, Any]], page: int, size: int, *warnings: Remark
) -> Listing[M]:
    """A page of rows that are all at hand."""
    return listing_of(request, model, rows[(page - 1) * size : page * size], len(rows), page, size, *warnings)


def listing_of(
    request: Request, model: type[M], rows: list[dict[str, Any]], total: int, page: int, size: int, *warnings: Remark
) -> Listing[M]:
    """A page of rows out of `total`."""
    last = max(1, -(-total // size))
    said = [*warnings, *unknown(request)]
    if page > last:
        said.append(Remark(message=f"There are {last} pages.", code="beyond_the_last_page", path="page"))
    return Listing[model](  # ty: ignore[invalid-type-form]
        data=[model.model_validate(row) for row in rows],
        paging=Paging(page=page, pageSize=size, totalResults=total, totalPages=last),
        links=page_links(request, page, last),
        warnings=said,
    )


def page_links(request: Request, page: int, last: int) -> PageLinks:
    """Links that keep the filters and change the page."""
    return PageLinks(
        self=_to(request, page),
        first=_to(request, 1),
        last=_to(request, last),
        prev=_to(request, min(page - 1, last)) if page > 1 else None,
        next=_to(request, page + 1) if page < last else None,
    )


def _to(request: Request, page: int) -> str:
    known: frozenset[str] = request.state.known
    asked = dict(parse_qsl(request.url.query, keep_blank_values=True))
    kept = {name: value for name, value in asked.items() if name in known and name != "page"}
    return f"{href(request.scope['path'])}?{urlencode(kept | {'page': page})}"


def unknown(request: Request) -> list[Remark]:
    """A warning for parameters that we do not know: a misspelt filter must not pass for a filter."""
    names = sorted({name[:40] for name in request.query_params if name not in request.state.known})
    return [
        Remark(message="There is no such parameter; it was ignored.", code="unknown_parameter", path=n)
        for n in names[:10]
    ]


def item(model: type[M], row: dict[str, Any], links: dict[str, str | None], *warnings: Remark) -> Item[M]:
    """One record with its links; links that lead nowhere are left out."""
    kept = {name: where for name, where in links.items() if where}
    return Item[model](data=model.model_validate(row), links=kept, warnings=list(warnings))  # ty: ignore[invalid-type-form]
