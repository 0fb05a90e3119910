"""`portcullis backtest --money`: how wrong the projections of deficits would have been.

In: the store. Out: a table or JSON.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from .progress import progress
from .show import Column, heading, paragraph, table, to_json

if TYPE_CHECKING:
    from portcullis.model.money.backtest import Record
    from portcullis.store import Store

COLUMNS = (
    Column("", least=24), Column("councils", number=True), Column("half within", number=True),
    Column("mean miss", number=True), Column("half within, of funding", number=True),
    Column("all together", number=True), Column("in 80%", number=True), Column("in 95%", number=True),
)  # fmt: skip


def money_record(store: Store, form: str) -> None:
    """Work out and print every question of the backtest."""
    from portcullis.model.money.backtest import money_backtest

    with progress("Backtest") as step:
        found = money_backtest(store, progress=step)
    if form == "json":
        click.echo(to_json([_facts(one) for one in found]))
        return
    paragraph(
        "Deficits of the whole schools grant, in millions of pounds. A miss together is what all councils of the group "
        "were projected to owe beyond what they did. Percentages are of a council's high needs funding."
    )
    for one in found:
        _table(one)


def _facts(one: Record) -> dict:
    return {
        "question": asdict(one.question),
        "england": {"levels_gbp": one.england_levels_gbp, "actual_gbp": one.england_gbp},
        "summaries": [asdict(row) for row in one.summaries()],
        "councils": [asdict(row) | {"in_80": row.in_80, "in_95": row.in_95} for row in one.past],
    }


def _table(one: Record) -> None:
    from portcullis.model.money.backtest import GROUPS, LABELS

    heading(one.question.title)
    low, _, middle, _, high = (value / 1e6 for value in one.england_levels_gbp)
    paragraph(
        f"Together: {middle:,.0f} in the middle, 95 in 100 between {low:,.0f} and {high:,.0f}; it came to "
        f"{one.england_gbp / 1e6:,.0f}.",
        indent=2,
    )
    for group, title in GROUPS.items():
        rows = [
            [
                LABELS[row.who], str(row.councils), f"{row.median_gbp / 1e6:.1f}", f"{row.mean_gbp / 1e6:.1f}",
                f"{row.median_pct:.1f}%", f"{row.together_gbp / 1e6:+,.0f}",
                "" if row.in_80_pct is None else f"{row.in_80_pct:.0f}",
                "" if row.in_95_pct is None else f"{row.in_95_pct:.0f}",
            ]
            for row in one.summaries()
            if row.group == group
        ]  # fmt: skip
        if rows:
            click.echo()
            paragraph(f"{title}:", indent=2)
            table(COLUMNS, rows, indent=2)
