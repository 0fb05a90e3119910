"""Stories of money moved from the schools block: who decides, for how long, and what is left of it."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from portcullis.model.mechanism import (
    MechanismError,
    NotKnown,
    allowed_gbp,
    burden_rate,
    decided_by,
    forum_limit_gbp,
    net_gain_gbp,
    request_by,
    transfer_of_year_gbp,
)

SCHOOLS = 109_000_000  # as in Torbay, where half a percent is 545,000


def test_the_forum_may_agree_to_half_a_percent() -> None:
    assert forum_limit_gbp(SCHOOLS) == 545_000
    assert decided_by(545_000, SCHOOLS, forum_agrees=True) == "forum"
    assert allowed_gbp(545_000, SCHOOLS, forum_agrees=True) == 545_000


def test_a_penny_more_goes_to_the_secretary_of_state() -> None:
    assert decided_by(545_000.01, SCHOOLS, forum_agrees=True) == "secretary_of_state"
    assert decided_by(545_001, SCHOOLS, forum_agrees=True) == "secretary_of_state"
    assert allowed_gbp(1_635_000, SCHOOLS, forum_agrees=True) == 545_000  # refused above: the forum's half percent
    assert allowed_gbp(1_635_000, SCHOOLS, forum_agrees=True, secretary_of_state_agrees=True) == 1_635_000


def test_what_the_forum_refuses_only_the_secretary_of_state_can_allow() -> None:
    assert decided_by(300_000, SCHOOLS, forum_agrees=False) == "secretary_of_state"
    assert allowed_gbp(300_000, SCHOOLS, forum_agrees=False) == 0
    assert allowed_gbp(300_000, SCHOOLS, forum_agrees=False, secretary_of_state_agrees=True) == 300_000
    assert decided_by(0, SCHOOLS, forum_agrees=False) == "nobody"


def test_a_transfer_lasts_one_year() -> None:
    agreed = {"2024-25": 545_000.0}
    assert transfer_of_year_gbp(agreed, "2024-25") == 545_000
    assert transfer_of_year_gbp(agreed, "2025-26") == 0  # nobody asked again
    with pytest.raises(ValueError, match="write it as 2024-25"):
        transfer_of_year_gbp({"2024": 1.0}, "2024-25")


def test_the_day_by_which_it_had_to_be_asked_for() -> None:
    assert request_by("2025-26") == dt.date(2024, 11, 18)
    assert request_by("2026-27") == dt.date(2025, 11, 17)
    with pytest.raises(NotKnown, match="2027-28 had to be asked for was not found"):
        request_by("2027-28")


def test_protected_schools_leave_the_burden_to_the_rest() -> None:
    """545,000 out of schools with 43.6 million between them are 1.25% of their budgets, not 0.5%."""
    assert burden_rate(545_000, 43_600_000) == 0.0125
    with pytest.raises(MechanismError, match="above zero"):
        burden_rate(545_000, 0)


def test_some_of_the_money_comes_back_as_top_up() -> None:
    """A third and a bit returned, 40% of 545,000 = 218,000: 327,000 are gained."""
    assert net_gain_gbp(545_000, 0.4) == 327_000
    np.testing.assert_array_equal(net_gain_gbp(545_000, np.array([0.0, 0.5, 1.0])), [545_000, 272_500, 0])
    with pytest.raises(MechanismError, match="the return rate must lie between 0 and 1"):
        net_gain_gbp(545_000, 40)
