"""SQL that turns rows into lines of CSV, so that a hundred thousand of them take no loop.

In: columns. Out: SQL expressions, over the macros in `MACROS`. Text that a spreadsheet would run as a formula gets a
leading apostrophe; numbers stay as they are, and a whole number is written without a point.
"""

from __future__ import annotations

from collections.abc import Sequence

from portcullis.store.tables import Column

#: Text that begins with one of these is run as a formula by some spreadsheet.
FORMULA = "['=', '+', '-', '@', chr(9), chr(13)]"

MACROS = (
    f"create macro guarded(t) as case when list_contains({FORMULA}, t[1]) then '''' || t else t end",
    """create macro quoted(t) as case when regexp_matches(t, '[",\\n\\r]')
           then '"' || replace(t, '"', '""') || '"' else t end""",
    "create macro text_cell(t) as coalesce(quoted(guarded(t)), '')",
    """create macro number_cell(x) as coalesce(case when x = trunc(x) and abs(x) < 1e15
           then cast(cast(x as bigint) as varchar) else cast(x as varchar) end, '')""",
    "create macro plain_cell(x) as coalesce(cast(x as varchar), '')",
)
_MACRO_FOR = {"VARCHAR": "text_cell", "DOUBLE": "number_cell"}


def cells(columns: Sequence[Column]) -> str:
    """SQL for the cells of these columns with commas between them, and no end of line."""
    return " || ',' || ".join(f'{_MACRO_FOR.get(c.type, "plain_cell")}("{c.name}")' for c in columns)


def header(columns: Sequence[Column]) -> str:
    """The header row, with its end of line."""
    return ",".join(column.name for column in columns) + "\n"
