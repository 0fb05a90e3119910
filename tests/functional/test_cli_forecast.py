"""Forecasting on the command line: a council, England, dials, a frozen forecast, our record, and wrong questions."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from portcullis.cli import main

Ask = Callable[..., Result]
COUNTY = "Ambleford"


@pytest.fixture(scope="module")
def ask(county_register: Path, tmp_path_factory: pytest.TempPathFactory) -> Ask:
    """Run a command on the county; the store is built once."""
    build = tmp_path_factory.mktemp("build")

    def asked(*arguments: str) -> Result:
        return CliRunner().invoke(
            main, ["--register", str(county_register), "--build-dir", str(build), *arguments], catch_exceptions=False
        )

    return asked


def test_a_council_by_name_and_by_any_code(ask: Ask) -> None:
    by_name = ask("forecast", COUNTY, "--draws", "500")
    assert by_name.exit_code == 0, by_name.output
    for code in ("E99000001", "e99000001", "E99000091", "701"):
        assert ask("forecast", code, "--draws", "500").stdout == by_name.stdout
    assert max(map(len, by_name.stdout.splitlines())) <= 100
    for said in (
        "Ambleford: forecast of EHC plans from January 2025", "A projection if nothing changes.", "Our record",
        "When we forecast Ambleford from January 2022", "model demand-1, seed 2026, 500 draws",
        "published by 2025-06-26", "Take care: not reported for 2024",
    ):  # fmt: skip
        assert said in " ".join(by_name.stdout.split()), said


def test_csv_and_json_say_the_same_and_carry_how_they_were_made(ask: Ask) -> None:
    options = ("forecast", COUNTY, "--years", "3", "--draws", "500", "--seed", "7")
    rows = list(csv.DictReader(io.StringIO(ask(*options, "--format", "csv").stdout)))
    facts = json.loads(ask(*options, "--format", "json").stdout)
    assert facts["count"] == len(rows) == 4
    assert [float(row["median"]) for row in rows] == [row["median"] for row in facts["rows"]]
    assert {(row["model"], row["seed"], row["draws"], row["vintage"]) for row in rows} == {
        ("demand-1", "7", "500", "2025-06-26")
    }
    assert (facts["model"], facts["seed"], facts["series"]) == ("demand-1", 7, "widened")
    assert facts["backtest"]["sentence"].startswith("When we forecast Ambleford")
    assert {one["origin"] for one in facts["backtest"]["past"]} >= {2022, 2023, 2024}


def test_the_same_seed_the_same_numbers(ask: Ask) -> None:
    options = ("forecast", COUNTY, "--draws", "300", "--years", "2", "--format", "csv")
    assert ask(*options).stdout == ask(*options).stdout
    assert ask(*options).stdout != ask(*options, "--seed", "1").stdout


def test_england_says_whose_series_are_not_plain(ask: Ask) -> None:
    done = ask("forecast", "england", "--years", "2", "--draws", "300")
    assert done.exit_code == 0, done.output
    assert "England: forecast" in done.stdout
    assert "Take care: Coldmarsh: only 3 of the last ten Januaries" in done.stdout
    assert "Forecasting" in done.stderr


def test_a_council_that_was_replaced(ask: Ask) -> None:
    done = ask("forecast", "E99000020")
    assert done.exit_code == 2
    assert "Coldmarsh (E99000003), which followed Old Wexmoor" in done.output
    successor = ask("forecast", "Coldmarsh", "--draws", "300")
    assert "The record is that of Old Wexmoor, Coldmarsh and Dunmere (combined)" in " ".join(successor.stdout.split())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((COUNTY, "--draws", "0"), "draws must lie between 100 and 100,000, not 0"),
        ((COUNTY, "--draws", "1000000000"), "not 1,000,000,000"),
        ((COUNTY, "--years", "200"), "a forecast reaches 1 to 15 years, not 200"),
        ((COUNTY, "--seed", "-5"), "a seed is a whole number from 0 on"),
        ((COUNTY, "--origin", "2012"), "needed to fit growth"),
        ((COUNTY, "--origin", "2041"), "there is none of 2041 yet"),
        ((COUNTY, "--switch", "moods=2@2027"), "no dial is called 'moods'"),
        ((COUNTY, "--switch", "refusals=2"), "write it as refusals=1.5@2027"),
        ((COUNTY, "--switch", "refusals=2@2027"), "no switch can act on them"),
        (("Nowhere",), "no council here is called 'Nowhere'"),
        ((), "say which: a council (or England), --freeze DIR, or --score DIR"),
        ((COUNTY, "--freeze", "x"), "say which"),
        (("--freeze", "x", "--switch", "exits=2@2027"), "a frozen forecast has no switches"),
    ],
)
def test_asked_wrongly(ask: Ask, arguments: tuple[str, ...], said: str) -> None:
    done = ask("forecast", *arguments)
    assert done.exit_code == 2, done.output
    assert done.output.splitlines()[-1].startswith("Error: ")
    assert said in done.output
    assert not Path("x").exists()


def test_frozen_once_and_scored_when_it_can_be(ask: Ask, tmp_path: Path) -> None:
    place = tmp_path / "forecasts" / "2026-01"
    made = ask("forecast", "--freeze", str(place), "--draws", "300", "--years", "2")
    assert made.exit_code == 0, made.output
    assert sorted(path.name for path in place.iterdir()) == ["manifest.json", "plans.csv", "quantiles.csv"]
    again = ask("forecast", "--freeze", str(place))
    assert (again.exit_code, "never written over" in again.output) == (3, True)
    scored = ask("forecast", "--score", str(place), "--format", "json")
    assert json.loads(scored.stdout) == {"count": 0, "rows": []}
    assert "nothing to score yet" in scored.stderr
    assert ask("forecast", "--score", str(tmp_path)).exit_code == 3


def test_the_record_of_all_and_of_one(ask: Ask) -> None:
    every = ask("backtest", "--model", "demand")
    assert every.exit_code == 0, every.output
    assert "Portcullis demand model" in every.stdout
    assert max(map(len, every.stdout.splitlines())) <= 100
    facts = json.loads(ask("backtest", "--model", "demand", "--format", "json").stdout)
    assert facts["count"] == len(facts["rows"]) > 0
    assert {"mdape_pct", "wape_pct", "crps_pct", "pit"} <= set(facts["rows"][0])
    one = ask("backtest", "--council", COUNTY)
    assert one.stdout.startswith("When we forecast Ambleford from January 2022")
    assert json.loads(ask("backtest", "--council", COUNTY, "--format", "json").stdout)["count"] > 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(("--model", "oracle"), "no model is called 'oracle'"), (("--model", "demand", "--council", COUNTY), "leave out")],
)
def test_a_backtest_asked_wrongly(ask: Ask, arguments: tuple[str, ...], said: str) -> None:
    done = ask("backtest", *arguments)
    assert done.exit_code == 2
    assert said in done.output
