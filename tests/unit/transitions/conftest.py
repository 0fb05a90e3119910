"""What tests of the council's model share: invented counties, and the reference's demonstration where it lies.

The peer's files may be read where they are but not copied: PORTCULLIS_PEER names their folder, else `../shared/peer`
beside the checkout. Machine code is compiled once for all test processes.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from portcullis.model.transitions.plan import Plan, plan
from portcullis.model.transitions.quirks import COMPATIBLE, SOUND
from portcullis.model.transitions.reading import Inputs, read_inputs
from portcullis.model.transitions.simulate import simulate
from portcullis.model.transitions.synthetic import county

ROOT = Path(__file__).resolve().parents[3]
DEMO = "transitions-demo"


@pytest.fixture(scope="session", autouse=True)
def compiled(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The first process compiles; the others wait and read what it kept."""
    pytest.importorskip("numba", reason="the extra council is not installed: tests of the council's model are skipped")
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if base.name.startswith("popen-") else base
    with (shared / "transitions-compile.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        folder = tmp_path_factory.mktemp("warm") / "county"
        county(1, 60, years=2, ahead=1).write(folder)
        inputs = read_inputs(folder)
        for quirks in (SOUND, COMPATIBLE):
            simulate(plan(inputs, quirks), 2, 1)


@pytest.fixture(scope="session")
def small_county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the four files of an invented county. Only to be read: copy it to change it."""
    folder = tmp_path_factory.mktemp("county") / "files"
    county(3, 600, years=4, ahead=3).write(folder)
    return folder


@pytest.fixture(scope="session")
def small_inputs(small_county: Path) -> Inputs:
    """The same, read."""
    return read_inputs(small_county)


@pytest.fixture(scope="session")
def small_plan(small_inputs: Inputs) -> Plan:
    """The same, in sound mode."""
    return plan(small_inputs)


@pytest.fixture(scope="session")
def peer() -> Path:
    """Folder of the reference's demonstration."""
    for place in (os.environ.get("PORTCULLIS_PEER"), ROOT.parent / "shared" / "peer"):
        if place and (Path(place) / DEMO).is_dir():
            return Path(place) / DEMO
    pytest.skip("the reference's demonstration files are not here: parity with it is not tested")


@pytest.fixture(scope="session")
def peer_inputs(peer: Path) -> Inputs:
    """Its four input files, read."""
    return read_inputs(peer / "inputs")


@pytest.fixture
def changed(small_county: Path, tmp_path: Path) -> Callable[[str, str, str], Path]:
    """A copy of the county in which one text of one file is another."""

    def change(name: str, old: str, new: str) -> Path:
        folder = tmp_path / "changed"
        folder.mkdir(exist_ok=True)
        for path in small_county.iterdir():
            if not (folder / path.name).exists():
                (folder / path.name).write_bytes(path.read_bytes())
        text = (folder / name).read_text()
        assert old in text, f"{old!r} is not in {name}"
        (folder / name).write_text(text.replace(old, new, 1))
        return folder

    return change
