"""Workbooks for people who work in a spreadsheet: the smaller tables in one, and one council or measure on demand.

In: an open store. Out: bytes of an .xlsx file. One table a sheet, its header in the first row, marked as a table;
no merged cells, blank rows or formulas: text stays text whatever it begins with. No clock: same store, same bytes.
"""

from __future__ import annotations

import datetime as dt
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from portcullis.store import Store, queries
from portcullis.store.tables import TABLES, Column
from portcullis.vocabulary import Site, date_text, span

from .before import Before
from .files import link
from .joined import SHOWN
from .licences import ATTRIBUTION, LICENCE_TEXT

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

FILE = "portcullis.xlsx"
#: Longest text that a cell may hold.
CELL = 32_767
_CUT = " (cut)"
#: No text becomes a formula, a link or a number because of how it looks.
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}
#: Sheet -> table of the store, in the order of the tabs.
SHEETS = {
    "Agreements": "agreement",
    "Payments": "payment",
    "Deficits": "agreement_deficit",
    "Claims": "claim",
    "Corrections": "correction",
    "Sources": "source",
    "Indicators": "indicator",
}
_NARROW, _WIDE = 14, 60


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: the name on its tab, what a row is, columns, rows."""

    name: str
    about: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Any]]


def write_xlsx(store: Store, folder: Path, *, site: Site | None = None, standing: Before | None = None) -> Path:
    """Write the workbook of the smaller tables into `folder`; link the one that stands if they have not changed."""
    path = folder / FILE
    if standing and not standing.difference.tables & set(SHEETS.values()):
        link(standing.folder / FILE, path)
        return path
    path.unlink(missing_ok=True)
    path.write_bytes(tables_workbook(store, site=site))
    return path


def tables_workbook(store: Store, *, site: Site | None = None) -> bytes:
    """Agreements with payments and deficits, claims, corrections, sources, indicators."""
    sheets = [_table(store, tab, name) for tab, name in SHEETS.items()]
    lines = ["All figures of councils are in other files: one for each council, and one for each measure."]
    return _workbook("Agreements on special needs deficits", lines, sheets, store, site)


def area_workbook(store: Store, code: str, *, site: Site | None = None, as_of: dt.date | None = None) -> bytes:
    """The newest figures of one authority, given by its present code, with their sources. Raises KeyError."""
    area = store.one("select name from authority where code = $code", {"code": code})
    if area is None:
        raise KeyError(code)
    rows = queries.observations(store, authority=code, as_of=as_of)
    return _figures(store, f"Figures of {area['name']}", rows, site, *_as_known(as_of))


def measure_workbook(store: Store, indicator: str, *, site: Site | None = None, as_of: dt.date | None = None) -> bytes:
    """The newest figures of one measure, with their sources. Raises KeyError."""
    found = store.one("select label, definition from indicator where id = $id", {"id": indicator})
    if found is None:
        raise KeyError(indicator)
    rows = queries.observations(store, indicator=indicator, as_of=as_of)
    return _figures(store, found["label"], rows, site, found["definition"], *_as_known(as_of))


def _as_known(day: dt.date | None) -> list[str]:
    return [f"As known on {date_text(day.isoformat())}: later releases and corrections are left out."] if day else []


def _figures(store: Store, title: str, rows: list[dict[str, Any]], site: Site | None, *lines: str) -> bytes:
    labels = {row["id"]: row["label"] for row in queries.indicators(store)}
    names = {row["code"]: row["name"] for row in store.rows("select code, name from authority")}
    for row in rows:
        row |= {"label": labels[row["indicator"]], "authority_name": names[row["authority"]]}
    figures = Sheet("Figures", "The newest value for each period", SHOWN, [[r[c.name] for c in SHOWN] for r in rows])
    cited = {row["source"] for row in rows}
    sources = _table(store, "Sources", "source", cited)
    measures = _table(store, "Measures", "indicator", {row["indicator"] for row in rows})
    return _workbook(title, list(lines), [figures, measures, sources], store, site)


def _table(store: Store, tab: str, name: str, wanted: set[str] | None = None) -> Sheet:
    """A table of the store; with `wanted`, only the rows of these ids."""
    table = TABLES[name]
    columns = ", ".join(f'"{column.name}"' for column in table.columns)
    rows = store.con.cursor().execute(f'select {columns} from "{name}" order by rowid').fetchall()  # noqa: S608 - names from TABLES
    if wanted is not None:
        place = [column.name for column in table.columns].index("id")
        rows = [row for row in rows if row[place] in wanted]
    return Sheet(tab, table.about, table.columns, rows)


def _workbook(title: str, lines: list[str], sheets: list[Sheet], store: Store, site: Site | None) -> bytes:
    buffer = io.BytesIO()
    import xlsxwriter  # not needed where a workbook stands

    book = xlsxwriter.Workbook(buffer, _OPTIONS)
    day = _day(store, site)
    publisher = site.operator if site else "Portcullis contributors"
    book.set_properties({"title": title, "author": publisher, "created": dt.datetime.combine(day, dt.time())})
    bold = book.add_format({"bold": True})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    said = [
        title,
        *lines,
        f"Data to {date_text(day.isoformat())}. Published by {publisher}.",
        "A blank cell means that there is no value; the columns status, note or missing say why.",
        "A deficit is positive. A surplus is negative.",
        "Each sheet holds one table, which begins in its first cell. The sheet Columns says what each column holds.",
        LICENCE_TEXT,
        ATTRIBUTION,
    ]
    notes = book.add_worksheet("Notes")
    notes.set_column(0, 0, 100, wrapped)
    for number, line in enumerate(said):
        notes.write_string(number, 0, _text(line), bold if number == 0 else wrapped)
    for sheet in [_contents(sheets), *sheets]:
        _write(book.add_worksheet(sheet.name), sheet, wrapped if sheet.name == "Columns" else None)
    book.close()
    return buffer.getvalue()


def _contents(sheets: list[Sheet]) -> Sheet:
    """What each sheet and column holds, and how many rows there are."""
    columns = [
        Column("sheet", "VARCHAR", ""),
        Column("rows", "INTEGER", ""),
        Column("column", "VARCHAR", ""),
        Column("holds", "VARCHAR", ""),
    ]
    rows = [(sheet.name, len(sheet.rows), c.name, c.about) for sheet in sheets for c in sheet.columns]
    return Sheet("Columns", "What each column holds", columns, rows)


def _write(page: Worksheet, sheet: Sheet, style: Format | None) -> None:
    """One table from the first cell on, marked as a table so that screen readers announce its headers."""
    for place, column in enumerate(sheet.columns):
        wide = column.name in {"note", "what", "why", "evidence", "summary", "latest", "definition", "title", "holds"}
        page.set_column(place, place, _WIDE if wide else max(_NARROW, len(column.name) + 4), style)
        page.write_string(0, place, column.name)
    for number, row in enumerate(sheet.rows, 1):
        for place, value in enumerate(row):
            if value is None or value == "":
                continue
            if isinstance(value, bool):
                page.write_boolean(number, place, value)
            elif isinstance(value, int | float) and math.isfinite(value):
                page.write_number(number, place, value)
            else:
                page.write_string(number, place, _text(str(value)))
    if sheet.rows:  # a table without a row cannot be marked
        headers = [{"header": column.name} for column in sheet.columns]
        options = {"name": f"{sheet.name.lower()}_table", "columns": headers, "style": "Table Style Light 1"}
        page.add_table(0, 0, len(sheet.rows), len(sheet.columns) - 1, options)


def _text(text: str) -> str:
    return text if len(text) <= CELL else text[: CELL - len(_CUT)] + _CUT


def _day(store: Store, site: Site | None) -> dt.date:
    """The day of the data, from the register: the clock has no part in it."""
    if site:
        return span(site.data_to)[1]
    newest = store.rows("select max(retrieved) as day from source")[0]["day"]
    return newest or dt.date(1970, 1, 1)
