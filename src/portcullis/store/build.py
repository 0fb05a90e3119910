"""Builds the store from nothing: one DuckDB file, Parquet beside it, and a manifest written last.

In: a checked register and a place. Out: `BuildReport`. Killed at any moment, the last good build stands.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np

import portcullis
from portcullis.register import Register
from portcullis.register.files import MAX_BYTES

from .aside import PlaceError, current, replacing
from .figures import Row
from .observation_columns import observation_columns
from .rows import table_rows
from .tables import FIGURE_VIEW, TABLES, ddl

DATABASE = "portcullis.duckdb"
PARQUET = "parquet"
MANIFEST = "manifest.json"
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What was built: rows for each table, seconds, and the fingerprint of the register."""

    place: Path
    rows: dict[str, int]
    seconds: float
    fingerprint: str


def fingerprint(root: Path) -> str:
    """A digest of every file of the register and of the program's version: the same digest, the same build."""
    digest = hashlib.sha256(f"{portcullis.__version__}\n{sorted(TABLES)}\n{FIGURE_VIEW}".encode())
    for path in sorted(p for p in root.rglob("*") if p.is_file() and not p.name.startswith(".")):
        digest.update(f"\0{path.relative_to(root)}\0".encode())
        # A file beyond the size of any register file is not read: `check` refuses it, and here its size and time do.
        about = path.stat()
        large = about.st_size > MAX_BYTES
        digest.update(f"{about.st_size} {about.st_mtime_ns}".encode() if large else path.read_bytes())
    return digest.hexdigest()


def is_fresh(place: Path, root: Path) -> bool:
    """Whether the build that stands at `place` was made from this register by this program."""
    manifest = place / MANIFEST
    try:
        return json.loads(manifest.read_text())["fingerprint"] == fingerprint(root)
    except (OSError, ValueError, KeyError, TypeError):
        return False


def build(
    register: Register, place: Path, *, progress: Progress = lambda step: None, digest: str | None = None
) -> BuildReport:
    """Build the store at `place`. Raises PlaceError (busy, not ours) and OSError (disk full).

    `digest` is the fingerprint that the register had before it was loaded: whoever saves a file meanwhile has made
    another register, and the next build must see that.
    """
    start = time.perf_counter()
    digest = digest or fingerprint(register.root)
    with replacing(place) as folder:
        progress("tables")
        try:
            rows = _fill(register, folder)
        except duckdb.Error as error:
            if refused := _refused(error, place):
                raise refused from None
            raise
        progress("manifest")
        manifest = {"fingerprint": digest, "version": portcullis.__version__, "rows": rows}
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
    register_root: Path, place: Path, load: Callable[[Path], Register], *, progress: Progress = lambda s: None
) -> None:
    """Build only if what stands at `place` is not of this register."""
    if not is_fresh(place, register_root):
        digest = fingerprint(register_root)
        build(load(register_root), place, progress=progress, digest=digest)


def _fill(register: Register, folder: Path) -> dict[str, int]:
    columns, corrections = observation_columns(register)
    tables = table_rows(register)
    tables["correction"] = corrections
    with duckdb.connect(str(folder / DATABASE)) as con:
        for name in TABLES:
            con.execute(ddl(name))
        for name, rows in tables.items():
            _insert(con, name, rows)
        _insert_observations(con, columns)
        con.execute(FIGURE_VIEW)
        (folder / PARQUET).mkdir()
        counts = {}
        for name in TABLES:
            counts[name] = con.table(name).aggregate("count(*)").fetchall()[0][0]
            target = folder / PARQUET / f"{name}.parquet"
            con.table(name).write_parquet(str(target), compression="zstd")
        con.execute("checkpoint")
    return counts


def _insert_observations(con: duckdb.DuckDBPyConnection, columns: dict[str, np.ndarray]) -> None:
    """Observations with `newest` marked: the latest vintage; of two on one day, the one not in doubt,
    then the indicator's main source."""
    con.register("incoming", columns)
    con.execute("""
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
        order by i.indicator, i.authority, i.year, i.published_by
    """)
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


__all__ = ["BuildReport", "PlaceError", "build", "current", "ensure", "fingerprint", "is_fresh"]
