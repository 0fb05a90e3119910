"""Describes the downloads for programs: a Frictionless Data Package, and CSV on the Web for each main file.

In: what was written, and the columns. Out: dicts that become JSON. No clock: dates come from the register.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from portcullis.store.tables import Column

from .files import Written
from .keys import FOREIGN, PRIMARY
from .licences import ATTRIBUTION, COMPILATION, LICENCE_TEXT

#: DuckDB type -> type in a data package, type in CSV on the Web.
_TYPES = {
    "VARCHAR": ("string", "string"),
    "DOUBLE": ("number", "double"),
    "INTEGER": ("integer", "integer"),
    "BIGINT": ("integer", "integer"),
    "BOOLEAN": ("boolean", "boolean"),
    "DATE": ("date", "date"),
}
#: Where a blank cell has a meaning, the column says which: `status` and `note` tell why a value is missing.
MISSING = [""]


@dataclass(frozen=True, slots=True)
class Edition:
    """Who publishes this copy of the data, and of which day it is."""

    title: str
    day: str
    publisher: str
    address: str | None = None


def table_schema(name: str, columns: Sequence[Column], *, alone: bool = False) -> dict[str, Any]:
    """The columns of a table, what identifies a row, and (unless the table stands alone) what points elsewhere."""
    key = PRIMARY.get(name, ())
    fields = []
    for column in columns:
        field: dict[str, Any] = {"name": column.name, "type": _TYPES[column.type][0], "description": column.about}
        if column.name in key:
            field["constraints"] = {"required": True}
        fields.append(field)
    schema: dict[str, Any] = {"fields": fields, "missingValues": MISSING}
    if key:
        schema["primaryKey"] = list(key)
    if name in FOREIGN and not alone:
        schema["foreignKeys"] = [_foreign(column, target) for column, target in FOREIGN[name].items()]
    return schema


def _foreign(column: str, target: str) -> dict[str, Any]:
    table, field = target.split(".")
    return {"fields": [column], "reference": {"resource": table, "fields": [field]}}


def resource(
    name: str, about: str, csv: Written, schema: dict[str, Any] | str, parquet: Written | None = None
) -> dict[str, Any]:
    """One table of a package. The same table as Parquet stands under `alternates`."""
    found: dict[str, Any] = {
        "name": name,
        "title": about,
        "profile": "tabular-data-resource",
        **_file(csv, "csv", "text/csv"),
        "encoding": "utf-8",
        "rows": csv.rows,
        "schema": schema,
    }
    if parquet:
        found["alternates"] = [_file(parquet, "parquet", "application/vnd.apache.parquet")]
    return found


def _file(written: Written, kind: str, mediatype: str) -> dict[str, Any]:
    return {
        "path": written.path.rpartition("/")[2],
        "format": kind,
        "mediatype": mediatype,
        "bytes": written.bytes,
        "hash": f"sha256:{written.sha256}",
    }


def package(
    name: str, title: str, edition: Edition, resources: list[dict[str, Any]], sources: list[dict[str, Any]]
) -> dict[str, Any]:
    """A data package. Its version is the day up to which the register was checked."""
    found = {
        "profile": "tabular-data-package",
        "name": name,
        "title": f"{edition.title}: {title}",
        "description": f"{LICENCE_TEXT} Text that a spreadsheet would run as a formula has an apostrophe before it.",
        "version": edition.day,
        "created": f"{edition.day}T00:00:00Z",
        "licenses": [COMPILATION],
        "attribution": ATTRIBUTION,
        "contributors": [{"title": edition.publisher, "role": "publisher"}],
        "sources": sources,
        "resources": resources,
    }
    return found | ({"homepage": edition.address} if edition.address else {})


def csv_on_the_web(name: str, about: str, path: str, columns: Sequence[Column], edition: Edition) -> dict[str, Any]:
    """Metadata for one CSV file, as the W3C's CSV on the Web has it."""
    key = PRIMARY.get(name, ())
    described = []
    for column in columns:
        one: dict[str, Any] = {
            "name": column.name,
            "titles": column.name,
            "datatype": _TYPES[column.type][1],
            "dc:description": column.about,
        }
        described.append(one | ({"required": True} if column.name in key else {}))
    schema: dict[str, Any] = {"columns": described}
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": path,
        "dc:title": about,
        "dc:issued": {"@value": edition.day, "@type": "xsd:date"},
        "dc:publisher": edition.publisher,
        "dc:license": {"@id": COMPILATION["path"]},
        "dc:rights": LICENCE_TEXT,
        "dialect": {"encoding": "utf-8", "delimiter": ",", "header": True},
        "null": "",
        "tableSchema": schema | ({"primaryKey": list(key)} if key else {}),
    }
