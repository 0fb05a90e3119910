"""Reads the Parquet of a build, and turns tables into the text of CSV files.

In: the folder of Parquet that was built with the store. Out: a DuckDB connection with its tables; text, row counts.
The connection is our own: the store's may not touch files, and stays so.
"""

from __future__ import annotations

import contextlib
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import NamedTuple

import duckdb

from portcullis.store.tables import FIGURE_VIEW, TABLES, Column

from .cells import MACROS, header, line
from .joined import SHOWN, VINTAGE, join_observations


class Text(NamedTuple):
    """The text of a CSV file, and how many rows it holds below its header."""

    text: str
    rows: int


@contextlib.contextmanager
def reading(parquet: Path) -> Generator[duckdb.DuckDBPyConnection]:
    """A connection with every table of the store, and with observations joined and turned into lines."""
    with duckdb.connect(config={"threads": 2}) as con:
        for macro in MACROS:
            con.execute(macro)
        for name in TABLES:
            con.read_parquet(str(parquet / f"{name}.parquet")).create(name)
        con.execute(FIGURE_VIEW)
        join_observations(con)
        made = f"{line(SHOWN)} as line, {line(VINTAGE)} as rest"
        con.execute(f"create table lines as select rowid as place, indicator, authority, newest, {made} from joined")  # noqa: S608 - names from the program
        yield con


def whole_table(con: duckdb.DuckDBPyConnection, name: str) -> Text:
    """A table of the store, in the order in which it was built."""
    columns = TABLES[name].columns
    return _text(con, f'select rowid as place, {line(columns)} as line from "{name}"', columns)  # noqa: S608 - names from TABLES


def observations(con: duckdb.DuckDBPyConnection, columns: Sequence[Column], where: str) -> Text:
    """Observations with names: SHOWN, or SHOWN and VINTAGE."""
    line_of = "line" if len(columns) == len(SHOWN) else "line || ',' || rest as line"
    return _text(con, f"select place, {line_of} from lines where {where}", columns)  # noqa: S608 - conditions from the program


def cut(con: duckdb.DuckDBPyConnection, by: str, wanted: Sequence[str]) -> dict[str, Text]:
    """The newest observations, in one text for each wanted value of `by`; a header alone where there are none."""
    top = header(SHOWN)
    sql = f"""select {by}, string_agg(line || chr(10), '' order by place), count(*) from lines
              where newest and list_contains($wanted, {by}) group by {by}"""  # noqa: S608 - `by` is ours
    found = {key: Text(top + text, rows) for key, text, rows in con.execute(sql, {"wanted": list(wanted)}).fetchall()}
    return {key: found.get(key, Text(top, 0)) for key in wanted}


def _text(con: duckdb.DuckDBPyConnection, made: str, columns: Sequence[Column]) -> Text:
    sql = f"select coalesce(string_agg(line || chr(10), '' order by place), ''), count(*) from ({made})"  # noqa: S608 - names from the program
    body, rows = con.execute(sql).fetchall()[0]
    return Text(header(columns) + body, rows)
