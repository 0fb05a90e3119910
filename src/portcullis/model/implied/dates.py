"""When an agreement was made, what was known then, and which January a target speaks of.

In: partial dates and financial years as the register has them. Out: an origin, a January, the day of a year end.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from portcullis.vocabulary import financial_year, span

#: A release comes out in June, at its end as a rule: what was made in June did not know it yet.
RELEASE_MONTH = 6


def made_on(agreement: Mapping[str, Any], version: Mapping[str, Any]) -> str:
    """The date of a version as far as it is known, or ''. Of a window the earliest day: nothing later was known."""
    own = version["since"] or version["since_not_before"]
    return own or agreement["signed"] or agreement["published"] or ""


def origin_of(day: str) -> int:
    """The last June release before a partial date: 2023-03 -> 2022. Raises ValueError."""
    first = span(day)[0]
    return first.year if first.month > RELEASE_MONTH else first.year - 1


def year_of(day: str) -> int:
    """The calendar year in which the financial year of a partial date ends: 2023-03 -> 2023, 2023-04 -> 2024."""
    first = span(day)[0]
    return first.year + (first.month > 3)


def january_of(by: str) -> int:
    """The January that shows whether a target was met: that of the financial year in which its date lies.

    A financial year has one January (2025-26 -> 2026). Places for September 2025 are counted in January 2026; a
    deficit of March 2025 belongs to January 2025. A bare year means its own January. Raises ValueError.
    """
    try:
        return financial_year(by)
    except ValueError:
        return int(by) if len(by) == 4 else year_of(by)


def year_end_of(by: str) -> str:
    """The financial year at whose end a balance of that date stands: 2026-03 -> 2025-26. Raises ValueError."""
    return financial_year_text(january_of(by))


def financial_year_text(ends: int) -> str:
    """2026 -> 2025-26."""
    return f"{ends - 1}-{ends % 100:02d}"


def ended_by(day: str) -> int:
    """The calendar year of the last 31 March that had passed by a partial date: 2023-03 -> 2022."""
    first = span(day)[0]
    return first.year if first > dt.date(first.year, 3, 31) else first.year - 1
