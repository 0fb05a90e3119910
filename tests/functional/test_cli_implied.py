"""A person asks in a terminal what the targets of an agreement would have asked."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from portcullis.cli import main
from portcullis.model.implied import FIELDS, read_expected

Ask = Callable[..., Result]


def asking(register: Path, build: Path) -> Ask:
    """A command on this register; its store is built with the first."""

    def asked(*arguments: str) -> Result:
        return CliRunner().invoke(
            main, ["--register", str(register), "--build-dir", str(build), *arguments], catch_exceptions=False
        )

    return asked


@pytest.fixture(scope="module")
def real(real_register: Path, tmp_path_factory: pytest.TempPathFactory) -> Ask:
    """The real register, with the forecasts that stand beside it."""
    return asking(real_register, tmp_path_factory.mktemp("build"))


@pytest.fixture(scope="module")
def county(county_register: Path, tmp_path_factory: pytest.TempPathFactory) -> Ask:
    """The invented county, without forecasts."""
    return asking(county_register, tmp_path_factory.mktemp("build"))


def test_one_council_in_words(real: Ask) -> None:
    told = real("implied", "Haringey")
    assert told.exit_code == 0, told.output
    words = " ".join(told.stdout.split())
    assert "611 fewer means that 12 to 17 of each 100 expected plans would not have been made." in words
    assert "it is not what the council planned" in words
    assert max(map(len, told.stdout.splitlines())) <= 100
    assert "5 targets: 2 held against a forecast; 2 a sum of money" in told.stderr


def test_a_council_without_a_target(real: Ask) -> None:
    told = real("implied", "Southwark")
    assert told.exit_code == 0
    assert "No target with a number has been found" in told.stdout


def test_all_as_csv_and_json(real: Ask) -> None:
    rows = list(csv.DictReader(io.StringIO(real("implied", "--format", "csv").stdout)))
    assert tuple(rows[0]) == FIELDS
    whole = json.loads(real("implied", "--format", "json").stdout)
    assert whole["count"] == len(rows) > 70
    assert {row["state"] for row in whole["rows"]} == {"held", "sized", "listed"}


def test_a_council_that_signed_nothing_and_one_that_is_not(real: Ask) -> None:
    told = real("implied", "Leeds")
    assert (told.exit_code, "signed no Safety Valve agreement" in told.stderr) == (2, True)
    assert real("implied", "Nowhere").exit_code == 2


def test_without_recorded_forecasts_it_says_so(county: Ask) -> None:
    told = county("implied", "Ambleford")
    assert told.exit_code == 0
    assert "There is no forecast of this measure from its day." in " ".join(told.stdout.split())


def test_the_record_is_of_all(county: Ask, tmp_path: Path) -> None:
    told = county("implied", "Ambleford", "--record", str(tmp_path / "x.csv"))
    assert (told.exit_code, "leave the council out" in told.stderr) == (2, True)
    place = tmp_path / "deep" / "x.csv"
    told = county("implied", "--record", str(place))
    assert told.exit_code == 0, told.output
    rows = read_expected(place).all()
    assert f"{len(rows):,} expectations of" in told.stdout


def test_a_broken_file_is_said_without_a_traceback(county_register: Path, tmp_path: Path) -> None:
    shutil.copytree(county_register, tmp_path / "register")
    (tmp_path / "forecasts").mkdir()
    (tmp_path / "forecasts" / "implied.csv").write_text("code\nE99\n")
    told = asking(tmp_path / "register", tmp_path / "build")("implied")
    assert told.exit_code == 3
    assert "implied --record" in told.stderr
    assert "Traceback" not in told.output
