"""Stories of an agreement's money: on track, watched, suspended with arrears, revised, resumed, ended."""

from __future__ import annotations

import datetime as dt
import math
from pathlib import Path

import numpy as np
import pytest

from portcullis.model.mechanism import (
    AgreementState,
    AtEnd,
    Instalment,
    MechanismError,
    Money,
    NotKnown,
    Report,
    Step,
    WrongTransition,
    first_payment_warning,
    last_day,
    next_state,
    payment_gbp,
    profile_of,
    received_of,
    reprofile_warning,
    walk,
)
from portcullis.register import load
from portcullis.vocabulary import Payment

S = AgreementState
D = dt.date
#: 20 million: 8 at once (40%), then 4 a year.
PROFILE = [
    Instalment(D(2023, 3, 31), 8_000_000), Instalment(D(2024, 3, 31), 4_000_000),
    Instalment(D(2025, 3, 31), 4_000_000), Instalment(D(2026, 3, 31), 4_000_000),
]  # fmt: skip


def told(steps: list[Step]) -> list[tuple[str, str, float, float, float]]:
    """Steps in millions, as a table."""

    def millions(amount_gbp: Money) -> float:
        return float(amount_gbp) / 1e6

    return [
        (str(step.on), str(step.state), millions(step.due_gbp), millions(step.paid_gbp), millions(step.arrears_gbp))
        for step in steps
    ]


def test_on_track_every_instalment_is_paid_on_its_day() -> None:
    assert told(walk(PROFILE)) == [
        ("2023-03-31", "on_track", 8, 8, 0),
        ("2024-03-31", "on_track", 4, 4, 0),
        ("2025-03-31", "on_track", 4, 4, 0),
        ("2026-03-31", "on_track", 4, 4, 0),
        ("2026-04-01", "ended", 0, 0, 0),
    ]


def test_watched_suspended_revised_and_resumed_with_its_arrears() -> None:
    """Nothing in March 2024 (4 behind), resumed in September 2024: 4 at once, and then as planned."""
    reports = [
        Report(D(2023, 9, 30), S.ENHANCED_MONITORING), Report(D(2024, 3, 21), S.SUSPENDED),
        Report(D(2024, 7, 1), S.REVISED), Report(D(2024, 9, 1), S.RESUMED),
    ]  # fmt: skip
    assert told(walk(PROFILE, reports)) == [
        ("2023-03-31", "on_track", 8, 8, 0),
        ("2024-03-31", "suspended", 4, 0, 4),
        ("2024-09-01", "resumed", 0, 4, 0),
        ("2025-03-31", "resumed", 4, 4, 0),
        ("2026-03-31", "resumed", 4, 4, 0),
        ("2026-04-01", "ended", 0, 0, 0),
    ]


def test_suspended_to_the_end_what_was_withheld_stays_unpaid_unless_the_switch_says_otherwise() -> None:
    """Suspended in March 2024: three times 4 = 12 in arrears on the day when the scheme ended."""
    reports = [Report(D(2024, 3, 21), S.SUSPENDED)]
    after: dict[AtEnd, tuple[float, float]] = {"nothing": (0, 12), "arrears": (12, 0), "everything": (12, 0)}
    for at_end, (paid, arrears) in after.items():
        assert told(walk(PROFILE, reports, at_end=at_end))[-1] == ("2026-04-01", "ended", 0, paid, arrears)


def test_instalments_after_the_end_are_nil_unless_everything_is_paid() -> None:
    later = [*PROFILE, Instalment(D(2027, 3, 31), 5_000_000)]
    assert told(walk(later))[-1] == ("2027-03-31", "ended", 5, 0, 0)
    assert told(walk(later, at_end="arrears"))[-1] == ("2027-03-31", "ended", 5, 0, 0)
    assert told(walk(later, at_end="everything"))[-1] == ("2027-03-31", "ended", 5, 5, 0)
    assert told(walk(later, ended=None))[-1] == ("2027-03-31", "on_track", 5, 5, 0)  # if the scheme had gone on


def test_a_report_of_the_day_decides_on_the_instalment_of_that_day() -> None:
    (first, *_) = walk(PROFILE, [Report(D(2023, 3, 31), S.SUSPENDED)])
    assert (first.state, first.paid_gbp, first.arrears_gbp) == (S.SUSPENDED, 0, 8_000_000)


@pytest.mark.parametrize(
    ("state", "paid", "arrears"),
    [
        (S.ON_TRACK, 6, 0), (S.RESUMED, 6, 0), (S.ENHANCED_MONITORING, 0, 6), (S.SUSPENDED, 0, 6), (S.REVISED, 0, 6),
        (S.ENDED, 0, 2),
    ],
)  # fmt: skip
def test_an_instalment_of_4_with_2_in_arrears(state: AgreementState, paid: float, arrears: float) -> None:
    assert payment_gbp(4.0, state, 2.0) == (paid, arrears)


def test_an_instalment_that_nobody_has_published_stays_unknown() -> None:
    """Dorset was paid nothing in 2023-24; how much had been due was not found, so neither is what is behind."""
    (step, end) = walk([Instalment(D(2024, 3, 31), math.nan)], [Report(D(2024, 3, 21), S.SUSPENDED)])
    assert step.paid_gbp == 0
    assert math.isnan(float(step.arrears_gbp))
    assert end.paid_gbp == 0
    assert math.isnan(float(end.arrears_gbp))
    assert payment_gbp(math.nan, S.ENDED, 3.0) == (0, 3)  # after the end it is nil, whatever it was


def test_draws_go_through_the_same_states() -> None:
    paid, arrears = payment_gbp(np.array([1.0, 2.0]), S.SUSPENDED, 3.0)
    np.testing.assert_array_equal(paid, [0, 0])
    np.testing.assert_array_equal(arrears, [4, 5])


