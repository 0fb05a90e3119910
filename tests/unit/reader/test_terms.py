"""The many ways in which officers write the same term."""

from __future__ import annotations

import pytest

from portcullis.reader import terms
from portcullis.reader.blocks import document
from portcullis.reader.extract import Line, Source
from portcullis.reader.figures import sums, year_of
from portcullis.reader.sentences import Sentence, sentences
from portcullis.reader.tables import all_series
from portcullis.reader.triggers import review_triggers


def said(*lines: str) -> list[Sentence]:
    return sentences(document(Source("text/plain", [Line(line, whole=True) for line in lines])))


@pytest.mark.parametrize(
    "text", ["2022-23", "2022/23", "2022 to 2023", "FY23", "FY 22/23", "31 March 2023", "2022–2023", "30/06/2022"]
)
def test_financial_years(text: str) -> None:
    assert year_of(text) == "2022-23"


def test_a_run_of_years_that_is_no_financial_year() -> None:
    assert year_of("2022-25") is None


@pytest.mark.parametrize(
    ("text", "pounds"),
    [("£28.0 million", 28e6), ("GBP 28m", 28e6), ("28,000,000", 28e6), ("£1,200k", 1.2e6), ("(28.0)", 28)],
)
def test_sums(text: str, pounds: float) -> None:
    assert [one.value for one in sums(text, bare=True)] == [pounds]


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("The authority will break even in each year by 2025-26.", "2025-26"),
        ("It will live within its annual grant from 2025-26 onwards.", "2025-26"),
        (
            "By the end of 2024-25 it reaches a positive in-year balance and the cumulative deficit is cleared "
            "by 2026-27.",
            "2024-25",
        ),
    ],
)
def test_in_year_balance(text: str, year: str) -> None:
    term = terms.in_year_balance_by(said(text))
    assert term is not None
    assert term.value == year


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("The authority reports to the department every four months.", 3), ("Reports are due each term.", 3),
        ("A written report is sent quarterly.", 4), ("Reports fall due on 30 June, 30 September and 31 March.", 3),
        ("Four reports will be made in every financial year.", 4), ("Returns are monthly.", 12),
    ],
)  # fmt: skip
def test_reports_a_year(text: str, times: int) -> None:
    term = terms.reports_per_year(said(text))
    assert term is not None
    assert term.value == times


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("Nothing in this document alters the authority's duties in law.", True),
        ("This agreement is without prejudice to the authority's statutory duties.", True),
        ("The authority must comply with its statutory duties at all times.", True),
        ("Reports will cover statutory timescales.", False),
        ("The authority is aware of its statutory duties.", False),
    ],
)
def test_clause_on_statutory_duties(text: str, there: bool) -> None:
    assert (terms.statutory_clause(said(text)) is not None) is there


def test_reasons_for_a_review_in_a_list_and_in_a_sentence() -> None:
    for lines in (
        [
            "7. The agreement will be reviewed if:",
            "• funding changes;",
            "• national policy changes;",
            "• progress is slow.",
        ],
        ["7. It may be reviewed, for example if funding changes, if national policy changes or if progress is slow."],
    ):
        doc = document(Source("text/plain", [Line(line, whole=True) for line in lines]))
        assert len(review_triggers(doc, sentences(doc))) == 3


def test_a_deficit_in_brackets_is_a_deficit_and_a_surplus_among_deficits_is_not() -> None:
    def amounts(*rows: str) -> list[float]:
        doc = document(Source("text/plain", [Line(row, whole=True) for row in rows]))
        return [entry.amount for entry in all_series(doc)[0].entries]

    assert amounts("Year\tDeficit £m", "2022-23\t(5.0)", "2023-24\t(6.0)") == [5e6, 6e6]
    assert amounts("Year\tDeficit £m", "2022-23\t5.0", "2023-24\t(1.0)") == [5e6, -1e6]
    assert amounts("Year\tDSG balance £000", "2022-23\t(5,000)", "2023-24\t250") == [5e6, -250e3]


def test_a_dash_is_nothing_and_a_unit_that_is_missing_is_said() -> None:
    doc = document(Source("text/plain", [Line(r, whole=True) for r in ("Year\tDeficit", "2022-23\t5.0", "2023-24\t–")]))
    [series] = all_series(doc)
    assert [entry.amount for entry in series.entries] == [5e6, 0]
    assert not series.unit_known
