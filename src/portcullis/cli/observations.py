"""`portcullis observations`: figures, filtered, as of any date.

In: the store. Out: a table, CSV or JSON; every row has its id, source and dates.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

import click

from .completing import authorities, indicators
from .places import Places, opened, pass_places, places_options
from .show import FORMATS, Column, counted, listing, paragraph, table
from .who import Row

if TYPE_CHECKING:
    from portcullis.store import Store

RAW = (
    "id", "indicator", "authority", "authority_name", "period", "value", "unit", "status", "basis", "claim_class",
    "source", "published", "retrieved", "value_as_published", "status_as_published", "correction", "source_code",
    "note",
)  # fmt: skip
COLUMNS = (
    Column("council", least=12), Column("period", least=13), Column("value", number=True), Column("", least=8),
    Column("source", least=16), Column("published", least=17),
)  # fmt: skip


@click.command(short_help="List figures: by measure, council, period, as of a date.")
@click.option(
    "--indicator", "measures", multiple=True, metavar="ID", help="Measure; may be repeated.", shell_complete=indicators
)
@click.option(
    "--authority",
    "names",
    multiple=True,
    metavar="NAME",
    help="Council by name, old name or code; England too; may be repeated.",
    shell_complete=authorities,
)
@click.option("--period", metavar="PERIOD", help="As published: 2025, or 2024-25.")
@click.option("--as-of", metavar="DATE", help="What was public by then: 2024, 2024-11 or 2024-11-24 (its last day).")
@click.option("--all-vintages", is_flag=True, help="Every release of each figure, not only the newest.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="At most so many rows.")
@click.option("--format", "form", type=FORMATS, default="table", show_default=True, help="How to print.")
@places_options
@pass_places
def observations(
    places: Places,
    measures: tuple[str, ...],
    names: tuple[str, ...],
    period: str | None,
    as_of: str | None,
    all_vintages: bool,
    limit: int | None,
    form: str,
) -> None:
    """List figures. A table is for reading; CSV and JSON carry raw values with their ids.

    Without --as-of: the newest release of each figure, with corrections. With it: the newest release that was public by
    that day, with the corrections made by then. Missing figures are listed with the reason. A deficit is positive.

    \b
    Examples:
      portcullis observations --indicator ehc_plans --authority Bury
      portcullis observations --indicator dsg_cumulative_deficit --format csv > deficits.csv
      portcullis observations --authority E10000016 --as-of 2024-06 --format json
      portcullis observations --indicator ehc_plans --authority Kent --all-vintages
    """
    from . import who

    day = who.day(as_of) if as_of else None
    with opened(places) as store:
        kinds = {row["id"]: row for row in _indicators(store)}
        wanted = [who.indicator(store, text)["id"] for text in measures] or [None]
        codes = [who.authority(store, text, statuses=who.ANYBODY)["code"] for text in names] or [None]
        called = {row["code"]: row["name"] for row in store.rows("select code, name from authority")}
        rows = _rows(store, wanted, codes, period=period, as_of=day, all_vintages=all_vintages, limit=limit)
    rows = [row | {"authority_name": called[row["authority"]]} for row in rows]
    if form != "table":
        listing(rows, RAW, form)
    else:
        for measure, group in groupby(rows, key=lambda row: row["indicator"]):
            paragraph(f"{kinds[measure]['label']}: {measure}", hanging=2)
            table(COLUMNS, [_cells(row, kinds[measure]) for row in group], indent=2)
    click.echo(counted(len(rows), "figure", "figures") + _hint(rows, measures, period), err=True)


def _indicators(store: Store) -> list[Row]:
    from portcullis.store import queries

    return queries.indicators(store)


def _rows(store: Store, measures: list[Any], codes: list[Any], *, limit: int | None, **filters: Any) -> list[Row]:
    from portcullis.store import queries

    rows: list[Row] = []
    for measure in dict.fromkeys(measures):
        for code in dict.fromkeys(codes):
            left = None if limit is None else limit - len(rows)
            if left == 0:
                return rows
            rows += queries.observations(store, indicator=measure, authority=code, limit=left, **filters)
    return rows


def _cells(row: Row, indicator: Row) -> list[str]:
    from . import words

    decimals = indicator["decimals"] if indicator["unit"] != "gbp" else None
    notes = [words.tag(row), words.BASES.get(row["basis"], row["basis"])]
    if row["value"] is None:
        notes.append(row["note"])
    return [
        row["authority_name"],
        words.period(row, indicator["period_kind"]),
        words.value(row, row["unit"], decimals),
        ", ".join(filter(None, notes)),
        row["source"],
        words.date(row["published"]),
    ]


def _hint(rows: list[Row], measures: tuple[str, ...], period: str | None) -> str:
    if rows:
        return ""
    if period and measures:
        return ": the measure may go by another kind of period; leave out --period to see them"
    return ": nothing in the register fits"
