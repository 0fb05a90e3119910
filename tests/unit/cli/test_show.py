"""Tables, CSV and JSON of the command line."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json

import pytest

from portcullis.cli.show import Column, guarded, plain, rows_csv, table_lines, to_json


@pytest.mark.parametrize("text", ["=1+1", "+44", "-cmd", "@x", "\tx", "\rx"])
def test_text_that_would_run_as_a_formula_is_guarded(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize(
    ("value", "cell"), [(-5.0, -5), (-0.41, -0.41), (None, ""), (True, "true"), (12, 12), ("a-b", "a-b")]
)
def test_numbers_and_other_text_stay(value: object, cell: object) -> None:
    assert guarded(value) == cell


def test_whole_numbers_and_dates_are_plain() -> None:
    assert plain(585.0) == 585
    assert isinstance(plain(585.0), int)
    assert plain(dt.date(2026, 11, 24)) == "2026-11-24"


def test_csv_can_be_read_back(capsys: pytest.CaptureFixture[str]) -> None:
    rows_csv([{"a": 'say "no", then\nleave', "b": ("x", "y")}], ["a", "b"])
    assert list(csv.DictReader(io.StringIO(capsys.readouterr().out))) == [{"a": 'say "no", then\nleave', "b": "x|y"}]


def test_json_keeps_missing_as_null_and_pounds_as_pounds() -> None:
    assert json.loads(to_json({"value": None, "text": "£1"})) == {"value": None, "text": "£1"}
    assert "£" in to_json("£1")


def test_a_table_fits_and_loses_nothing() -> None:
    columns = [Column("name"), Column("value", number=True), Column("note")]
    words = "a rather long remark that has to be folded onto several lines to fit"
    lines = list(table_lines(columns, [["first", "1,234", words], ["second", "5", "short"]], width=40))
    assert max(map(len, lines)) <= 40
    assert " ".join(" ".join(lines).split()).count("remark") == 1
    assert next(line for line in lines if "1,234" in line).startswith("first ")


def test_ids_are_not_broken_while_there_is_other_room() -> None:
    columns = [Column("id"), Column("title")]
    lines = list(table_lines(columns, [["dfe_s251_via_dashboard", "words " * 20]], width=50))
    assert any("dfe_s251_via_dashboard" in line for line in lines)


def test_numbers_stand_right() -> None:
    lines = list(table_lines([Column("x", number=True)], [["1"], ["1,000"]]))
    assert lines[2:] == ["    1", "1,000"]
