"""What a forecaster knew: read from the invented county."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from portcullis.model.panel import FIRST, read_panel
from portcullis.model.units import councils, joined_of, units
from portcullis.store import Store
from tests.unit.model.invented import panel


def test_reorganised_councils_stand_together(open_county: Store) -> None:
    found = {unit.code: unit for unit in units(open_county)}
    assert found["C-wexmoor"].members == ("E99000003", "E99000004", "E99000020")
    assert "E99000003" not in found
    assert len(found) == len(councils(open_county)) - 1
    assert joined_of(open_county)["E99000020"] == "C-wexmoor"


def test_counts_of_joined_councils_are_added(open_county: Store) -> None:
    given = read_panel(open_county, units(open_county))
    row = given.codes.index("C-wexmoor")
    parts = open_county.rows(
        """select sum(value) as plans from observation where indicator = 'ehc_plans' and year = 2025 and newest
           and authority in ('E99000003', 'E99000004')"""
    )
    assert given.at("stock", 2025)[row] == parts[0]["plans"]


def test_a_correction_is_laid_on_and_a_doubt_is_marked(open_county: Store) -> None:
    given = read_panel(open_county, units(open_county))
    flagged = open_county.rows(
        "select authority, year from observation where indicator = 'ehc_plans' and status = 'suspect'"
    )
    for found in flagged:
        assert given.suspect["stock"][given.codes.index(found["authority"]), found["year"] - FIRST]


def test_june_knows_january_and_the_flows_of_the_year_before() -> None:
    known = panel(3).known(2022)
    assert not np.isnan(known.at("stock", 2022)).any()
    assert np.isnan(known.at("stock", 2023)).all()
    assert not np.isnan(known.at("requests", 2021)).any()
    assert np.isnan(known.at("requests", 2022)).all()
    assert known.origin == 2022


def test_nothing_was_public_yet(open_county: Store) -> None:
    with pytest.raises(ValueError, match="no plans"):
        read_panel(open_county, units(open_county), as_of=dt.date(2000, 1, 1))


def test_what_was_public_by_a_day(open_county: Store) -> None:
    early = read_panel(open_county, units(open_county), as_of=dt.date(2025, 1, 1))
    late = read_panel(open_county, units(open_county))
    assert early.vintage < late.vintage
    assert np.isnan(early.at("stock", 2025)).all()
