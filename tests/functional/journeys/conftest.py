"""The whole product running: the built site behind its own server, on loopback.

In: the site built for the tests of pages. Out: `server`, its address.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn

from portcullis.web import create_app


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
