"""Then beside now: what is the same, came out since, was revised by its source, or corrected by us."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from portcullis.store import Store
from portcullis.store.as_known import first_day, then_and_now

AMBLEFORD, BRACKWATER, COLDMARSH = "E99000001", "E99000002", "E99000003"


def changes(store: Store, day: str, **wanted: str) -> dict[tuple[str, str], str]:
    rows = then_and_now(store, dt.date.fromisoformat(day), **wanted)
    return {(row["now"]["indicator"], row["now"]["period"]): row["change"] for row in rows}


def test_a_later_release_revises(open_county: Store) -> None:
    found = changes(open_county, "2024-06-13", authority=AMBLEFORD, indicator="ehc_plans")
    assert found["ehc_plans", "2024"] == "revised"
    assert found["ehc_plans", "2025"] == "new"
    assert changes(open_county, "2025-06-26", authority=AMBLEFORD, indicator="ehc_plans")["ehc_plans", "2024"] == "same"
    (row,) = [
        r for r in then_and_now(open_county, dt.date(2024, 6, 13), authority=AMBLEFORD, indicator="ehc_plans")
        if r["now"]["period"] == "2024"
    ]  # fmt: skip
    assert (row["then"]["value"], row["now"]["value"]) == (2579, 2604)


def test_our_corrections_count_from_the_day_they_were_made(open_county: Store) -> None:
    before = changes(open_county, "2025-08-31", authority=BRACKWATER, indicator="new_ehc_plans")
    assert before["new_ehc_plans", "2022"] == "corrected"
    after = changes(open_county, "2025-09-30", authority=BRACKWATER, indicator="new_ehc_plans")
    assert after["new_ehc_plans", "2022"] == "same"
    flagged = changes(open_county, "2025-09-30", authority=COLDMARSH, indicator="residential_placements")
    assert flagged["residential_placements", "2025"] == "corrected", "marked as in doubt, the value itself stays"


def test_before_anything_all_is_new(open_county: Store) -> None:
    rows = then_and_now(open_county, dt.date(1900, 1, 1))
    assert Counter(row["change"] for row in rows) == {"new": len(rows)}
    assert all(row["then"] is None for row in rows)


def test_the_first_day(open_county: Store) -> None:
    first = first_day(open_county, authority=AMBLEFORD, indicator="ehc_plans")
    assert first is not None
    day_before = (first - dt.timedelta(days=1)).isoformat()
    assert set(changes(open_county, day_before, authority=AMBLEFORD, indicator="ehc_plans").values()) == {"new"}
    assert set(changes(open_county, first.isoformat(), authority=AMBLEFORD, indicator="ehc_plans").values()) != {"new"}
    assert first_day(open_county, authority="nobody") is None
