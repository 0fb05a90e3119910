"""The server over the real register and a small site, with a postcode service that the test controls.

In: the register. Out: `build_dir`, `client`, and `postcodes`, which says what the service answers; `county`, a server
of the invented county with forecasts that were frozen.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx2
import pytest
from starlette.testclient import TestClient

from portcullis.model.demand import fit
from portcullis.model.frozen import freeze
from portcullis.model.implied import FILE as IMPLIED
from portcullis.model.implied import write_expected
from portcullis.model.implied.made import expectations
from portcullis.register import load
from portcullis.store import build, open_store
from portcullis.web import create_app
from tests.functional.web.small_site import write_site

EAST_THORNE = "E99000005"


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
    write_site(folder, forecasts=real_register.parent / "forecasts")
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


@pytest.fixture(scope="module")
def broken_county(county_register: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The county's register, but East Thorne has not counted its plans for three years."""
    register = tmp_path_factory.mktemp("broken") / "register"
    shutil.copytree(county_register, register)
    counts = register / "observations" / "ehc_plans.csv"
    lost = tuple(f"{EAST_THORNE},{year}," for year in (2023, 2024, 2025))
    kept = [line for line in counts.read_text().splitlines(keepends=True) if not line.startswith(lost)]
    counts.write_text("".join(kept))
    return register


@pytest.fixture(scope="module")
def county_build(broken_county: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build of the county, and forecasts beside its register: one scored, one not, one that somebody changed."""
    folder = tmp_path_factory.mktemp("county")
    build(load(broken_county), folder / "store")
    write_site(folder)
    frozen = folder / "forecasts"
    with open_store(folder / "store") as store:
        for name, origin in (("from-2022", 2022), ("from-2025", 2025), ("changed", 2025)):
            freeze(fit(store, origin=origin), frozen / name, command="invented", years=3, draws=300)
        write_expected(expectations(store, draws=300), frozen / IMPLIED)
    with (frozen / "changed" / "plans.csv").open("a") as file:
        file.write("E99000001,Ambleford,2026,1,1,1,1,1,1,1,ok,\n")
    (frozen / ".from-2026.0123456789ab").mkdir()  # being written
    (frozen / "README.md").write_text("words")
    (frozen / "outside").symlink_to(frozen / "from-2025")
    return folder


@pytest.fixture(scope="module")
def county(county_build: Path) -> Iterator[TestClient]:
    """A server of the county."""
    app = create_app(county_build, forecasts=county_build / "forecasts")
    with TestClient(app, follow_redirects=False, headers={"accept-encoding": "identity"}) as running:
        yield running
