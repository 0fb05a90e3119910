"""Figures for authorities that did not exist, holes, ends and blanks."""

import pytest

from portcullis.audit.checks.existence import Existence, span
from portcullis.audit.checks.gaps import Gaps
from portcullis.audit.checks.withheld import Withheld


@pytest.fixture
def merged(county):
    county.area("OLD", "Old Borough", "East Ward", status="abolished", ended="2020-03-31")
    county.area("NEW", "New Borough", "East Ward", began="2020-04-01", took_over="OLD")
    county.area("RECODED", "Recoded Borough", "East Ward", began="2020-04-01")
    county.indicator("plans")
    for year in ("2018", "2019", "2020"):
        county.put("plans", "OLD", year, 100)
        county.put("plans", "RECODED", year, 100)
    for year in ("2021", "2022"):
        county.put("plans", "NEW", year, 120)
    return county


def test_lives_that_fit_and_a_new_code_that_is_no_birth(merged):
    assert merged.ask(Existence()) == []


@pytest.mark.parametrize(
    ("code", "year", "words"), [("NEW", "2017", "began on 2020-04-01"), ("OLD", "2022", "ended on 2020-03-31")]
)
def test_figures_before_birth_and_after_death(merged, code, year, words):
    merged.put("plans", code, year, 90)
    (found,) = merged.ask(Existence())
    assert words in found.what
    assert found.authorities == (code,)


def test_figures_recast_just_before_a_birth_are_a_note(merged):
    merged.put("plans", "NEW", "2020", 90)
    assert merged.ask(Existence()) == []
    assert len(merged.ask(Existence(), "note")) == 1


def test_a_financial_year_ends_in_march():
    assert [d.isoformat() for d in span("financial_year", 2024)] == ["2023-04-01", "2024-03-31"]


def test_holes_and_ends_of_series(county):
    county.indicator("plans")
    county.indicator("reviews", topic="plans")
    county.even("plans")
    county.even("reviews", years=(2016, 2024))
    assert county.ask(Gaps(), "note") == []
    for code in county.boroughs:
        del county.rows["plans", code, "2020", "return"]
        for year in ("2022", "2023", "2024"):
            del county.rows["reviews", code, year, "return"]
    notes = [f.what for f in county.ask(Gaps(), "note")]
    assert any("no figures for 2020" in n for n in notes)
    assert any("ends in 2021" in n for n in notes)


def test_blanks_of_one_return_are_one_note(county):
    for name in ("plans", "reviews"):
        county.indicator(name)
        county.even(name)
    assert county.ask(Withheld(), "note", "warning") == []
    for name in ("plans", "reviews"):
        county.put(name, "B04", "2022", None, status="suppressed")
    (note,) = county.ask(Withheld(), "note")
    assert "2 figures of return without a value (suppressed)" in note.what


def test_a_missing_row_is_worse_than_a_blank(county):
    county.indicator("plans")
    county.even("plans")
    del county.rows["plans", "B04", "2020", "return"]
    (found,) = county.ask(Withheld())
    assert "no row, not even a blank, for 2020" in found.what
