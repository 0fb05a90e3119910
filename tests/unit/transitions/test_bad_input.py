"""Files that are wrong or odd: a report or a clear error that names file and line, and never repeats a row."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from portcullis.model.transitions.checks import check
from portcullis.model.transitions.errors import FilesError
from portcullis.model.transitions.plan import plan
from portcullis.model.transitions.reading import read_inputs
from portcullis.model.transitions.simulate import simulate
from portcullis.model.transitions.synthetic import county

Change = Callable[[str, str, str], Path]
HEADER = "calendar-year,setting-1,need-1,academic-year-1,setting-2,need-2,academic-year-2\n"


def said(folder: Path) -> str:
    with pytest.raises(FilesError) as error:
        read_inputs(folder)
    return str(error.value)


def test_whole_files_have_no_remark(small_county: Path) -> None:
    found = check(read_inputs(small_county))
    assert found.remarks == ()
    assert [row[0] for row in found.years] == [2021, 2022, 2023, 2024]
    assert found.unchained_pct == 0


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("2021,NONSEND,AUTISM,4,MAINSTREAM,AUTISM,5", "NONSEND stands on one of need-1 and setting-1"),
        ("2021,NONSEND,NONSEND,4,NONSEND,NONSEND,5", "NONSEND on both sides"),
        ("2021,MAINSTREAM,AUTISM,4,MAINSTREAM,AUTISM,6", "academic-year-2 must be academic-year-1 plus one"),
        ("2021,MAINSTREAM,AUTISM,40,MAINSTREAM,AUTISM,41", "academic-year-1 must be a whole number from"),
        ("2021,MAINSTREAM,AUTISM,four,MAINSTREAM,AUTISM,5", "academic-year-1 is not a whole number"),
        ("2021,MAINSTREAM,AUTISM,25,MAINSTREAM,AUTISM,26", "a plan at a school year outside -5 to 25"),
        ("1066,MAINSTREAM,AUTISM,4,MAINSTREAM,AUTISM,5", "calendar-year must be a whole number from 1990"),
        ("2021,ATLANTIS,AUTISM,4,MAINSTREAM,AUTISM,5", "setting-1 has no row in valid-states.csv"),
        ("2021,MAINSTREAM,GHOSTS,4,MAINSTREAM,AUTISM,5", "need-1 is not in any row of valid-states.csv"),
        ("2021,MAINSTREAM,AUTISM,4", "has 4 cells where the header has 7"),
    ],
)
def test_a_bad_row_is_named_by_file_and_line_and_not_repeated(changed: Change, row: str, why: str) -> None:
    text = said(changed("transitions.csv", HEADER, HEADER + row + "\n"))
    assert f"transitions.csv, line 2: {why}" in text
    assert row not in text
    assert "ATLANTIS" not in text
    assert "GHOSTS" not in text


def test_all_mistakes_are_listed_at_once(changed: Change) -> None:
    rows = "2021,X,AUTISM,4,MAINSTREAM,AUTISM,5\n2021,MAINSTREAM,AUTISM,4,MAINSTREAM,AUTISM,9\n"
    changed("transitions.csv", HEADER, HEADER + rows)
    text = said(changed("costs.csv", "need,setting,cost\n", "need,setting,cost\nAUTISM,HOME,dear\n"))
    assert "3 mistakes" in text
    assert "costs.csv, line 2: cost is not a number" in text


def test_rows_that_overlap_or_stand_twice(changed: Change) -> None:
    states = "setting,setting-group,min-academic-year,max-academic-year,needs,setting->setting\n"
    text = said(changed("valid-states.csv", states, states + "HOME,other,0,3,AUTISM,HOME\n"))
    assert "setting HOME stands on line 2 already" in text


def test_a_cost_that_stands_twice(changed: Change) -> None:
    text = said(changed("costs.csv", "need,setting,cost\n", "need,setting,cost\nAUTISM,HOME,1\n"))
    assert "the same need and setting stand on line 2: which cost is right?" in text


def test_population_twice_is_added_and_remarked(changed: Change) -> None:
    head = "calendar-year,academic-year,population\n"
    folder = changed("population.csv", head, head + "2021,3,1\n")
    assert any("stands twice: the two are added" in str(one) for one in check(read_inputs(folder)).remarks)


def test_every_row_twice_is_remarked(small_county: Path, changed: Change) -> None:
    folder = changed("transitions.csv", HEADER, HEADER)
    text = (small_county / "transitions.csv").read_text()
    (folder / "transitions.csv").write_text(text + text.removeprefix(HEADER))
    assert any("even number of times" in str(one) for one in check(read_inputs(folder)).remarks)


def test_states_that_are_not_valid_are_remarked_by_line_and_do_not_lose_a_child(changed: Change) -> None:
    row = "2024,EARLY-YEARS,AUTISM,9,EARLY-YEARS,AUTISM,10\n"
    inputs = read_inputs(changed("transitions.csv", HEADER, HEADER + row))
    remarks = [str(one) for one in check(inputs).remarks]
    assert any(one.startswith("transitions.csv, line 2: the state on side 1 is not valid") for one in remarks)
    futures = simulate(plan(inputs), 100, 1)
    first = futures.plan.start.sum() + futures.flows[:, 0, 0] - futures.flows[:, 0, 1]
    assert (futures.total[:, 0] == first).all()


def test_an_empty_year_is_remarked(small_county: Path, tmp_path: Path) -> None:
    for path in small_county.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    lines = (small_county / "transitions.csv").read_text().splitlines(keepends=True)
    (tmp_path / "transitions.csv").write_text("".join(line for line in lines if not line.startswith("2022,")))
    inputs = read_inputs(tmp_path)
    assert any("has no rows for 2022" in str(one) for one in check(inputs).remarks)
    assert simulate(plan(inputs), 20, 1).total.min() > 0


def test_missing_costs_are_remarked_and_named_in_the_result(changed: Change) -> None:
    folder = changed("costs.csv", "AUTISM,HOME,15000.0\n", "")
    inputs = read_inputs(folder)
    assert any("has no cost for AUTISM in HOME" in str(one) for one in check(inputs).remarks)
    assert plan(inputs).uncosted == ("AUTISM in HOME",)


def test_a_population_that_lacks_a_year_of_the_history_is_an_error(small_county: Path, tmp_path: Path) -> None:
    for path in small_county.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    lines = (small_county / "population.csv").read_text().splitlines(keepends=True)
    (tmp_path / "population.csv").write_text("".join(line for line in lines if not line.startswith("2022,")))
    with pytest.raises(FilesError, match=r"population.csv: has no row for 2022, school year -3"):
        plan(read_inputs(tmp_path))
    (tmp_path / "population.csv").write_text("".join(line for line in lines if line[:4] < "2026" or line[0] == "c"))
    with pytest.raises(FilesError, match="has no year after 2025, so there is nothing to project"):
        plan(read_inputs(tmp_path))


def test_files_that_are_no_such_files(small_county: Path, tmp_path: Path) -> None:
    assert "there is no such file" in said(tmp_path)
    for path in small_county.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "transitions.csv").write_bytes(b"\xff\xfe\x00")
    assert "is not UTF-8 text" in said(tmp_path)
    (tmp_path / "transitions.csv").write_text("a,b\n1,2\n")
    assert "the header lacks calendar-year" in said(tmp_path)
    (tmp_path / "transitions.csv").write_text(HEADER)
    assert "has no rows: there is no history to learn from" in said(tmp_path)


@pytest.mark.parametrize("size", [1, 200_000])
def test_a_county_of_one_child_and_one_of_two_hundred_thousand(tmp_path: Path, size: int) -> None:
    from portcullis.model.transitions.quirks import COMPATIBLE, SOUND

    county(4, size, years=1 if size > 1 else 3, ahead=2).write(tmp_path / "big")
    inputs = read_inputs(tmp_path / "big")
    for quirks in (SOUND, COMPATIBLE):
        futures = simulate(plan(inputs, quirks), 20, 1)
        expected = futures.means.stock.sum(axis=(1, 2))
        spread = futures.total.std(axis=0) + 0.02 * expected + 2
        assert (np.abs(futures.total.mean(axis=0) - expected) < 3 * spread).all()
