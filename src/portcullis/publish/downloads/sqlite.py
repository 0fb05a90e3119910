"""Writes all tables as one SQLite file, and what Datasette shows beside it.

In: an open store. Out: `portcullis.sqlite` and `metadata.json`. There is no clock in them: the same store gives the
same bytes. A blank cell that would point at another table is null, so that every link leads somewhere.
"""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from portcullis.store import ORDER, Store
from portcullis.store.tables import FIGURE_VIEW, TABLES, Column
from portcullis.vocabulary import Site

from ..difference import Difference, Key
from .before import Before
from .files import as_json
from .joined import SHOWN
from .keys import FOREIGN, PRIMARY
from .licences import ATTRIBUTION, COMPILATION, LICENCE_TEXT

FILE = "portcullis.sqlite"
METADATA = "metadata.json"
_TYPES = {"VARCHAR": "text", "DOUBLE": "real", "DATE": "text"}
#: Columns that people filter by, beside keys and what points at other tables.
INDEXES = {
    "observation": (("authority", "indicator", "year"), ("indicator", "year"), ("source",)),
    "correction": (("observation",),),
    "payment": (("agreement",),),
    "agreement_deficit": (("agreement",),),
    "condition": (("agreement",), ("family",)),
    "agreement_event": (("agreement",),),
    "claim": (("authority",),),
    "national": (("series", "period"),),
    "event": (("date",),),
    "event_figure": (("event",),),
    "authority_code": (("code",),),
    "other_figure": (("authority",),),
}
_OBSERVATIONS = """
create view observations as
select {columns}
from observation o join indicator i on i.id = o.indicator join authority a on a.code = o.authority
join source s on s.id = o.source
where o.newest
"""
#: What the joined view calls a column, where it is not the observation's own.
_JOINED = {"label": "i.label", "authority_name": "a.name", "unit": "i.unit", "retrieved": "s.retrieved"}


def write_sqlite(store: Store, folder: Path, *, site: Site | None = None, standing: Before | None = None) -> list[Path]:
    """Write the database and its metadata into `folder`. Raises OSError when the disk is full.

    `standing`: a database that stands is copied, and only what differs is written again. The tables are then the same
    as when all is made anew; the bytes need not be.
    """
    path = folder / FILE
    path.unlink(missing_ok=True)
    if standing and standing.usable:
        shutil.copyfile(standing.folder / FILE, path)
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as con:
            # Nobody reads the file before it is whole, and a build that breaks off is thrown away.
            for pragma in (
                "journal_mode = off",
                "synchronous = off",
                "locking_mode = exclusive",
                "cache_size = -65536",
            ):
                con.execute(f"pragma {pragma}")
            con.execute("begin")
            if standing and standing.usable:
                _refill(con, store, standing.difference)
            else:
                _fill_all(con, store)
            con.execute("commit")
    except sqlite3.OperationalError as error:
        raise OSError(f"{FILE} cannot be written: {error}") from None
    metadata = folder / METADATA
    metadata.unlink(missing_ok=True)
    metadata.write_bytes(as_json(describe(store, site)))
    return [path, metadata]


def _fill_all(con: sqlite3.Connection, store: Store) -> None:
    for name in TABLES:
        con.execute(create_table(name))
        _fill(con, store, name)
    for table, wanted in INDEXES.items():
        for columns in wanted:
            listed = ", ".join(f'"{column}"' for column in columns)
            con.execute(f'create index "{table}_{"_".join(columns)}" on "{table}" ({listed})')
    con.execute(FIGURE_VIEW)
    con.execute(_observations())


def _refill(con: sqlite3.Connection, store: Store, difference: Difference) -> None:
    """Tables that differ, and of observations the series that do."""
    for name in difference.tables - {"observation"}:
        con.execute(f'delete from "{name}"')  # noqa: S608 - names from TABLES
        _fill(con, store, name)
    for indicator, authority in sorted(difference.series):
        con.execute("delete from observation where authority = ? and indicator = ?", (authority, indicator))
        _fill(con, store, "observation", (indicator, authority))


