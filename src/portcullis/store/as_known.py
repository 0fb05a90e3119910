"""What was known on a day beside what is known now.

In: a `Store`, a day, and a council or a measure. Out: rows of `then` and `now`, and what happened between them.
"""

from __future__ import annotations

import datetime as dt

from . import queries
from .opened import Row, Store


def then_and_now(
    store: Store, day: dt.date, *, authority: str | None = None, indicator: str | None = None
) -> list[Row]:
    """One row for each measure, council and period that has a row now, in the order of `queries.observations`.

    `then` is the observation as it stood on the day, or None; `now` as it stands. `change` is `same`, `new` (nothing
    was public then), `revised` (a later release says something else) or `corrected` (we corrected or marked it since).
    """
    known = queries.observations(store, authority=authority, indicator=indicator, as_of=day)
    then = {(row["indicator"], row["authority"], row["period"]): row for row in known}
    out = []
    for now in queries.observations(store, authority=authority, indicator=indicator):
        before = then.get((now["indicator"], now["authority"], now["period"]))
        out.append({"then": before, "now": now, "change": _change(before, now)})
    return out


def _change(then: Row | None, now: Row) -> str:
    if then is None:
        return "new"
    if then["value"] == now["value"] and (then["status"] == "suspect") == (now["status"] == "suspect"):
        return "same"
    return "corrected" if then["correction"] != now["correction"] else "revised"


def first_day(store: Store, *, authority: str | None = None, indicator: str | None = None) -> dt.date | None:
    """The first day by which a figure was certainly public, of those that we hold; None where we hold none."""
    wanted = {"authority": authority, "indicator": indicator}
    params: dict[str, object] = {name: value for name, value in wanted.items() if value is not None}
    where = " and ".join(f"{name} = ${name}" for name in params) or "true"
    row = store.one(f"select min(published_by) as day from observation where {where}", params or None)  # noqa: S608 - fixed texts
    return row["day"] if row else None
