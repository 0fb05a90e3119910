"""Stories of what comes after the grant: two more years, help that nobody has put a figure on, and 31 March 2028."""

from __future__ import annotations

import datetime as dt
import math

import numpy as np
import pytest

from portcullis.model.mechanism import (
    ENGLAND_EXTRA_2028_29_GBP,
    ENGLAND_GAP_2028_29_GBP,
    ENGLAND_NEW_2026_28_GBP,
    ENGLAND_RESIDUAL_GBP,
    EXCEPTIONAL_FINANCIAL_SUPPORT,
    SHOWN_RATES,
    MechanismError,
    NotKnown,
    StaleReserves,
    budget_shortfall_gbp,
    exposure_gbp,
    headroom_gbp,
    held_at_override_end_gbp,
    of_service_budget_pct,
    override_covers,
    override_end,
    per_resident_gbp,
    recent_reserves_gbp,
    report_month,
    section_114_probability,
    support_gbp,
    unmet_gap_gbp,
)

TODAY = dt.date(2026, 11, 24)


def test_help_of_none_half_and_nine_tenths() -> None:
    assert [support_gbp(60_000_000, rate) for rate in SHOWN_RATES] == [0, 30_000_000, 54_000_000]
    assert support_gbp(-5_000_000, 0.9) == 0  # a surplus needs none


def test_a_rate_that_nobody_has_said_is_not_nothing() -> None:
    with pytest.raises(NotKnown, match="has not been said: give a rate from 0 to 1"):
        support_gbp(60_000_000)
    with pytest.raises(MechanismError, match="the rate of support must lie between 0 and 1"):
        support_gbp(60_000_000, 90)
    with pytest.raises(MechanismError, match="between 0 and 1"):
        support_gbp(60_000_000, math.nan)


def test_what_is_held_on_31_march_2028() -> None:
    """5.0 left after the grant, 60.0 of two more years, half of it helped with: 5.0 + 60.0 - 30.0 = 35.0."""
    assert held_at_override_end_gbp(5_000_000, 60_000_000, 30_000_000) == 35_000_000


def test_england_with_no_more_help() -> None:
    """0.5 + 8.6 = 9.1 billion. In 2028-29 a gap of 6.3, less 3.5 of extra money, leaves 2.8 open."""
    assert held_at_override_end_gbp(ENGLAND_RESIDUAL_GBP, ENGLAND_NEW_2026_28_GBP) == 9_100_000_000
    assert unmet_gap_gbp(ENGLAND_GAP_2028_29_GBP, ENGLAND_EXTRA_2028_29_GBP) == 2_800_000_000


def test_nothing_falls_due_while_the_override_covers_it_and_all_of_it_the_day_after() -> None:
    end = override_end(TODAY)
    assert exposure_gbp(35_000_000, override_covers(end, end)) == 0
    assert exposure_gbp(35_000_000, override_covers(end + dt.timedelta(days=1), end)) == 35_000_000
    assert exposure_gbp(-2_000_000, covered=False) == 0  # a surplus exposes nobody


def test_as_pounds_a_head_and_against_a_year_s_budget() -> None:
    """35.0 million: among 500,000 residents 70 pounds each; of 700 million 5%."""
    assert per_resident_gbp(35_000_000, 500_000) == 70
    assert of_service_budget_pct(35_000_000, 700_000_000) == 5
    with pytest.raises(MechanismError, match="residents must be above zero"):
        per_resident_gbp(1, 0)
    with pytest.raises(MechanismError, match="budget for services must be above zero"):
        of_service_budget_pct(1, 0)


def test_reserves_older_than_two_years_are_refused_with_a_reason() -> None:
    assert recent_reserves_gbp(40_000_000, dt.date(2025, 3, 31), TODAY) == 40_000_000
    assert recent_reserves_gbp(40_000_000, dt.date(2024, 11, 24), TODAY) == 40_000_000  # two years to the day
    with pytest.raises(StaleReserves, match="reserves are those of 2018-03-31, more than 2 years before 2026-11-24"):
        recent_reserves_gbp(40_000_000, dt.date(2018, 3, 31), TODAY)
    with pytest.raises(StaleReserves, match="2024-11-23"):
        recent_reserves_gbp(40_000_000, dt.date(2024, 11, 23), TODAY)
    with pytest.raises(StaleReserves, match="are a forecast"):
        recent_reserves_gbp(40_000_000, dt.date(2027, 3, 31), TODAY)
    with pytest.raises(NotKnown, match="no figure of usable reserves is known"):
        recent_reserves_gbp(None, None, TODAY)
    assert recent_reserves_gbp(1.0, dt.date(2026, 3, 1), dt.date(2028, 2, 29)) == 1.0  # a day that 2026 has not


def test_headroom_is_what_reserves_leave() -> None:
    """40.0 of reserves and a deficit of 35.0: 5.0 of room; with 52.0, 12.0 short. Covered, all 40.0 are there."""
    assert headroom_gbp(40_000_000, 35_000_000, covered=False) == 5_000_000
    assert headroom_gbp(40_000_000, 52_000_000, covered=False) == -12_000_000
    assert headroom_gbp(40_000_000, 52_000_000, covered=True) == 40_000_000


def test_the_share_of_draws_above_reserves_is_a_chance_and_no_prediction() -> None:
    exposures = np.array([30e6, 39e6, 40e6, 41e6, 55e6])
    assert section_114_probability(exposures, 40e6) == 0.4  # 40 is not larger than 40
    assert "never a prediction of a notice" in (section_114_probability.__doc__ or "")
    for draws in (np.array([math.nan, 1.0]), np.array([])):
        with pytest.raises(NotKnown, match="every draw"):
            section_114_probability(draws, 40e6)


def test_a_budget_gap_against_everything_that_can_meet_it() -> None:
    """A gap of 60.0; savings of 15.0, reserves of 40.0: 5.0 too little. With 8.0 of support agreed, 3.0 to spare."""
    assert budget_shortfall_gbp(60_000_000, 15_000_000, 40_000_000) == 5_000_000
    assert budget_shortfall_gbp(60_000_000, 15_000_000, 40_000_000, 8_000_000) == -3_000_000


def test_a_report_would_come_in_the_december_before() -> None:
    assert report_month("2025-26") == "2024-12"  # what BCP said in January 2024
    assert report_month("2028-29") == "2027-12"


def test_exceptional_support_is_named_and_left_out() -> None:
    assert "is left out" in EXCEPTIONAL_FINANCIAL_SUPPORT
    assert "no rule was found that allows it for a DSG deficit" in EXCEPTIONAL_FINANCIAL_SUPPORT
