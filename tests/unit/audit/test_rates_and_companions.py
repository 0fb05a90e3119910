"""Rates against their counts, and figures that belong together."""

import pytest

from portcullis.audit.checks.companions import Companions
from portcullis.audit.checks.rates import Rates


@pytest.fixture
def refusals(county):
    county.indicator("requests", kind="calendar_year")
    county.indicator("refused", kind="calendar_year")
    county.indicator("rate", "percent", kind="calendar_year", rate={"numerator": "refused", "denominator": "requests"})
    county.even("requests", base=400)
    county.even("refused", base=90)
    for code in county.boroughs:
        for year in range(2016, 2025):
            share = 100 * county.value("refused", code, year) / county.value("requests", code, year)
            county.put("rate", code, str(year), round(share, 1))
    return county


def test_rates_within_rounding(refusals):
    assert refusals.ask(Rates(), "error", "warning", "note") == []


def test_a_rate_that_its_counts_do_not_give(refusals):
    refusals.put("rate", "B07", "2021", 41.0)
    (found,) = refusals.ask(Rates())
    assert found.severity == "error"
    assert "Borough 7" in found.what
    assert len(found.observations) == 3


def test_a_rate_on_another_count_is_one_warning(refusals):
    for code in refusals.boroughs:
        refusals.put("rate", code, "2021", 41.0)
    (found,) = refusals.ask(Rates())
    assert found.severity == "warning"
    assert "20 of 20" in found.what


def test_a_return_with_few_requests_and_many_plans(county):
    near = {"indicator": "new", "low": 0.75, "high": 5}
    county.indicator("requests", close_to=[near])
    county.indicator("assessed", close_to=[{**near, "low": 0.6}])
    county.indicator("new")
    for name, base in (("requests", 300), ("assessed", 210), ("new", 190)):
        county.even(name, base=base)
    assert county.ask(Companions()) == []
    county.put("requests", "B00", "2024", 74)
    county.put("assessed", "B00", "2024", 8)
    (found,) = county.ask(Companions())
    assert found.severity == "error"
    assert "assessed 8 against new 303; requests 74 against new 303." in found.what
    assert len(found.observations) == 3
