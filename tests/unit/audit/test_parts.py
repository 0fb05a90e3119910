"""Parts against the whole."""

import pytest

from portcullis.audit.checks.parts import Parts

LAND = "L0"


@pytest.fixture
def placed(county):
    county.indicator("plans", england="sum", parts=[{"indicators": ["special", "mainstream"]}])
    for name, base in (("special", 200), ("mainstream", 300)):
        county.indicator(name)
        county.even(name, base=base)
    for code in [*county.boroughs, LAND]:
        for year in range(2016, 2025):
            county.put(
                "plans", code, str(year), county.value("special", code, year) + county.value("mainstream", code, year)
            )
    return county


def test_parts_that_add_up(placed):
    assert placed.ask(Parts(), "error", "warning", "note") == []


def test_one_authority_that_misses(placed):
    placed.put("special", "B04", "2020", placed.value("special", "B04", 2020) + 90)
    (found,) = placed.ask(Parts())
    assert found.severity == "error"
    assert "90 more" in found.what
    assert found.authorities == ("B04",)


def test_the_countrys_own_row_is_held_to_it_too(placed):
    placed.put("special", LAND, "2020", placed.value("special", LAND, 2020) - 656)
    (found,) = placed.ask(Parts())
    assert found.authorities == (LAND,)
    assert "656 less" in found.what


def test_a_country_that_only_repeats_its_authorities_is_not_told_twice(placed):
    for code in ("B04", LAND):
        placed.put("special", code, "2020", placed.value("special", code, 2020) + 90)
    assert [f.authorities for f in placed.ask(Parts())] == [("B04",)]


def test_many_at_once_are_one_warning(placed):
    for code in placed.boroughs[:8]:
        placed.put("special", code, "2020", placed.value("special", code, 2020) + 90)
    (found,) = placed.ask(Parts())
    assert found.severity == "warning"
    assert "in 8 authorities" in found.what


def test_an_incomplete_list_of_parts_may_only_not_exceed(county):
    county.indicator("requests", parts=[{"indicators": ["agreed", "refused"], "complete": False}])
    for name, base in (("requests", 500), ("agreed", 200), ("refused", 200)):
        if name != "requests":
            county.indicator(name)
        county.even(name, base=base)
    assert county.ask(Parts()) == []
    county.put("agreed", "B01", "2019", county.value("requests", "B01", 2019))
    assert len(county.ask(Parts())) == 1
