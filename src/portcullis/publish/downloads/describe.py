"""Tells what there is to download, for the page that lists it.

In: the folder that `write_downloads` filled. Out: one dict for each line of the list.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

#: Other files of the folder, if they are there.
_OTHERS = {
    "portcullis.xlsx": ("A workbook: agreements, payments, deficits, statements, corrections, sources", "Excel"),
    "portcullis.sqlite": ("All tables in one SQLite file, which opens in Datasette", "SQLite"),
    "metadata.json": ("What Datasette shows beside the SQLite file", "JSON"),
    "findings.json": ("What our checks found in official figures", "JSON"),
    "credits.json": ("Licences and credits", "JSON"),
    "datapackage.json": ("Description of all tables and columns, for programs", "JSON"),
}
_CUTS = ("by-measure", "by-area")


def describe_downloads(folder: Path) -> list[dict[str, Any]]:
    """What can be downloaded: `name`, `what`, `rows` (None where that has no meaning), `bytes` of all its files, and
    `links`, pairs of a label and a path inside the folder."""
    resources = _read(folder / "datapackage.json")["resources"]
    tables = [_table(found) for found in resources]
    cuts = [_cut(folder, name) for name in _CUTS]
    others = [
        _line(name, what, None, [(kind, name, (folder / name).stat().st_size)])
        for name, (what, kind) in _OTHERS.items()
        if (folder / name).is_file()
    ]
    # The two tables that most readers want, the cuts of them, then the tables behind.
    return [*tables[:2], *cuts, *tables[2:], *others]


def size_text(size: int) -> str:
    """A size for people: 812 bytes, 9 kB, 23.7 MB."""
    if size < 1000:
        return f"{size} bytes"
    return f"{size / 1000:.0f} kB" if size < 999_500 else f"{size / 1_000_000:.1f} MB"


def _table(found: dict[str, Any]) -> dict[str, Any]:
    files = [("CSV", found["path"], found["bytes"])]
    files += [("Parquet", other["path"], other["bytes"]) for other in found["alternates"]]
    return _line(found["name"], found["title"].rstrip("."), found["rows"], files)


def _cut(folder: Path, name: str) -> dict[str, Any]:
    """A folder of files: the page links the list of them, since each has its link on the page of its subject."""
    found = _read(folder / name / "datapackage.json")
    what = found["title"].partition(": ")[2]
    resources = found["resources"]
    line = _line(name, f"{what}: {len(resources)} files", sum(r["rows"] for r in resources), [])
    total = sum(r["bytes"] for r in resources)
    return line | {"bytes": total, "links": [("list of files (JSON)", f"{name}/datapackage.json")]}


def _line(name: str, what: str, rows: int | None, files: list[tuple[str, str, int]]) -> dict[str, Any]:
    links = [(f"{kind} ({size_text(size)})", path) for kind, path, size in files]
    return {"name": name, "what": what, "rows": rows, "bytes": sum(size for _, _, size in files), "links": links}


def _read(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8"))
