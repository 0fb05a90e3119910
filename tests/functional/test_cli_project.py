"""Projecting on the command line: a council, England, scenarios, dials, differences, draws as a file, mistakes."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import duckdb
import pytest
from click.testing import CliRunner, Result

from portcullis.cli import main
from portcullis.cli.completing import dials, scenarios
from portcullis.model.money import Fitted, fit_money
from portcullis.store import Store
from portcullis.vocabulary import DIALS

Ask = Callable[..., Result]
FEW = ("--draws", "300", "--years", "4")


@pytest.fixture(scope="module")
def ask(real_register: Path, built_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """Run a command on the real register, whose store is built already; the model is fitted once for all of them."""
    build = tmp_path_factory.mktemp("build")
    (build / "store").symlink_to(built_store)
    fitted = []

    def once(store: Store) -> Fitted:
        if not fitted:
            fitted.append(fit_money(store))
        return fitted[0]

    def asked(*arguments: str) -> Result:
        return CliRunner().invoke(
            main, ["--register", str(real_register), "--build-dir", str(build), *arguments], catch_exceptions=False
        )

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("portcullis.model.money.fit_money", once)
        yield asked


def test_a_council_by_name_and_by_any_code(ask: Ask) -> None:
    by_name = ask("project", "Kent", *FEW)
    assert by_name.exit_code == 0, by_name.output
    for code in ("E10000016", "e10000016", "886"):
        assert ask("project", code, *FEW).stdout == by_name.stdout
    assert max(map(len, by_name.stdout.splitlines())) <= 100
    for said in (
        "Kent: Today", "A projection, not a forecast of what the council decides.",
        "It starts from the official balance of 31 March 2024: £67.2m.", "When the override ends, on 31 March 2028",
        "For each resident:", "No recent figure of its reserves is known", "seed 2026, 300 draws",
    ):  # fmt: skip
        assert said in " ".join(by_name.stdout.split()), said


def test_csv_and_json_say_the_same_and_carry_how_they_were_made(ask: Ask) -> None:
    options = ("project", "Kent", *FEW, "--seed", "7", "--set", "support_pct=50")
    rows = list(csv.DictReader(io.StringIO(ask(*options, "--format", "csv").stdout)))
    facts = json.loads(ask(*options, "--format", "json").stdout)
    assert facts["count"] == len(rows)
    assert [float(row["median"]) for row in rows] == [row["median"] for row in facts["rows"]]
    assert {(row["scenario"], row["against"], row["seed"], row["draws"]) for row in rows} == {("today", "", "7", "300")}
    assert {row["period_kind"] for row in rows if row["measure"] in ("balance", "exposure")} == {"march_31"}
    assert {row["period_kind"] for row in rows if row["measure"] == "gap"} == {"financial_year"}
    (told,) = facts["projections"]
    assert (told["state"], told["start_gbp"], told["settings"][-1]) == ("known", 67167405, "support_pct=50")


def test_the_same_seed_the_same_numbers(ask: Ask) -> None:
    options = ("project", "Bury", *FEW, "--format", "csv")
    assert ask(*options).stdout == ask(*options).stdout
    assert ask(*options).stdout != ask(*options, "--seed", "1").stdout


def test_a_dial_is_compared_with_the_scenario_it_was_turned_in(ask: Ask) -> None:
    done = ask("project", "Kent", *FEW, "--set", "support_pct=50", "--compare", "today", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    apart = {row["year"]: row for row in rows if row["against"] == "today" and row["measure"] == "balance"}
    assert float(apart["2026"]["median"]) == 0
    assert float(apart["2028"]["high_95"]) < 0
    told = ask("project", "Kent", *FEW, "--set", "support_pct=50", "--compare", "today").stdout
    assert "Less or more than under “Today”, with the same luck" in told
    assert "It assumes: gap_after_pct=0, support_pct=50." in " ".join(told.split())


def test_several_scenarios_are_compared_with_the_first(ask: Ask) -> None:
    done = ask("project", "Kent", *FEW, "--scenario", "today", "--scenario", "petition", "--scenario", "help-50")
    assert done.exit_code == 0
    assert [line for line in done.stdout.splitlines() if line.startswith("Kent: ")] == [
        "Kent: Today", "Kent: What the petition asks", "Kent: Half of the new deficits covered",
    ]  # fmt: skip
    assert done.stdout.count("Less or more than under “Today”") == 2


def test_england_is_the_sum_and_shows_how_far_it_is(ask: Ask) -> None:
    done = ask("project", "england", "--draws", "100", "--years", "4", "--compare", "help-90")
    assert done.exit_code == 0, done.output
    assert "England: Today" in done.stdout
    assert "The sum of all councils." in done.stdout
    assert "Projecting: 50 of 151 councils" in done.stderr
    assert "Comparing: 302 of 302 councils" in done.stderr


def test_reserves_typed_in_give_a_share_and_no_prediction(ask: Ask) -> None:
    told = " ".join(ask("project", "Kent", *FEW, "--set", "reserves_gbp=£100,000,000").stdout.split())
    assert "Larger than usable reserves of £100m (typed in) in " in told
    assert "no prediction of a notice" in told


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_the_draws_themselves_are_written(ask: Ask, tmp_path: Path, ending: str) -> None:
    place = tmp_path / f"kent.{ending}"
    done = ask("project", "Kent", *FEW, "--format", "csv", "--draws-out", str(place))
    assert done.exit_code == 0, done.output
    assert "300 draws written to" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == [place.name]
    with duckdb.connect() as connection:
        rows = connection.sql(
            "select draw, financial_year, deficit_31_march_gbp, gap_gbp, payments_gbp, help_gbp, code, scenario "
            f"from '{place}' order by draw, financial_year"
        ).fetchall()
    years = sorted({row[1] for row in rows})
    assert (len(rows), years[0]) == (300 * len(years), "2024-25")
    assert {row[6:] for row in rows} == {("E10000016", "today")}
    told = list(csv.DictReader(io.StringIO(done.stdout)))
    ends = sorted(row[2] for row in rows if row[1] == "2027-28")
    middle = next(float(row["median"]) for row in told if row["measure"] == "balance" and row["year"] == "2028")
    assert abs((ends[149] + ends[150]) / 2 - middle) <= 1000
    # Every account balances in every draw, to the pound, while the override holds.
    by_draw = {(row[0], row[1]): row for row in rows}
    for draw in range(1, 301):
        before, now = by_draw[draw, "2026-27"], by_draw[draw, "2027-28"]
        assert now[2] == before[2] + now[3] - now[4] - now[5]


def test_scenarios_and_dials_are_listed_with_their_meaning(ask: Ask) -> None:
    told = " ".join(ask("project", "--list").stdout.split())
    assert "today: Today. The stability grant covers 90%" in told
    assert "[0 to 100 percent; usually 0; assumption]" in told
    assert "[a 31 March; usually 2028-03-31; official]" in told
    assert f"[{'|'.join(word for word, _ in DIALS['agreements'].choices)}; usually as_known; reported]" in told
    rows = json.loads(ask("project", "--list", "--format", "json").stdout)["rows"]
    assert [row["name"] for row in rows if row["kind"] == "dial"] == list(DIALS)
    assert all(row["says"] for row in rows)


def test_names_are_completed(real_register: Path) -> None:
    context = SimpleNamespace(params={"register_dir": real_register})

    def offered(of: Callable, start: str) -> list[str]:
        return [item.value for item in of(context, None, start)]

    assert offered(scenarios, "help") == ["help-50", "help-90"]
    assert offered(dials, "support") == ["support_pct="]
    assert offered(dials, "agreements=no") == ["agreements=none"]
    assert offered(dials, "nothing=") == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("Kent", "--draws", "1000000000000"), "draws must lie between 100 and 100,000, not 1,000,000,000,000"),
        (("Kent", "--years", "200"), "a projection reaches 1 to 15 years, not 200"),
        (("Kent", "--seed", "-5"), "a seed is a whole number from 0"),
        (("Kent", "--scenario", "dreams"), "no scenario is called 'dreams'; there are today, "),
        (("Kent", "--compare", "dreams"), "no scenario is called 'dreams'"),
        (("Kent", "--set", "moods=2"), "no dial is called 'moods'"),
        (("Kent", "--set", "support_pct=many"), "support_pct must be a number, not 'many'"),
        (("Kent", "--set", "support_pct=150"), "support_pct must lie between 0 and 100 percent, not 150"),
        (("Kent", "--set", "funding_growth_pct=3@2030-2027"), "2027, is before its first, 2030: turn them round"),
        (("Kent", "--set", "refusals=2"), "needs the year from which it acts"),
        (("Kent", "--years", "2"), "ask for more"),
        (("England", "--set", "balance_gbp=5", "--draws", "100"), "balance_gbp is about one council"),
        (("Atlantis",), "no council here is called 'Atlantis'"),
        (("Isles-of-Scilly",), "no allocation of high needs funding is known"),
        ((), "say which council, or England; or --list alone"),
        (("Kent", "--list"), "say which council, or England; or --list alone"),
        (("Kent", "--draws-out", "x.xlsx"), "writes .csv or .parquet"),
        (("Kent", "--draws-out", "x.csv", "--scenario", "today", "--scenario", "petition"), "name one"),
    ],
)
def test_asked_wrongly(ask: Ask, arguments: tuple[str, ...], said: str) -> None:
    done = ask("project", *arguments)
    assert done.exit_code == 2, done.output
    assert len([line for line in done.output.splitlines() if line.startswith("Error: ")]) == 1
    assert done.output.splitlines()[-1].startswith("Error: ")
    assert said in done.output
    assert not list(Path.cwd().glob("x.*"))
