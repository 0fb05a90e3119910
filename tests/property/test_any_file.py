"""Whatever stands in a register file, `check` answers with mistakes: it never stops with an error of its own.

In: any bytes, real files with a piece cut out or put in, and values of the wrong kind. Out: printable messages.
"""

from __future__ import annotations

from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from portcullis.register import check
from tests.property.writing import COUNTY, county_copy, steady

FILES = sorted(str(path.relative_to(COUNTY)) for path in COUNTY.rglob("*") if path.suffix in {".csv", ".toml"})
TOMLS = [name for name in FILES if name.endswith(".toml")]
VALUES = [
    "[]", "{}", "[[]]", "[{}]", "{ a = 1 }", "0", "-1", "1e400", "nan", "inf", "true", '""', '"x"', '"\\u0000"',
         '"\\u202e"',
    "1979-05-27", "1979-05-27T07:32:00Z", "07:32:00", '["x", "x"]', "[1, 2]", "9" * 400, '"2024-13"', '"2024-25"',
    '"9999"', '"E92000001"', '"(("', "'''\n\n'''",
]  # fmt: skip


def judged(file: str, raw: bytes) -> None:
    with county_copy() as root:
        (root / file).write_bytes(raw)
        result = check(root)
    assert all(str(mistake).isprintable() for mistake in result.mistakes)
    assert result.register.counts()


@steady(60)
@given(file=st.sampled_from(FILES), raw=st.binary(max_size=200))
@example(file="authorities.csv", raw=b"code\r\r\n\r")
@example(file="corrections.toml", raw=b"correction = [1, [], {}]")
@example(file="indicators.toml", raw=b"a = 1\n[b]\n[c.d]\n")
@example(file="rulebook.toml", raw=b"severity = [1]\ncues = 5\nstrength = [[1]]\n")
def test_any_bytes(file: str, raw: bytes) -> None:
    judged(file, raw)


@steady(100)
@given(data=st.data(), file=st.sampled_from(FILES), new=st.binary(max_size=6) | st.text(max_size=4).map(str.encode))
def test_a_file_with_a_piece_cut_out_and_another_put_in(data: st.DataObject, file: str, new: bytes) -> None:
    raw = (COUNTY / file).read_bytes()
    start = data.draw(st.integers(0, len(raw)), label="start")
    length = data.draw(st.integers(0, 30), label="length")
    judged(file, raw[:start] + new + raw[start + length :])


@steady(150)
@given(data=st.data(), file=st.sampled_from(TOMLS), value=st.sampled_from(VALUES))
def test_a_value_of_the_wrong_kind(data: st.DataObject, file: str, value: str) -> None:
    lines = (COUNTY / file).read_text(encoding="utf-8").split("\n")
    places = [number for number, line in enumerate(lines) if " = " in line and not line.startswith("#")]
    place = data.draw(st.sampled_from(places), label="line")
    lines[place] = f"{lines[place].split(' = ')[0]} = {value}"
    judged(file, "\n".join(lines).encode())


@steady(100)
@given(
    data=st.data(),
    file=st.sampled_from([name for name in FILES if name.endswith(".csv")]),
    cell=st.sampled_from(
        ["", "x", "-1", "nan", "1e9", "1\n2", "2024", "2024-25", "E99000091", "E99000001|", "|", ":", "٣", "net"]
    )
    | st.text(max_size=8),
)
def test_a_cell_of_the_wrong_kind(data: st.DataObject, file: str, cell: str) -> None:
    import csv
    import io

    rows = list(csv.reader(io.StringIO((COUNTY / file).read_text(encoding="utf-8"), newline="")))
    row = data.draw(st.integers(0, len(rows) - 1), label="row")
    column = data.draw(st.integers(0, len(rows[0]) - 1), label="column")
    rows[row][column] = cell
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    judged(file, out.getvalue().encode("utf-8", "surrogatepass"))


def test_there_are_files_to_spoil() -> None:
    assert len(FILES) == 29
    assert Path(COUNTY / FILES[0]).is_file()
