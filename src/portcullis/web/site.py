"""Answers for the folder of pages: the file, a redirect to its right address, or a helpful page.

In: an ASGI request that is not for search or the API. Out: an ASGI answer. This is the busiest path by far, so it
stands before the framework and sends bytes that are ready in memory.
"""

from __future__ import annotations

import re

from starlette.concurrency import run_in_threadpool
from starlette.responses import FileResponse
from starlette.types import Receive, Scope, Send

from .conditions import CACHE, FRAMED, OPEN, SAFETY, SCRIPTED, SCRIPTED_PATH, Wishes
from .current import Current, Edition
from .files import Loaded, href
from .pages import error_page, followed_page

Headers = list[tuple[bytes, bytes]]
AREA = re.compile(r"/areas/([^/]{1,100})(?:/([^/]{0,200})(?:/(.{0,300}))?)?", re.DOTALL)
EMBED = re.compile(r"/embed/areas/([^/]{1,100})/([^/]{1,100})/?")
HTML = b"text/html; charset=utf-8"


class Site:
    """The ASGI application for pages."""

    def __init__(self, current: Current) -> None:
        self.current = current

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        edition = self.current.look()
        path, method = scope["path"], scope["method"]
        if method not in ("GET", "HEAD"):
            await refuse_method(edition, scope, send, "GET, HEAD")
            return
        if path in edition.site.addresses:
            await self._file(edition, path, scope, receive, send)
        elif target := edition.site.moved.get(path) or area_address(edition, path):
            await redirect(scope, send, target)
        elif code := abolished(edition, path):
            await page(scope, send, 200, followed_page(edition, code, root=scope.get("root_path", "")))
        else:
            await page(scope, send, 404, error_page(edition, 404, root=scope.get("root_path", "")))

    async def _file(self, edition: Edition, path: str, scope: Scope, receive: Receive, send: Send) -> None:
        loaded = edition.site.kept(path)
        if loaded is None:
            try:
                loaded = await run_in_threadpool(edition.site.load, path)
            except OSError:  # the folder of this edition has been swept away meanwhile: the next one is there
                await run_in_threadpool(self.current.refresh)
                edition = self.current.look()
                if path not in edition.site.addresses:
                    await page(scope, send, 404, error_page(edition, 404, root=scope.get("root_path", "")))
                    return
                loaded = await run_in_threadpool(edition.site.load, path)
        wishes = Wishes.of(scope["headers"])
        packed = loaded.gzipped if wishes.gzip and not wishes.range else None
        headers = _file_headers(path, loaded, packed is not None, "/data/datapackage.json" in edition.site.addresses)
        if wishes.unchanged(loaded.etag, loaded.modified):
            await answer(send, 304, headers, b"", head=True)
        elif loaded.plain is None or wishes.range:
            response = FileResponse(loaded.path, headers={k.decode(): v.decode() for k, v in headers})
            await response(scope, receive, send)
        else:
            body = packed or loaded.plain
            headers.append((b"content-length", b"%d" % len(body)))
            await answer(send, 200, headers, body, head=scope["method"] == "HEAD")


def area_address(edition: Edition, path: str) -> str | None:
    """The right address of a council's page (or what lies below it), given an old code or a wrong name."""
    if match := EMBED.fullmatch(path):  # a chart in somebody's article outlives the code of its council
        target = f"/embed/areas/{edition.codes.named(match[1])}/{match[2]}/"
        return target if target in edition.site.addresses and target != path else None
    match = AREA.fullmatch(path)
    code = edition.codes.named(match[1]) if match else None
    home = edition.codes.pages.get(code) if code else None
    if not match or not home:
        return None
    target = home + match[3] if match[3] else home
    return target if target in edition.site.addresses and target != path else None


def abolished(edition: Edition, path: str) -> str | None:
    """The code of an abolished council that has no page of its own."""
    match = AREA.fullmatch(path)
    code = edition.codes.named(match[1]) if match else None
    return code if code in edition.codes.successors else None


def _file_headers(path: str, loaded: Loaded, packed: bool, described: bool) -> Headers:
    tag = f'"{loaded.etag}-gzip"' if packed else f'"{loaded.etag}"'
    headers = [
        (b"content-type", loaded.kind.encode()),
        (b"etag", tag.encode()),
        (b"last-modified", loaded.modified_text.encode()),
        (b"cache-control", CACHE.encode()),
        (b"vary", b"accept-encoding"),
        *(FRAMED if EMBED.fullmatch(path) else SCRIPTED if path == SCRIPTED_PATH else SAFETY),
    ]
    if packed:
        headers.append((b"content-encoding", b"gzip"))
    if path.startswith("/data/") and not path.endswith("/"):
        headers += OPEN
        if described and path.endswith(".csv"):
            headers.append((b"link", b'</data/datapackage.json>; rel="describedby"; type="application/json"'))
    return headers


async def answer(send: Send, status: int, headers: Headers, body: bytes, *, head: bool) -> None:
    """Send an answer whole."""
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if head else body})


async def redirect(scope: Scope, send: Send, target: str, status: int = 308) -> None:
    """Send a redirect to an address of ours. The target is never made from what the reader sent."""
    where = (scope.get("root_path", "") + href(target)).encode("ascii")
    headers = [(b"location", where), (b"content-length", b"0"), (b"cache-control", CACHE.encode()), *SAFETY]
    await answer(send, status, headers, b"", head=True)


async def page(scope: Scope, send: Send, status: int, html: str, more: Headers | None = None) -> None:
    """Send a page of the server's own."""
    body = html.encode()
    headers = [
        (b"content-type", HTML),
        (b"content-length", b"%d" % len(body)),
        (b"cache-control", b"no-store" if status >= 400 else CACHE.encode()),
        *SAFETY,
        *(more or []),
    ]
    await answer(send, status, headers, body, head=scope["method"] == "HEAD")


async def refuse_method(edition: Edition, scope: Scope, send: Send, allowed: str) -> None:
    """405, with what is allowed."""
    html = error_page(edition, 405, root=scope.get("root_path", ""))
    await page(scope, send, 405, html, [(b"allow", allowed.encode())])
