"""Payments, arrears, treatments and reserves of the ten councils, worked by hand: what is not known stays so.

In: the register that ships. The numbers were worked out apart, as in `test_mechanism_ten_councils`.
"""

from __future__ import annotations

import datetime as dt
import math

import pytest

from portcullis.model.mechanism import (
    AgreementState,
    Instalment,
    NotKnown,
    Report,
    StaleReserves,
    first_payment_warning,
    headroom_gbp,
    net_gbp,
    profile_of,
    received_of,
    recent_reserves_gbp,
    stability_grant,
    walk,
)
from tests.spec.worked import SECTION_251, TODAY, Figures


def test_kent_s_payments(figures: Figures) -> None:
    """56.8 million due in 2022-23 is 40.0% of 142, and 40.6% of the other total, 140. Received: not published."""
    kent = figures.agreement("Kent")
    (version,) = kent.version
    (other,) = version.alternative_total
    (first,) = profile_of(kent.payment_due).instalments
    assert (first.amount_gbp, version.total_gbp, other.total_gbp) == (56_800_000, 142_000_000, 140_000_000)
    assert [first_payment_warning(56_800_000, total) for total in (142_000_000, 140_000_000)] == ["", ""]
    assert [(step.paid_gbp, step.arrears_gbp) for step in walk([first])] == [(56_800_000, 0), (0, 0)]
    received = received_of(kent.payment_made)
    assert received.known_gbp is None
    assert "gave no amounts" in received.missing[0]
    with pytest.raises(NotKnown):  # so any treatment that adds money received back cannot be worked out
        stability_grant([136_000_000], explained=True, former_agreement="gross", added_back_gbp=received.whole_gbp)


def test_kent_s_reserves_are_too_old(figures: Figures) -> None:
    """37,213,000 unallocated + 160,563,000 earmarked at March 2018 = 197,776,000: not set against anything in 2026."""
    held = sum(
        figures.value("Kent", (line, "2017-18", "mhclg_rs_2015_18"))
        for line in ("reserves_unallocated", "reserves_other_earmarked")
    )
    assert held == 197_776_000
    with pytest.raises(StaleReserves, match="2018-03-31, more than 2 years before 2026-11-24"):
        recent_reserves_gbp(held, dt.date(2018, 3, 31), TODAY)


def test_norfolk_s_payments(figures: Figures) -> None:
    """Off track in September 2023, suspended on 21 March 2024. 70 million in all; not one instalment is known."""
    norfolk = figures.agreement("Norfolk")
    assert norfolk.version[0].total_gbp == 70_000_000
    assert (norfolk.payment_due, received_of(norfolk.payment_made).known_gbp) == ((), None)
    reports = [
        Report(dt.date(2023, 9, 30), AgreementState.ENHANCED_MONITORING),  # the register knows the month
        Report(dt.date.fromisoformat(norfolk.state.payment.as_of or ""), AgreementState(norfolk.state.payment.value)),
    ]
    unknown = [Instalment(dt.date(year, 3, 31), math.nan) for year in (2024, 2025, 2026)]
    steps = walk(unknown, reports)
    assert [step.paid_gbp for step in steps] == [0, 0, 0, 0]  # that nothing was paid is known; what is behind is not
    assert all(math.isnan(float(step.arrears_gbp)) for step in steps)


def test_bristol_s_payments_and_three_treatments(figures: Figures) -> None:
    """21.5 million is 39.97% of 53.79; 27 in all were reported by January 2025, and nothing is known after it.

    before the money 56.1 - 21.5 = 34.6 million: the official net figure is 2,505,940 higher, a forecast against outturn
    gross       76.8 + 27.0 = 103.8; 90% = 93.42, but only 76.8 are there       76,800,000, nothing left
    gross less  93.42 - 27.0                                                    66,420,000, 10,380,000 left
    """
    bristol = figures.agreement("Bristol")
    assert first_payment_warning(float(bristol.payment_made[0].amount_gbp or 0), 53_790_000) == ""
    received = received_of(bristol.payment_made, bristol.version[0].total_gbp)
    assert (received.known_gbp, received.complete, bristol.version[0].total_gbp) == (27_000_000, False, 53_790_000)
    before = figures.claim("Bristol", "2024-03-31", "room151_f8ad6f")
    assert (before.value_gbp, before.basis) == (56_100_000, "gross")
    after = net_gbp(before.value_gbp, 21_500_000)
    assert after == 34_600_000
    assert figures.value("Bristol", SECTION_251) - float(after) == 2_505_940
    gross = stability_grant([76_800_000], explained=True, former_agreement="gross", added_back_gbp=27_000_000)
    assert (gross.base_gbp, gross.grant_gbp, gross.residual_gbp) == (103_800_000, 76_800_000, 0)
    less = stability_grant([76_800_000], explained=True, former_agreement="gross_less_received", added_back_gbp=27e6)
    assert (less.grant_gbp, less.residual_gbp) == (66_420_000, 10_380_000)


