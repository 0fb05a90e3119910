"""Building and serving from the command line."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.functional.cli import run


@pytest.fixture(scope="module")
def built(county_register: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    """A build of the county, with what was said on the way."""
    build = tmp_path_factory.mktemp("build")
    done = run("build", register=county_register, build=build)
    assert done.returncode == 0, done.stderr
    return build, done.stdout, done.stderr


def test_a_build_says_what_it_made(built: tuple[Path, str, str]) -> None:
    build, said, progress = built
    assert re.match(r"[\d,]+ pages, [\d,]+ files, [\d.]+ MB in .* after [\d.]+ s; [\d,]+ findings?", said)
    assert all(line.startswith("Building: ") for line in progress.splitlines())
    assert "\r" not in progress, "no terminal, so plain lines"
    assert (build / "site" / "index.html").is_file()


def test_nothing_is_done_again(built: tuple[Path, str, str], county_register: Path) -> None:
    before = (built[0] / "site").resolve()
    done = run("build", register=county_register, build=built[0])
    assert done.stdout.startswith("Nothing has changed: ")
    assert (built[0] / "site").resolve() == before


def test_forced_and_elsewhere(built: tuple[Path, str, str], county_register: Path, tmp_path: Path) -> None:
    done = run("build", "--force", "--out", str(tmp_path / "public"), register=county_register, build=built[0])
    assert done.returncode == 0
    assert (tmp_path / "public" / "index.html").is_file()


def test_somebody_elses_folder_is_left_alone(
    built: tuple[Path, str, str], county_register: Path, tmp_path: Path
) -> None:
    (tmp_path / "thesis.doc").write_text("years of work")
    done = run("build", "--out", str(tmp_path), register=county_register, build=built[0])
    assert done.returncode == 3
    assert "choose another folder" in done.stderr
    assert (tmp_path / "thesis.doc").read_text() == "years of work"


@pytest.fixture
def server(built: tuple[Path, str, str], county_register: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A running server and its address."""
    process = subprocess.Popen(
        [sys.executable, "-m", "portcullis", "serve"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        env=os.environ | {"PORTCULLIS_REGISTER": str(county_register), "PORTCULLIS_BUILD": str(built[0])},
    )  # fmt: skip
    assert process.stdout is not None
    try:
        found = re.search(r"http://127\.0\.0\.1:\d+/", process.stdout.readline())
        assert found
        yield process, found[0]
    finally:
        process.kill()
        process.wait(30)
        process.stdout.close()


def test_serve_prints_the_address_and_ends_with_ctrl_c(server: tuple[subprocess.Popen[str], str]) -> None:
    process, address = server
    with urllib.request.urlopen(address, timeout=30) as answer:
        assert answer.status == 200
    process.send_signal(signal.SIGINT)
    assert process.wait(30) == 0


def test_a_port_that_is_taken(built: tuple[Path, str, str], county_register: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = run("serve", "--port", port, register=county_register, build=built[0])
    assert done.returncode == 3
    assert "choose another with --port" in done.stderr
    assert "Traceback" not in done.stderr


def test_serving_what_was_never_built(county_register: Path, tmp_path: Path) -> None:
    done = run("serve", "--no-build", register=county_register, build=tmp_path)
    assert done.returncode == 3
    assert "Traceback" not in done.stderr
    assert "portcullis build" in done.stderr
