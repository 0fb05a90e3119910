"""The site as readers get it, built once for a test run and served as plain files.

In: the real register. Out: `site` (the folder) and `address` (where it is served).
"""

from __future__ import annotations

import fcntl
import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from portcullis.publish import build_all


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
        build_all(real_register, shared)
    return (shared / "site").resolve()


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The address of a plain file server on loopback."""
    handler = functools.partial(_Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
