"""Fixtures for tests that use the product as a person does.

In: a browser, where there is one. Out: `browser`, `page` and `requests_elsewhere`; `site`, the built site;
`address`, where a plain file server serves it; `server`, where our own does. Without a browser such
tests are skipped with a line that says why; under CI=true they fail: a green run means that they ran.
"""

from __future__ import annotations

import fcntl
import functools
import http.server
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
import uvicorn

from portcullis.publish import build_all
from portcullis.web import create_app
from tests.functional.browser import launch, missing

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

HERE = {"127.0.0.1", "localhost", "::1"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a browser, so that `-m "not browser"` leaves it out."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole run. While it is open, `asyncio.run` cannot be used in the same process."""
    if reason := missing():
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with launch() as running:
        yield running


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page of desktop width, with no cookies; `page.set_viewport_size` makes it a phone."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def requests_elsewhere(page: Page) -> list[str]:
    """Addresses on other hosts that the page has asked for so far: must stay empty, we have no trackers."""
    elsewhere: list[str] = []

    def note(address: str) -> None:
        parts = urlsplit(address)
        if parts.scheme not in ("data", "blob", "about") and parts.hostname not in HERE:
            elsewhere.append(address)

    page.on("request", lambda request: note(request.url))
    page.on("websocket", lambda socket: note(socket.url))
    return elsewhere


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the tests' own output is enough."""


@pytest.fixture(scope="session")
def site(real_register: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site; with several test processes the first builds it and the others wait."""
    shared = tmp_path_factory.getbasetemp().parent / "portcullis-site"
    shared.mkdir(exist_ok=True)
    with (shared / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        build_all(real_register, shared, briefs=False)
    return (shared / "site").resolve()


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The address of a plain file server on loopback."""
    handler = functools.partial(_Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="session")
def server(site: Path) -> Iterator[str]:
    """The address of the running server."""
    config = uvicorn.Config(create_app(site.parent), host="127.0.0.1", port=0, log_level="error", lifespan="on")
    running = uvicorn.Server(config)
    thread = threading.Thread(target=running.run, daemon=True)
    thread.start()
    for _ in range(200):
        if running.started:
            break
        time.sleep(0.05)
    port = running.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}/"
    running.should_exit = True
    thread.join(timeout=10)
