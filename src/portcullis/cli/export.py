"""`portcullis export`: every table as CSV, Parquet or JSON.

In: the store. Out: files in `--out`. All are written aside first and renamed at the end: a full disk changes nothing.
"""

from __future__ import annotations

import contextlib
import csv
import json
import shutil
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .errors import Misuse
from .places import Places, opened, pass_places, places_options
from .progress import progress
from .show import counted, guarded, plain

if TYPE_CHECKING:
    from portcullis.store import Store

KINDS = ("csv", "parquet", "json")
CHUNK = 10_000


@click.command(short_help="Write every table as CSV, Parquet or JSON.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default="export",
    show_default=True,
    metavar="DIR",
    help="Where to write.",
)
@click.option(
    "--format", "form", type=click.Choice([*KINDS, "all"]), default="csv", show_default=True, help="What to write."
)
@click.option("--table", "names", multiple=True, metavar="NAME", help="Only this table; may be repeated.")
@places_options
@pass_places
def export(places: Places, out: Path, form: str, names: tuple[str, ...]) -> None:
    """Write the tables of the store, one file each, with a data package that says what every column holds.

    Files of the same name are replaced, all at once at the end; other files in the folder are left alone.

    \b
    Examples:
      portcullis export
      portcullis export --format parquet --out data
      portcullis export --table observation --table source --format all
    """
    from portcullis.store.tables import TABLES

    if unknown := [name for name in names if name not in TABLES]:
        raise Misuse(f"no table is called {unknown[0]!r}: use one of {', '.join(TABLES)}")
    kinds = KINDS if form == "all" else (form,)
    wanted = list(dict.fromkeys(names)) or list(TABLES)
    with opened(places) as store, progress("Exporting") as step, aside(out) as fresh:
        for table in wanted:
            step(table)
            for kind in kinds:
                WRITERS[kind](store, table, fresh(f"{table}.{kind}"))
        fresh("datapackage.json").write_text(json.dumps(package(wanted, kinds), indent=1) + "\n", encoding="utf-8")
    click.echo(f"{counted(len(wanted) * len(kinds), 'file', 'files')} and datapackage.json in {out}")


@contextlib.contextmanager
def aside(folder: Path) -> Generator[Callable[[str], Path]]:
    """A function that gives a hidden path for a name; when all went well, every one takes its name."""
    paths: dict[Path, Path] = {}
    folder.mkdir(parents=True, exist_ok=True)

    def fresh(name: str) -> Path:
        hidden = folder / f".{name}.part"
        paths[hidden] = folder / name
        return hidden

    try:
        yield fresh
        for hidden, final in paths.items():
            hidden.replace(final)
    finally:
        for hidden in paths:
            hidden.unlink(missing_ok=True)


def package(names: list[str], kinds: tuple[str, ...]) -> dict[str, Any]:
    """What the files are: a Frictionless data package, from the one declaration of the tables."""
    from portcullis import __version__
    from portcullis.store.tables import TABLES

    types = {"VARCHAR": "string", "DOUBLE": "number", "INTEGER": "integer", "BIGINT": "integer"}
    types |= {"BOOLEAN": "boolean", "DATE": "date"}
    return {
        "name": "portcullis",
        "version": __version__,
        "resources": [
            {
                "name": name if len(kinds) == 1 else f"{name}-{kind}",
                "path": f"{name}.{kind}",
                "description": TABLES[name].about,
                "schema": {
                    "fields": [
                        {"name": column.name, "type": types[column.type], "description": column.about}
                        for column in TABLES[name].columns
                    ]
                },
            }
            for name in names
            for kind in kinds
        ],
    }


def _chunks(store: Store, table: str) -> Iterator[list[tuple[Any, ...]]]:
    cursor = store.con.cursor()
    try:
        result = cursor.execute(f'select * from "{table}"')  # noqa: S608 - a name from TABLES
        while rows := result.fetchmany(CHUNK):
            yield rows
    finally:
        cursor.close()


def _columns(table: str) -> list[str]:
    from portcullis.store.tables import TABLES

    return [column.name for column in TABLES[table].columns]


def _csv(store: Store, table: str, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(_columns(table))
        for rows in _chunks(store, table):
            writer.writerows([guarded(value) for value in row] for row in rows)


def _json(store: Store, table: str, path: Path) -> None:
    names = _columns(table)
    rows = [dict(zip(names, map(plain, row), strict=True)) for chunk in _chunks(store, table) for row in chunk]
    with path.open("w", encoding="utf-8") as file:
        json.dump({"count": len(rows), "rows": rows}, file, ensure_ascii=False)
        file.write("\n")


def _parquet(store: Store, table: str, path: Path) -> None:
    shutil.copyfile(store.place / "parquet" / f"{table}.parquet", path)


WRITERS = {"csv": _csv, "json": _json, "parquet": _parquet}
