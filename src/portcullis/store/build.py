"""Builds the store: one DuckDB file, Parquet beside it, and a manifest written last.

In: a checked register and a place. Out: `BuildReport`. Killed at any moment, the last good build stands. When a few
files of the register have changed, what the others hold is taken from the store that stands.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np

import portcullis
from portcullis.register import Register

from .aside import PlaceError, current, replacing
from .figures import Row
from .fingerprint import changed_measures, file_digests, fingerprint, only_observations, program
from .observation_columns import observation_columns
from .rows import table_rows
from .tables import FIGURE_VIEW, TABLES, ddl

DATABASE = "portcullis.duckdb"
PARQUET = "parquet"
MANIFEST = "manifest.json"
#: The order of observations in files: no two rows are alike in all of these.
ORDER = ("indicator", "authority", "year", "period", "published_by", "source")
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What was built: rows for each table, seconds, and the fingerprint of the register."""

    place: Path
    rows: dict[str, int]
    seconds: float
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A store that stands; the measures whose rows can not be taken from it; whether its other tables can."""

    place: Path
    changed: Collection[str]
    tables_stand: bool


def is_fresh(place: Path, root: Path) -> bool:
    """Whether the build that stands at `place` was made from this register by this program."""
    return _manifest(place).get("fingerprint") == fingerprint(root)


def build(
    register: Register,
    place: Path,
    *,
    progress: Progress = lambda step: None,
    digests: dict[str, str] | None = None,
    standing: Standing | None = None,
) -> BuildReport:
    """Build the store at `place`. Raises PlaceError (busy, not ours) and OSError (disk full).

    `digests` are those that the files of the register had before it was loaded: whoever saves a file meanwhile has
    made another register, and the next build must see that. With `standing`, `register` holds observations of the
    changed measures only.
    """
    start = time.perf_counter()
    digests = file_digests(register.root) if digests is None else digests
    digest = fingerprint(register.root, digests)
    with replacing(place) as folder:
        progress("tables")
        try:
            rows = _fill(register, folder, standing)
        except duckdb.Error as error:
            if refused := _refused(error, place):
                raise refused from None
            raise
        progress("manifest")
        manifest = {
            "fingerprint": digest,
            "version": portcullis.__version__,
            "program": program(),
            "rows": rows,
            "files": digests,
        }
        (folder / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n")
    return BuildReport(place, rows, time.perf_counter() - start, digest)


def _refused(error: duckdb.Error, place: Path) -> OSError | None:
    """What the system refused, or None for a fault of ours. DuckDB tells of a full disk in several classes of error."""
    message = str(error).splitlines()[0]
    if "No space left" in message:
        return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(place))
    if isinstance(error, duckdb.IOException) or "Could not write" in message:
        return OSError(message.partition(": ")[2])
    return None


def ensure(
    register_root: Path, place: Path, load: Callable[..., Register], *, progress: Progress = lambda s: None
) -> None:
    """Build only if what stands at `place` is not of this register, and read only what has changed since.

    `load(root)` gives the whole register; `load(root, only=measures, texts=False)` leaves out the observations of other
    measures, and what is not observations. What has not changed was checked when the store that stands was made of it.
    """
    digests = file_digests(register_root)
    manifest = _manifest(place)
    if manifest.get("fingerprint") == fingerprint(register_root, digests):
        return
    standing = _usable(place, manifest, digests)
    if standing is None:
        register = load(register_root)
    else:
        progress(f"{len(standing.changed)} measures have changed" if standing.changed else "figures stand as they were")
        register = load(register_root, only=standing.changed, texts=not standing.tables_stand)
    build(register, place, progress=progress, digests=digests, standing=standing)


def made_of(place: Path) -> dict[str, str]:
    """The digest of every file of the register that the store at `place` was made of; empty where it does not say."""
    files = _manifest(place).get("files")
    return files if isinstance(files, dict) else {}


def _usable(place: Path, manifest: dict, digests: dict[str, str]) -> Standing | None:
    """The store that stands, if the rest can be taken from it."""
    before = manifest.get("files")
    folder = current(place)
    if folder is None or not isinstance(before, dict) or manifest.get("program") != program():
        return None
    changed = changed_measures(before, digests)
    whole = (folder / DATABASE).is_file() and all((folder / PARQUET / f"{name}.parquet").is_file() for name in TABLES)
    if changed is None or not whole:
        return None
    return Standing(folder, changed, tables_stand=only_observations(before, digests))


def _manifest(place: Path) -> dict:
    try:
        found = json.loads((place / MANIFEST).read_text())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _fill(register: Register, folder: Path, standing: Standing | None = None) -> dict[str, int]:
    columns, corrections = observation_columns(register)
    written = set(TABLES)
    (folder / PARQUET).mkdir()
    if standing:
        shutil.copyfile(standing.place / DATABASE, folder / DATABASE)
    with duckdb.connect(str(folder / DATABASE)) as con:
        if standing is None:
            for name in TABLES:
                con.execute(ddl(name))
            con.execute(FIGURE_VIEW)
        else:
            con.execute("create temp table changed as select unnest($names) as name", {"names": [*standing.changed]})
            con.execute("delete from observation where indicator in (from changed)")
        if standing and standing.tables_stand:
            written = {"observation"}
        else:
            for name, rows in (table_rows(register) | {"correction": corrections}).items():
                con.execute(f'delete from "{name}"')  # noqa: S608 - names from TABLES
                _insert(con, name, rows)
        _insert_observations(con, columns)
        for name in TABLES:
            _parquet(con, name, folder, standing if name not in written else None)
        counted = con.execute(" union all ".join(f"select '{name}', count(*) from \"{name}\"" for name in TABLES))  # noqa: S608
        counts = dict(counted.fetchall())
        con.execute("checkpoint")
    return counts


def _parquet(con: duckdb.DuckDBPyConnection, name: str, folder: Path, standing: Standing | None) -> None:
    """Write a table as Parquet, or link what stands."""
    path = f"{PARQUET}/{name}.parquet"
    if standing:
        try:
            os.link(standing.place / path, folder / path)
        except OSError:
            shutil.copyfile(standing.place / path, folder / path)
        return
    table = con.table(name)
    if name == "observation":
        # In one order, whichever way the rows came in. Rows of the database itself lie as they came.
        table = table.order(", ".join(ORDER))
    table.write_parquet(str(folder / path), compression="zstd")


def _insert_observations(con: duckdb.DuckDBPyConnection, columns: dict[str, np.ndarray]) -> None:
    """Observations with `newest` marked: the latest vintage; of two on one day, the one not in doubt,
    then the indicator's main source."""
    con.register("incoming", columns)
    con.execute(f"""
        insert into observation by name
        select i.* replace (
                 case when isnan(i.value) then null else i.value end as value,
                 case when isnan(i.value_as_published) then null else i.value_as_published end as value_as_published,
                 cast(i.published_by as date) as published_by,
                 cast(i.correction_made as date) as correction_made),
               row_number() over (
                 partition by i.indicator, i.authority, i.period
                 order by i.published_by desc, i.status = 'suspect', (i.source = m.source) desc, i.source) = 1 as newest
        from incoming i
        join indicator m on m.id = i.indicator
        order by {", ".join(f"i.{column}" for column in ORDER)}
    """)  # noqa: S608 - columns are ours
    con.unregister("incoming")


def _insert(con: duckdb.DuckDBPyConnection, name: str, rows: list[Row]) -> None:
    """Rows through arrays: many times faster than one statement a row."""
    if not rows:
        return
    columns = TABLES[name].columns
    arrays = {}
    for column, values in zip(columns, zip(*rows, strict=True), strict=True):
        array = np.empty(len(rows), dtype=object)
        array[:] = [None if value is None else str(value) for value in values]
        arrays[column.name] = array
    con.register("incoming", arrays)
    casts = ", ".join(f'cast("{column.name}" as {column.type}) as "{column.name}"' for column in columns)
    con.execute(f'insert into "{name}" select {casts} from incoming')  # noqa: S608 - names from TABLES
    con.unregister("incoming")


__all__ = ["BuildReport", "PlaceError", "Standing", "build", "current", "ensure", "is_fresh"]
