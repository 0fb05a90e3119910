"""The report as a tagged PDF.

In: a `Paper`. Out: bytes (PDF/UA-1), the same for the same paper.
"""

from __future__ import annotations

from typing import Any

from ..charts import Column, Table
from ..paper.picture import print_chart
from ..paper.press import breakable, print_pdf
from .paper import TIMESTAMP, Paper, sections

TEMPLATE = "transitions.typ"


def printed(paper: Paper) -> bytes:
    """The PDF. Raises typst.TypstError."""
    data = breakable({"name": paper.name, "sections": [_section(one) for one in _plain(paper)]})
    for whole, one in zip(data["sections"], sections(paper), strict=True):
        whole["svg"] = print_chart(one.svg, one.title) if one.svg else ""
    return print_pdf(TEMPLATE, data, TIMESTAMP)


def _plain(paper: Paper) -> list[Any]:
    return list(sections(paper))


def _section(one: Any) -> dict[str, Any]:
    return {
        "title": one.title, "sentences": list(one.sentences), "alt": one.alt, "svg": "",
        "tables": [_table(table) for table in one.tables],
    }  # fmt: skip


def _table(table: Table) -> dict[str, Any]:
    columns = [column if isinstance(column, Column) else Column(column) for column in table.columns]
    return {
        "caption": table.caption, "columns": [column.label for column in columns],
        "numeric": [column.numeric for column in columns], "rows": [[str(cell) for cell in row] for row in table.rows],
    }  # fmt: skip
