"""What leaves the machine: small cells suppressed, tables in the plan's shape, files appear whole or not at all."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest

from portcullis.model.transitions.disclosure import LEAST, NUMBERS, protect, small
from portcullis.model.transitions.errors import FilesError, TransitionsError
from portcullis.model.transitions.management_plan import plan_rows, read_provision
from portcullis.model.transitions.plan import Plan
from portcullis.model.transitions.results import about, all_rows, write_results
from portcullis.model.transitions.simulate import Futures, simulate
from portcullis.model.transitions.summaries import summary


@pytest.fixture(scope="module")
def futures(small_plan: Plan) -> Futures:
    return simulate(small_plan, 400, 9)


def row(group: str, key: str, value: float, **more: Any) -> dict[str, Any]:
    numbers = {name: float(value) for name in NUMBERS}
    return {"group": group, "key": key, "january": 2026, **numbers, "simulations": 10, **more}


def test_small_cells_are_suppressed_and_none_can_be_worked_out_by_subtraction() -> None:
    shown = protect(
        [row("setting", "A", 3), row("setting", "B", 40), row("setting", "C", 900), row("total", "all", 943)]
    )
    status = {one["key"]: one["status"] for one in shown}
    assert status == {"A": "suppressed", "B": "suppressed", "C": "projected", "all": "projected"}
    assert all(one[name] is None for one in shown if one["status"] == "suppressed" for name in NUMBERS)


def test_two_small_cells_hide_each_other_and_none_is_nothing() -> None:
    shown = protect([row("need", "A", 3), row("need", "B", 4), row("need", "C", 900), row("need", "D", 0)])
    assert [one["status"] for one in shown] == ["suppressed", "suppressed", "projected", "projected"]
    assert shown[3]["exact_mean"] == 0


def test_money_does_not_give_a_small_count_away() -> None:
    shown = protect(
        [
            row("setting", "A", 2),
            row("setting", "B", 50),
            row("setting_cost", "A", 20_000),
            row("setting_cost", "B", 123_456),
        ]
    )
    by_key = {(one["group"], one["key"]): one for one in shown}
    assert by_key["setting_cost", "A"]["status"] == "suppressed"
    assert by_key["setting_cost", "B"]["exact_mean"] is None, "B was suppressed beside A"
    alone = protect([row("setting", "B", 50), row("setting_cost", "B", 123_456)])
    assert alone[1]["exact_mean"] == 123_000


def test_a_range_that_reaches_below_the_limit_begins_with_none() -> None:
    one = protect([row("setting", "A", 9, low_95=3.0)])[0]
    assert (one["low_95"], one["exact_mean"], one["status"]) == (0.0, 9.0, "projected")


def test_nothing_small_is_in_any_shared_row(futures: Futures) -> None:
    provision = read_provision(None, futures.plan.space)
    for rows in all_rows(futures, provision):
        assert {one["status"] for one in rows} <= {"projected", "suppressed"}
        for one in rows:
            if one["status"] == "projected" and "cost" not in one["group"]:
                for name in set(NUMBERS) - {"sd"}:
                    assert one[name] == 0 or one[name] >= LEAST, (one, name)


def test_a_county_this_small_has_something_to_suppress(futures: Futures) -> None:
    assert any(small(one) for one in summary(futures))


def test_files_say_how_they_were_made_and_agree(futures: Futures, tmp_path: Path) -> None:
    paths = write_results(futures, tmp_path / "out", read_provision(None, futures.plan.space))
    assert [path.name for path in paths] == [
        "about.json", "management-plan.csv", "management-plan.parquet", "summary.csv", "summary.parquet",
    ]  # fmt: skip
    made = json.loads((tmp_path / "out" / "about.json").read_text())
    assert (made["seed"], made["simulations"], made["private"]) == (9, 400, False)
    assert made["inputs_sha256"] == futures.plan.digest
    for name in ("summary", "management-plan"):
        with (tmp_path / "out" / f"{name}.csv").open(newline="") as file:
            listed = list(csv.DictReader(file))
        with duckdb.connect() as con:
            stored = con.execute(
                'SELECT "group", "key", january, exact_mean, status FROM read_parquet(?)',
                [str(tmp_path / "out" / f"{name}.parquet")],
            ).fetchall()
        assert len(listed) == len(stored) > 20
        for one, (group, key, january, mean, status) in zip(listed, stored, strict=True):
            assert (one["group"], one["key"], int(one["january"]), one["status"]) == (group, key, january, status)
            assert (one["exact_mean"] == "") == (mean is None)
            assert mean is None or float(one["exact_mean"]) == mean


def test_private_files_are_named_so(futures: Futures, tmp_path: Path) -> None:
    paths = write_results(futures, tmp_path / "out", read_provision(None, futures.plan.space), private=True)
    assert all(path.name.startswith("PRIVATE-") for path in paths)
    assert any(path.name == "PRIVATE-states.csv" for path in paths)


def test_a_folder_with_anything_in_it_is_left_alone(futures: Futures, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(TransitionsError, match="is there already"):
        write_results(futures, tmp_path, {})
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_run_that_fails_leaves_nothing(futures: Futures, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr("portcullis.model.transitions.results.write_parquet", full)
    with pytest.raises(OSError, match="No space left"):
        write_results(futures, tmp_path / "out", read_provision(None, futures.plan.space))
    assert list(tmp_path.iterdir()) == []


def test_the_management_plan_adds_up_in_every_future(futures: Futures, tmp_path: Path) -> None:
    rows = list(plan_rows(futures, read_provision(None, futures.plan.space)))
    totals = futures.means.stock.sum(axis=(1, 2))
    for group in ("provision", "age_band", "need"):
        for t, january in enumerate(futures.plan.years):
            found = [one for one in rows if (one["group"], one["january"]) == (group, january)]
            assert sum(one["exact_mean"] for one in found) == pytest.approx(totals[t])
            assert sum(one["mean"] for one in found) == pytest.approx(futures.total[:, t].mean())
    special = futures.setting[:, 0, [futures.plan.space.settings.index(s) for s in ("SPECIAL-A", "SPECIAL-B")]].sum(
        axis=1
    )
    one = next(r for r in rows if (r["group"], r["key"], r["january"]) == ("provision", "special", 2026))
    assert one["high_95"] == np.percentile(special, 97.5, method="inverted_cdf")


def test_kinds_of_provision_from_a_file(small_plan: Plan, tmp_path: Path) -> None:
    path = tmp_path / "kinds.csv"
    path.write_text("setting,provision\nHOME,Elsewhere\n")
    assert read_provision(path, small_plan.space)["HOME"] == "Elsewhere"
    path.write_text("setting,provision\nATLANTIS,Elsewhere\nHOME,A\nHOME,B\n")
    with pytest.raises(FilesError) as error:
        read_provision(path, small_plan.space)
    assert "line 2: names a setting" in str(error.value)
    assert "line 4: HOME stands on line 3 already" in str(error.value)


def test_about_names_the_levers(small_plan: Plan, futures: Futures) -> None:
    from portcullis.model.transitions.scenario import scenario_of

    scenario = scenario_of(
        {"name": "Fewer", "lever": [{"kind": "joiners", "times": 0.5, "from": 2027}]}, small_plan.space
    )
    made = about(futures, scenario)
    assert made["scenario"] == "Fewer"
    assert made["levers"] == [{"kind": "joiners", "numbers": (("times", 0.5),), "first": 2027}]
