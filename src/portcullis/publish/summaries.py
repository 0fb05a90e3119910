"""What pages need of all observations at once: worked out by the store, not by going through a hundred thousand rows.

In: an open store. Out: look-ups of newest values. A suspect value counts in none of the quartiles.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from portcullis.store import Store
from portcullis.vocabulary import ENGLAND

Row = dict[str, Any]
#: A quartile of fewer councils would say little.
FEWEST = 8


def quartiles(store: Store) -> dict[tuple[str, str], dict[str, tuple[float, float, int]]]:
    """Lower and upper quartile of shares and scores among councils of one type that now exist, and how many have a
    value: by (indicator, type), then period. Linear between order statistics, as most spreadsheets do it."""
    rows = store.rows(
        """select o.indicator, a.type, o.period, quantile_cont(o.value, [0.25, 0.75]) as quarter, count(*) as n
           from observation o join authority a on a.code = o.authority join indicator i on i.id = o.indicator
           where o.newest and o.value is not null and o.status <> 'suspect' and i.unit in ('percent', 'score')
             and a.status = 'current' and a.code <> $england
           group by all having count(*) >= $fewest order by o.indicator, a.type, o.period""",
        {"england": ENGLAND, "fewest": FEWEST},
    )
    found: dict[tuple[str, str], dict[str, tuple[float, float, int]]] = {}
    for row in rows:
        low, high = row["quarter"]
        found.setdefault((row["indicator"], row["type"]), {})[row["period"]] = (low, high, row["n"])
    return found


def resting(store: Store) -> dict[str, dict[str, tuple[int, int, int]]]:
    """How many newest values rest on each source, with their first and last year: by source, then indicator."""
    rows = store.rows(
        """select source, indicator, count(*) as n, min(year) as first, max(year) as last
           from observation where newest group by all order by source, indicator"""
    )
    found: dict[str, dict[str, tuple[int, int, int]]] = {}
    for row in rows:
        found.setdefault(row["source"], {})[row["indicator"]] = (row["n"], row["first"], row["last"])
    return found


def extents(store: Store) -> dict[str, Row]:
    """Of each indicator: `first` and `last` with year and period, and the day by which its newest value was public."""
    rows = store.rows(
        """select indicator, min({'year': year, 'period': period}) as first,
                  max({'year': year, 'period': period}) as last, max(published_by) as day
           from observation where newest group by indicator order by indicator"""
    )
    return {
        row["indicator"]: {
            "first": {"indicator": row["indicator"], **row["first"]},
            "last": {"indicator": row["indicator"], **row["last"]},
            "day": row["day"],
        }
        for row in rows
    }


def newest_day(store: Store) -> dict[str, dt.date]:
    """The day by which the newest value of each area was public."""
    rows = store.rows(
        "select authority, max(published_by) as day from observation where newest group by all order by authority"
    )
    return {row["authority"]: row["day"] for row in rows}
