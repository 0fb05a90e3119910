"""Leaps of one authority, and shifts of a whole series."""

import pytest

from portcullis.audit.checks.jumps import Jumps
from portcullis.audit.checks.levels import Levels

LAND = "L0"


@pytest.fixture
def plans(county):
    county.indicator("plans")
    county.even("plans")
    return county


def test_even_growth_is_quiet(plans):
    assert plans.ask(Jumps()) == []
    assert plans.ask(Levels()) == []


def test_a_spike_that_comes_back_is_an_error(plans):
    plans.put("plans", "B03", "2020", 6078)
    (found,) = plans.ask(Jumps())
    assert found.severity == "error"
    assert "6,078" in found.what
    assert found.observations == ("plans:B03:2020:return",)


def test_a_fall_in_the_last_period_is_a_warning(plans):
    plans.put("plans", "B03", "2024", round(0.4 * plans.value("plans", "B03", 2024)))
    (found,) = plans.ask(Jumps())
    assert found.severity == "warning"
    assert "whether it comes back" in found.why_it_may_be_innocent


def test_a_whole_return_that_falls_is_one_error(county):
    for n in range(12):
        county.indicator(f"part {n:02}")
        county.even(f"part {n:02}", base=100 + 20 * n)
        county.put(f"part {n:02}", "B03", "2024", round(0.4 * county.value(f"part {n:02}", "B03", 2024)))
    (found,) = county.ask(Jumps())
    assert found.severity == "error"
    assert "11 other figures of the same source leap with it, as if the whole return were incomplete" in found.what
    assert len(found.observations) >= 12


def test_a_declared_break_excuses_a_step_but_not_a_spike(county):
    county.indicator("plans", breaks=("2024", "2020"))
    county.even("plans")
    county.put("plans", "B03", "2024", round(0.4 * county.value("plans", "B03", 2024)))
    county.put("plans", "B05", "2020", 7 * county.value("plans", "B05", 2020))
    assert [f.authorities for f in county.ask(Jumps())] == [("B05",)]


def test_growth_that_everyone_shares_is_no_jump(plans):
    for code in plans.boroughs:
        plans.put("plans", code, "2024", 2 * plans.value("plans", code, 2024))
    assert plans.ask(Jumps()) == []


def test_a_shift_everywhere_must_be_declared(plans):
    for code in plans.boroughs:
        for year in range(2021, 2025):
            plans.put("plans", code, str(year), round(1.5 * plans.value("plans", code, year)))
    (found,) = plans.ask(Levels())
    assert found.severity == "warning"
    assert found.period == "2021"
    assert "no break is declared" in found.what


def test_a_declared_shift_is_quiet(county):
    county.indicator("plans", breaks=("2021",))
    county.even("plans", total=False)
    for code in county.boroughs:
        for year in range(2021, 2025):
            county.put("plans", code, str(year), round(1.5 * county.value("plans", code, year)))
    assert county.ask(Levels()) == []


def test_a_total_that_leaps_alone(plans):
    plans.put("plans", LAND, "2020", 2 * plans.value("plans", LAND, 2020))
    (found,) = plans.ask(Levels())
    assert found.severity == "error"
    assert "while the authorities do not" in found.what
