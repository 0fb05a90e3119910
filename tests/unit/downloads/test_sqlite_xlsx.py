"""The SQLite file as Datasette opens it, and the workbooks as a spreadsheet does."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest
from python_calamine import CalamineWorkbook

from portcullis.publish.downloads.sqlite import FILE, METADATA, write_sqlite
from portcullis.publish.downloads.xlsx import CELL, SHEETS, area_workbook, measure_workbook, tables_workbook, write_xlsx
from portcullis.register import load_site_file
from portcullis.store import Store
from portcullis.store.tables import TABLES
from portcullis.vocabulary import ENGLAND

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture(scope="session")
def folder(open_real: Store, real_register: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The SQLite file of the register that ships."""
    folder = tmp_path_factory.mktemp("sqlite")
    write_sqlite(open_real, folder, site=load_site_file(real_register))
    return folder


@pytest.fixture(scope="session")
def con(folder: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"file:{folder / FILE}?mode=ro", uri=True)) as con:
        yield con


def one(con: sqlite3.Connection, sql: str) -> object:
    return con.execute(sql).fetchone()[0]


def test_england_has_its_plans(con: sqlite3.Connection) -> None:
    sql = "select value from observations where authority = ? and indicator = 'ehc_plans' and period = '2025'"
    assert con.execute(sql, (ENGLAND,)).fetchall() == [(638745.0,)]


def test_every_table_has_all_its_rows(con: sqlite3.Connection, open_real: Store) -> None:
    for name in (*TABLES, "figure"):
        found = open_real.one(f'select count(*) as n from "{name}"')
        assert found
        assert one(con, f'select count(*) from "{name}"') == found["n"], name


def test_the_file_is_whole_and_every_link_leads_somewhere(con: sqlite3.Connection) -> None:
    assert one(con, "pragma integrity_check") == "ok"
    assert con.execute("pragma foreign_key_check").fetchall() == []


def test_the_view_of_newest_figures_is_that_of_the_csv(con: sqlite3.Connection, open_real: Store) -> None:
    ours = open_real.rows("select id, claim_class from figure where id in (select id from observation where newest)")
    theirs = dict(con.execute("select id, claim_class from observations"))
    assert theirs == {row["id"]: row["claim_class"] for row in ours}


def test_questions_about_a_council_use_an_index(con: sqlite3.Connection) -> None:
    plan = con.execute(
        "explain query plan select * from observation where authority = 'E10000016' and indicator = 'ehc_plans'"
    ).fetchall()
    assert "using index" in str(plan).lower()


def test_the_same_store_gives_the_same_bytes(open_county: Store, tmp_path: Path) -> None:
    (first, _), kept = write_sqlite(open_county, tmp_path), []
    kept.append(first.read_bytes())
    (second, _) = write_sqlite(open_county, tmp_path)
    assert second.read_bytes() == kept[0]


def test_datasette_is_told_of_every_table_and_column(folder: Path, con: sqlite3.Connection) -> None:
    told = json.loads((folder / METADATA).read_text())
    assert told["license_url"].startswith("https://creativecommons.org/")
    tables = told["databases"]["portcullis"]["tables"]
    names = [row[0] for row in con.execute("select name from sqlite_master where type in ('table', 'view')")]
    assert sorted(tables) == sorted(names)
    for name, about in tables.items():
        columns = [row[1] for row in con.execute(f'pragma table_info("{name}")')]
        assert list(about["columns"]) == columns, name
        assert all(about["columns"].values())
        assert about["source"]
        assert about["license"]


def test_a_disk_that_is_full_is_an_os_error(open_county: Store, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="sqlite"):
        write_sqlite(open_county, tmp_path / "nowhere")


@dataclass
class Book:
    """A workbook read back twice: by a reader of spreadsheets, and as the XML that it is."""

    data: bytes

    @property
    def names(self) -> list[str]:
        return CalamineWorkbook.from_filelike(io.BytesIO(self.data)).sheet_names

    def rows(self, sheet: str) -> list[list]:
        return CalamineWorkbook.from_filelike(io.BytesIO(self.data)).get_sheet_by_name(sheet).to_python()

    def parts(self, folder: str) -> Iterator[tuple[str, bytes]]:
        with zipfile.ZipFile(io.BytesIO(self.data)) as parts:
            for name in parts.namelist():
                if name.startswith(folder) and name.endswith(".xml"):
                    yield name, parts.read(name)


@pytest.fixture(scope="session")
def tables(open_real: Store) -> Book:
    return Book(tables_workbook(open_real))


@pytest.fixture(scope="session")
def england(open_real: Store) -> Book:
    return Book(area_workbook(open_real, ENGLAND))


