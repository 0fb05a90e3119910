"""The server over the real register and a small site, with a postcode service that the test controls.

In: the register. Out: `build_dir`, `client`, and `postcodes`, which says what the service answers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import httpx2
import pytest
from starlette.testclient import TestClient

from portcullis.register import load
from portcullis.store import build
from portcullis.web import create_app
from tests.functional.web.small_site import write_site


class PostcodeService:
    """Stands where the network is. `answer` is what it does with a request; `asked` is what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.answer: Callable[[httpx2.Request], httpx2.Response] = no_network

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.asked.append(str(request.url))
        return self.answer(request)


def no_network(request: httpx2.Request) -> httpx2.Response:
    raise httpx2.ConnectError("no route to host", request=request)


SERVICE = PostcodeService()


@pytest.fixture(scope="session")
def build_dir(tmp_path_factory: pytest.TempPathFactory, real_register: Path) -> Path:
    """A build of the real register with a small site."""
    folder = tmp_path_factory.mktemp("build")
    build(load(real_register), folder / "store")
    write_site(folder)
    return folder


@pytest.fixture(scope="session")
def client(build_dir: Path) -> Iterator[TestClient]:
    """One server for the whole run: DuckDB lets a process open a store once."""
    app = create_app(build_dir, postcode_transport=httpx2.MockTransport(SERVICE))
    with TestClient(app, follow_redirects=False, headers={"accept-encoding": "identity"}) as running:
        yield running


@pytest.fixture
def postcodes() -> Iterator[PostcodeService]:
    """The postcode service: without a network until the test says otherwise."""
    SERVICE.asked.clear()
    yield SERVICE
    SERVICE.answer = no_network
