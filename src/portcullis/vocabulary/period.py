"""Dates and periods as people write them: a day, a month, a year, a financial year.

In: text. Out: validated text, and the first and last day that it can mean.
A date that is known only to the month or year stays that way; nothing is filled in.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import Annotated

from pydantic import AfterValidator

from .words import PeriodKind

# Digits are those of our own script: a year in another would be a second period of the same name.
_PARTIAL = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_SPLIT_YEAR = re.compile(r"(\d{4})-(\d\d)", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)
SPLIT_KINDS = frozenset({PeriodKind.FINANCIAL_YEAR, PeriodKind.MARCH_31})


@lru_cache(maxsize=4096)
def span(text: str) -> tuple[dt.date, dt.date]:
    """First and last day that a partial date can mean. Raises ValueError."""
    match = _PARTIAL.fullmatch(text)
    if not match:
        raise ValueError(f"{text!r} is not a date: write YYYY, YYYY-MM or YYYY-MM-DD")
    year, month, day = int(match[1]), match[2], match[3]
    _in_range(text, year)
    try:
        if day:
            exact = dt.date(year, int(month), int(day))
            return exact, exact
        if month:
            first = dt.date(year, int(month), 1)
            after = dt.date(year + first.month // 12, first.month % 12 + 1, 1)
            return first, after - dt.timedelta(days=1)
    except ValueError:
        raise ValueError(f"{text!r} is not a day in the calendar") from None
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


def _in_range(text: str, year: int) -> None:
    if not 1900 <= year <= 2100:
        raise ValueError(f"{text!r} is out of range: the year must lie between 1900 and 2100")


def _partial(text: str) -> str:
    span(text)
    return text


@lru_cache(maxsize=1024)
def financial_year(text: str) -> int:
    """The year in which a financial year such as '2024-25' ends (31 March 2025 -> 2025). Raises ValueError."""
    match = _SPLIT_YEAR.fullmatch(text)
    if not match or (int(match[1]) + 1) % 100 != int(match[2]):
        raise ValueError(f"{text!r} is not a financial year: write it as 2024-25")
    _in_range(text, int(match[1]))
    return int(match[1]) + 1


def _financial(text: str) -> str:
    financial_year(text)
    return text


def _financial_or_date(text: str) -> str:
    try:
        financial_year(text)
    except ValueError:
        span(text)
    return text


#: A date known to the day, the month or the year.
PartialDate = Annotated[str, AfterValidator(_partial)]
#: A financial year from 1 April to 31 March, written 2024-25.
FinancialYear = Annotated[str, AfterValidator(_financial)]
#: Either of the two: a payment 'to 2024-11' or 'to 2025-26'. A text that can be both (2011-12) is a financial year.
YearOrDate = Annotated[str, AfterValidator(_financial_or_date)]


@lru_cache(maxsize=4096)
def period_year(period: str, kind: PeriodKind) -> int:
    """The calendar year in which a period of this kind ends. Raises ValueError with what would be right."""
    if kind in SPLIT_KINDS:
        return financial_year(period)
    if kind is PeriodKind.ACADEMIC_YEAR and _SPLIT_YEAR.fullmatch(period):
        return financial_year(period)
    if not _YEAR.fullmatch(period):
        raise ValueError(f"{period!r} is not a year: this indicator goes by {kind.replace('_', ' ')}, written 2024")
    _in_range(period, int(period))
    return int(period)


def period_text(period: str, kind: PeriodKind) -> str:
    """The period in words: '31 March 2024', 'January 2025', '2024-25', 'mid-2024'."""
    if kind is PeriodKind.MARCH_31:
        return f"31 March {financial_year(period)}"
    if kind is PeriodKind.JANUARY:
        return f"January {period}"
    if kind is PeriodKind.MID_YEAR:
        return f"mid-{period}"
    return period


def date_text(text: str) -> str:
    """A partial date in words: '4 December 2024', 'December 2024', '2024'."""
    first, _ = span(text)
    if len(text) == 10:
        return f"{first.day} {first:%B %Y}"
    return f"{first:%B %Y}" if len(text) == 7 else text


def year_or_date_text(text: str) -> str:
    """A financial year as it is; a partial date in words."""
    try:
        financial_year(text)
    except ValueError:
        return date_text(text)
    return text
