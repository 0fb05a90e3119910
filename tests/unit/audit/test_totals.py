"""Authorities against the printed totals of the country and the regions."""

from portcullis.audit.checks.totals import Totals

LAND = "L0"


def plans(county):
    county.indicator("plans", england="sum")
    county.even("plans")


def test_totals_that_add_up_are_left_alone(county):
    plans(county)
    assert county.ask(Totals(), "error", "warning", "note") == []


def test_a_doubled_total_is_called_double(county):
    plans(county)
    county.put("plans", LAND, "2020", 2 * county.value("plans", LAND, 2020))
    (found,) = county.ask(Totals())
    assert found.severity == "error"
    assert "counts everything 2 times" in found.what
    assert found.period == "2020"


def test_a_region_is_held_to_its_own_authorities(county):
    plans(county)
    county.put("plans", "R-West", "2021", county.value("plans", "R-West", 2021) - 300)
    (found,) = county.ask(Totals())
    assert found.authorities == ("R-West",)
    assert "300 more" in found.what


def test_totals_out_by_one_amount_in_opposite_ways_are_mixed_up(county):
    for name in ("red", "blue"):
        county.indicator(name, england="sum")
        county.even(name, years=(2024, 2024))
    county.put("red", LAND, "2024", county.value("red", LAND, 2024) + 656)
    county.put("blue", LAND, "2024", county.value("blue", LAND, 2024) - 656)
    found = county.ask(Totals())
    assert len({f.id for f in found}) == 1
    assert "mixed up" in found[0].what


def test_a_withheld_return_explains_a_gap_of_its_own_size_only(county):
    plans(county)
    size = county.value("plans", "B05", 2022)
    county.put("plans", "B05", "2022", None)
    assert county.ask(Totals()) == []
    (note, *_) = county.ask(Totals(), "note")
    assert "Borough 5" in note.why_it_may_be_innocent
    county.put("plans", LAND, "2022", county.value("plans", LAND, 2022) + 20 * size)
    assert [f.severity for f in county.ask(Totals())] == ["warning"]


def test_one_left_over_is_a_note(county):
    plans(county)
    county.put("plans", LAND, "2022", county.value("plans", LAND, 2022) + 1)
    assert county.ask(Totals()) == []
    assert len(county.ask(Totals(), "note")) == 1
