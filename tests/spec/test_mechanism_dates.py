"""Stories of the dates: when the override was to end, as it stood on a day; what is covered; when the scheme ended."""

from __future__ import annotations

import datetime as dt

import pytest

from portcullis.model.mechanism import (
    CENTRAL_FROM,
    CLOSED_TO_NEW,
    EXISTING_SUPPORT_UNTIL,
    FIRST_CENTRAL_YEAR,
    FIRST_COVERED,
    GRANT_PAYABLE,
    MEASURED,
    NEW_ASSESSMENTS_FROM,
    RING_FENCE_FROM,
    SCHEME_ENDED,
    MechanismError,
    NotKnown,
    agreement_can_be_made,
    agreement_in_force,
    met_centrally,
    override_covers,
    override_end,
    override_end_known,
)

D = dt.date


def test_the_dates_of_section_0() -> None:
    days = [RING_FENCE_FROM, FIRST_COVERED, CLOSED_TO_NEW, MEASURED, SCHEME_ENDED, CENTRAL_FROM]
    assert [day.isoformat() for day in days] == [
        "2020-02-21", "2020-04-01", "2024-12-04", "2026-03-31", "2026-04-01", "2028-04-01",
    ]  # fmt: skip
    told = [GRANT_PAYABLE, FIRST_CENTRAL_YEAR, NEW_ASSESSMENTS_FROM, EXISTING_SUPPORT_UNTIL]
    assert told == ["autumn 2026", "2028-29", "2029-09", "2030-09"]


@pytest.mark.parametrize(
    ("as_of", "end"),
    [
        (D(2021, 3, 31), D(2023, 3, 31)),  # the first regulations
        (D(2022, 12, 12), D(2023, 3, 31)),  # the day before the second were made
        (D(2022, 12, 13), D(2026, 3, 31)),
        (D(2024, 12, 31), D(2026, 3, 31)),  # "as the law stood in December 2024"
        (D(2025, 6, 19), D(2026, 3, 31)),
        (D(2025, 6, 20), D(2028, 3, 31)),  # announced
        (D(2026, 11, 24), D(2028, 3, 31)),
    ],
)
def test_a_finance_officer_asks_on_a_day_when_the_override_ends(as_of: dt.date, end: dt.date) -> None:
    assert override_end(as_of) == end


def test_the_third_end_is_announced_and_its_regulations_were_not_found() -> None:
    second, third = override_end_known(D(2023, 2, 1)), override_end_known(D(2026, 11, 24))
    assert (second.certainty, second.in_force) == ("law", D(2023, 1, 31))
    assert (third.certainty, third.in_force) == ("official", None)


def test_before_november_2020_there_was_none() -> None:
    with pytest.raises(NotKnown, match="no statutory override on 2020-06-01"):
        override_end(D(2020, 6, 1))


def test_the_first_and_the_last_day_are_covered_and_no_other() -> None:
    end = override_end(D(2026, 11, 24))
    days = [D(2020, 3, 31), D(2020, 4, 1), D(2026, 4, 1), D(2028, 3, 31), D(2028, 4, 1)]
    assert [override_covers(day, end) for day in days] == [False, True, True, True, False]
    with pytest.raises(MechanismError, match="its first day was 1 April 2020"):
        override_covers(D(2026, 4, 1), D(2019, 3, 31))


def test_from_2028_29_the_cost_is_to_be_met_centrally() -> None:
    assert [met_centrally(year) for year in ("2026-27", "2027-28", "2028-29", "2030-31")] == [False, False, True, True]
    with pytest.raises(ValueError, match="write it as 2024-25"):
        met_centrally("2028")


def test_nobody_could_join_from_4_december_2024_and_no_agreement_is_in_force_from_1_april_2026() -> None:
    assert agreement_can_be_made(D(2024, 12, 3))
    assert not agreement_can_be_made(D(2024, 12, 4))
    assert agreement_in_force(D(2026, 3, 31))
    assert not agreement_in_force(D(2026, 4, 1))
