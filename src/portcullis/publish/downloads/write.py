"""Writes the downloads: CSV and Parquet of every table, cuts by measure and by area, and descriptions of them.

In: an open store and the folder of Parquet that was built with it. Out: the paths written.
There is no clock in them: the same register gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from portcullis.store import Store
from portcullis.store.tables import TABLES, Column
from portcullis.vocabulary import ENGLAND, Site, span

from . import tables
from .files import Written, described, share, write_json, write_text
from .joined import SHOWN, VINTAGE
from .licences import ATTRIBUTION, COMPILATION, LICENCE_TEXT, licences
from .package import Edition, csv_on_the_web, package, resource, table_schema

#: Observations joined with names: file, what it holds, columns, and which rows.
OBSERVATIONS = (
    (
        "observations",
        "Figures of councils and England, with names: the newest value for each measure and period",
        SHOWN,
        "newest",
    ),
    (
        "observations_all_vintages",
        "The same with every vintage: older values that a source has since replaced are in it too",
        SHOWN + VINTAGE,
        "true",
    ),
)
SHARED_SCHEMA = "schema.json"
#: folder -> what it holds, column that it is cut by, SQL for its keys and their names.
CUTS = {
    "by-measure": ("One file for each measure", "indicator", "select id, label from indicator order by id"),
    "by-area": (
        "One file for each council, and one for England",
        "authority",
        f"select code, name from authority where status = 'current' or code = '{ENGLAND}' order by code",  # noqa: S608
    ),
}


def write_downloads(store: Store, folder: Path, *, parquet_from: Path, site: Site | None = None) -> list[Path]:
    """Write all downloads into `folder`. `site` names whoever runs this copy, and the day of the register."""
    folder.mkdir(parents=True, exist_ok=True)
    job = _Job(folder, _edition(store, site), _sources(store))
    with tables.reading(parquet_from) as con, ThreadPoolExecutor(1) as beside:
        parquet = beside.submit(_joined_parquet, con.cursor(), folder)  # a fifth of the work: the second core's
        rest = list(_tables(con, job, parquet_from))
        for name in CUTS:
            _cut(con, job, name)
        parquet.result()
        resources = [*_observations(con, job), *rest]
    title = "agreements on special needs deficits, and the figures around them"
    job.add(write_json(folder, "datapackage.json", package("portcullis", title, job.edition, resources, job.sources)))
    credits = {"licence": COMPILATION, "text": LICENCE_TEXT, "attribution": ATTRIBUTION, "sources": licences(store)}
    job.add(write_json(folder, "credits.json", credits))
    return [folder / written.path for written in job.written]


@dataclass
class _Job:
    """Where to write, what goes into every description, and what has been written."""

    folder: Path
    edition: Edition
    sources: list[dict[str, Any]]
    written: list[Written] = field(default_factory=list)

    def add(self, written: Written) -> Written:
        self.written.append(written)
        return written

    def table(self, name: str, about: str, columns: Sequence[Column], text: tables.Text, parquet: Written) -> dict:
        """Write a CSV and its metadata; return its part of the package."""
        csv = self.add(write_text(self.folder, f"{name}.csv", text.text, text.rows))
        self.add(parquet)
        metadata = csv_on_the_web(name, about, csv.path, columns, self.edition)
        self.add(write_json(self.folder, f"{name}.csv-metadata.json", metadata))
        return resource(name, about, csv, table_schema(name, columns), parquet)


def _joined_parquet(con: duckdb.DuckDBPyConnection, folder: Path) -> None:
    with con:
        for name, _, columns, where in OBSERVATIONS:
            path = folder / f"{name}.parquet"
            path.unlink(missing_ok=True)
            names = ", ".join(f'"{column.name}"' for column in columns)
            joined = con.sql(f"select {names} from joined where {where} order by rowid")  # noqa: S608 - names from the program
            joined.write_parquet(str(path), compression="zstd")


def _observations(con: duckdb.DuckDBPyConnection, job: _Job) -> Iterator[dict]:
    for name, about, columns, where in OBSERVATIONS:
        text = tables.observations(con, columns, where)
        yield job.table(name, about, columns, text, described(job.folder, f"{name}.parquet", text.rows))


def _tables(con: duckdb.DuckDBPyConnection, job: _Job, parquet_from: Path) -> Iterator[dict]:
    for name, table in TABLES.items():
        text = tables.whole_table(con, name)
        path = f"{name}.parquet"
        parquet = share(job.folder, path, parquet_from / path, text.rows)
        yield job.table(name, table.about, table.columns, text, parquet)


def _cut(con: duckdb.DuckDBPyConnection, job: _Job, name: str) -> None:
    """A folder of files with the columns of observations.csv, and a package that lists them."""
    about, by, keys = CUTS[name]
    (job.folder / name).mkdir(exist_ok=True)
    names = dict(con.execute(keys).fetchall())
    resources = []
    for key, text in tables.cut(con, by, list(names)).items():
        csv = job.add(write_text(job.folder, f"{name}/{key}.csv", text.text, text.rows))
        resources.append(resource(key.lower(), names[key], csv, SHARED_SCHEMA))
    schema = table_schema("observations", SHOWN, alone=True)
    job.add(write_json(job.folder, f"{name}/{SHARED_SCHEMA}", schema))
    found = package(f"portcullis-{name}", about, job.edition, resources, job.sources)
    job.add(write_json(job.folder, f"{name}/datapackage.json", found))


def _edition(store: Store, site: Site | None) -> Edition:
    """Of which day the data is, from the register: the clock has no part in it."""
    if site:
        return Edition(site.name, span(site.checked_on)[1].isoformat(), site.operator, site.address)
    newest = store.rows("select max(retrieved) as day from source")[0]["day"]
    return Edition("Portcullis", newest.isoformat() if newest else "1970-01-01", "Portcullis contributors")


def _sources(store: Store) -> list[dict[str, Any]]:
    """Sources of observations, for the package; all sources are in its table `source`."""
    rows = store.rows(
        """select publisher, title, url from source
           where id in (select source from observation) order by publisher, title, id"""
    )
    return [
        {"title": ": ".join(filter(None, (row["publisher"], row["title"])))}
        | ({"path": row["url"]} if row["url"] else {})
        for row in rows
    ]