def test_wiltshire_s_first_payment_is_not_filled_in(figures: Figures) -> None:
    """Before 56,247,000, after 28,706,399: 27,540,601 between them, 41.1% of 67 million. Near the pattern: no proof.

    No payment is recorded, so none is known: that the check is content fills nothing in.
    """
    before, after = figures.claim("Wiltshire", "2024-03-31", "wil_apr24"), figures.value("Wiltshire", SECTION_251)
    assert (before.value_gbp, before.basis) == (56_247_000, "gross")
    assert before.value_gbp - after == 27_540_601
    wiltshire = figures.agreement("Wiltshire")
    assert first_payment_warning(27_540_601, float(wiltshire.version[0].total_gbp or 0)) == ""
    assert received_of(wiltshire.payment_made).known_gbp is None


def test_richmond_was_paid_in_full_and_has_a_recent_reserves_figure(figures: Figures) -> None:
    """6 + 14 = 20 million received of 20. The first 6 are 30%: the first round differs from the later pattern.

    gross       4.5 + 20.0 = 24.5; 90% = 22.05, but only 4.5 are there           4,500,000, nothing left
    gross less  22.05 - 20.0                                                     2,050,000, 2,450,000 left
    reserves    11,068,000 + 101,794,000 at March 2025                           112,862,000
    headroom    112,862,000 - 6,119,544                                          106,742,456
    """
    name = "Richmond upon Thames"
    richmond = figures.agreement(name)
    received = received_of(richmond.payment_made, richmond.version[-1].total_gbp)
    assert (received.whole_gbp, richmond.version[-1].total_gbp) == (20_000_000, 20_000_000)
    assert "30.0%" in first_payment_warning(float(richmond.payment_made[0].amount_gbp or 0), 20_000_000)
    gross = stability_grant([4_500_000], explained=True, former_agreement="gross", added_back_gbp=20_000_000)
    assert (gross.grant_gbp, gross.residual_gbp) == (4_500_000, 0)
    less = stability_grant([4_500_000], explained=True, former_agreement="gross_less_received", added_back_gbp=20e6)
    assert (less.grant_gbp, less.residual_gbp) == (2_050_000, 2_450_000)
    held = sum(
        figures.value(name, (line, "2024-25", "borough_ledger_mhclg"))
        for line in ("reserves_unallocated_recent", "reserves_other_earmarked_recent")
    )
    reserves = recent_reserves_gbp(held, dt.date(2025, 3, 31), TODAY)
    assert reserves == 112_862_000
    assert headroom_gbp(reserves, 6_119_544, covered=False) == 106_742_456


def test_bury_s_payments(figures: Figures) -> None:
    """Due: 6.0 in 2020-21 (29.3% of 20.5), 4.0 in 2021-22, 6.0 after July 2023: 16.0. 4.5 have no year at all.

    Made: nothing is recorded as made; what was unpaid in July 2023 is not known to have been paid.
    """
    bury = figures.agreement("Bury")
    original = bury.version[0]
    assert original.total_gbp == 20_500_000
    profile = profile_of(bury.payment_due)
    assert [(each.due.year, each.amount_gbp) for each in profile.instalments] == [(2021, 6_000_000), (2022, 4_000_000)]
    assert [(each.when, each.amount_gbp) for each in profile.undated] == [("after 12 July 2023", 6_000_000)]
    named = sum(each.amount_gbp or 0 for each in bury.payment_due)
    assert (named, original.total_gbp - named) == (16_000_000, 4_500_000)
    assert "29.3% of the total" in first_payment_warning(6_000_000, 20_500_000)
    assert [step.paid_gbp for step in walk(profile.instalments)] == [6_000_000, 4_000_000, 0]
    assert received_of(bury.payment_made).known_gbp is None
