"""`portcullis sources`: where figures come from.

In: the store. Out: sources with the number of figures that rest on each.
"""

from __future__ import annotations

import click

from .places import Places, opened, pass_places, places_options
from .show import FORMATS, Column, counted, listing, table
from .who import Row

KINDS = ("official", "parliament", "court", "council", "press", "third_party", "ours")
RAW = (
    "id", "title", "publisher", "kind", "url", "licence", "published", "retrieved", "retrieved_via", "observations",
    "other_figures", "note",
)  # fmt: skip
COLUMNS = (
    Column("id", least=16), Column("title", least=20), Column("publisher", least=12), Column("kind", least=11),
    Column("published", least=17), Column("figures", number=True),
)  # fmt: skip


@click.command(short_help="List where figures come from.")
@click.option("--kind", type=click.Choice(KINDS), help="Only those of one kind.")
@click.option("--unused", is_flag=True, help="Only those on which no figure rests.")
@click.option("--search", metavar="TEXT", help="Only those with TEXT in id, title, publisher or address.")
@click.option("--format", "form", type=FORMATS, default="table", show_default=True, help="How to print.")
@places_options
@pass_places
def sources(places: Places, kind: str | None, unused: bool, search: str | None, form: str) -> None:
    """List sources, with the number of figures that rest on each.

    \b
    Examples:
      portcullis sources --search "high needs"
      portcullis sources --kind parliament
      portcullis sources --unused --format csv
    """
    from portcullis.store import queries

    with opened(places) as store:
        rows = queries.sources(store)
    rows = [
        row
        for row in rows
        if (kind is None or row["kind"] == kind)
        and not (unused and _figures(row))
        and (search is None or _holds(row, search))
    ]
    if form != "table":
        listing(rows, RAW, form)
    elif rows:
        table(COLUMNS, [_cells(row) for row in rows])
    click.echo(counted(len(rows), "source", "sources"), err=True)


def _figures(row: Row) -> int:
    return row["observations"] + row["other_figures"]


def _holds(row: Row, text: str) -> bool:
    wanted = text.casefold()
    return any(wanted in (row[name] or "").casefold() for name in ("id", "title", "publisher", "url"))


def _cells(row: Row) -> list[str]:
    from . import words

    return [
        row["id"],
        row["title"] or "title not recorded",
        row["publisher"],
        words.word(row["kind"]),
        words.date(row["published"]) or "not known",
        f"{_figures(row):,}",
    ]
