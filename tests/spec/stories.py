"""Reads the worked stories: every table of a Markdown page beside this file.

In: the name of a page. Out: its rows, one dict each, by the heads of their columns.
"""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent


def rows(page: str, *columns: str) -> list[dict[str, str]]:
    """Rows of every table of the page that has these columns."""
    found: list[dict[str, str]] = []
    heads: list[str] = []
    for line in (FOLDER / page).read_text(encoding="utf-8").splitlines():
        if not line.startswith("|"):
            heads = []
            continue
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if not heads:
            heads = cells
        elif set(cells[0]) != {"-"} and set(columns) <= set(heads):
            assert len(cells) == len(heads), line
            found.append(dict(zip(heads, cells, strict=True)))
    assert found, f"{page} has no table with {columns}"
    return found


def name(row: dict[str, str]) -> str:
    """A row as the name of a test."""
    return " ".join(text for text in row.values() if text)[:90]
