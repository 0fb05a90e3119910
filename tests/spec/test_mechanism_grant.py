"""Stories of the stability grant: which total counts, what is taken off, 90%, the condition, and what is left."""

from __future__ import annotations

import math

import numpy as np
import pytest

from portcullis.model.mechanism import MechanismError, NotKnown, measured_gbp, stability_grant


def test_somerset_s_116_million_leave_11_6() -> None:
    told = stability_grant([116_000_000], explained=True)
    assert told.grant_gbp == 104_400_000
    assert told.residual_gbp == pytest.approx(11_600_000, abs=0.5)


def test_the_lowest_total_counts_where_nobody_can_explain_a_difference() -> None:
    """Section 251 says 50.0, the accounts 51.2, the outturn 50.6: 50.0 counts, 45.0 is paid, 5.0 is left."""
    returns = [50_000_000, 51_200_000, 50_600_000]
    assert measured_gbp(returns, explained=False) == 50_000_000
    told = stability_grant(returns, explained=False)
    assert (told.base_gbp, told.grant_gbp, told.residual_gbp) == (50_000_000, 45_000_000, 5_000_000)


def test_an_explained_difference_has_one_agreed_total() -> None:
    assert measured_gbp([51_200_000], explained=True) == 51_200_000
    assert measured_gbp([51_200_000, 51_200_000], explained=True) == 51_200_000
    with pytest.raises(MechanismError, match="give the one total that was agreed"):
        measured_gbp([50_000_000, 51_200_000], explained=True)
    with pytest.raises(NotKnown, match="no figure for the balance on 31 March 2026"):
        measured_gbp([], explained=False)


def test_equal_pay_and_early_years_are_taken_off_and_stay_with_the_council() -> None:
    """50.0 of which 1.5 equal pay and 2.5 early years: 46.0 eligible, 41.4 paid; 4.6 + 4.0 = 8.6 left."""
    told = stability_grant([50_000_000], explained=True, ineligible_gbp=1_500_000 + 2_500_000)
    assert (told.eligible_gbp, told.grant_gbp, told.residual_gbp) == (46_000_000, 41_400_000, 8_600_000)
    whole = stability_grant([5_000_000], explained=True, ineligible_gbp=6_000_000)
    assert (whole.eligible_gbp, whole.grant_gbp, whole.residual_gbp) == (0, 0, 5_000_000)
    with pytest.raises(MechanismError, match="ineligible spending must not be below zero"):
        stability_grant([5_000_000], explained=True, ineligible_gbp=-1)


def test_without_an_approved_plan_nothing_is_paid() -> None:
    told = stability_grant([50_000_000], explained=True, plan_approved=False)
    assert (told.eligible_gbp, told.grant_gbp, told.residual_gbp) == (50_000_000, 0, 50_000_000)


def test_a_council_with_a_surplus_on_the_day_gets_nothing_and_keeps_it() -> None:
    told = stability_grant([-12_000_000], explained=True)
    assert (told.grant_gbp, told.residual_gbp) == (0, -12_000_000)
    again = stability_grant([-12_000_000], explained=True, former_agreement="gross", added_back_gbp=20_000_000)
    assert (again.eligible_gbp, again.grant_gbp, again.residual_gbp) == (
        0,
        0,
        -12_000_000,
    )  # no deficit was held on the day


def test_another_rate_is_a_dial() -> None:
    assert stability_grant([50_000_000], explained=True, rate=0.5).grant_gbp == 25_000_000
    with pytest.raises(MechanismError, match="the rate of the grant must lie between 0 and 1"):
        stability_grant([50_000_000], explained=True, rate=90)


def test_a_former_safety_valve_council_three_ways() -> None:
    """30.0 left after 20.0 received.

    net                  90% of 30.0                          = 27.0, 3.0 left
    gross                90% of 50.0 = 45.0, but only 30.0 are there = 30.0, nothing left
    gross, less received 45.0 - 20.0                          = 25.0, 5.0 left: 10% of all that there ever was
    """
    net = stability_grant([30_000_000], explained=True)
    gross = stability_grant([30_000_000], explained=True, former_agreement="gross", added_back_gbp=20_000_000)
    less = stability_grant(
        [30_000_000], explained=True, former_agreement="gross_less_received", added_back_gbp=20_000_000
    )
    assert (net.grant_gbp, net.residual_gbp) == (27_000_000, 3_000_000)
    assert (gross.base_gbp, gross.grant_gbp, gross.residual_gbp) == (50_000_000, 30_000_000, 0)
    assert (less.base_gbp, less.grant_gbp, less.residual_gbp) == (50_000_000, 25_000_000, 5_000_000)


def test_money_received_that_is_not_known_is_not_nothing() -> None:
    with pytest.raises(NotKnown, match="what is not known is not nothing"):
        stability_grant([30_000_000], explained=True, former_agreement="gross")
    with pytest.raises(MechanismError, match="former_agreement must be one of net, gross, gross_less_received"):
        stability_grant([30_000_000], explained=True, former_agreement="half")  # ty: ignore[invalid-argument-type]


def test_draws_and_what_is_not_known_in_one_of_them() -> None:
    balances = np.array([10e6, -1e6, math.nan, 20e6])
    told = stability_grant([balances], explained=True, plan_approved=np.array([True, True, True, False]))
    np.testing.assert_array_equal(told.grant_gbp, [9e6, 0, math.nan, 0])
    np.testing.assert_array_equal(told.residual_gbp, [1e6, -1e6, math.nan, 20e6])
    refused = stability_grant([math.nan], explained=True, plan_approved=False)
    assert refused.grant_gbp == 0  # that nothing is paid is known, though what is held is not
    assert np.isnan(refused.residual_gbp)
    lower = stability_grant([balances, np.array([8e6, 8e6, 8e6, math.nan])], explained=False)
    np.testing.assert_array_equal(lower.base_gbp, [8e6, -1e6, math.nan, math.nan])


def test_the_size_of_it_for_england() -> None:
    """About 5 billion of grant and 0.5 left are 5.5 of deficits. CCN's 6.6 billion would be 5.94 of grant."""
    assert stability_grant([5_500_000_000], explained=True).residual_gbp == pytest.approx(550_000_000, abs=0.5)
    assert stability_grant([6_600_000_000], explained=True).grant_gbp == pytest.approx(5_940_000_000, abs=0.5)
