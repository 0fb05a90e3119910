"""Rows as a table for people, as CSV for spreadsheets, as JSON for programs.

In: rows (dicts) and columns. Out: text on standard output. CSV and JSON carry raw values; a table carries words.
"""

from __future__ import annotations

import csv
import json
import sys
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import click

FORMATS = click.Choice(["table", "csv", "json"])
WIDTH = 100
GUARDED = ("=", "+", "-", "@", "\t", "\r")


class Column(NamedTuple):
    """A column of a table: heading, whether numbers stand in it, and the width below which it is never squeezed."""

    heading: str
    number: bool = False
    least: int = 8


def table(columns: Sequence[Column], rows: Sequence[Sequence[str]], *, width: int = WIDTH, indent: int = 0) -> None:
    """Print a table at most `width` wide; long words in the widest columns are folded onto further lines."""
    for line in table_lines(columns, rows, width=width - indent):
        click.echo(" " * indent + line)


def table_lines(columns: Sequence[Column], rows: Sequence[Sequence[str]], *, width: int = WIDTH) -> Iterator[str]:
    """The lines of a table."""
    widths = _widths(columns, rows, width)
    heading = any(column.heading for column in columns)
    if heading:
        yield from _row([column.heading for column in columns], columns, widths)
        yield "  ".join("-" * size for size in widths)
    for row in rows:
        yield from _row(row, columns, widths)


def _widths(columns: Sequence[Column], rows: Sequence[Sequence[str]], width: int) -> list[int]:
    natural = [max([len(column.heading), *(len(row[place]) for row in rows)]) for place, column in enumerate(columns)]
    room = width - 2 * (len(columns) - 1)
    words = [
        max((len(word) for row in rows for word in row[place].split()), default=0) for place in range(len(columns))
    ]
    # First no word is broken, so that ids can still be copied; only where that cannot be are words folded too.
    for floors in (words, [0] * len(columns)):
        while sum(natural) > room:
            soft = [
                place
                for place, column in enumerate(columns)
                if not column.number and natural[place] > max(column.least, floors[place])
            ]
            if not soft:
                break
            natural[max(soft, key=lambda place: natural[place])] -= 1
    return natural


def _row(cells: Sequence[str], columns: Sequence[Column], widths: Sequence[int]) -> Iterator[str]:
    folded = [
        [cell] if column.number or len(cell) <= size else textwrap.wrap(cell, size) or [""]
        for cell, column, size in zip(cells, columns, widths, strict=True)
    ]
    for line in range(max(map(len, folded))):
        parts = [part[line] if line < len(part) else "" for part in folded]
        yield "  ".join(
            part.rjust(size) if column.number else part.ljust(size)
            for part, column, size in zip(parts, columns, widths, strict=True)
        ).rstrip()


def paragraph(text: str, *, indent: int = 0, hanging: int = 0) -> None:
    """Print text folded to the width."""
    click.echo(
        textwrap.fill(
            text, WIDTH, initial_indent=" " * indent, subsequent_indent=" " * (indent + hanging), break_on_hyphens=False
        )
    )


def heading(text: str) -> None:
    """A heading with an empty line before it."""
    click.echo(f"\n{text}")


def plain(value: Any) -> Any:
    """A value as JSON and CSV carry it: whole numbers without `.0`, dates as text."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value.isoformat() if hasattr(value, "isoformat") else value


def guarded(value: Any) -> Any:
    """A cell of CSV: text that a spreadsheet would run as a formula gets an apostrophe; numbers stay."""
    value = plain(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        value = "|".join(map(str, value))
    return f"'{value}" if isinstance(value, str) and value.startswith(GUARDED) else value


def rows_csv(rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> None:
    """Print rows as CSV with one header row."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([guarded(row[name]) for name in columns] for row in rows)


def to_json(value: Any) -> str:
    """JSON for people to read too."""
    return json.dumps(_plain_all(value), ensure_ascii=False, indent=1)


def _plain_all(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _plain_all(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain_all(item) for item in value]
    return plain(value)


def listing(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], form: str) -> None:
    """Rows as CSV, or as JSON with their number."""
    if form == "csv":
        rows_csv(rows, columns)
    else:
        click.echo(to_json({"count": len(rows), "rows": [{name: row[name] for name in columns} for row in rows]}))


def counted(number: int, one: str, many: str) -> str:
    """'1 finding', '1,394 findings'."""
    return f"{number:,} {one if number == 1 else many}"
