"""The record of projections: written whole, read without the model, every number with an id that leads back to it.

In: invented projections. Out: a file, and what is read of it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from portcullis.model.frozen_files import FrozenError
from portcullis.model.projected import COLUMNS, RECORDED, Outlooks, projection_id, read_outlooks, write_outlooks
from portcullis.vocabulary import ENGLAND
from tests.unit.money_record import projection

REFUSED = {"E99000003": ("Ohex", "no allocation of high needs funding is known")}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    told = [
        projection(reasons=("its plans, and more", "another reason")),
        projection(scenario="law-of-2024"),
        projection(ENGLAND, "England", owed=4e9),
    ]
    assert write_outlooks(told, REFUSED, tmp_path / "kept" / "money.csv") == 4
    return tmp_path / "kept" / "money.csv"


@pytest.fixture
def read(path: Path) -> Outlooks:
    found = read_outlooks(path)
    assert found is not None
    return found


def test_what_was_written_is_read(read: Outlooks) -> None:
    one = read.of["E99000001"]
    assert (one.name, one.state, one.start, one.start_gbp) == ("Ambleford", "known", 2024, 67_167_405.0)
    assert one.reasons == ("its plans, and more", "another reason")
    assert list(one.runs) == ["today", "law-of-2024"]
    told = one.at("today", "balance", 2026)
    assert told is not None
    assert (told.median, told.low_80, told.high_95) == (100e6, 80e6, 140e6)
    assert read.about == {
        "model": "money-t", "draws": 10_000, "seed": 2026, "years": 10, "origin": 2025, "vintage": "2025-12-31",
    }  # fmt: skip


def test_the_day_on_which_the_override_ends_is_that_of_the_scenario(read: Outlooks) -> None:
    one = read.of["E99000001"]
    assert [told.id for slug in one.runs if (told := one.at(slug, "exposure"))] == [
        "projection:today:E99000001:2028:exposure",
        "projection:law-of-2024:E99000001:2026:exposure",
    ]


def test_a_council_without_a_projection_says_why(read: Outlooks) -> None:
    one = read.of["E99000003"]
    assert (one.state, one.reasons, dict(one.runs)) == ("refused", (REFUSED["E99000003"][1],), {})
    assert one.at("today", "balance", 2026) is None


def test_sums_of_england_are_recorded_of_england_only(read: Outlooks) -> None:
    assert read.of["E99000001"].at("today", "deficits", 2026) is None
    assert read.of[ENGLAND].at("today", "deficits", 2026) is not None
    assert read.of[ENGLAND].at("today", "deficits", 2031) is None


def test_every_id_leads_to_its_number(read: Outlooks) -> None:
    figures = read.figures()
    assert len(figures) > 2 * 14 * 5
    for identity, value in figures.items():
        found = read.figure(identity)
        assert found is not None, identity
        assert (found.id, found.value) == (identity, value)
    share = read.figure("projection:today:E99000001:2028:deficit_share")
    assert share is not None
    assert (share.unit, share.value) == ("share", 0.97)


@pytest.mark.parametrize(
    "identity",
    [
        "", "projection", "projection:today", "forecast:today:E99000001:2026:balance",
        "projection:today:E99000001:2026:nonsense", "projection:today:E99000001:26:balance",
        "projection:today:E99000001:2026:balance:median", "projection:today:E99000001:2026:balance:low_50",
        "projection:nothing:E99000001:2026:balance", "projection:today:E00000000:2026:balance",
        "projection:today:E99000001:2028:balance:low_80:x", "projection:today:E99000001:2027:exposure",
        "projection:today:E99000001:²028:balance", "projection:today:E99000003:2026:balance",
    ],
)  # fmt: skip
def test_an_id_that_is_none_leads_nowhere(read: Outlooks, identity: str) -> None:
    assert read.figure(identity) is None


def test_an_id_says_scenario_council_year_and_measure() -> None:
    assert projection_id("today", "E10000016", 2028, "balance") == "projection:today:E10000016:2028:balance"


def test_the_same_projections_give_the_same_bytes_and_nothing_lies_beside(path: Path) -> None:
    before = path.read_bytes()
    told = [projection(ENGLAND, "England", owed=4e9), projection(reasons=("its plans, and more", "another reason")),
            projection(scenario="law-of-2024")]  # fmt: skip
    write_outlooks(told, REFUSED, path)
    assert path.read_bytes() == before
    assert [found.name for found in path.parent.iterdir()] == ["money.csv"]


def test_columns_name_measure_year_part_and_unit() -> None:
    assert "balance_2026_low_80_gbp" in COLUMNS
    assert "exposure_median_gbp" in COLUMNS
    assert len(set(COLUMNS)) == len(COLUMNS) == 17 + 5 * len(RECORDED)


def test_no_file_is_no_record(tmp_path: Path) -> None:
    assert read_outlooks(tmp_path / "money.csv") is None


def test_nothing_is_not_recorded(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no projections"):
        write_outlooks([], {}, tmp_path / "money.csv")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("balance_2026_low_80_gbp", "balance_2026_low_gbp", "columns"),
        ("money-t", "money-u", "another run"),
        (",100000000,", ",100000000,0,", "cells"),
        ("2024,67167405", "twenty,67167405", "invalid literal"),
    ],
)
def test_a_file_that_is_none_is_said_with_the_command_that_makes_it(path: Path, old: str, new: str, said: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(FrozenError, match=f"{said}.*portcullis record-money"):
        read_outlooks(path)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"code,name\n", b'"'])
def test_bytes_of_any_kind_are_said_plainly(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(FrozenError):
        read_outlooks(path)


def test_a_record_with_a_head_and_no_rows_is_none(path: Path) -> None:
    path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    with pytest.raises(FrozenError, match="no rows"):
        read_outlooks(path)
