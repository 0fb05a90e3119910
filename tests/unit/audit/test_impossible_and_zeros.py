"""Values that cannot be, and noughts that are not counts."""

import pytest

from portcullis.audit.checks.impossible import Impossible
from portcullis.audit.checks.zeros import Zeros


@pytest.fixture
def plans(county):
    county.indicator("plans")
    county.indicator("homes", at_most=[{"indicator": "plans"}])
    county.indicator("share", "percent")
    county.even("plans")
    county.even("homes", base=60)
    for code in county.boroughs:
        county.put("share", code, "2024", 55.5)
    return county


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("plans", -4, "below nought"),
        ("plans", 10.5, "not a whole number"),
        ("share", 104.2, "above 100%"),
        ("homes", 9_999, "more than the"),
    ],
)
def test_each_kind_of_impossible_value(plans, name, value, words):
    assert plans.ask(Impossible()) == []
    plans.put(name, "B06", "2024", value)
    (found,) = [f for f in plans.ask(Impossible()) if f.indicator == name]
    assert words in found.what
    assert "Borough 6" in found.what


def test_a_balance_may_be_below_nought(county):
    county.indicator("balance", "gbp", signed=True)
    county.put("balance", "B01", "2024", -4_000_000)
    assert county.ask(Impossible()) == []


def test_a_bound_that_fails_for_many_is_one_warning(plans):
    for code in plans.boroughs[:6]:
        plans.put("homes", code, "2024", 9_999)
    (found,) = plans.ask(Impossible())
    assert found.severity == "warning"
    assert "6 authorities" in found.what


def test_nought_between_hundreds_and_a_run_of_noughts(plans):
    assert plans.ask(Zeros()) == []
    plans.put("plans", "B06", "2020", 0)
    for year in ("2019", "2020"):
        plans.put("plans", "B07", year, 0)
    first, second = sorted(plans.ask(Zeros()), key=lambda f: f.authorities)
    assert "0 in 2020, beside" in first.what
    assert "0 in 2019 to 2020" in second.what


def test_nought_is_ordinary_for_small_things(county):
    county.indicator("rare")
    for n, code in enumerate(county.boroughs):
        for year in range(2018, 2025):
            county.put("rare", code, str(year), (n + year) % 4)
    assert county.ask(Zeros()) == []


def test_nought_throughout_where_others_of_its_size_have_thousands(plans):
    plans.indicator("topup", "gbp")
    plans.even("topup", base=2_000_000)
    for year in range(2016, 2025):
        plans.put("topup", "B09", str(year), 0)
    (found,) = plans.ask(Zeros())
    assert "in others of its size" in found.what
