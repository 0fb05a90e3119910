"""As of any day: the newest vintage that was public by then, worked out a second time in the plainest way.

In: any vintages of one figure, with dates known to the day, month or year, or not at all. Out: what each day shows.
"""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from portcullis.register import load
from portcullis.store import build, open_store, queries
from portcullis.vocabulary import known_by
from tests.property.writing import county_copy, read_rows, steady, write_rows

DAYS = st.dates(dt.date(2023, 1, 1), dt.date(2025, 6, 30))
DATES = DAYS.flatmap(lambda day: st.sampled_from(["", f"{day:%Y}", f"{day:%Y-%m}", day.isoformat()]))
VINTAGES = st.lists(st.tuples(DATES, st.dates(dt.date(2025, 7, 1), dt.date(2025, 9, 30))), min_size=1, max_size=6)


@steady(12)
@given(vintages=VINTAGES, asked=st.lists(st.dates(dt.date(2022, 12, 1), dt.date(2025, 10, 31)), min_size=4, max_size=8))
def test_as_of_any_day(vintages: list[tuple[str, dt.date]], asked: list[dt.date]) -> None:
    with county_copy() as root:
        names = [f"vintage_{number}" for number in range(len(vintages))]
        sources = root / "sources.csv"
        more = [
            [name, "", "x", "official", "", "", published, retrieved.isoformat(), "", "x"]
            for name, (published, retrieved) in zip(names, vintages, strict=True)
        ]
        write_rows(sources, read_rows(sources) + more)
        plans = root / "observations" / "ehc_plans.csv"
        rows = [
            ["E99000001", "2024", str(number), "published", "", name, published, "", ""]
            for number, (name, (published, _)) in enumerate(zip(names, vintages, strict=True))
        ]
        write_rows(plans, sorted(rows, key=lambda row: (row[6], row[5])))
        build(load(root), root.parent / "store")
        public = {
            name: known_by(published or None, retrieved.isoformat())
            for name, (published, retrieved) in zip(names, vintages, strict=True)
        }
        edges = [day + dt.timedelta(days=step) for day in public.values() for step in (-1, 0)]
        with open_store(root.parent / "store") as store:
            last = dt.date.min
            for day in sorted({*asked, *edges}):
                shown = queries.observations(store, indicator="ehc_plans", as_of=day)
                known = {name: known for name, known in public.items() if known <= day}
                if not known:
                    assert shown == []
                    continue
                (row,) = shown
                newest = max(known.values())
                assert row["source"] == min(name for name, known_day in known.items() if known_day == newest)
                assert last <= row["published_by"] == newest <= day
                last = row["published_by"]
            (now,) = queries.observations(store, indicator="ehc_plans")
            assert now["newest"]
            assert now["published_by"] == max(public.values())
