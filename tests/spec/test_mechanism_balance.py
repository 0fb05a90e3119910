"""Stories of a deficit: how a year adds to it, how it is carried forward, which basis it has, who takes it over."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from portcullis.model.mechanism import (
    MechanismError,
    NotKnown,
    closing_gbp,
    high_needs_block_gbp,
    in_year_gbp,
    national_total_gbp,
    net_gbp,
    of_dsg_pct,
    passed_on_gbp,
    whole_dsg_gbp,
)
from portcullis.register import load


def test_a_year_that_spends_more_than_it_has_adds_the_difference() -> None:
    """Allocation 100, of the schools block 0.5, other income 0.2 million; spent 112: 112 - 100 - 0.5 - 0.2 = 11.3."""
    assert in_year_gbp(100_000_000, 112_000_000, 500_000, 200_000) == 11_300_000
    assert in_year_gbp(100_000_000, 99_000_000) == -1_000_000  # an underspend is a surplus: below zero


def test_it_is_carried_forward_whole() -> None:
    """8.0 brought forward + 11.3 in the year = 19.3. The year after has a surplus of 1.0: 18.3 are left."""
    first = closing_gbp(8_000_000, 11_300_000)
    assert first == 19_300_000
    assert closing_gbp(first, -1_000_000) == 18_300_000


def test_an_underspend_on_early_years_makes_the_one_balance_smaller() -> None:
    """High needs 20.0 over; early years 1.5 and schools 0.5 under: the override covers 18.0."""
    assert whole_dsg_gbp(20_000_000, -1_500_000, -500_000) == 18_000_000
    assert whole_dsg_gbp(20_000_000) == 20_000_000


def test_a_balance_before_department_money_is_another_one_than_after_it() -> None:
    """Before 56.1; 21.5 received, 4.6 of the council's own: 30.0 after."""
    assert net_gbp(56_100_000, 21_500_000, 4_600_000) == 30_000_000
    with pytest.raises(MechanismError, match="money received must not be below zero"):
        net_gbp(56_100_000, -1)


def test_a_percentage_says_of_which_grant() -> None:
    """19.3 of 200 after recoupment is 9.65%; of 250 before it, 7.72%."""
    assert of_dsg_pct(19_300_000, 200_000_000) == 9.65
    assert of_dsg_pct(19_300_000, 250_000_000) == 7.72
    with pytest.raises(MechanismError, match="above zero"):
        of_dsg_pct(1.0, 0.0)


def test_the_high_needs_block_is_flat_in_cash_in_2026_27() -> None:
    assert high_needs_block_gbp(80_000_000, "2026-27") == 80_000_000
    assert high_needs_block_gbp(80_000_000, "2026-27", growth_rate=0.05) == 80_000_000  # whatever is asked
    assert high_needs_block_gbp(80_000_000, "2027-28", growth_rate=0.05) == 84_000_000
    with pytest.raises(NotKnown, match="how the high needs block grows in 2027-28 is not known"):
        high_needs_block_gbp(80_000_000, "2027-28")


def test_two_successors_take_over_the_whole_deficit() -> None:
    """30.0 divided 60 to 40: 18.0 and 12.0. A tenth written off is not possible, and no share is assumed."""
    assert passed_on_gbp(30_000_000, [0.6, 0.4]) == (18_000_000, 12_000_000)
    for shares in ([0.5, 0.4], [1.2, -0.2], []):
        with pytest.raises(MechanismError, match="must add up to 1"):
            passed_on_gbp(30_000_000, shares)


def test_a_national_total_is_net_of_surpluses_or_of_deficits_only() -> None:
    """5.0 and 3.0 owed, 2.0 held by a third: 6.0 net, 8.0 of councils in deficit."""
    balances = np.array([5e6, 3e6, -2e6])
    assert national_total_gbp(balances, netting="net") == 6e6
    assert national_total_gbp(balances, netting="gross") == 8e6
    draws = np.array([[5e6, -1e6], [-2e6, -1e6]])  # two councils, two draws
    np.testing.assert_array_equal(national_total_gbp(draws, netting="gross"), [5e6, 0])
    assert np.isnan(national_total_gbp(np.array([5e6, math.nan]), netting="net"))
    with pytest.raises(MechanismError, match="netting must be net or gross"):
        national_total_gbp(balances, netting="both")  # ty: ignore[invalid-argument-type]


def test_england_in_march_2020_was_480_million_net_as_the_press_counted(real_register: Path) -> None:
    """Section 251 of 149 councils: 483,948,000 net (the MJ: 480 million), 675,355,000 owed by those in deficit."""
    told = load(real_register).observations
    rows = zip(told.indicator, told.period, told.value, strict=True)
    balances = [value for name, year, value in rows if (name, year) == ("dsg_cumulative_deficit", "2019-20")]
    known = np.array([value for value in balances if value is not None])
    assert len(known) == 149
    assert national_total_gbp(known, netting="net") == 483_948_000
    assert national_total_gbp(known, netting="gross") == 675_355_000


def test_draws_are_worked_out_one_by_one_and_what_is_not_known_stays_so() -> None:
    opening, in_year = np.array([1e6, 2e6, math.nan]), np.array([5e5, -5e5, 1e6])
    told = closing_gbp(opening, in_year)
    np.testing.assert_array_equal(told, [1.5e6, 1.5e6, math.nan])
    np.testing.assert_array_equal(in_year_gbp(np.array([10.0, 20.0]), np.array([15.0, 15.0]), 1.0), [4.0, -6.0])
