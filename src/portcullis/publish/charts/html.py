"""Rows of a table as HTML, made by hand: a site has a quarter of a million cells, and templates are slow at that.

In: columns and rows as the `table` macro takes them. Out: escaped HTML.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from markupsafe import Markup

from .data import Cell, Column

Value = Cell | str | float | int | None

#: What a label says, and how it looks; the `tag` macro says the same.
WORDS = {
    "confirmed": "Confirmed", "reported": "Reported", "disputed": "Disputed", "derived": "Worked out",
    "projected": "Projected", "published": "Confirmed", "third_party": "Reported", "suspect": "In doubt",
    "claimed": "Reported",
}  # fmt: skip
NUMERIC = {True: ' class="n"', False: ""}
LOOKS = {"published": "confirmed", "third_party": "reported", "claimed": "reported", "suspect": "disputed"}


def tag_html(name: str) -> Markup:
    """A claim class or status as a label: word, shape and border, never colour alone."""
    if not name:
        return Markup("")
    word = WORDS.get(name, name.replace("_", " ").capitalize())
    return Markup('<span class="tag tag-{}">{}</span>').format(LOOKS.get(name, name), word)


def table_html(columns: Sequence[Column | str], rows: Sequence[Sequence[Value]], stack: bool = False) -> Markup:
    """`<thead>` and `<tbody>`; the first cell of a row heads it.

    `stack`: each cell carries the label of its column, which the style sheet shows on a phone, and every part its role:
    without, some browsers forget that a table is one as soon as its rows are no longer laid out as rows.
    """
    if stack:
        return _stacked(columns, rows)
    numeric = [not isinstance(column, str) and column.numeric for column in columns]
    labels = [column if isinstance(column, str) else column.label for column in columns]
    head = "".join(
        f'<th scope="col"{NUMERIC[number]}>{escape(label)}</th>' for label, number in zip(labels, numeric, strict=True)
    )
    body = "\n".join(f"<tr>{_row(row, numeric)}</tr>" for row in rows)
    return Markup(f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>")  # noqa: S704 - escaped above


def _stacked(columns: Sequence[Column | str], rows: Sequence[Sequence[Value]]) -> Markup:
    """The same with roles and labels."""
    whole = [column if isinstance(column, Column) else Column(column) for column in columns]
    head = "".join(f'<th scope="col" role="columnheader"{NUMERIC[c.numeric]}>{escape(c.label)}</th>' for c in whole)
    body = []
    for first, *rest in rows:
        cells = "".join(
            f'<td role="cell" data-label="{escape(c.label)}"{NUMERIC[c.numeric]}>{_cell(cell, c.numeric)}</td>'
            for cell, c in zip(rest, whole[1:], strict=True)
        )
        body.append(f'<tr role="row"><th scope="row" role="rowheader">{_cell(first, False)}</th>{cells}</tr>')
    lines = "\n".join(body)
    return Markup(  # noqa: S704 - escaped above
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead>\n<tbody role="rowgroup">\n{lines}\n</tbody>'
    )


def _row(row: Sequence[Value], numeric: list[bool]) -> str:
    first, *rest = row
    cells = "".join(
        f"<td{NUMERIC[number]}>{_cell(cell, number)}</td>" for cell, number in zip(rest, numeric[1:], strict=True)
    )
    return f'<th scope="row">{_cell(first, False)}</th>{cells}'


def _cell(cell: Value, number: bool) -> str:
    if cell is None:
        return '<span class="missing">no figure</span>'
    if not isinstance(cell, Cell):
        return escape(str(cell))
    text = escape(cell.text)
    if cell.value is not None:
        figure = f' data-figure="{escape(cell.figure_id)}"' if cell.figure_id else ""
        if cell.made_from:
            figure = f' data-from="{escape(" ".join(cell.made_from))}"'
        text = f'<data value="{escape(str(cell.value))}"{figure}>{text}</data>'
    elif cell.missing:
        text = f'<span class="missing">{text or "no figure"}</span>'
    if cell.href:
        text = f'<a href="{escape(cell.href)}">{text}</a>'
    if cell.tag:
        # In a column of numbers the label stands before the number, so that the digits line up.
        text = f"{tag_html(cell.tag)} {text}" if number else f"{text} {tag_html(cell.tag)}"
    return f"{text} <small>{escape(cell.note)}</small>" if cell.note else text


GLOBALS: dict[str, Any] = {"table_html": table_html, "tag_html": tag_html}
