"""The outermost layer: sends a request to the pages or to the framework, and lets no error out as a trace.

In: any ASGI request. Out: an answer with the safety headers on it.
"""

from __future__ import annotations

import logging
import re
import traceback
from pathlib import Path

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .conditions import OPEN, PICTURE, PREFLIGHT, SAFETY
from .current import Current
from .pages import error_page
from .problems import problem
from .site import Site, answer, page, redirect

log = logging.getLogger("portcullis.web")
API = "/api/v1/"
#: Longer queries than this are nobody's search; the limit keeps what a request costs us small.
LONGEST_QUERY = 8_000
#: Made when somebody asks for it, unless the build has made it already.
ON_DEMAND = re.compile(r"/areas/[^/]{1,100}/[^/]{1,200}/(?:brief\.pdf|as-of/)|/measures/[^/]{1,200}/as-of/|/as-of/")
CHART = re.compile(
    r"/(?:areas/[^/]{1,100}/[^/]{1,200}(?:/neighbours)?|measures/[^/]{1,200}|forecast|compare)"
    r"/charts/[^/]{1,200}\.(?:csv|json|png|svg)"
)


class Door:
    """Middleware: pages are answered here, search and the API are passed on."""

    def __init__(self, app: ASGIApp, current: Current) -> None:
        self.app = app
        self.current = current
        self.site = Site(current)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, whatever happens."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def noting(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._answer(scope, receive, noting)
        except Exception as error:
            log.error("A request failed: %s at %s", type(error).__name__, _where(error))
            if started:
                raise RuntimeError("the answer broke off") from None
            await self._failed(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"]
        for_api = path == "/api" or path.startswith("/api/")
        asked = path in ("/search/", "/oembed", "/read/") or (path == "/compare/" and scope["query_string"])
        chart = bool(CHART.fullmatch(path))
        asked = asked or ((chart or bool(ON_DEMAND.fullmatch(path))) and not self._built(path))
        if not for_api and not asked:
            await self.site(scope, receive, send)
        elif path in ("/api", "/api/", "/api/v1"):
            await redirect(scope, send, API)
        elif len(scope["query_string"]) > LONGEST_QUERY:
            await self._too_long(scope, receive, send, for_api=for_api)
        elif scope["method"] == "OPTIONS" and for_api:
            allow = (b"allow", b"GET, HEAD, OPTIONS")
            await answer(send, 204, [allow, *OPEN, *PREFLIGHT, *SAFETY], b"", head=True)
        else:
            await self.app(*_as_get(scope, receive, _dressed(send, for_api=for_api, chart=chart)))

    def _built(self, path: str) -> bool:
        """Whether the build has printed this file already."""
        return path in self.current.look().site.addresses

    async def _too_long(self, scope: Scope, receive: Receive, send: Send, *, for_api: bool) -> None:
        if for_api:
            detail = f"What follows the question mark may have {LONGEST_QUERY} characters at most."
            await problem(414, detail)(scope, receive, _dressed(send, for_api=True))
        else:
            await page(scope, send, 414, error_page(self.current.look(), 414, root=scope.get("root_path", "")))

    async def _failed(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"].startswith("/api/"):
            detail = "The fault has been noted. It is not your request."
            await problem(500, detail)(scope, receive, _dressed(send, for_api=True))
            return
        try:
            html = error_page(self.current.look(), 500, root=scope.get("root_path", ""))
        except Exception:  # the frame itself may be what failed
            html = "<!doctype html><title>Error</title><h1>Something went wrong on our side</h1>"
        await page(scope, send, 500, html)


def _where(error: Exception) -> str:
    """Where an error came from. Its message is left out: it may hold what the reader typed."""
    frames = traceback.extract_tb(error.__traceback__)[-4:]
    return " < ".join(f"{frame.name} ({Path(frame.filename).name}:{frame.lineno})" for frame in reversed(frames))


def _as_get(scope: Scope, receive: Receive, send: Send) -> tuple[Scope, Receive, Send]:
    """HEAD is GET without the body: the framework need not know."""
    if scope["method"] != "HEAD":
        return scope, receive, send

    async def bodiless(message: Message) -> None:
        if message["type"] == "http.response.body":
            if message.get("more_body"):
                return
            message = {"type": "http.response.body", "body": b""}
        await send(message)

    return {**scope, "method": "GET"}, receive, bodiless


def _dressed(send: Send, *, for_api: bool, chart: bool = False) -> Send:
    """Put the safety headers on whatever the framework answers; on the API, let any page read it, and show a chart."""
    extra = (*SAFETY, *OPEN) if for_api else PICTURE if chart else SAFETY

    async def dressed(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message.get("headers", ()), *extra]
        await send(message)

    return dressed
