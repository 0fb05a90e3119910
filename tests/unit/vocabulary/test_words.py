"""The words of the vocabulary: what they accept, and what they refuse.

In: values as a register file may hold them. Out: frozen records, or a complaint.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from portcullis import vocabulary
from portcullis.vocabulary import (
    MISSING,
    RECORDED,
    Authority,
    ClaimClass,
    Correction,
    PeriodKind,
    Source,
    SourceKind,
    Status,
    claim_class_of,
    date_text,
    known_by,
    observation_id,
    period_text,
    period_year,
    slugify,
    span,
)
from portcullis.vocabulary.agreement import Payment
from portcullis.vocabulary.base import Record
from portcullis.vocabulary.period import year_or_date_text

SOURCE: dict[str, Any] = {"source": "x", "publisher": "X", "kind": "official", "retrieved": "2025-07-02"}


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024-02-29", "2024-02-29", "2024-02-29"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("2024-12", "2024-12-01", "2024-12-31"),
        ("2024", "2024-01-01", "2024-12-31"),
        ("2011-12", "2011-12-01", "2011-12-31"),
    ],
)
def test_a_partial_date_spans_what_it_can_mean(text: str, first: str, last: str) -> None:
    assert [day.isoformat() for day in span(text)] == [first, last]


@pytest.mark.parametrize("text", ["", "24", "2024-1", "2024-13", "2024-00", "2023-02-29", "2024-02-30", "2024-04-31",
         "1899",
                                  "2101", "2024-25", "1 May 2024", "2024-05-01 ", "2024-05-01T00:00", "٢٠٢٤",
         "2024\n"])  # fmt: skip
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(ValueError, match=r"date|day in the calendar|between 1900"):
        span(text)


@pytest.mark.parametrize(
    ("period", "kind", "year", "words"),
    [
        ("2025", PeriodKind.JANUARY, 2025, "January 2025"),
        ("2024", PeriodKind.CALENDAR_YEAR, 2024, "2024"),
        ("2024-25", PeriodKind.FINANCIAL_YEAR, 2025, "2024-25"),
        ("2024-25", PeriodKind.MARCH_31, 2025, "31 March 2025"),
        ("1999-00", PeriodKind.MARCH_31, 2000, "31 March 2000"),
        ("2023-24", PeriodKind.ACADEMIC_YEAR, 2024, "2023-24"),
        ("2023", PeriodKind.ACADEMIC_YEAR, 2023, "2023"),
        ("2024", PeriodKind.MID_YEAR, 2024, "mid-2024"),
    ],
)
def test_periods(period: str, kind: PeriodKind, year: int, words: str) -> None:
    assert period_year(period, kind) == year
    assert period_text(period, kind) == words


def test_dates_in_words() -> None:
    assert [date_text(text) for text in ("2024-12-04", "2024-12", "2024")] == [
        "4 December 2024",
        "December 2024",
        "2024",
    ]
    assert year_or_date_text("2024-25") == "2024-25"
    assert year_or_date_text("2024-11") == "November 2024"
    assert year_or_date_text("2011-12") == "2011-12", "what can be both is a financial year"


def test_known_by() -> None:
    assert known_by("2025-06-26", "2025-07-02") == dt.date(2025, 6, 26)
    assert known_by("2025-06", "2025-07-02") == dt.date(2025, 6, 30)
    assert known_by("2025", "2025-07-02") == dt.date(2025, 7, 2), "it had been read before the year was over"
    assert known_by(None, "2025-07-02") == dt.date(2025, 7, 2)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Kingston upon Hull, City of", "kingston-upon-hull-city-of"),
        ("St Osyn's upon Wex", "st-osyns-upon-wex"),
        ("Llanwex Môr", "llanwex-mor"),
        ("  Bath & North East Somerset ", "bath-north-east-somerset"),
        ("<script>alert(1)</script>", "script-alert-1-script"),
        ("../../etc/passwd", "etc-passwd"),
        ("日本", ""),
    ],
)
def test_slugs_are_plain(name: str, slug: str) -> None:
    assert slugify(name) == slug


def test_an_id_names_what_it_is() -> None:
    assert observation_id("ehc_plans", "E10000016", "2025", "ees_sen2_2025") == "ehc_plans:E10000016:2025:ees_sen2_2025"


def test_who_confirms_and_who_reports() -> None:
    confirming = {kind for kind in SourceKind if claim_class_of(kind) is ClaimClass.CONFIRMED}
    assert confirming == {SourceKind.OFFICIAL, SourceKind.PARLIAMENT, SourceKind.COURT}


def test_a_row_never_carries_suspect_and_missing_words_are_three() -> None:
    assert Status.SUSPECT not in RECORDED
    assert {Status.NOT_AVAILABLE, Status.NOT_APPLICABLE, Status.SUPPRESSED} == MISSING <= RECORDED


def _records() -> list[type[BaseModel]]:
    found: list[type[BaseModel]] = []
    rest: list[type[BaseModel]] = [Record]
    while rest:
        kind = rest.pop()
        found.append(kind)
        rest += kind.__subclasses__()
    return found


@pytest.mark.parametrize("kind", _records(), ids=lambda kind: f"{kind.__module__.split('.')[-1]}.{kind.__name__}")
def test_every_record_is_frozen_and_refuses_what_it_does_not_know(kind: type[BaseModel]) -> None:
    assert kind.model_config.get("frozen") is True
    assert kind.model_config.get("extra") == "forbid"
    assert kind.__doc__


def test_every_word_that_is_offered_is_there() -> None:
    assert sorted(vocabulary.__all__) == list(dict.fromkeys(sorted(vocabulary.__all__)))
    assert all(hasattr(vocabulary, name) for name in vocabulary.__all__)


def test_a_record_cannot_be_changed() -> None:
    source = Source(**SOURCE)
    with pytest.raises(ValidationError):
        source.publisher = "Y"  # ty: ignore[invalid-assignment]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("source", "Has Spaces"),
        ("source", "../up"),
        ("source", ""),
        ("publisher", ""),
        ("publisher", "a\x00b"),
        ("publisher", "a\x9bb"),
        ("title", "a\u202eb"),
        ("title", "a\u2066b"),
        ("url", "javascript:alert(1)"),
        ("url", "data:text/html,x"),
        ("url", "//example.org"),
        ("url", "https://a b"),
        ("url", 'https://a"b'),
        ("url", "https://a<b"),
        ("url", "https://a\nb"),
        ("retrieved", "yesterday"),
        ("kind", "rumour"),
    ],
)
def test_what_a_source_refuses(field: str, value: str) -> None:
    with pytest.raises(ValidationError):
        Source.model_validate({**SOURCE, field: value})


def test_text_may_be_anything_else() -> None:
    text = "<b>\t\"é\" & 'ü' {{ 7*7 }}\n=1+1 👩‍👩‍👧 " + "x" * 10_000
    assert Source.model_validate({**SOURCE, "title": text}).title == text


def test_a_source_without_a_title_has_a_plain_name() -> None:
    assert Source(**SOURCE).name == "Page at X, title not recorded"


@pytest.mark.parametrize(
    "code", ["E0900000", "e09000001", "E090000011", "W06000001", "C-", "C-Cumbria", "E٠٩٠٠٠٠٠١", "E09000001\n"]
)
def test_what_is_no_code(code: str) -> None:
    with pytest.raises(ValidationError):
        Authority(code=code, name="x", type="x", status="current")


@pytest.mark.parametrize(
    ("given", "when"),
    [
        ({"period": "2024-25"}, "2024-25"),
        ({"from_year": "2022-23", "to_year": "2025-26"}, "2022-23 to 2025-26"),
        ({"cumulative_to": "2024-11"}, "all to November 2024"),
        ({"cumulative_to": "2025-26"}, "all to 2025-26"),
        ({"after": "2024-11-05"}, "after 5 November 2024"),
        ({}, "year not known"),
    ],
)
def test_when_a_payment_was(given: dict[str, str], when: str) -> None:
    assert Payment.model_validate({"amount_gbp": 1, "sources": ["x"], **given}).when == when


@pytest.mark.parametrize(
    ("action", "value", "status", "sound"),
    [
        ("override", 5, "derived", True),
        ("override", 0, "derived", True),
        ("override", None, None, False),
        ("override", 5, None, False),
        ("override", None, "derived", False),
        ("flag", None, None, True),
        ("flag", 5, None, False),
        ("flag", None, "derived", False),
    ],
)
def test_what_a_correction_needs(action: str, value: float | None, status: str | None, sound: bool) -> None:
    target = {"indicator": "i", "authority": "E09000001", "period": "2024", "source": "s", "expect": 1}
    table = {"id": "x", "action": action, "what": "x", "why": "x", "evidence": "x", "source": "s", "made": "2025"}
    entry = {**table, "target": [{**target, "value": value, "status": status}]}
    if sound:
        assert Correction.model_validate(entry).target[0].observation == "i:E09000001:2024:s"
    else:
        with pytest.raises(ValidationError, match="an override needs `value` and `status`"):
            Correction.model_validate(entry)
