"""A cell reads back as it was, and a spreadsheet never runs it."""

from __future__ import annotations

import csv
import io

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portcullis.publish.downloads.cells import MACROS, header, line
from portcullis.store.tables import Column

TEXT = Column("t", "VARCHAR", "text")
NUMBER = Column("n", "DOUBLE", "number")
AMOUNT = Column("g", "BIGINT", "pounds")
DAY = Column("d", "DATE", "day")
YES = Column("y", "BOOLEAN", "yes or no")


def written(columns: list[Column], *rows: tuple) -> list[list[str]]:
    """Rows as DuckDB writes them, read back by the standard library."""
    with duckdb.connect() as con:
        for macro in MACROS:
            con.execute(macro)
        con.execute(f"create table t ({', '.join(f'{c.name} {c.type}' for c in columns)})")
        for row in rows:
            con.execute(f"insert into t values ({', '.join('?' * len(row))})", list(row))
        lines = [row[0] for row in con.execute(f"select {line(columns)} from t order by rowid").fetchall()]
    return list(csv.reader(io.StringIO("".join(made + "\n" for made in lines), newline=""), strict=True))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_text_that_would_run_as_a_formula_gets_an_apostrophe(start: str):
    assert written([TEXT, YES], (f"{start}1+1", True)) == [[f"'{start}1+1", "true"]]


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("http://x","y")',
        "<script>alert(1)</script>",
        'said "so", and left',
        "two\nlines",
        "old\r\nends",
        "a\rb",
        "Llanwex Môr ⅓ 🙂",
        "",
    ],
)
def test_hostile_text_stays_text_in_one_cell(text: str):
    shown = f"'{text}" if text.startswith("=") else text
    assert written([TEXT, TEXT._replace(name="u")], (text, "next")) == [[shown, "next"]]


@pytest.mark.parametrize(
    ("value", "cell"),
    [(638745.0, "638745"), (-3.5, "-3.5"), (-900000.0, "-900000"), (0.1, "0.1"), (-0.0, "0"), (0.0, "0"), (None, "")],
)
def test_numbers_are_left_alone_and_whole_ones_have_no_point(value: float | None, cell: str):
    assert written([NUMBER, YES], (value, False)) == [[cell, "false"]]


def test_amounts_days_and_blanks():
    assert written([AMOUNT, DAY, TEXT], (-900000, "2026-11-24", None)) == [["-900000", "2026-11-24", ""]]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), min_size=2, max_size=8))
def test_any_text_reads_back(texts: list[str]):
    columns = [TEXT, TEXT._replace(name="u")]
    read = written(columns, *[(text, "x") for text in texts])
    assert [row[0] for row in read] == [f"'{text}" if text[:1] in tuple("=+-@\t\r") else text for text in texts]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=8))
def test_any_number_reads_back(values: list[float]):
    assert [float(row[0]) for row in written([NUMBER], *[(value,) for value in values])] == values


def test_header_is_one_row_of_plain_names():
    assert header([TEXT, NUMBER]) == "t,n\n"
