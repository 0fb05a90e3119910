"""Puts the server together.

In: a build folder. Out: a FastAPI application for any ASGI server.
"""

from __future__ import annotations

import contextlib
from collections.abc import AsyncGenerator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx2
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

import portcullis

from . import as_of, brief, charts, compare, oembed, reading, search
from .api import describe, router
from .current import Current
from .door import API, Door
from .forecasting import Forecaster
from .frozen import FrozenForecasts
from .implied import PastExpectations
from .pages import error_page
from .postcode import Postcodes
from .problems import ProblemError, problem, remarks

#: Reads of the store that may run at once; more wait their turn and do not hold up pages.
READERS = 4


def create_app(
    build_dir: Path,
    *,
    forecasts: Path | None = None,
    postcode_transport: httpx2.AsyncBaseTransport | None = None,
) -> FastAPI:
    """The application for a build folder, which must hold a store and a site. Raises FileNotFoundError.

    `forecasts` is the folder of frozen forecasts, if there is one. `postcode_transport` stands in for the
    network in tests.
    """
    current = Current(Path(build_dir))
    pool = ThreadPoolExecutor(READERS, thread_name_prefix="reads the store")
    forecaster = Forecaster()
    reader = reading.DocumentReader()

    @contextlib.asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncGenerator[None]:
        yield
        forecaster.close()
        reader.close()
        pool.shutdown(cancel_futures=True)
        current.close()

    app = FastAPI(
        title="Portcullis",
        version=portcullis.__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
        lifespan=lifespan,
    )
    app.state.current = current
    app.state.pool = pool
    app.state.forecaster = forecaster
    app.state.reader = reader
    app.state.frozen = FrozenForecasts(forecasts)
    app.state.implied = PastExpectations(forecasts)
    app.state.postcodes = Postcodes(transport=postcode_transport)
    app.include_router(search.router)
    app.include_router(as_of.router)
    app.include_router(brief.router)
    app.include_router(charts.router)
    app.include_router(compare.router)
    app.include_router(oembed.router)
    app.include_router(reading.router)
    app.include_router(router)
    app.add_middleware(Door, current=current)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(ProblemError, _problem)
    describe(app)
    return app


async def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - the handler is registered for nothing else
    headers = dict(error.headers or {})
    if request.url.path.startswith(API):
        if error.status_code == 405:
            return problem(
                405, "Only GET, HEAD and OPTIONS are answered here.", headers={"allow": "GET, HEAD, OPTIONS"}
            )
        detail = f"{API} lists all addresses. None of them, but {API} itself, ends with a slash."
        return problem(error.status_code, detail, headers=headers)
    if request.url.path.startswith("/api/"):
        return problem(error.status_code, f"The API begins at {API}", headers=headers)
    headers = {"cache-control": "no-store"} | ({"allow": "GET, HEAD"} if error.status_code == 405 else {})
    html = error_page(request.app.state.current.look(), error.status_code, root=request.scope.get("root_path", ""))
    return Response(html, error.status_code, headers, "text/html; charset=utf-8")


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - as above
    return problem(400, "One or more parameters are wrong.", remarks(error.errors()))


async def _problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, ProblemError)  # noqa: S101 - as above
    return problem(error.status, error.detail, error.errors, error.headers)
