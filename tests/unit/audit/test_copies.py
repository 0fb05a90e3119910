"""One value for many authorities, or for two years."""

import pytest

from portcullis.audit.checks.copies import Copies, resolution, roundness


def test_a_regions_total_on_each_of_its_rows(county):
    county.indicator("plans")
    county.even("plans")
    total = county.value("plans", "R-East", 2022)
    assert county.ask(Copies()) == []
    for code in county.boroughs[:10]:
        county.put("plans", code, "2022", total)
    (found,) = county.ask(Copies())
    assert found.severity == "error"
    assert "all are in East Ward, and they are all of it" in found.what
    assert len(found.observations) == 10


def test_round_sums_and_ordinary_percentages_repeat_honestly(county):
    county.indicator("reserves", "gbp", kind="31_march")
    county.even("reserves", base=9_123_457, total=False)
    for code in county.boroughs[:4]:
        county.put("reserves", code, "2022", 10_000_000)
    county.indicator("share", "percent")
    for n, code in enumerate(county.boroughs):
        county.put("share", code, "2022", 23.1 + 0.1 * (n // 4))
    assert county.ask(Copies()) == []


@pytest.mark.parametrize(("kind", "expected"), [("financial_year", 1), ("31_march", 0)])
def test_spending_to_the_same_pound_in_two_years(county, kind, expected):
    county.indicator("transport", "gbp", kind=kind)
    county.even("transport", base=4_792_113, total=False)
    county.put("transport", "B02", "2021", county.value("transport", "B02", 2020))
    assert len(county.ask(Copies())) == expected


def test_the_grain_of_figures():
    import numpy as np

    assert resolution(np.array([1000.0, 23000, 4000])) == 1000
    assert resolution(np.array([12.3, 4.5, 6.7])) == pytest.approx(0.1)
    assert roundness(6078) == 1
    assert roundness(10_000_000) == 10_000_000
