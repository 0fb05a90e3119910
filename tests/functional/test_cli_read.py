"""Reading on the command line: a council, an agreement, figures, findings, sources, exports."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from portcullis.cli import main
from tests.functional.cli import Register

Ask = Callable[..., Result]


@pytest.fixture(scope="module")
def register(county_register: Path) -> Register:
    return Register(county_register)


@pytest.fixture(scope="module")
def ask(register: Register, tmp_path_factory: pytest.TempPathFactory) -> Ask:
    """Run a command on the county; the store is built once."""
    build = tmp_path_factory.mktemp("build")

    def asked(*arguments: str) -> Result:
        return CliRunner().invoke(
            main, ["--register", str(register.root), "--build-dir", str(build), *arguments], catch_exceptions=False
        )

    return asked


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def measure(register: Register) -> str:
    """The measure with the most rows."""
    return max(
        (path.stem for path in (register.root / "observations").glob("*.csv")),
        key=lambda name: len(register.observations(name)),
    )


def test_every_council_by_name_and_by_code(ask: Ask, register: Register) -> None:
    for row in register.councils():
        by_name = ask("council", row["name"])
        assert by_name.exit_code == 0, by_name.output
        assert by_name.stdout.startswith(f"{row['name']} ({row['code']}")
        assert ask("council", row["code"].lower()).stdout == by_name.stdout
        assert max(map(len, by_name.stdout.splitlines())) <= 100


def test_a_council_as_json_carries_ids(ask: Ask, register: Register) -> None:
    code = register.councils()[0]["code"]
    facts = json.loads(ask("council", code, "--format", "json").stdout)
    assert facts["council"]["code"] == code
    assert facts["measures"]
    for row in facts["measures"]:
        assert row["id"] == f"{row['indicator']}:{code}:{row['period']}:{row['source']}"


def test_a_council_with_every_measure(ask: Ask, register: Register) -> None:
    done = ask("council", register.councils()[0]["name"], "--all")
    assert done.exit_code == 0
    assert max(map(len, done.stdout.splitlines())) <= 100


def test_a_name_nearly_right_is_met_with_a_suggestion(ask: Ask, register: Register) -> None:
    name = register.councils()[0]["name"]
    done = ask("council", name[:-2] + "zz")
    assert done.exit_code == 2
    assert "Did you mean" in done.stderr
    assert name in done.stderr
    assert "Traceback" not in done.output


def test_a_name_of_nothing(ask: Ask) -> None:
    done = ask("council", "qqqqqq")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == "Error: no council here is called 'qqqqqq'.\n"


def test_every_agreement(ask: Ask, register: Register) -> None:
    for slug in register.agreements():
        done = ask("agreement", slug)
        assert done.exit_code == 0, done.output
        for title in ("Versions", "Money due", "Money made over", "Conditions", "Not found yet"):
            assert f"\n{title}" in done.stdout
        assert max(map(len, done.stdout.splitlines())) <= 100
        facts = json.loads(ask("agreement", slug, "--format", "json").stdout)
        assert facts["slug"] == slug
        assert ask("agreement", facts["name"]).stdout == done.stdout


def test_a_council_that_signed_nothing(ask: Ask, register: Register) -> None:
    signed = {
        json.loads(ask("agreement", slug, "--format", "json").stdout)["authority"] for slug in register.agreements()
    }
    others = [row for row in register.councils() if row["code"] not in signed]
    assert others, "the county needs a council without an agreement"
    done = ask("agreement", others[0]["name"])
    assert done.exit_code == 2
    assert "signed no Safety Valve agreement" in done.stderr


def test_figures_as_csv_are_raw(ask: Ask, register: Register) -> None:
    name = measure(register)
    rows = rows_of(ask("observations", "--indicator", name, "--all-vintages", "--format", "csv").stdout)
    printed = {row["id"]: row["value_as_published"] for row in rows}
    written = {
        f"{name}:{row['authority']}:{row['period']}:{row['source']}": row["value"]
        for row in register.observations(name)
    }
    assert printed.keys() == written.keys()
    for identity, value in written.items():
        assert (printed[identity] == "") == (value == "")
        assert not value or float(printed[identity]) == float(value)


def test_figures_as_json_have_one_shape(ask: Ask, register: Register) -> None:
    answer = json.loads(
        ask("observations", "--indicator", measure(register), "--limit", "2", "--format", "json").stdout
    )
    assert list(answer) == ["count", "rows"]
    assert answer["count"] == len(answer["rows"]) == 2


def test_figures_as_a_table_fit_a_terminal(ask: Ask) -> None:
    done = ask("observations")
    assert done.exit_code == 0
    assert max(map(len, done.stdout.splitlines())) <= 100
    assert done.stderr.rstrip().endswith("figures")


def test_figures_as_of_a_date_are_those_known_then(ask: Ask, register: Register) -> None:
    name = measure(register)
    long_ago = ask("observations", "--indicator", name, "--as-of", "1990", "--format", "csv")
    assert rows_of(long_ago.stdout) == []
    assert "nothing in the register fits" in long_ago.stderr
    now = rows_of(ask("observations", "--indicator", name, "--format", "csv").stdout)
    assert rows_of(ask("observations", "--indicator", name, "--as-of", "2099-12", "--format", "csv").stdout) == now


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--as-of", "2024-13"], "is not a day in the calendar"),
        (["--as-of", "soon"], "write YYYY, YYYY-MM or YYYY-MM-DD"),
        (["--indicator", "no_such_thing"], "no measure has the id"),
        (["--authority", "qqqqqq"], "no council here is called"),
        (["--limit", "0"], "0 is not in the range"),
    ],
)
def test_questions_that_cannot_be_answered(ask: Ask, arguments: list[str], said: str) -> None:
    done = ask("observations", *arguments)
    assert done.exit_code == 2
    assert said in done.stderr
    assert done.stdout == ""


def test_findings(ask: Ask) -> None:
    table = ask("audit")
    assert table.exit_code == 0
    answer = json.loads(ask("audit", "--format", "json").stdout)
    rows = rows_of(ask("audit", "--format", "csv").stdout)
    assert [row["id"] for row in rows] == [row["id"] for row in answer["rows"]]
    assert all(row["why_it_may_be_innocent"] for row in answer["rows"])
    for severity in ("error", "warning", "note"):
        some = json.loads(ask("audit", "--severity", severity, "--format", "json").stdout)["rows"]
        assert some == [row for row in answer["rows"] if row["severity"] == severity]
    found = {row["severity"] for row in rows}
    assert ask("audit", "--fail-on", "error").exit_code == int("error" in found)
    assert ask("audit", "--fail-on", "note").exit_code == int(bool(found))
    assert ask("audit", "--check", "no-such-check").exit_code == 2


def test_findings_of_one_council(ask: Ask, register: Register) -> None:
    for row in register.councils()[:3]:
        answer = json.loads(ask("audit", "--authority", row["name"], "--format", "json").stdout)
        assert all(row["code"] in finding["authorities"] for finding in answer["rows"])


def test_sources(ask: Ask) -> None:
    every = json.loads(ask("sources", "--format", "json").stdout)["rows"]
    unused = json.loads(ask("sources", "--unused", "--format", "json").stdout)["rows"]
    assert unused == [row for row in every if row["observations"] + row["other_figures"] == 0]
    word = every[0]["publisher"].split()[0].upper()
    assert every[0] in json.loads(ask("sources", "--search", word, "--format", "json").stdout)["rows"]
    assert max(map(len, ask("sources").stdout.splitlines())) <= 100


def test_export_of_everything(ask: Ask, tmp_path: Path) -> None:
    done = ask("export", "--out", str(tmp_path), "--format", "all")
    assert done.exit_code == 0
    package = json.loads((tmp_path / "datapackage.json").read_text())
    assert sorted(r["path"] for r in package["resources"]) == sorted(
        p.name for p in tmp_path.iterdir() if p.name != "datapackage.json"
    )
    for resource in package["resources"]:
        names = [field["name"] for field in resource["schema"]["fields"]]
        path = tmp_path / resource["path"]
        if path.suffix == ".csv":
            with path.open(newline="") as file:
                assert next(csv.reader(file)) == names
        elif path.suffix == ".json":
            rows = json.loads(path.read_text())["rows"]
            assert all(list(row) == names for row in rows)


def test_export_of_one_table_leaves_other_files_alone(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    assert ask("export", "--out", str(tmp_path), "--table", "source").exit_code == 0
    assert sorted(p.name for p in tmp_path.iterdir()) == ["datapackage.json", "mine.txt", "source.csv"]
    assert ask("export", "--out", str(tmp_path), "--table", "sauce").exit_code == 2


def test_an_old_code_leads_to_the_council_of_today(ask: Ask) -> None:
    assert ask("council", "E99000091").stdout == ask("council", "Ambleford").stdout


def test_a_council_that_was_divided_asks_which(ask: Ask) -> None:
    done = ask("council", "Old Wexmoor")
    assert done.exit_code == 2
    assert "Coldmarsh (E99000003), which followed Old Wexmoor" in done.stderr
    assert "Dunmere (E99000004), which followed Old Wexmoor" in done.stderr
    assert ask("council", "E99000020").stderr == done.stderr.replace("Old Wexmoor' could", "E99000020' could")


def test_a_council_that_is_gone_keeps_its_own_figures(ask: Ask) -> None:
    rows = rows_of(ask("observations", "--authority", "Old Wexmoor", "--format", "csv").stdout)
    assert rows
    assert {row["authority"] for row in rows} == {"E99000020"}


@pytest.mark.parametrize(
    ("as_of", "value", "status"),
    [("2025-08", "2162", "published"), ("2025-09", "245", "derived"), ("", "245", "derived")],
)
def test_a_correction_holds_from_the_day_it_was_made(ask: Ask, as_of: str, value: str, status: str) -> None:
    wanted = ["--indicator", "new_ehc_plans", "--authority", "Brackwater", "--period", "2022"]
    then = ["--as-of", as_of] if as_of else []
    (row,) = rows_of(ask("observations", *wanted, *then, "--format", "csv").stdout)
    assert (row["value"], row["status"], row["value_as_published"]) == (value, status, "2162")


def test_a_doubtful_figure_says_so_in_the_table(ask: Ask) -> None:
    done = ask("observations", "--indicator", "residential_placements", "--authority", "Coldmarsh", "--period", "2025")
    assert "suspect" in done.stdout


def test_formulas_in_text_do_not_run(ask: Ask, register: Register) -> None:
    rows = rows_of(ask("observations", "--indicator", "ehc_requests", "--format", "csv").stdout)
    hostile = [row for row in rows if "HYPERLINK" in row["note"]]
    assert hostile
    assert all(row["note"].startswith("'=") for row in hostile)
    negative = rows_of(ask("observations", "--indicator", "dsg_cumulative_deficit", "--format", "csv").stdout)
    assert any(row["value"].startswith("-") for row in negative), "a surplus stays a number"


def test_nothing_that_a_spreadsheet_would_run_in_any_list(ask: Ask, tmp_path: Path) -> None:
    ask("export", "--out", str(tmp_path))
    texts = [ask(name, "--format", "csv").stdout for name in ("audit", "sources", "observations")]
    texts += [path.read_text() for path in tmp_path.glob("*.csv")]
    for text in texts:
        for row in csv.reader(io.StringIO(text)):
            for cell in row:
                if cell.startswith(("=", "+", "-", "@", "\t", "\r")):
                    float(cell)
