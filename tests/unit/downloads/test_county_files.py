"""Downloads of the invented county: every row is there, hostile text is text, and the bytes do not change."""

from __future__ import annotations

import os
from pathlib import Path

import duckdb
import pytest

from portcullis.publish.downloads import write_downloads
from portcullis.register import load_site_file
from portcullis.store import Store
from portcullis.store.tables import TABLES

from .conftest import Rows, rows_of


@pytest.mark.parametrize("table", sorted(TABLES))
def test_every_table_is_there_whole_in_both_formats(table: str, open_county: Store, county: Path):
    rows = rows_of(county / f"{table}.csv")
    count = open_county.rows(f'select count(*) as n from "{table}"')[0]["n"]
    assert len(rows) == count
    with duckdb.connect() as con:
        assert con.read_parquet(str(county / f"{table}.parquet")).aggregate("count(*)").fetchall() == [(count,)]


def test_ids_are_those_of_the_store(open_county: Store, county_rows: Rows):
    rows = county_rows("observations_all_vintages.csv")
    assert {row["id"] for row in rows} == {row["id"] for row in open_county.rows("select id from observation")}
    newest = {row["id"] for row in open_county.rows("select id from observation where newest")}
    assert {row["id"] for row in county_rows("observations.csv")} == newest
    assert {row["id"] for row in rows if row["newest"] == "true"} == newest


def test_claim_classes_are_those_of_pages(open_county: Store, county_rows: Rows):
    known = {row["id"]: row["claim_class"] for row in open_county.rows("select id, claim_class from figure")}
    rows = county_rows("observations_all_vintages.csv")
    assert {row["id"]: row["claim_class"] for row in rows} == {row["id"]: known[row["id"]] for row in rows}


def test_a_correction_shows_both_values(county_rows: Rows):
    row = next(row for row in county_rows("observations.csv") if row["id"] == "new_ehc_plans:E99000002:2022:sen2_2025")
    assert (row["value"], row["status"], row["value_as_published"], row["status_as_published"]) == (
        "245", "derived", "2162", "published",
    )  # fmt: skip
    assert row["correction"] == "brackwater-county-total"


def test_a_missing_value_is_blank_and_says_why(county_rows: Rows):
    missing = [row for row in county_rows("observations.csv") if row["status"] in ("suppressed", "not_applicable")]
    assert missing
    assert all(row["value"] == "" and row["note"] for row in missing)


def test_hostile_text_is_text(county_rows: Rows):
    names = {row["authority"]: row["authority_name"] for row in county_rows("observations.csv")}
    assert names["E99000010"] == "O'Hex <script>alert(1)</script>"
    others = {row["code"]: row["other_names"] for row in county_rows("authority.csv")}
    assert others["E99000009"] == '\'=HYPERLINK("http://x")'
    notes = {row["note"] for row in county_rows("observations.csv")}
    assert '\'=HYPERLINK("http://x")' in notes


def test_no_text_cell_anywhere_begins_like_a_formula(county: Path):
    text = {(name, c.name) for name, table in TABLES.items() for c in table.columns if c.type == "VARCHAR"}
    for name in TABLES:
        for row in rows_of(county / f"{name}.csv"):
            assert not [
                cell for column, cell in row.items() if (name, column) in text and cell[:1] in tuple("=+-@\t\r")
            ]


def test_a_file_for_each_measure_and_each_present_area(open_county: Store, county: Path, county_rows: Rows):
    measures = {row["id"] for row in open_county.rows("select id from indicator")}
    assert {path.stem for path in (county / "by-measure").glob("*.csv")} == measures
    areas = open_county.rows("select code from authority where status = 'current' or code = 'E92000001'")
    assert {path.stem for path in (county / "by-area").glob("*.csv")} == {row["code"] for row in areas}
    everything = county_rows("observations.csv")
    for measure in measures:
        wanted = [row for row in everything if row["indicator"] == measure]
        assert county_rows(f"by-measure/{measure}.csv") == wanted
    assert county_rows("by-area/E99000001.csv") == [row for row in everything if row["authority"] == "E99000001"]


def test_the_same_register_gives_the_same_bytes(
    open_county: Store, county_register: Path, county: Path, tmp_path: Path
):
    site = load_site_file(county_register)
    again = write_downloads(open_county, tmp_path, parquet_from=open_county.place / "parquet", site=site)
    assert {path.relative_to(tmp_path): path.read_bytes() for path in again} == {
        path.relative_to(county): path.read_bytes() for path in county.rglob("*") if path.is_file()
    }


def test_files_shared_with_an_older_build_are_replaced_not_changed(open_county: Store, tmp_path: Path):
    """A build links files that stayed the same from the build before; writing must not reach through the link."""
    older, folder = tmp_path / "older", tmp_path / "data"
    older.mkdir()
    folder.mkdir()
    for name in ("claim.csv", "claim.parquet", "observations.parquet", "datapackage.json"):
        (older / name).write_text("older")
        os.link(older / name, folder / name)
    write_downloads(open_county, folder, parquet_from=open_county.place / "parquet")
    assert {path.read_text() for path in older.iterdir()} == {"older"}


def test_parquet_is_copied_where_links_cannot_be_made(
    open_county: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def refuse(*args: object) -> None:
        raise OSError("no links here")

    monkeypatch.setattr(os, "link", refuse)
    parquet = open_county.place / "parquet"
    write_downloads(open_county, tmp_path, parquet_from=parquet)
    assert (tmp_path / "claim.parquet").read_bytes() == (parquet / "claim.parquet").read_bytes()
