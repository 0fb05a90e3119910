"""How a dial is written, and what is said when it is written wrongly."""

from __future__ import annotations

import pytest

from portcullis.model.demand import DIALS as SWITCHES
from portcullis.vocabulary import DIALS, DialError, parse_setting, read_setting


@pytest.mark.parametrize(
    ("text", "dial", "value", "since", "until"),
    [
        ("support_pct=50", "support_pct", 50.0, None, None),
        ("support_pct= 50% ", "support_pct", 50.0, None, None),
        ("balance_gbp=£183,100,000", "balance_gbp", 183_100_000.0, None, None),
        ("balance_gbp=-5000000", "balance_gbp", -5_000_000.0, None, None),
        ("funding_growth_pct=3@2027", "funding_growth_pct", 3.0, 2027, None),
        ("funding_growth_pct=3@2027-2029", "funding_growth_pct", 3.0, 2027, 2029),
        ("refusals=1.5@2027", "refusals", 1.5, 2027, None),
        ("requests_held@2028", "requests_held", "yes", 2028, None),
        ("override_end=2026-03-31", "override_end", "2026-03-31", None, None),
        ("mix:mainstream=1.2@2028", "mix:mainstream", 1.2, 2028, None),
    ],
)
def test_a_setting_is_read(text: str, dial: str, value: float | str, since: int | None, until: int | None) -> None:
    setting = parse_setting(text)
    assert (setting.dial, setting.value, setting.since, setting.until) == (dial, value, since, until)
    assert parse_setting(str(setting)) == setting


@pytest.mark.parametrize(
    ("text", "dial", "says"),
    [
        ("support_pct=half", "support_pct", "must be a number, not 'half'"),
        ("support_pct=120", "support_pct", "between 0 and 100 percent"),
        ("support_pct=nan", "support_pct", "between 0 and 100"),
        ("support_pct=1e999", "support_pct", "between 0 and 100"),
        ("support_pct", "support_pct", "needs a value"),
        ("support_pct=50@2027", "support_pct", "has no years"),
        ("funding_growth_pct=3@2029-2027", "funding_growth_pct", "turn them round"),
        ("funding_growth_pct=3@1999", "funding_growth_pct", "one from 2024 to 2040"),
        ("refusals=1.5", "refusals", "needs the year"),
        ("refusals=1.5@2027-2029", "refusals", "leave the last year out"),
        ("override_end=2028-04-01", "override_end", "must be a 31 March"),
        ("agreements=some", "agreements", "must be as_known or none or in_full"),
        ("sypport_pct=5", "sypport_pct", "no dial is called"),
        ("=5", "", "is no setting"),
        ("support_pct=5=5", "", "is no setting"),
    ],
)
def test_a_wrong_setting_says_what_would_be_right(text: str, dial: str, says: str) -> None:
    with pytest.raises(DialError) as error:
        parse_setting(text)
    assert says in str(error.value)
    if dial:
        assert error.value.dial == dial


def test_parts_from_a_form_may_be_blank() -> None:
    assert read_setting("funding_growth_pct", "3", "", "").since is None


def test_the_dials_of_demand_are_those_that_its_model_knows() -> None:
    assert {name for name, dial in DIALS.items() if dial.group == "demand"} == set(SWITCHES)


def test_each_dial_says_what_it_means_and_stands_within_its_ends() -> None:
    for dial in DIALS.values():
        assert dial.says.endswith(".")
        if dial.kind == "number" and isinstance(dial.usual, float):
            assert dial.least <= dial.usual <= dial.most
        if dial.kind == "choice" and dial.usual:
            assert dial.usual in dict(dial.choices)