def create_table(name: str) -> str:
    """CREATE TABLE, with keys, as SQLite has it."""
    parts = [f'"{column.name}" {_TYPES.get(column.type, "integer")}' for column in TABLES[name].columns]
    if key := PRIMARY.get(name):
        parts.append(f"primary key ({_listed(key)})")
    for column, target in FOREIGN.get(name, {}).items():
        table, field = target.split(".")
        parts.append(f'foreign key ("{column}") references "{table}" ("{field}")')
    return f'create table "{name}" ({", ".join(parts)})'


def _fill(con: sqlite3.Connection, store: Store, name: str, series: Key | None = None) -> None:
    """Copy a table in the order in which it was built; of observations perhaps only one series."""
    columns = TABLES[name].columns
    links = FOREIGN.get(name, {})
    wanted = ", ".join(_copied(column, column.name in links) for column in columns)
    order = ", ".join(ORDER) if name == "observation" else "rowid"
    where = "where indicator = ? and authority = ?" if series else ""
    sql = f'select {wanted} from "{name}" {where} order by {order}'  # noqa: S608 - names from TABLES
    rows = store.con.cursor().execute(sql, list(series) if series else []).fetchall()
    con.executemany(f'insert into "{name}" values ({", ".join("?" * len(columns))})', rows)  # noqa: S608


def _copied(column: Column, link: bool) -> str:
    name = f'"{column.name}"'
    if link:
        return f"nullif({name}, '')"
    if column.type == "DATE":
        return f"cast({name} as varchar)"
    return f"cast({name} as tinyint)" if column.type == "BOOLEAN" else name


def _observations() -> str:
    """The view that most people want: newest values, with names and the class of each claim."""
    case = FIGURE_VIEW[FIGURE_VIEW.index("case when") : FIGURE_VIEW.index(" as claim_class")]
    joined = _JOINED | {"claim_class": case}
    columns = (f'{joined.get(c.name, f"o.{c.name}")} as "{c.name}"' for c in SHOWN)
    return _OBSERVATIONS.format(columns=", ".join(columns))


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def describe(store: Store, site: Site | None = None) -> dict[str, Any]:
    """What Datasette shows: title, licence, and for each table its source and what each column holds."""
    licence = {"license": COMPILATION["title"], "license_url": COMPILATION["path"]}
    name = site.name if site else "Portcullis"
    address = {"source_url": site.address} if site and site.address else {}
    tables = {
        table: {
            "title": table.replace("_", " "),
            "description": about.about,
            "source": publishers(store, table) or f"{name}, from the sources listed in the table source",
            **licence,
            "columns": {column.name: column.about for column in about.columns},
        }
        for table, about in TABLES.items()
    }
    for view, what in (
        ("observations", "The newest value for each measure, authority and period, with names."),
        ("figure", "Every figure shown anywhere, under the id that it carries."),
    ):
        tables[view] = {"title": view, "description": what, "source": tables["observation"]["source"], **licence}
    tables["observations"]["columns"] = {column.name: column.about for column in SHOWN}
    held = {column.name: column.about for column in TABLES["other_figure"].columns}
    shown = store.con.cursor().execute("select * from figure limit 0").description or ()
    tables["figure"]["columns"] = {column[0]: held[column[0]] for column in shown}
    return {
        "title": f"{name}: agreements on special needs deficits, and the figures around them",
        "description": f"{LICENCE_TEXT} {ATTRIBUTION}",
        **licence,
        "source": name,
        **address,
        "databases": {FILE.removesuffix(".sqlite"): {"tables": tables}},
    }


def publishers(store: Store, table: str, named: int = 3) -> str:
    """Who published what a table holds: the few with most rows."""
    columns = {column.name for column in TABLES[table].columns}
    field = next((name for name in ("sources", "source") if name in columns), "")
    if not field:
        return ""
    rows = store.rows(
        f"""select s.publisher, count(*) as n
            from (select unnest(string_split({field}, '|')) as source from "{table}") t
            join source s on s.id = t.source group by s.publisher order by n desc, s.publisher"""  # noqa: S608 - names from TABLES
    )
    names = [row["publisher"] for row in rows]
    more = f"; and {len(names) - named} more" if len(names) > named else ""
    return "; ".join(names[:named]) + more
