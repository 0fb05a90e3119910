"""When something is wrong: one sentence, no traceback, an exit code that says whose move it is."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from portcullis.cli import main
from tests.functional.cli import ROOT, run


@pytest.fixture
def spoilt(county_register: Path, tmp_path: Path) -> Path:
    """A copy of the county with two mistakes in it."""
    root = tmp_path / "register"
    shutil.copytree(county_register, root)
    path = sorted((root / "observations").glob("*.csv"))[0]
    lines = path.read_text().splitlines()
    cells = lines[1].split(",")
    lines[1] = ",".join([*cells[:2], "£12", *cells[3:]])
    path.write_text("\n".join(lines) + "\n")
    (root / "agrements").mkdir()
    return root


def test_a_sound_register(real_register: Path, tmp_path: Path) -> None:
    done = run("check", register=real_register, build=tmp_path)
    assert done.returncode == 0, done.stdout
    assert done.stdout.endswith("No mistakes.\n")
    counts = json.loads(run("check", "--format", "json", register=real_register, build=tmp_path).stdout)["counts"]
    assert counts["authorities"] == 153
    assert counts["agreement_files"] == len(list((real_register / "agreements").glob("*.toml")))
    assert not list(tmp_path.iterdir()), "check writes nothing"


def test_every_mistake_is_a_line(spoilt: Path, tmp_path: Path) -> None:
    done = run("check", register=spoilt, build=tmp_path)
    assert done.returncode == 1
    assert "2 mistakes." in done.stdout
    assert any(line.startswith("observations/") and ".csv:2: " in line for line in done.stdout.splitlines())
    assert any(line.startswith("agrements: ") for line in done.stdout.splitlines())
    table = run("check", "--format", "csv", register=spoilt, build=tmp_path)
    assert table.stdout.splitlines()[0] == "file,line,field,wrong,right"
    assert len(table.stdout.splitlines()) == 3


@pytest.mark.parametrize("command", [["build"], ["sources"], ["council", "x"], ["export", "--out", "ignored"]])
def test_nothing_is_built_from_a_spoilt_register(
    spoilt: Path, tmp_path: Path, command: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, ["--register", str(spoilt), "--build-dir", str(tmp_path / "b"), *command])
    assert sorted(p.name for p in tmp_path.iterdir()) == ["register"]
    assert done.exit_code == 1
    assert "the register has 2 mistakes; nothing was built from it" in done.stderr
    assert "Traceback" not in done.output


@pytest.mark.parametrize("command", [["check"], ["build"], ["sources"], ["serve"]])
def test_no_register_there(tmp_path: Path, command: list[str]) -> None:
    done = CliRunner().invoke(main, [*command, "--register", str(tmp_path / "none"), "--build-dir", str(tmp_path)])
    assert done.exit_code == 2
    assert "there is no register at" in done.stderr


def test_options_before_or_after_the_command(county_register: Path, tmp_path: Path) -> None:
    places = ["--register", str(county_register), "--build-dir", str(tmp_path)]
    before = CliRunner().invoke(main, [*places, "sources", "--format", "csv"])
    after = CliRunner().invoke(main, ["sources", "--format", "csv", *places])
    assert before.exit_code == after.exit_code == 0
    assert before.stdout == after.stdout


def test_another_build_at_work(county_register: Path, tmp_path: Path) -> None:
    from portcullis.store import replacing

    with replacing(tmp_path / "store"):
        done = run("sources", register=county_register, build=tmp_path)
    assert done.returncode == 3
    assert "another build is writing" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written(county_register: Path, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    done = run("sources", register=county_register, build=tmp_path / "build")
    tmp_path.chmod(0o700)
    assert done.returncode == 3
    assert "not allowed" in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here to stand for a full disk")
def test_a_full_disk(county_register: Path, tmp_path: Path) -> None:
    run("sources", register=county_register, build=tmp_path)
    out = tmp_path / "out"
    out.mkdir()
    (out / ".source.csv.part").symlink_to("/dev/full")
    (out / "source.csv").write_text("as before")
    done = run("export", "--table", "source", "--out", str(out), register=county_register, build=tmp_path)
    assert done.returncode == 3
    assert done.stderr.rstrip().endswith("the disk is full: nothing was changed")
    assert (out / "source.csv").read_text() == "as before"
    assert sorted(p.name for p in out.iterdir()) == ["source.csv"]


def test_a_store_that_is_damaged(county_register: Path, tmp_path: Path) -> None:
    run("sources", register=county_register, build=tmp_path)
    (tmp_path / "store" / "portcullis.duckdb").write_bytes(b"not a database" * 1000)
    done = run("sources", register=county_register, build=tmp_path)
    assert done.returncode == 3
    assert "remove the build folder" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_reader_who_stops_reading(county_register: Path, tmp_path: Path) -> None:
    run("sources", register=county_register, build=tmp_path)
    process = subprocess.Popen(
        [sys.executable, "-m", "portcullis", "observations", "--format", "csv"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env=os.environ | {"PORTCULLIS_REGISTER": str(county_register), "PORTCULLIS_BUILD": str(tmp_path)},
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    said = process.stderr.read()
    process.stderr.close()
    assert process.wait(60) == 141
    assert "Traceback" not in said
    assert "BrokenPipe" not in said


def test_stopped_with_ctrl_c(real_register: Path, tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "portcullis", "sources"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env=os.environ | {"PORTCULLIS_REGISTER": str(real_register), "PORTCULLIS_BUILD": str(tmp_path)},
    )  # fmt: skip
    assert process.stderr is not None
    process.stderr.readline()  # the first line of progress: it is at work
    time.sleep(0.2)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in said
    assert not (tmp_path / "store").exists()
    assert [p.name for p in tmp_path.iterdir() if p.is_dir()] == []


def test_a_bug_keeps_its_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portcullis.register.check", lambda *_, **__: 1 / 0)
    done = CliRunner().invoke(main, ["--register", str(ROOT / "register"), "check"])
    assert isinstance(done.exception, ZeroDivisionError)
