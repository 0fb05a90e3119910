"""SQL that turns rows into lines of CSV, so that a hundred thousand of them take no loop.

In: columns. Out: SQL, over the macros in `MACROS`. Text that a spreadsheet would run as a formula gets a leading
apostrophe; numbers stay as they are, and a whole number is written without a point.
"""

from __future__ import annotations

from collections.abc import Sequence

from portcullis.store.tables import Column

#: Written for speed: `in (…)` with these values would become a join for each cell, and most text is above 'A'. A macro
#: is put wherever its name stands: one inside another would be copied six times into each cell, and take long to plan.
MACROS = (
    """create macro quoted(t) as case
           when contains(t, ',') or contains(t, '"') or contains(t, chr(10)) or contains(t, chr(13))
           then '"' || replace(t, '"', '""') || '"' else t end""",
    """create macro text_cell(t) as coalesce(
           case when t < 'A' and regexp_matches(t, '^[=+@\\t\\r-]') then quoted('''' || t) else quoted(t) end, '')""",
    """create macro number_cell(x) as coalesce(case when x = trunc(x) and abs(x) < 1e15
           then cast(cast(x as bigint) as varchar) else cast(x as varchar) end, '')""",
    "create macro plain_cell(x) as coalesce(cast(x as varchar), '')",
)
_MACRO_FOR = {"VARCHAR": "text_cell", "DOUBLE": "number_cell"}


def line(columns: Sequence[Column]) -> str:
    """SQL for the cells of these columns with commas between them, without an end of line."""
    cells = (f'{_MACRO_FOR.get(column.type, "plain_cell")}("{column.name}")' for column in columns)
    return f"concat_ws(',', {', '.join(cells)})"


def header(columns: Sequence[Column]) -> str:
    """The header row, with its end of line."""
    return ",".join(column.name for column in columns) + "\n"
