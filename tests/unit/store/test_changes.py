"""A later vintage that differs is a revision, one that repeats is no change, a correction is ours."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

from portcullis.register import load
from portcullis.store import Store, build, open_store
from portcullis.store.changes import changes

AMBLEFORD, BRACKWATER, COLDMARSH = "E99000001", "E99000002", "E99000003"


def told(store: Store, indicator: str, authority: str, period: str, since: str | None = None) -> list[tuple]:
    rows, total = changes(
        store, indicator=indicator, authority=authority, since=dt.date.fromisoformat(since) if since else None
    )
    assert total == len(rows)
    return [
        (row["day"].isoformat(), row["kind"], row["value_before"], row["value_after"])
        for row in rows
        if row["period"] == period
    ]


def test_a_value_comes_out_and_is_revised(open_county: Store) -> None:
    revised = ("2025-06-26", "revised", 2579, 2604)
    assert told(open_county, "ehc_plans", AMBLEFORD, "2024") == [revised, ("2024-06-13", "published", None, 2579)]
    assert told(open_county, "ehc_plans", AMBLEFORD, "2024", since="2025-06-26") == [revised]
    assert told(open_county, "ehc_plans", AMBLEFORD, "2024", since="2025-06-27") == []


def test_a_correction_is_a_change_of_what_we_show(open_county: Store) -> None:
    corrected, published = told(open_county, "new_ehc_plans", BRACKWATER, "2022")
    assert corrected == ("2025-09-01", "corrected", 2162, 245)
    assert published[1:] == ("published", None, 2162)


def test_a_value_in_doubt_stays_as_it_is(open_county: Store) -> None:
    marked = told(open_county, "residential_placements", COLDMARSH, "2025")[0]
    assert marked[1:] == ("marked_as_in_doubt", 0, 0)


def test_a_repeated_value_is_no_change(county_register: Path, tmp_path: Path) -> None:
    county = Path(shutil.copytree(county_register, tmp_path / "county"))
    plans = county / "observations" / "ehc_plans.csv"
    text = plans.read_text(encoding="utf-8")
    assert ",2604,published,,sen2_2025," in text
    plans.write_text(text.replace(",2604,published,,sen2_2025,", ",2579,published,,sen2_2025,"), encoding="utf-8")
    build(load(county), tmp_path / "store")
    with open_store(tmp_path / "store") as store:
        assert told(store, "ehc_plans", AMBLEFORD, "2024") == [("2024-06-13", "published", None, 2579)]


def test_pages_hold_all_changes_once(open_county: Store) -> None:
    whole, total = changes(open_county, limit=100_000)
    assert len(whole) == total > 20
    pages = [row for start in range(0, total, 7) for row in changes(open_county, limit=7, offset=start)[0]]
    assert [(row["id"], row["kind"]) for row in pages] == [(row["id"], row["kind"]) for row in whole]
    assert changes(open_county, limit=7, offset=total + 7) == ([], total)
    days = [row["day"] for row in whole]
    assert days == sorted(days, reverse=True)
