"""Lines through figures on different bases, and balances with the wrong sign."""

import datetime as dt

from portcullis.audit.checks.bases import Bases
from portcullis.audit.checks.signs import Signs


def test_net_and_gross_in_one_line(county):
    county.indicator("deficit", "gbp", signed=True)
    county.put("deficit", "B01", "2022-23", 4e6, basis="net")
    county.put("deficit", "B01", "2023-24", 5e6, basis="net")
    assert county.ask(Bases()) == []
    county.put("deficit", "B01", "2023-24", 9e6, basis="gross")
    (found,) = county.ask(Bases())
    assert "gross, net" in found.what


def test_two_sources_that_disagree_by_far(county):
    county.indicator("plans")
    county.put("plans", "B01", "2020", 1000)
    county.put("plans", "B01", "2020", 1010, source="older", newest=False, published=dt.date(2020, 1, 1))
    assert county.ask(Bases()) == []
    assert len(county.ask(Bases(), "note")) == 1
    county.put("plans", "B01", "2020", 1400, source="older", newest=False, published=dt.date(2020, 1, 1))
    (found,) = county.ask(Bases())
    assert "“older” and “return” differ for 1 area, most for Borough 1 (1,400 and 1,000)" in found.what


def test_two_sources_that_differ_a_little_but_all_one_way(county):
    county.indicator("plans")
    county.even("plans")
    for code in county.boroughs:
        less = county.value("plans", code, 2020) - 20
        county.put("plans", code, "2020", less, source="older", newest=False, published=dt.date(2020, 1, 1))
    (found,) = county.ask(Bases())
    assert "20 of them one way" in found.what


def test_a_join_of_sources_and_a_family_on_two_bases_are_notes(county):
    county.indicator("people", base={"family": "population", "base": "before the census"})
    county.indicator("people again", base={"family": "population", "base": "after the census"})
    for code in county.boroughs:
        county.put("people", code, "2020", 900, source="first")
        county.put("people", code, "2021", 950, source="second")
        county.put("people again", code, "2022", 990)
    notes = county.ask(Bases(), "note")
    assert any("from one source to another in 2021" in f.what for f in notes)
    assert any("stand on different bases" in f.what for f in notes)


def test_one_source_and_one_base_are_quiet(county):
    county.indicator("plans")
    county.even("plans")
    assert county.ask(Bases(), "error", "warning", "note") == []


def balances(county, flip=1):
    county.indicator("balance", "gbp", signed=True, same_thing=["stated"])
    county.indicator("stated", "gbp", signed=True)
    for n, code in enumerate(county.boroughs):
        for year in range(2020, 2024):
            county.put(
                "balance",
                code,
                f"{year}-{year - 1999}",
                (n - 8) * 1.5e6 * (1 + 0.1 * (year - 2020)) * (flip if year == 2022 else 1),
            )
    county.put("stated", "B15", "2021-22", 11.5e6)


def test_signs_that_agree(county):
    balances(county)
    assert county.ask(Signs()) == []


def test_the_same_sum_with_the_other_sign(county):
    balances(county)
    county.put("stated", "B15", "2021-22", -11.5e6)
    (found,) = county.ask(Signs())
    assert found.severity == "error"
    assert "one of the signs is wrong" in found.what


def test_a_whole_series_turned_over(county):
    balances(county, flip=-1)
    assert {f.period for f in county.ask(Signs())} == {"2022-23", "2023-24"}
