"""Writes the downloads: CSV and Parquet of every table, cuts by measure and by area, and descriptions of them.

In: an open store and the folder of Parquet that was built with it. Out: the paths written.
There is no clock in them: the same register gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from portcullis.store import ORDER, Store
from portcullis.store.tables import TABLES, Column
from portcullis.vocabulary import ENGLAND, Site, span

from . import tables
from .before import BLOCKS, Before, Block
from .cells import header
from .files import Written, described, share, write_bytes, write_json, write_text
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
#: Tables whose CSV is put together measure by measure.
LARGE = ("observation", *(name for name, *_ in OBSERVATIONS))
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


def write_downloads(
    store: Store, folder: Path, *, parquet_from: Path, site: Site | None = None, standing: Before | None = None
) -> list[Path]:
    """Write all downloads into `folder`. `site` names whoever runs this copy, and the day of the register.

    `standing`: the downloads of the site that stands, whose unchanged parts are taken over.
    """
    folder.mkdir(parents=True, exist_ok=True)
    before = standing if standing and standing.usable else None
    job = _Job(folder, _edition(store, site), _sources(store), before)
    with tables.reading(parquet_from, before.difference if before else None) as con, ThreadPoolExecutor(1) as beside:
        parquet = beside.submit(_joined_parquet, con.cursor(), job)  # a fifth of the work: the second core's
        rest = list(_tables(con, job, parquet_from))
        for name in CUTS:
            _cut(con, job, name)
        resources = [*_observations(con, job, parquet.result), *rest]
    title = "agreements on special needs deficits, and the figures around them"
    job.add(write_json(folder, "datapackage.json", package("portcullis", title, job.edition, resources, job.sources)))
    credits = {"licence": COMPILATION, "text": LICENCE_TEXT, "attribution": ATTRIBUTION, "sources": licences(store)}
    job.add(write_json(folder, "credits.json", credits))
    job.add(write_json(folder, BLOCKS, {name: job.blocks[name] for name in sorted(job.blocks)}))
    return [folder / written.path for written in job.written]


@dataclass
class _Job:
    """Where to write, what goes into every description, what stands, and what has been written."""

    folder: Path
    edition: Edition
    sources: list[dict[str, Any]]
    before: Before | None = None
    written: list[Written] = field(default_factory=list)
    blocks: dict[str, list[Block]] = field(default_factory=dict)

    def add(self, written: Written) -> Written:
        self.written.append(written)
        return written

    @property
    def measures(self) -> frozenset[str] | None:
        """The measures whose lines are to be made; None: all."""
        return self.before.difference.indicators if self.before else None

    def table(self, name: str, about: str, columns: Sequence[Column], csv: Written, parquet: Written) -> dict:
        """Write the metadata of a table; return its part of the package."""
        self.add(csv)
        self.add(parquet)
        metadata = csv_on_the_web(name, about, csv.path, columns, self.edition)
        self.add(write_json(self.folder, f"{name}.csv-metadata.json", metadata))
        return resource(name, about, csv, table_schema(name, columns), parquet)

    def stands(self, name: str) -> dict | None:
        """The part in the package of a table that is taken over as it stands."""
        found = self.before.table(name, self.folder) if self.before else None
        if self.before and found and name in LARGE:
            self.blocks[f"{name}.csv"] = self.before.sizes(f"{name}.csv")
        return found

    def by_measure(self, name: str, columns: Sequence[Column], made: dict[str, tables.Text]) -> Written:
        """Write a large table: the lines made now, and those of other measures from the file that stands."""
        path = f"{name}.csv"
        found = {measure: (text.text.encode(), text.rows) for measure, text in made.items()}
        if self.before:
            found = self.before.blocks(path) | found
        self.blocks[path] = [(measure, len(found[measure][0]), found[measure][1]) for measure in sorted(found)]
        data = b"".join([header(columns).encode(), *(found[measure][0] for measure in sorted(found))])
        return write_bytes(self.folder, path, data, sum(rows for _, rows in found.values()))


def _joined_parquet(con: duckdb.DuckDBPyConnection, job: _Job) -> None:
    with con:
        for name, _, columns, where in OBSERVATIONS if job.measures is None or job.measures else ():
            path = job.folder / f"{name}.parquet"
            names = ", ".join(f'"{column.name}"' for column in columns)
            joined = f"select {names} from joined where {where}"  # noqa: S608 - names from the program
            if job.before:
                con.read_parquet(str(job.before.folder / path.name)).create_view(f"stood_{name}")
                joined = f"""select {names} from stood_{name} where indicator not in (from differing_measure)
                             union all {joined} and indicator in (from differing_measure)"""  # noqa: S608 - as above
            order = ", ".join(column for column in ORDER if column in {c.name for c in columns})
            made = con.sql(f"from ({joined}) order by {order}")
            path.unlink(missing_ok=True)
            made.write_parquet(str(path), compression="zstd")


def _observations(con: duckdb.DuckDBPyConnection, job: _Job, parquet: Callable[[], None]) -> Iterator[dict]:
    """Observations with names. `parquet` waits for those files, which take longer than the text."""
    stand = {name: job.stands(name) for name, *_ in OBSERVATIONS}
    csv = {
        name: job.by_measure(name, columns, tables.observations(con, columns, where, job.measures))
        for name, _, columns, where in OBSERVATIONS
        if not stand[name]
    }
    parquet()
    for name, about, columns, _ in OBSERVATIONS:
        rows = csv[name].rows or 0 if name in csv else 0
        yield stand[name] or job.table(name, about, columns, csv[name], described(job.folder, f"{name}.parquet", rows))


def _tables(con: duckdb.DuckDBPyConnection, job: _Job, parquet_from: Path) -> Iterator[dict]:
    for name, table in TABLES.items():
        if stands := job.stands(name):
            yield stands
            continue
        if name == "observation":
            csv = job.by_measure(name, table.columns, tables.measures_of(con, name, job.measures))
        else:
            text = tables.whole_table(con, name)
            csv = write_text(job.folder, f"{name}.csv", text.text, text.rows)
        parquet = share(job.folder, f"{name}.parquet", parquet_from / f"{name}.parquet", csv.rows or 0)
        yield job.table(name, table.about, table.columns, csv, parquet)


def _cut(con: duckdb.DuckDBPyConnection, job: _Job, name: str) -> None:
    """A folder of files with the columns of observations.csv, and a package that lists them."""
    about, by, keys = CUTS[name]
    (job.folder / name).mkdir(exist_ok=True)
    names = dict(con.execute(keys).fetchall())
    stands = job.before.cut(name, by, job.folder) if job.before else {}
    made = tables.cut(con, by, [key for key in names if key not in stands])
    resources = []
    for key in names:
        if key in stands:
            resources.append(stands[key])
            continue
        csv = job.add(write_text(job.folder, f"{name}/{key}.csv", made[key].text, made[key].rows))
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
