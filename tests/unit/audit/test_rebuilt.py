"""Figures worked out again from others."""

import pytest

from portcullis.audit.checks.rebuilt import Rebuilt


@pytest.fixture
def decisions(county):
    terms = [{"indicator": "plans", "shift": 1}, {"indicator": "refusals"}]
    county.indicator("plans")
    county.indicator("refusals", kind="calendar_year")
    county.indicator("decisions", kind="calendar_year", rebuilt_from=[{"terms": terms}])
    county.even("plans")
    county.even("refusals", base=90)
    for code in county.boroughs:
        for year in range(2016, 2024):
            made = county.value("plans", code, year + 1) + county.value("refusals", code, year)
            county.put("decisions", code, str(year), made)
    return county


def test_what_its_parts_give_is_left_alone(decisions):
    assert decisions.ask(Rebuilt(), "error", "warning", "note") == []


def test_two_that_carry_each_others_figure_are_a_pair(decisions):
    a, b = decisions.value("decisions", "B02", 2023), decisions.value("decisions", "B15", 2023)
    decisions.put("decisions", "B02", "2023", b)
    decisions.put("decisions", "B15", "2023", a)
    (found,) = decisions.ask(Rebuilt())
    assert found.severity == "error"
    assert "carry each other's figure" in found.what
    assert found.authorities == ("B02", "B15")


def test_one_that_misses_by_far_stands_alone(decisions):
    decisions.put("decisions", "B02", "2023", 3 * decisions.value("decisions", "B02", 2023))
    (found,) = decisions.ask(Rebuilt())
    assert "Borough 2" in found.what
    assert "carry" not in found.what


def test_parts_that_lean_everywhere_are_a_note(decisions):
    for code in decisions.boroughs:
        decisions.put("decisions", code, "2023", round(1.02 * decisions.value("decisions", code, 2023)))
    assert decisions.ask(Rebuilt()) == []
    (note,) = decisions.ask(Rebuilt(), "note")
    assert "leave something out" in note.what
    assert note.period == "2023"
