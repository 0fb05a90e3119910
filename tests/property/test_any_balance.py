"""What holds of the rules of the money for any balance, rate and set of draws."""

from __future__ import annotations

import datetime as dt
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from portcullis.model.mechanism import (
    FOLLOWS,
    AgreementState,
    FormerAgreement,
    Instalment,
    Report,
    exposure_gbp,
    headroom_gbp,
    in_year_gbp,
    interest_gbp,
    net_gain_gbp,
    payment_gbp,
    stability_grant,
    support_gbp,
    walk,
)

POUNDS = st.integers(-400_000_000, 400_000_000).map(float)
ABOVE = st.integers(0, 400_000_000).map(float)
RATES = st.integers(0, 100).map(lambda pct: pct / 100)
TREATMENTS = st.sampled_from(["net", "gross", "gross_less_received"])


@given(balance=POUNDS, ineligible=ABOVE, back=ABOVE, rate=RATES, approved=st.booleans(), treatment=TREATMENTS)
def test_a_grant_never_exceeds_the_deficit_and_never_makes_money(
    balance: float, ineligible: float, back: float, rate: float, approved: bool, treatment: FormerAgreement
) -> None:
    told = stability_grant(
        [balance], explained=True, ineligible_gbp=ineligible, plan_approved=approved, rate=rate,
        former_agreement=treatment, added_back_gbp=back,
    )  # fmt: skip
    assert 0 <= told.grant_gbp <= max(0.0, balance)
    assert told.grant_gbp + told.residual_gbp == pytest.approx(balance, abs=0.01)
    assert balance <= 0 or told.residual_gbp >= 0
    assert approved or told.grant_gbp == 0


@given(candidates=st.lists(POUNDS, min_size=1, max_size=5))
def test_another_return_can_only_lower_the_grant(candidates: list[float]) -> None:
    one = stability_grant(candidates[:1], explained=False).grant_gbp
    assert stability_grant(candidates, explained=False).grant_gbp <= one


@given(balances=st.lists(st.one_of(POUNDS, st.just(math.nan)), min_size=1, max_size=20), rate=RATES)
def test_draws_are_what_each_of_them_is_alone(balances: list[float], rate: float) -> None:
    draws = np.array(balances)
    functions = [
        lambda value: stability_grant([value], explained=True, rate=rate).grant_gbp,
        lambda value: stability_grant([value, 1_000_000.0], explained=False).residual_gbp,
        lambda value: support_gbp(value, rate),
        lambda value: interest_gbp(value, rate),
        lambda value: net_gain_gbp(value, rate),
        lambda value: exposure_gbp(value, covered=False),
        lambda value: headroom_gbp(5_000_000.0, value, covered=False),
        lambda value: in_year_gbp(1_000_000.0, value, 10.0, 20.0),
        lambda value: payment_gbp(value, AgreementState.SUSPENDED, 3.0)[1],
    ]
    for function in functions:
        np.testing.assert_array_equal(function(draws), [float(function(value)) for value in balances])


@given(
    amounts=st.lists(ABOVE, min_size=1, max_size=8),
    choices=st.lists(st.integers(0, 5), max_size=8),
    months=st.lists(st.integers(0, 59), min_size=16, max_size=16),
)
def test_whatever_the_reports_say_due_is_paid_or_in_arrears(
    amounts: list[float], choices: list[int], months: list[int]
) -> None:
    days = [dt.date(2021 + month // 12, 1 + month % 12, 28) for month in months]
    profile = [Instalment(day, amount) for day, amount in zip(days[:8], amounts, strict=False)]
    state, reports = AgreementState.ON_TRACK, []
    for day, choice in zip(sorted(days[8:]), choices, strict=False):
        could = [after for after in FOLLOWS[state] if after is not AgreementState.ENDED]
        state = could[choice % len(could)]
        reports.append(Report(day, state))
    steps = walk(profile, reports)
    assert sum(step.due_gbp for step in steps) == sum(amounts)
    assert sum(step.paid_gbp for step in steps) + steps[-1].arrears_gbp == pytest.approx(sum(amounts))
    assert [step.on for step in steps] == sorted(step.on for step in steps)
    assert all(step.paid_gbp >= 0 and step.arrears_gbp >= 0 for step in steps)
