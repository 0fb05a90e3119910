"""What was known on a day: the newest vintage no later than it, with the corrections made by then.

In: the invented county, where Ambleford's plans have two vintages, Brackwater's new plans a correction, and the grant
no date of publication. Out: what each day shows.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from portcullis.store import Store, queries

AMBLEFORD, BRACKWATER, COLDMARSH = "E99000001", "E99000002", "E99000003"


def shown(store: Store, indicator: str, authority: str, period: str, day: str | None = None) -> dict[str, Any] | None:
    as_of = dt.date.fromisoformat(day) if day else None
    rows = queries.observations(store, indicator=indicator, authority=authority, period=period, as_of=as_of)
    assert len(rows) <= 1
    return rows[0] if rows else None


@pytest.mark.parametrize(
    ("day", "value", "source"),
    [
        ("2024-06-12", None, None),
        ("2024-06-13", 2579, "sen2_2024"),
        ("2025-06-25", 2579, "sen2_2024"),
        ("2025-06-26", 2604, "sen2_2025"),
        (None, 2604, "sen2_2025"),
    ],
)
def test_the_newest_vintage_no_later_than_the_day(
    open_county: Store, day: str | None, value: float | None, source: str | None
) -> None:
    row = shown(open_county, "ehc_plans", AMBLEFORD, "2024", day)
    assert (row and row["value"], row and row["source"]) == (value, source)


def test_all_vintages(open_county: Store) -> None:
    rows = queries.observations(
        open_county, indicator="ehc_plans", authority=AMBLEFORD, period="2024", all_vintages=True
    )
    assert [(row["source"], row["value"], row["newest"]) for row in rows] == [
        ("sen2_2024", 2579, False),
        ("sen2_2025", 2604, True),
    ]
    then = queries.observations(
        open_county, indicator="ehc_plans", authority=AMBLEFORD, period="2024", all_vintages=True,
        as_of=dt.date(2025, 1, 1),
    )  # fmt: skip
    assert [row["source"] for row in then] == ["sen2_2024"]


def test_a_correction_counts_from_the_day_on_which_it_was_made(open_county: Store) -> None:
    for day, value, status, correction in (
        ("2025-06-26", 2162, "published", None),
        ("2025-08-31", 2162, "published", None),
        ("2025-09-01", 245, "derived", "brackwater-county-total"),
        (None, 245, "derived", "brackwater-county-total"),
    ):
        row = shown(open_county, "new_ehc_plans", BRACKWATER, "2022", day)
        assert row is not None
        assert (row["value"], row["status"], row["correction"]) == (value, status, correction), day
        assert (row["value_as_published"], row["status_as_published"]) == (2162, "published")


def test_a_correction_known_to_the_month_counts_from_its_end(open_county: Store) -> None:
    for day, status in (("2025-10-01", "published"), ("2025-10-30", "published"), ("2025-10-31", "suspect")):
        row = shown(open_county, "residential_placements", COLDMARSH, "2025", day)
        assert row is not None
        assert (row["value"], row["status"]) == (0, status), day


def test_without_a_date_of_publication_a_value_counts_from_the_day_it_was_retrieved(open_county: Store) -> None:
    assert shown(open_county, "dsg_total_allocation", AMBLEFORD, "2024-25", "2025-03-09") is None
    row = shown(open_county, "dsg_total_allocation", AMBLEFORD, "2024-25", "2025-03-10")
    assert row is not None
    assert row["published"] == ""


def test_a_month_of_publication_counts_from_its_end(open_county: Store) -> None:
    llanwex = "E99000008"
    assert shown(open_county, "dsg_cumulative_deficit", llanwex, "2023-24", "2025-01-30") is None
    assert shown(open_county, "dsg_cumulative_deficit", llanwex, "2023-24", "2025-01-31") is not None


def test_nothing_was_known_before_anything_was_published(open_county: Store) -> None:
    assert queries.observations(open_county, as_of=dt.date(1900, 1, 1)) == []


def test_far_in_the_future_is_now(open_county: Store) -> None:
    then = queries.observations(open_county, as_of=dt.date(2100, 1, 1))
    assert then == queries.observations(open_county)


def test_one_value_for_each_question_on_any_day(open_county: Store) -> None:
    for day in ("2024-07-01", "2025-02-01", "2025-06-26", "2025-12-31"):
        rows = queries.observations(open_county, as_of=dt.date.fromisoformat(day))
        keys = [(row["indicator"], row["authority"], row["period"]) for row in rows]
        assert len(keys) == len(set(keys))
        assert all(row["published_by"] <= dt.date.fromisoformat(day) for row in rows)
