"""What every test may ask for: the register that ships, and a small invented one, as files and as built stores.

In: nothing. Out: fixtures. A test of a rule uses the invented county; a test of the facts uses the real register.
Each store is built once for a test run: with several test processes the first builds it and the others wait.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from pathlib import Path

import pytest

from portcullis.register import load
from portcullis.store import Store, ensure, open_store

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def real_register() -> Path:
    """The register of this repository: the facts themselves."""
    return ROOT / "register"


@pytest.fixture(scope="session")
def county_register() -> Path:
    """An invented county, small enough to read whole: no real council is in it."""
    return ROOT / "tests" / "fixtures" / "county"


@pytest.fixture(scope="session")
def built_store(real_register: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store of the real register. Only to be read."""
    return _built(real_register, "real", tmp_path_factory)


@pytest.fixture(scope="session")
def county_store(county_register: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store of the invented county. Only to be read."""
    return _built(county_register, "county", tmp_path_factory)


@pytest.fixture(scope="session")
def open_real(built_store: Path) -> Iterator[Store]:
    """The real store, open."""
    with open_store(built_store) as store:
        yield store


@pytest.fixture(scope="session")
def open_county(county_store: Path) -> Iterator[Store]:
    """The county's store, open."""
    with open_store(county_store) as store:
        yield store


def _built(register: Path, name: str, factory: pytest.TempPathFactory) -> Path:
    base = factory.getbasetemp()
    # Processes of one run have their folders side by side in the folder of the run.
    shared = (base.parent if base.name.startswith("popen-") else base) / "portcullis-stores"
    shared.mkdir(exist_ok=True)
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        ensure(register, shared / name, load)
    return shared / name
