"""What the reading pages need of the store and `Gathered` does not hold.

In: an open store. Out: `ReadingRows`: duties with their law and cases, and every figure that is not an observation.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from portcullis.store import Store

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ReadingRows:
    """Duties by id, cases by key, figures of each event, and figures by id."""

    duties: dict[str, Row]
    cases: dict[str, Row]
    figures: dict[str, Row]
    event_figures: dict[str, list[Row]]


def reading_rows(store: Store) -> ReadingRows:
    """Read them once."""
    figures = {row["id"]: row for row in store.rows("select * from other_figure order by id")}
    event_figures: dict[str, list[Row]] = {}
    for row in store.rows("select * from event_figure"):
        event_figures.setdefault(row["event"], []).append(figures[row["id"]] | row)
    return ReadingRows(
        duties={row["id"]: _duty(row) for row in store.rows("select * from duty order by group_name, id")},
        cases={row["key"]: row for row in store.rows("select * from legal_case order by year desc, name")},
        figures=figures,
        event_figures=event_figures,
    )


def _duty(row: Row) -> Row:
    return row | {"law": json.loads(row["law"]), "cases": [key for key in row["cases"].split("|") if key]}
