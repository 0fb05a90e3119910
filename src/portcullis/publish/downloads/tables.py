"""Reads the Parquet of a build, and turns tables into the text of CSV files.

In: the folder of Parquet that was built with the store. Out: a DuckDB connection with its tables; text, row counts.
The connection is our own: the store's may not touch files, and stays so.
"""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Generator, Sequence
from pathlib import Path
from typing import NamedTuple

import duckdb

from portcullis.store.tables import FIGURE_VIEW, TABLES, Column

from ..difference import Difference
from .cells import MACROS, header, line
from .joined import SHOWN, VINTAGE, join_observations


class Text(NamedTuple):
    """The text of a CSV file, and how many rows it holds below its header."""

    text: str
    rows: int


@contextlib.contextmanager
def reading(parquet: Path, only: Difference | None = None) -> Generator[duckdb.DuckDBPyConnection]:
    """A connection with every table of the store, and with observations joined and turned into lines.

    With `only`, lines of the measures and the areas that differ are made, and no others.
    """
    with duckdb.connect(config={"threads": 2}) as con:
        for macro in MACROS:
            con.execute(macro)
        for name in TABLES:
            source = con.read_parquet(str(parquet / f"{name}.parquet"))
            # A table is quicker to join; where little of it is asked for, it need not be read whole.
            source.create_view(name) if only and name not in _JOINED else source.create(name)
        con.execute(FIGURE_VIEW)
        if only:
            for place, names in (("measure", only.indicators), ("area", only.authorities)):
                con.execute(f"create table differing_{place} as select unnest($names) as key", {"names": [*names]})
        join_observations(con, DIFFERING if only else "true")
        made = f"{line(SHOWN)} as line, {line(VINTAGE)} as rest"
        con.execute(f"create table lines as select rowid as place, indicator, authority, newest, {made} from joined")  # noqa: S608 - names from the program
        yield con


_JOINED = frozenset({"authority", "indicator", "source"})
#: Observations of which lines are wanted when little has changed.
DIFFERING = "(o.indicator in (from differing_measure) or o.authority in (from differing_area))"


def whole_table(con: duckdb.DuckDBPyConnection, name: str) -> Text:
    """A table of the store, in the order in which it was built."""
    columns = TABLES[name].columns
    made = f'select row_number() over () as place, {line(columns)} as line from "{name}"'  # noqa: S608 - from TABLES
    sql = f"select coalesce(string_agg(line || chr(10), '' order by place), ''), count(*) from ({made})"  # noqa: S608 - names from the program
    body, rows = con.execute(sql).fetchall()[0]
    return Text(header(columns) + body, rows)


def measures_of(con: duckdb.DuckDBPyConnection, name: str, only: Collection[str] | None) -> dict[str, Text]:
    """The table `observation`, one text without a header for each measure."""
    columns = TABLES[name].columns
    order = "row_number() over (partition by indicator order by authority, year, period, published_by, source)"
    made = f"select indicator, {order} as place, {line(columns)} as line from {name}"  # noqa: S608 - ours
    return _by_measure(con, made, only)


def observations(
    con: duckdb.DuckDBPyConnection, columns: Sequence[Column], where: str, only: Collection[str] | None
) -> dict[str, Text]:
    """Observations with names, SHOWN or SHOWN and VINTAGE: one text without a header for each measure."""
    line_of = "line" if len(columns) == len(SHOWN) else "line || ',' || rest as line"
    made = f"select indicator, place, {line_of} from lines where {where}"  # noqa: S608 - conditions from the program
    return _by_measure(con, made, only)


def cut(con: duckdb.DuckDBPyConnection, by: str, wanted: Sequence[str]) -> dict[str, Text]:
    """The newest observations, in one text for each wanted value of `by`; a header alone where there are none."""
    top = header(SHOWN)
    sql = f"""select {by}, string_agg(line || chr(10), '' order by place), count(*) from lines
              where newest and list_contains($wanted, {by}) group by {by}"""  # noqa: S608 - `by` is ours
    found = {key: Text(top + text, rows) for key, text, rows in con.execute(sql, {"wanted": list(wanted)}).fetchall()}
    return {key: found.get(key, Text(top, 0)) for key in wanted}


def _by_measure(con: duckdb.DuckDBPyConnection, made: str, only: Collection[str] | None) -> dict[str, Text]:
    sql = f"""select indicator, string_agg(line || chr(10), '' order by place), count(*) from ({made})
              where {"true" if only is None else "list_contains($only, indicator)"}
              group by indicator order by indicator"""  # noqa: S608 - names from the program
    rows = con.execute(sql, None if only is None else {"only": [*only]}).fetchall()
    return {indicator: Text(text, count) for indicator, text, count in rows}