def test_the_workbook_holds_the_smaller_tables(tables: Book, open_real: Store) -> None:
    assert tables.names == ["Notes", "Columns", *SHEETS]
    for sheet, name in SHEETS.items():
        rows = tables.rows(sheet)
        assert rows[0] == [column.name for column in TABLES[name].columns]
        found = open_real.one(f'select count(*) as n from "{name}"')
        assert found
        assert len(rows) - 1 == found["n"], sheet
    assert len(tables.rows("Agreements")) == 1 + 39


def test_the_workbook_of_england_has_its_plans(england: Book) -> None:
    header, *rows = england.rows("Figures")
    wanted = [dict(zip(header, row, strict=True)) for row in rows]
    assert [row["value"] for row in wanted if row["indicator"] == "ehc_plans" and row["period"] == "2025"] == [638745]
    cited = {row["source"] for row in wanted}
    assert {row[0] for row in england.rows("Sources")[1:]} == cited


@pytest.mark.parametrize("book", ["tables", "england"])
def test_sheets_follow_the_checklist(book: str, request: pytest.FixtureRequest) -> None:
    found: Book = request.getfixturevalue(book)
    for name in found.names:
        rows = found.rows(name)
        assert all(any(cell != "" for cell in row) for row in rows), f"{name} has a blank row"
    for name, content in found.parts("xl/worksheets/"):
        root = fromstring(content)
        assert root.find(f"{MAIN}mergeCells") is None, name
        assert root.find(f".//{MAIN}f") is None, f"{name} has a formula"
        assert root.find(f"{MAIN}hyperlinks") is None, name
        assert root.find(f".//{MAIN}pane") is None, name
    marked = [fromstring(content) for _, content in found.parts("xl/tables/")]
    assert len(marked) == len(found.names) - 1, "each sheet but the notes is one marked table"
    assert all(str(table.get("ref")).startswith("A1:") for table in marked)
    assert len({table.get("name") for table in marked}) == len(marked)


def test_a_measure_and_the_same_bytes(open_county: Store) -> None:
    rows = open_county.rows("select id from indicator order by id limit 1")
    data = measure_workbook(open_county, rows[0]["id"])
    assert data == measure_workbook(open_county, rows[0]["id"])
    assert Book(data).names == ["Notes", "Columns", "Figures", "Measures", "Sources"]


@pytest.mark.parametrize("make", [area_workbook, measure_workbook])
def test_what_is_not_there_is_a_key_error(open_county: Store, make) -> None:
    with pytest.raises(KeyError):
        make(open_county, "nowhere")


def test_a_council_without_figures_has_a_workbook_all_the_same(open_county: Store) -> None:
    row = open_county.one("select code from authority where code not in (select authority from observation) limit 1")
    assert row
    assert len(Book(area_workbook(open_county, row["code"])).rows("Figures")) == 1


@pytest.mark.parametrize(
    "nasty",
    [
        "=1+1",
        '=HYPERLINK("https://a.example","x")',
        "+1",
        "@x",
        "https://a.example/",
        "0123",
        "{=1}",
        "_x0041_",
        "é😀",
        "internal:A1",
    ],
)
def test_text_stays_the_text_that_it_was(open_county: Store, county_register: Path, nasty: str) -> None:
    site = load_site_file(county_register).model_copy(update={"operator": nasty})
    found = Book(tables_workbook(open_county, site=site))
    assert any(f"Published by {nasty}." in str(row[0]) for row in found.rows("Notes"))


def test_formulas_and_long_texts_in_cells(tmp_path: Path) -> None:
    import xlsxwriter

    from portcullis.publish.downloads.xlsx import Sheet, _write
    from portcullis.store.tables import Column

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    columns = [Column("a", "VARCHAR", ""), Column("b", "DOUBLE", ""), Column("c", "BOOLEAN", "")]
    rows = [("=1+1", float("inf"), True), ("x" * 40_000, -1.5, None), ("\x01", 3, False)]
    _write(book.add_worksheet("S"), Sheet("S", "", columns, rows), None)
    book.close()
    found = Book(buffer.getvalue())
    read = found.rows("S")
    assert read[1] == ["=1+1", "inf", True]
    assert len(read[2][0]) == CELL
    assert read[2][0].endswith(" (cut)")
    assert read[2][1:] == [-1.5, ""]
    assert read[3][1:] == [3, False]
    assert not any(b"<f>" in content for _, content in found.parts("xl/worksheets/"))


def test_the_file_is_written_where_it_belongs(open_county: Store, tmp_path: Path) -> None:
    path = write_xlsx(open_county, tmp_path)
    assert path.name == "portcullis.xlsx"
    assert zipfile.is_zipfile(path)
