"""CSV that a spreadsheet cannot be made to run.

In: column names and rows. Out: CSV text. Text cells that a spreadsheet would take for a formula get an apostrophe
before them; numbers stay as they are.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

#: A cell that begins so is run as a formula by common spreadsheets.
RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def to_csv(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> str:
    """One header row, one row a record, lines ended as RFC 4180 has it."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([guarded(row.get(column)) for column in columns] for row in rows)
    return out.getvalue()


def guarded(cell: object) -> object:
    """The cell, harmless: blank for none, words for yes and no."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int | float):
        return cell
    text = str(cell)
    return f"'{text}" if text.startswith(RUN_BY_SPREADSHEETS) else text