def test_a_wrong_step_says_what_could_have_followed() -> None:
    assert next_state(S.SUSPENDED, S.RESUMED) is S.RESUMED
    assert next_state(S.SUSPENDED, S.SUSPENDED) is S.SUSPENDED
    with pytest.raises(
        WrongTransition, match="cannot go from suspended to on_track; after suspended can come: revised"
    ):
        next_state(S.SUSPENDED, S.ON_TRACK)
    with pytest.raises(WrongTransition, match="after ended can come: nothing"):
        next_state(S.ENDED, S.RESUMED)
    with pytest.raises(WrongTransition, match="2024-01-01: an agreement cannot go from on_track to revised"):
        walk(PROFILE, [Report(D(2024, 1, 1), S.REVISED)])
    with pytest.raises(MechanismError, match="no report can follow the end on 2026-04-01: 2026-05-01"):
        walk(PROFILE, [Report(D(2026, 5, 1), S.SUSPENDED)])


def test_a_switch_with_a_name_that_nobody_knows_is_refused() -> None:
    with pytest.raises(MechanismError, match="at_end must be one of nothing, arrears, everything"):
        payment_gbp(1.0, S.ENDED, at_end="all")  # ty: ignore[invalid-argument-type]


def test_a_first_payment_far_from_40_percent_is_worth_a_second_look() -> None:
    """56.8 of 142 is 40.0%. 6 of 20, as in the first round, is 30%: usual then, and said so."""
    assert first_payment_warning(56_800_000, 142_000_000) == ""
    assert "30.0% of the total" in first_payment_warning(6_000_000, 20_000_000)
    with pytest.raises(MechanismError, match="a total above zero"):
        first_payment_warning(1.0, 0.0)


def test_the_pattern_in_the_register(real_register: Path) -> None:
    """First payments with a year and a total: about 40% from 2021-22 on, without exception; 29 to 33% in 2020-21."""
    near, far = {}, {}
    for agreement in load(real_register).agreements:
        year = agreement.round
        total = next((version.total_gbp for version in agreement.version if version.total_gbp), None)
        paid = [each for each in (*agreement.payment_made, *agreement.payment_due) if each.period == year]
        if total and paid and paid[0].amount_gbp:
            pct = round(100 * paid[0].amount_gbp / total, 1)
            (far if first_payment_warning(paid[0].amount_gbp, total) else near)[agreement.slug] = (year, pct)
    assert {year for year, _ in far.values()} == {"2020-21"}
    assert {slug: pct for slug, (_, pct) in far.items()} == {
        "bury": 29.3, "hammersmith-and-fulham": 30.0, "kingston-upon-thames": 33.3, "richmond-upon-thames": 30.0,
    }  # fmt: skip
    assert {slug: pct for slug, (_, pct) in near.items()} == {
        "bristol": 40.0, "isle-of-wight": 40.0, "kent": 40.0, "kirklees": 40.3, "merton": 40.1, "rotherham": 41.6,
        "slough": 40.0, "south-gloucestershire": 42.0, "surrey": 40.5,
    }  # fmt: skip


def test_a_changed_profile_keeps_its_total() -> None:
    assert reprofile_warning(20_000_000, 20_000_000) == ""
    assert "from £20,000,000 to £22,000,000" in reprofile_warning(20_000_000, 22_000_000)


def due(**said: object) -> Payment:
    return Payment.model_validate({"sources": ["a_paper"], **said})


def test_the_register_gives_a_profile_and_keeps_apart_what_has_no_single_year() -> None:
    profile = profile_of(
        [
            due(period="2021-22", amount_gbp=4_000_000),
            due(period="2020-21", amount_gbp=6_000_000),
            due(period="2022-23", missing="not found"),
            due(from_year="2023-24", to_year="2025-26", amount_gbp=9_000_000),
            due(period="2021-22", amount_gbp=5_000_000, overlaps=True),
        ]
    )
    assert [each.due for each in profile.instalments] == [D(2021, 3, 31), D(2022, 3, 31), D(2023, 3, 31)]
    assert [each.amount_gbp for each in profile.instalments[:2]] == [6_000_000, 4_000_000]
    assert math.isnan(float(profile.instalments[2].amount_gbp))
    assert [payment.when for payment in profile.undated] == ["2023-24 to 2025-26", "2021-22"]
    assert last_day(profile.undated[0]) == D(2026, 3, 31)
    assert last_day(due(cumulative_to="2024-11", amount_gbp=1)) == D(2024, 11, 30)
    assert last_day(due(after="2024-11", amount_gbp=1)) is None


def test_money_received_is_summed_as_far_as_it_is_known() -> None:
    """21.5 in 2023-24, and 27.0 in all by January 2025: 27.0 and not 48.5. No amount at all is not nothing."""
    made = [
        due(period="2023-24", amount_gbp=21_500_000),
        due(cumulative_to="2025-01", amount_gbp=27_000_000, overlaps=True),
    ]
    assert received_of(made).known_gbp == 27_000_000
    some = received_of([due(period="2023-24", amount_gbp=5), due(period="2024-25", missing="not found")])
    assert (some.known_gbp, some.missing) == (5, ("2024-25: not found",))
    assert received_of(made, 27_000_000).whole_gbp == 27_000_000
    with pytest.raises(NotKnown, match="paid beyond 2023-24, all to January 2025 is not recorded"):
        assert received_of(made, 53_790_000).whole_gbp
    nothing_in_a_year = received_of([due(period="2023-24", amount_gbp=0)], 42_000_000)
    assert (nothing_in_a_year.known_gbp, nothing_in_a_year.complete) == (0, False)
    assert received_of([]).known_gbp is None
    assert received_of([]).missing == ("No payment is recorded.",)
