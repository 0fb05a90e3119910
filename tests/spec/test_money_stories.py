"""The worked examples of docs/money.md, as somebody in a finance team would check them.

Each number typed here stands in the text too, and is compared with what the model gives on the register.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from portcullis.model.money import Fitted, Policy, fit_money
from portcullis.model.money.fitted import LUCK_IN_A_YEAR
from portcullis.model.money.simulate import Flows, Ground, Own, under
from portcullis.store import Store
from portcullis.vocabulary import parse_setting

TEXT = (Path(__file__).parents[2] / "docs" / "money.md").read_text(encoding="utf-8")
KENT = "E10000016"


@pytest.fixture(scope="module")
def fitted(open_real: Store) -> Fitted:
    return fit_money(open_real)


def test_what_kent_spent(fitted: Fitted) -> None:
    """Two allocations, and a deficit that fell: spending was below them but for money that was paid in."""
    purse = fitted.purses[KENT]
    assert round(purse.allocations_gbp / 1e6, 3) == 593.800
    assert round(purse.rise_gbp / 1e6, 3) == -30.414
    assert round((purse.allocations_gbp + purse.rise_gbp) / 2e6, 1) == 281.7
    assert round((purse.allocations_gbp + purse.rise_gbp + 56_800_000) / 2e6, 1) == 310.1
    for said in ("£97.581m", "£67.167m", "£282.136m", "£311.664m", "(593.800 - 30.414) / 2 = £281.7m", "£310.1m"):
        assert said in TEXT


def test_luck_is_taken_off_a_gap() -> None:
    assert LUCK_IN_A_YEAR == 0.3
    assert round(12 - LUCK_IN_A_YEAR / 2 * (12 - 5.5), 1) == 11.0
    assert "12 - 0.15 × 6.5 = 11.0%" in TEXT


def test_the_fitted_numbers_are_those_of_the_text(fitted: Fitted) -> None:
    weights = dict(zip(("mainstream", "special", "independent", "ap", "colleges", "elsewhere"), fitted.costs.weights,
                       strict=True))  # fmt: skip
    assert [round(weights[name], -2) for name in ("mainstream", "special", "ap", "colleges", "elsewhere")] == [
        15_600, 19_200, 14_800, 7_500, 9_700,
    ]  # fmt: skip
    assert round(float(np.median(fitted.costs.independent_gbp)), -3) == 85_000
    assert round(float(np.median(fitted.costs.own_weight)), 2) == 0.71
    assert (round(fitted.follows, 2), round(fitted.gap_share * 100, 1)) == (0.31, 5.5)
    assert round(np.expm1(fitted.growth_others) * 100, 1) == 1.8
    assert round(np.expm1(fitted.growth_independent) * 100, 1) == 5.3
    assert round(np.expm1(fitted.funding.mean[2025]) * 100, 1) == 7.6
    assert len([one for one in fitted.purses.values() if one.state == "known"]) == 148


def turned(*texts: str) -> Policy:
    """A policy with these dials turned."""
    return Policy(tuple(parse_setting(text) for text in texts))


def story(fitted: Fitted, policy: Policy) -> list[float]:
    """A council that owes a hundred million in March 2026, with gaps of twenty and thirty: what it owes each March."""
    purse = fitted.purses["E06000058"]  # no agreement, so that nothing else is paid
    years = 4
    flat = np.zeros((years, 1))
    gap = np.array([[0.0], [0.0], [20e6], [30e6]])
    own = Own(np.array([100e6]), np.array([0.0]), np.array([0.0]), flat, flat, flat, np.zeros((2, 1)), flat)
    found = under(fitted, Ground(purse, own, flat, flat), Flows(flat, flat, gap), policy)
    return [float(value) / 1e6 for value in found.balance_gbp[:, 0]]


def test_a_deficit_of_a_hundred_million(fitted: Fitted) -> None:
    assert story(fitted, Policy()) == [100, 100, 100, 30, 60]
    assert story(fitted, turned("support_pct=50")) == [100, 100, 100, 20, 35]
    assert story(fitted, turned("grant_pct=0")) == [100, 100, 100, 120, 150]
    assert "100 + 20 - 90 = £30m in March 2027 and\n£60m in March 2028" in TEXT
    assert "£20m and £35m" in TEXT


def test_after_the_override_only_its_share_of_the_gap_stays_with_the_council(fitted: Fitted) -> None:
    early = turned("override_end=2026-03-31", "grant_pct=0", "gap_after_pct=0")
    assert story(fitted, early) == [100, 100, 100, 100, 100]
    half = turned("override_end=2027-03-31", "grant_pct=0", "gap_after_pct=50")
    assert story(fitted, half) == [100, 100, 100, 120, 135]
