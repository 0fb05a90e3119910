"""The council's model on the command line, from an invented county to a report, and wrong questions."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from portcullis.cli import main

pytest.importorskip("numba", reason="the extra council is not installed")

Ask = Callable[..., Result]


def ask(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["transitions", *map(str, arguments)], catch_exceptions=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("demo") / "county"
    made = ask("demo", "--out", place, "--children", 300, "--years", 3)
    assert made.exit_code == 0, made.output
    assert [Path(line).name for line in made.stdout.splitlines()] == [
        "transitions.csv", "population.csv", "costs.csv", "valid-states.csv",
    ]  # fmt: skip
    return place


@pytest.fixture(scope="module")
def scenario(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("scenario") / "less.toml"
    path.write_text('name = "More refusals"\n[[lever]]\nkind = "refusals"\nshare = 0.2\nfrom = 2027\n')
    return path


def test_demo_does_not_write_over_anything(folder: Path) -> None:
    again = ask("demo", "--out", folder)
    assert again.exit_code == 2
    assert "is there already" in again.output


def test_check_in_words_and_as_json(folder: Path) -> None:
    said = ask("check", folder)
    assert said.exit_code == 0
    assert "None: the files are whole." in said.stdout
    facts = json.loads(ask("check", folder, "--format", "json").stdout)
    assert facts["settings"] == 8
    assert facts["remarks"] == []


def test_check_of_bad_files_ends_with_one(folder: Path, tmp_path: Path) -> None:
    for path in folder.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    with (tmp_path / "transitions.csv").open("a") as file:
        file.write("2024,HOME,AUTISM,4,HOME,AUTISM,9\n")
    said = ask("check", tmp_path)
    assert said.exit_code == 1
    assert "transitions.csv, line" in said.output
    assert "the files have one mistake; nothing was run" in said.output


def test_run_prints_writes_and_replays(folder: Path, tmp_path: Path) -> None:
    first = ask("run", folder, "--simulations", 60, "--out", tmp_path / "out", "--format", "json")
    assert first.exit_code == 0, first.output
    assert (tmp_path / "out" / "summary.parquet").is_file()
    facts = json.loads(first.stdout)
    assert (facts["seed"], facts["simulations"], facts["mode"]) == (2026, 60, "sound")
    assert json.loads(ask("run", folder, "--simulations", 60, "--threads", 1, "--format", "json").stdout) == facts
    table = ask("run", folder, "--simulations", 60).stdout
    assert "Children with plans" in table
    assert "seed 2026, 60 futures" in table
    assert max(map(len, table.splitlines())) <= 100
    again = ask("run", folder, "--simulations", 60, "--out", tmp_path / "out")
    assert again.exit_code == 2
    one = ask("run", folder, "--simulations", 1, "--first", 7, "--format", "json")
    assert json.loads(one.stdout)["first_simulation"] == 7


def test_run_under_a_scenario_and_compare(folder: Path, scenario: Path) -> None:
    under = ask("run", folder, "--scenario", scenario, "--simulations", 60)
    assert "scenario: More refusals" in under.stdout
    facts = json.loads(ask("compare", folder, scenario, "--simulations", 60, "--format", "json").stdout)
    total = [row for row in facts["rows"] if row["measure"] == "total"]
    assert total[0]["difference"] == 0
    assert total[-1]["difference"] < 0
    assert "More refusals" in ask("compare", folder, scenario, "--simulations", 60).stdout


def test_the_reference_s_way_and_one_quirk(folder: Path) -> None:
    facts = json.loads(ask("run", folder, "--reference", "--simulations", 60, "--format", "json").stdout)
    assert len(facts["quirks"]) == 9
    one = ask("run", folder, "--quirk", "redraw_rates", "--simulations", 20, "--format", "json")
    assert json.loads(one.stdout)["quirks"] == ["redraw_rates"]
    wrong = ask("run", folder, "--quirk", "nonsense")
    assert wrong.exit_code == 2
    assert "no quirk is called 'nonsense'" in wrong.output


def test_fit_and_validate(folder: Path) -> None:
    said = ask("fit", folder)
    assert "Rates by school year" in said.stdout
    assert json.loads(ask("fit", folder, "--format", "json").stdout)["start_january"] == 2025
    scored = json.loads(ask("validate", folder, "--simulations", 100, "--format", "json").stdout)
    assert scored["rows"][0]["of"] == "all children"
    assert len(scored["totals"]) == 3
    assert "Scores" in ask("validate", folder, "--simulations", 100).stdout


def test_seek_finds_or_says_why_not(folder: Path) -> None:
    base = json.loads(ask("fit", folder, "--format", "json").stdout)["means"][-1]
    target = round(base["children"] * 0.95)
    options = ("--january", base["january"], "--simulations", 50)
    found = json.loads(ask("seek", folder, "--change", "joiners", "--to", target, *options, "--format", "json").stdout)
    assert found["reached"] == pytest.approx(target, abs=0.1)
    said = ask("seek", folder, "--change", "joiners", "--to", target, *options)
    assert said.stdout.startswith("joiners: times = 0.")
    far = ask("seek", folder, "--change", "joiners", "--to", 10_000_000, *options)
    assert far.exit_code == 2
    assert "no number does it" in far.output
    ages = ask("seek", folder, "--change", "joiners", "--to", target, *options, "--ages", "x-y")
    assert ages.exit_code == 2
    assert "--ages must be school years" in ages.output


def test_report_as_files(folder: Path, tmp_path: Path) -> None:
    said = ask("report", folder, "--out", tmp_path / "paper", "--name", "Exampleshire", "--simulations", 100)
    assert said.exit_code == 0, said.output
    assert "Exampleshire" in (tmp_path / "paper" / "report.html").read_text()
    assert (tmp_path / "paper" / "report.pdf").read_bytes().startswith(b"%PDF")


def test_sen2_extract_to_transitions(tmp_path: Path) -> None:
    extract = tmp_path / "extract.csv"
    extract.write_text("child,birth-date,need,setting,from,to\nx,2015-03-01,ASD,Main,2021-05-01,2023-02-01\n")
    said = ask("sen2", extract, "--out", tmp_path / "transitions.csv", "--first", 2022, "--last", 2023)
    assert said.exit_code == 0, said.output
    assert (tmp_path / "transitions.csv").read_text().splitlines()[1:] == ["2022,Main,ASD,2,Main,ASD,3"]
    assert ask("sen2", extract, "--out", tmp_path / "t.csv", "--first", 2022).exit_code == 2


@pytest.mark.parametrize(
    "command", ["check", "fit", "run", "compare", "seek", "validate", "report", "demo", "sen2", "warm"]
)
def test_every_command_has_examples(command: str) -> None:
    said = ask(command, "--help")
    assert said.exit_code == 0
    assert f"portcullis transitions {command}" in said.stdout.split("Examples:")[1]


def test_without_the_extra_it_says_what_to_install(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from portcullis.model.transitions import compiled

    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(compiled, "import_module", missing)
    compiled._numba.cache_clear()
    try:
        said = ask("run", folder)
    finally:
        compiled._numba.cache_clear()
    assert said.exit_code == 2
    assert "pip install 'portcullis-send[council]'" in said.output
