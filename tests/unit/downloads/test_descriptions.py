"""What the downloads say about themselves is true of them."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from pathlib import Path

import pytest

from portcullis.publish.downloads import LICENCE_TEXT, describe_downloads, licences
from portcullis.publish.downloads.describe import size_text
from portcullis.store import Store
from portcullis.store.tables import TABLES

from .conftest import rows_of

PACKAGES = ["datapackage.json", "by-measure/datapackage.json", "by-area/datapackage.json"]


def header_of(path: Path) -> list[str]:
    with path.open(encoding="utf-8", newline="") as handle:
        return next(csv.reader(handle))


@pytest.mark.parametrize("path", PACKAGES)
def test_a_package_describes_its_files(path: str, county: Path):
    package = json.loads((county / path).read_text(encoding="utf-8"))
    assert re.fullmatch(r"[a-z0-9._-]+", package["name"])
    names = [resource["name"] for resource in package["resources"]]
    assert len(set(names)) == len(names)
    for resource in package["resources"]:
        assert re.fullmatch(r"[a-z0-9._-]+", resource["name"])
        file = (county / path).parent / resource["path"]
        for one in (resource, *resource.get("alternates", [])):
            data = file.with_name(one["path"]).read_bytes()
            assert (one["bytes"], one["hash"]) == (len(data), f"sha256:{hashlib.sha256(data).hexdigest()}")
        schema = resource["schema"]
        if isinstance(schema, str):
            schema = json.loads(file.with_name(schema).read_text(encoding="utf-8"))
        fields = [field["name"] for field in schema["fields"]]
        assert header_of(file) == fields
        assert all(field["description"] and field["type"] for field in schema["fields"])
        assert set(schema.get("primaryKey", [])) <= set(fields)
        for foreign in schema.get("foreignKeys", []):
            assert set(foreign["fields"]) <= set(fields)
            assert foreign["reference"]["resource"] in names


def test_the_package_is_of_the_day_of_the_register_and_of_who_runs_the_copy(county: Path):
    package = json.loads((county / "datapackage.json").read_text(encoding="utf-8"))
    assert (package["version"], package["created"]) == ("2025-11-01", "2025-11-01T00:00:00Z")
    assert package["contributors"] == [{"title": "The Wexmoor Parents' Forum", "role": "publisher"}]
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    assert package["sources"]
    assert all(source["title"] for source in package["sources"])


@pytest.mark.parametrize("name", ["observations", "observations_all_vintages", *TABLES])
def test_csv_on_the_web_matches_the_header(name: str, county: Path):
    found = json.loads((county / f"{name}.csv-metadata.json").read_text(encoding="utf-8"))
    assert found["@context"][0] == "http://www.w3.org/ns/csvw"
    assert found["url"] == f"{name}.csv"
    columns = found["tableSchema"]["columns"]
    assert [column["name"] for column in columns] == header_of(county / found["url"])
    assert {column["datatype"] for column in columns} <= {"string", "double", "integer", "boolean", "date"}
    assert all(column["dc:description"] for column in columns)
    assert found["dc:license"]["@id"].startswith("https://creativecommons.org/")
    assert found["null"] == ""


def test_the_list_for_the_page_links_files_that_exist(county: Path):
    lines = describe_downloads(county)
    assert [line["name"] for line in lines][:4] == [
        "observations",
        "observations_all_vintages",
        "by-measure",
        "by-area",
    ]
    assert {line["name"] for line in lines} >= set(TABLES)
    for line in lines:
        assert line["what"]
        assert line["bytes"] > 0
        assert line["links"]
        assert all((county / path).is_file() for _, path in line["links"])
    assert lines[0]["rows"] == len(rows_of(county / "observations.csv"))


def test_the_list_names_files_that_others_added(county: Path, tmp_path: Path):
    for path in county.rglob("*.json"):
        target = tmp_path / path.relative_to(county)
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(path.read_bytes())
    assert "findings.json" not in {line["name"] for line in describe_downloads(tmp_path)}
    (tmp_path / "findings.json").write_text("[]\n")
    assert "findings.json" in {line["name"] for line in describe_downloads(tmp_path)}


@pytest.mark.parametrize(("size", "text"), [(812, "812 bytes"), (9_400, "9 kB"), (23_700_000, "23.7 MB")])
def test_sizes_are_for_people(size: int, text: str):
    assert size_text(size) == text


def test_licences_credit_every_source(open_real: Store):
    found = licences(open_real)
    assert sum(row["sources"] for row in found) == open_real.rows("select count(*) as n from source")[0]["n"]
    first = found[0]
    assert first["licence"] == "Open Government Licence v3.0"
    assert first["figures"] > 90_000
    assert first["publishers"].startswith("Department for Education")
    assert "licensed under the Open Government Licence v3.0" in first["attribution"]
    assert "Ministry of Housing, Communities and Local Government" in first["publisher_list"]
    assert next(row for row in found if row["licence"] == "CC BY 4.0")["publishers"] == "mySociety"


def test_credits_carry_the_licence_and_say_it_in_words(county: Path):
    credits = json.loads((county / "credits.json").read_text(encoding="utf-8"))
    assert credits["text"] == LICENCE_TEXT
    assert "CC BY 4.0" in credits["text"]
    hostile = next(row for row in credits["sources"] if row["licence"] == "not recorded")
    assert any("</title>" in name for name in hostile["publisher_list"])  # text in JSON; pages escape it
