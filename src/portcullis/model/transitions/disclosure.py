"""Disclosure control: every number that decides what may be shown, and the one place where it is done.

In: rows of a summary. Out: the same rows with small cells suppressed. A count from 1 to LEAST - 1 could point at a
child; so could a cost that is a small count times a known price, and so could the only cell missing from a sum, which
subtraction would give away. Forecasts are treated like counts: near the start they are all but the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

Row = dict[str, Any]

#: Counts above zero and below this are not shown. The Department's own SEN2 tables use the same number.
LEAST = 5
#: Children are shown to the nearest whole one, money to the nearest thousand pounds.
ROUND_CHILDREN, ROUND_GBP = 1, 1000
#: Groups whose parts add up to a total that is shown: there one suppressed cell needs a second.
ADD_UP = frozenset({"setting", "need", "age", "age_group", "provision", "age_band"})
#: Groups of money, and the group of children whose cells they would give away.
MONEY_OF = {"setting_cost": "setting", "provision_cost": "provision", "cost": "total"}
NUMBERS = (
    "mean", "exact_mean", "sd", "low", "low_95", "low_90", "low_80", "q1", "median", "q3", "high_80", "high_90",
    "high_95", "high",
)  # fmt: skip


def small(row: Row) -> bool:
    """Could this row point at a child? So if any figure of it lies between none and LEAST, above none."""
    middle = max(float(row.get("median") or 0), float(row["exact_mean"] or 0))
    return 0 < middle < LEAST


def protect(rows: Iterable[Row]) -> list[Row]:
    """Rows fit to be shared: rounded, small cells with status `suppressed` and no figure, the others `projected`."""
    rows = [dict(row) for row in rows]
    hidden = {(row["group"], row["key"], row["january"]) for row in rows if row["group"] not in MONEY_OF and small(row)}
    for group, january in {(row["group"], row["january"]) for row in rows if row["group"] in ADD_UP}:
        here = [row for row in rows if (row["group"], row["january"]) == (group, january)]
        gone = [row for row in here if (group, row["key"], january) in hidden]
        rest = [row for row in here if row not in gone and row["exact_mean"] > 0]
        if len(gone) == 1 and rest:
            hidden.add((group, min(rest, key=lambda row: row["exact_mean"])["key"], january))
    return [_shown(row, hidden) for row in rows]


def _shown(row: Row, hidden: set[tuple[str, str, int]]) -> Row:
    money = row["group"] in MONEY_OF
    if (MONEY_OF.get(row["group"], row["group"]), row["key"], row["january"]) in hidden:
        return row | dict.fromkeys([name for name in NUMBERS if name in row], None) | {"status": "suppressed"}
    to = ROUND_GBP if money else ROUND_CHILDREN
    numbers = {name: float(round(row[name] / to) * to) for name in NUMBERS if row.get(name) is not None}
    # A range that reaches below LEAST is shown from none: the exact small number is not.
    if not money:
        numbers = {name: 0.0 if 0 < value < LEAST and name != "sd" else value for name, value in numbers.items()}
    return row | numbers | {"status": "projected"}
