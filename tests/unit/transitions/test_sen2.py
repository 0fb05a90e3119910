"""From stays of children to transitions: counts in January, school years, overlaps; no id and no date is left."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from portcullis.model.transitions.errors import FilesError
from portcullis.model.transitions.sen2 import read_names, school_year, transitions_from, write_transitions

HEADER = "child,birth-date,need,setting,from,to\n"


@pytest.fixture
def extract(tmp_path: Path):
    def write(*rows: str) -> Path:
        path = tmp_path / "extract.csv"
        path.write_text(HEADER + "".join(row + "\n" for row in rows))
        return path

    return write


@pytest.mark.parametrize(
    ("born", "january", "year"),
    [("2019-08-31", 2024, 0), ("2019-09-01", 2024, -1), ("2012-12-01", 2024, 6), ("2024-01-02", 2024, -5)],
)
def test_school_years(born: str, january: int, year: int) -> None:
    assert school_year(dt.date.fromisoformat(born), january) == year


def test_joiners_movers_leavers_and_those_who_stay(extract) -> None:
    path = extract(
        "a,2015-03-01,ASD,Main,2021-05-01,",
        "b,2014-03-01,ASD,Main,2021-05-01,2022-08-31",
        "b,2014-03-01,ASD,Special,2022-09-01,",
        "c,2012-03-01,SEMH,Main,2021-05-01,2022-06-01",
        "d,2016-03-01,SEMH,Main,2022-06-01,",
        "e,2016-03-01,SEMH,Main,2022-02-01,2022-12-01",  # between two counts: never counted
    )
    found = transitions_from(path, {"ASD": "AUTISM", "Main": "MAINSTREAM", "Special": "SPECIAL"}, range(2022, 2024))
    assert found == [
        (2022, "MAINSTREAM", "AUTISM", 2, "MAINSTREAM", "AUTISM", 3),
        (2022, "MAINSTREAM", "AUTISM", 3, "SPECIAL", "AUTISM", 4),
        (2022, "MAINSTREAM", "SEMH", 5, "NONSEND", "NONSEND", 6),
        (2022, "NONSEND", "NONSEND", 1, "MAINSTREAM", "SEMH", 2),
    ]


def test_overlaps_and_bad_dates_are_named_by_line_and_no_child_is(extract) -> None:
    path = extract(
        "kid-77,2015-03-01,ASD,Main,2021-05-01,",
        "kid-77,2015-03-01,ASD,Other,2021-12-01,2022-03-01",
    )
    with pytest.raises(FilesError) as error:
        transitions_from(path)
    assert "extract.csv, line 3: overlaps line 2 in January 2022" in str(error.value)
    assert "kid-77" not in str(error.value)
    for rows, why in (
        (("a,01/03/2015,ASD,Main,2021-05-01,",), "line 2: birth-date must be a date"),
        (("a,2015-03-01,,Main,2021-05-01,",), "line 2: child, need and setting must all be given"),
        (("a,2015-03-01,ASD,Main,2021-05-01,2020-01-01",), "line 2: to is before from"),
        (("a,,ASD,Main,2021-05-01,",), "line 2: birth-date and from must be given"),
        (("a,1950-03-01,ASD,Main,2021-05-01,2022-03-01",), "gives a school year outside -5 to 25"),
    ):
        with pytest.raises(FilesError, match=why):
            transitions_from(extract(*rows))


def test_a_file_of_names(tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    path.write_text("from,to\nASD,AUTISM\n")
    assert read_names(path) == {"ASD": "AUTISM"}
    path.write_text("from,to\nASD,AUTISM\nASD,OTHER\n")
    with pytest.raises(FilesError, match="line 3: ASD has another meaning"):
        read_names(path)


def test_the_result_holds_no_id_and_no_date_and_only_its_owner_may_read_it(extract, tmp_path: Path) -> None:
    path = extract("kid-77,2015-03-01,ASD,Main,2021-05-01,", "kid-78,2015-03-02,ASD,Main,2022-05-01,")
    out = tmp_path / "transitions.csv"
    write_transitions(out, transitions_from(path, None, range(2022, 2024)))
    text = out.read_text()
    assert "kid" not in text
    assert "2015" not in text
    assert out.stat().st_mode & 0o077 == 0
    with pytest.raises(FileExistsError):
        write_transitions(out, [])
