"""Authorities and the totals above them, as the audit needs them.

In: the tables authority and authority_code. Out: `Area`, and all of them by code.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Area:
    """An authority, or a sum of authorities (`country`, `region`, `combined`)."""

    code: str
    name: str
    region: str
    kind: str  # "authority" | "country" | "region" | "combined"
    began: dt.date | None
    ended: dt.date | None


def read_areas(con: Any) -> tuple[Area, ...]:
    """All areas by code. An authority has a birthday only if it took over from others: a new code is not a birth."""
    rows = con.sql(
        """select a.code, a.name, coalesce(a.region, ''), a.status, a.type, a.valid_from::varchar, a.valid_to::varchar,
                  exists (from authority_code c where c.code = a.code and c.relation = 'predecessor') as born
           from authority a order by a.code"""
    ).fetchall()
    out = []
    for code, name, region, status, kind, began, ended, born in rows:
        if status == "aggregate":
            word = "region" if (kind or "").lower() == "region" else "country"
        else:
            word = "combined" if status == "combined" else "authority"
        out.append(Area(code, name, region, word, _day(began) if born else None, _day(ended)))
    return tuple(out)


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat((text + "-01-01")[:10]) if text else None
