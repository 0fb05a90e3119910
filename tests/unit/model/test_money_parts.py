"""Parts of the money model: unit costs, counts without holes, Safety Valve money, funding, policies."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from portcullis.model.money.funding import expected
from portcullis.model.money.ledger import SafetyValve
from portcullis.model.money.policy import Policy
from portcullis.model.money.unit_costs import INDEPENDENT, change_noise, setting_weights, shrunk
from portcullis.model.money.valve import received_gbp, unknown_total_gbp
from portcullis.model.money.volumes import financial_year_counts, january_counts
from portcullis.vocabulary import parse_setting

from .invented import panel, put

EVEN = SafetyValve(
    slug="a", name="A", began=2021, ends=2025, balance_year=2025, total_gbp=100e6, payment_state="paying", stopped=None
)


def deal(**changes: Any) -> SafetyValve:
    """An agreement of five years and a hundred million, with something changed."""
    return replace(EVEN, **changes)


LUCK = np.random.default_rng(1).standard_normal((2, 500))


def test_an_even_deal_is_paid_whole_by_its_last_year() -> None:
    paid = received_gbp(deal(), 2021, 2025, LUCK, 0.0)
    assert np.allclose(paid.sum(axis=0), 100e6, atol=5)
    assert (paid >= 0).all()
    first = paid[0] / 100e6
    assert 0.12 < np.quantile(first, 0.05) < 0.22 < np.quantile(first, 0.95) < 0.55


def test_what_was_paid_in_a_year_is_kept_as_reported() -> None:
    paid = received_gbp(deal(paid={2021: 40e6, 2023: 0.0}), 2021, 2025, LUCK, 0.0)
    assert (paid[0] == 40e6).all()
    assert (paid[2] == 0).all()


def test_a_run_of_years_adds_up_to_what_was_reported() -> None:
    paid = received_gbp(deal(paid_runs=((2021, 2023, 60e6),)), 2021, 2025, LUCK, 0.0)
    assert np.allclose(paid[:3].sum(axis=0), 60e6, atol=3)


def test_a_suspended_deal_is_not_paid_any_more_and_nothing_is_after_the_scheme() -> None:
    paid = received_gbp(deal(stopped=2023, ends=2029), 2021, 2029, LUCK, 0.0)
    assert (paid[2:] == 0).all()
    going_on = received_gbp(deal(ends=2029), 2021, 2029, LUCK, 0.0)
    assert (going_on[5:] == 0).all()
    in_full = received_gbp(deal(ends=2029), 2021, 2029, LUCK, 0.0, in_full=True)
    assert np.allclose(in_full.sum(axis=0), 100e6, atol=9)


def test_an_unknown_total_is_a_range_around_the_mean_of_what_is_left() -> None:
    agreements = {"a": deal(), "b": deal(total_gbp=None), "c": deal(total_gbp=None)}
    left = unknown_total_gbp(agreements, 160e6)
    assert left == 30e6
    paid = received_gbp(agreements["b"], 2021, 2025, LUCK, left).sum(axis=0)
    assert 0 <= paid.min() < 6e6
    assert 54e6 < paid.max() <= 60e6
    assert unknown_total_gbp({"a": deal()}, 50e6) == 0.0


def test_a_window_that_opens_later_shows_the_same_payments() -> None:
    whole = received_gbp(deal(paid_runs=((2021, 2023, 60e6),)), 2021, 2025, LUCK, 0.0)
    later = received_gbp(deal(paid_runs=((2021, 2023, 60e6),)), 2023, 2025, LUCK, 0.0)
    assert (whole[2:] == later).all()


def test_a_council_with_few_places_is_drawn_towards_its_region() -> None:
    own = np.array([80_000.0, 80_000.0, 200_000.0, 60_000.0])
    places = np.array([400.0, 400.0, 8.0, 400.0])
    cost, weight = shrunk(own, places, ["N", "N", "N", "S"], 1.0)
    assert cost[2] < 140_000
    assert weight[2] < weight[0] < 1
    assert abs(cost[0] - 80_000) < 4_000
    assert cost[3] < cost[0]


def test_a_council_without_a_line_has_its_regions_cost() -> None:
    cost, weight = shrunk(np.array([50_000.0, 90_000.0, 0.0]), np.array([900.0, 900.0, 30.0]), ["N", "S", "S"], 1.0)
    assert weight[2] == 0
    assert 70_000 < cost[2] < 90_000


def test_noise_of_a_line_is_what_one_council_moves_beyond_all() -> None:
    rng = np.random.default_rng(3)
    places = np.full(4000, 100.0)
    first = np.full(4000, 70_000.0)
    then = first * 1.1 * np.exp(np.sqrt(2 * 0.5 / places) * rng.standard_normal(4000))
    assert change_noise(first, then, places) == pytest.approx(0.5, rel=0.1)


def test_weights_of_settings_come_back_and_none_is_below_zero() -> None:
    rng = np.random.default_rng(5)
    plans = rng.uniform(100, 3000, (200, 6))
    true = np.array([15_000, 22_000, 0, 18_000, 8_000, 9_000.0])
    found = setting_weights(plans @ true * np.exp(0.02 * rng.standard_normal(200)), plans)
    assert found[INDEPENDENT] == 0
    assert np.abs(found - true).max() < 2_500
    plans[:, 4] *= -1  # the more, the less was spent: held at nothing
    lowest = setting_weights(np.abs(plans) @ true - 20_000 * np.abs(plans[:, 4]), np.abs(plans))
    assert (lowest >= 0).all()
    assert lowest[4] == 0


def test_counts_have_no_holes_where_a_council_has_any_count() -> None:
    given = panel(6)
    put(given, "stock", 0, 2023, float("nan"))
    put(given, "stock", 1, 2025, 10.0, suspect=True)
    for name in ("mainstream", "special_state"):
        put(given, name, 2, 2024, float("nan"))
    counts = january_counts(given, 2019, 2025)
    assert all(not np.isnan(found).any() for found in counts.values())
    between = counts[2023][0].sum()
    assert counts[2022][0].sum() < between < counts[2024][0].sum()
    assert counts[2025][1].sum() > counts[2024][1].sum()
    share = counts[2024][2] / counts[2024][2].sum()
    near = counts[2023][2] / counts[2023][2].sum()
    assert np.allclose(share, near)


def test_a_financial_year_lies_between_its_januaries() -> None:
    counts = {2024: np.array([[100.0]]), 2025: np.array([[200.0]])}
    assert financial_year_counts(counts, 2024)[0, 0] == 175.0


def test_funding_after_the_last_allocation() -> None:
    now = expected(2023, 2030, [0.1, 0.1], 2.0)
    assert now.mean[2024] == pytest.approx(np.log(1.043))
    assert now.mean[2026] == 0.0
    assert now.mean[2027] == pytest.approx(np.log(1.02))
    then = expected(2022, 2026, [0.12, 0.12, 0.1], 2.0)
    assert then.mean[2023] == pytest.approx(0.11)
    assert then.england_sd[2023] == 0.04


def test_a_later_setting_of_the_same_dial_and_year_holds() -> None:
    policy = Policy((parse_setting("funding_growth_pct=1@2027"), parse_setting("funding_growth_pct=5@2028-2029")))
    assert [policy.number("funding_growth_pct", year) for year in (2026, 2027, 2028, 2029, 2030)] == [2, 1, 5, 5, 1]
    assert policy.given("fees_cap_pct", 2028) is None
    assert Policy((parse_setting("override_end=2030-03-31"),)).override_end == 2030


def test_switches_of_demand_that_change_nothing_are_left_out() -> None:
    policy = Policy(
        (parse_setting("refusals=1@2027"), parse_setting("requests_held@2028"), parse_setting("exits=2@2026"))
    )
    assert [str(one) for one in policy.switches] == ["requests_held@2028", "exits=2@2026"]
