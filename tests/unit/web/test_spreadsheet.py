import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from portcullis.web.api.spreadsheet import RUN_BY_SPREADSHEETS, guarded, to_csv


def test_text_that_would_run_is_made_harmless_and_numbers_are_not_touched() -> None:
    row = {"a": "=1+1", "b": "@SUM(A1)", "c": "-1", "d": -1, "e": -1.5, "f": None, "g": True, "h": "plain", "i": "\tx"}
    text = to_csv(list(row), [row])
    assert text.splitlines()[1] == "'=1+1,'@SUM(A1),'-1,-1,-1.5,,true,plain,'\tx"


@given(st.text())
def test_no_text_is_ever_run(text: str) -> None:
    assert not str(guarded(text)).startswith(RUN_BY_SPREADSHEETS)


@given(st.lists(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])), min_size=1, max_size=5))
def test_what_is_written_can_be_read_again(cells: list[str]) -> None:
    columns = [f"c{n}" for n in range(len(cells))]
    read = list(csv.reader(io.StringIO(to_csv(columns, [dict(zip(columns, cells, strict=True))]), newline="")))
    assert [cell.removeprefix("'") for cell in read[1]] == [cell.removeprefix("'") for cell in cells]
