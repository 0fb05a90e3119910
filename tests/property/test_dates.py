"""Dates known to the day, the month or the year: what is less exact holds what is more exact.

In: any text, any date. Out: spans that keep their order.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portcullis.vocabulary import PeriodKind, date_text, financial_year, known_by, period_text, period_year, span
from tests.property.writing import STEADY

DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))
PARTIAL = DAYS.flatmap(lambda day: st.sampled_from([f"{day:%Y}", f"{day:%Y-%m}", day.isoformat()]))


@STEADY
@given(DAYS)
def test_the_month_holds_the_day_and_the_year_holds_the_month(day: dt.date) -> None:
    year, month, exact = span(f"{day:%Y}"), span(f"{day:%Y-%m}"), span(day.isoformat())
    assert year[0] <= month[0] <= exact[0] == day == exact[1] <= month[1] <= year[1]
    assert month[0].day == 1
    assert (month[1] + dt.timedelta(days=1)).day == 1
    assert date_text(day.isoformat()).endswith(f"{day:%B %Y}")


@STEADY
@given(PARTIAL, PARTIAL)
def test_what_is_known_by_a_day_was_public_and_read_by_then(published: str, retrieved: str) -> None:
    day = known_by(published, retrieved)
    assert day <= span(retrieved)[1] == known_by(None, retrieved)
    assert day <= span(published)[1]
    assert day in (span(published)[1], span(retrieved)[1])


@STEADY
@given(st.integers(1900, 2100))
def test_a_financial_year_ends_in_the_next(year: int) -> None:
    text = f"{year}-{(year + 1) % 100:02}"
    assert financial_year(text) == year + 1 == period_year(text, PeriodKind.MARCH_31)
    assert period_text(text, PeriodKind.MARCH_31) == f"31 March {year + 1}"
    for wrong in (f"{year}-{year % 100:02}", f"{year}/{(year + 1) % 100:02}", f"{year}-{year + 1}", f"{year}"):
        with pytest.raises(ValueError, match="is not a financial year"):
            financial_year(wrong)


@STEADY
@given(st.text(max_size=12) | st.from_regex(r"\d{4}(-\d\d(-\d\d)?)?", fullmatch=True))
def test_any_text_is_a_date_or_a_plain_complaint(text: str) -> None:
    for judge in (span, financial_year, *(partial(period_year, kind=kind) for kind in PeriodKind)):
        said = complaint(judge, text)
        assert repr(text) in said if said else text.isascii()


def complaint(judge: Callable[[str], object], text: str) -> str:
    try:
        judge(text)
    except ValueError as error:
        return str(error)
    return ""
