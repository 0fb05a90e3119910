"""Figures in words for a terminal.

In: rows of the store. Out: text: £67.2m, 31 March 2025, "not available: …", and a tag that is never left out.
"""

from __future__ import annotations

from typing import Any

Row = dict[str, Any]

#: What stands beside a value that is not simply published by an official body.
TAGS = {"disputed": "suspect", "derived": "worked out", "reported": "reported", "projected": "forecast"}
BASES = {"net": "net", "gross": "gross", "unknown": "basis not known", "": ""}
SCOPES = {"whole_dsg": "whole grant", "high_needs": "high needs only", "unknown": "part not known", "": ""}


def value(row: Row, unit: str, decimals: int | None = None) -> str:
    """The value, or in one word why there is none."""
    from portcullis.publish.charts.format import show

    if row["value"] is None:
        return row["status"].replace("_", " ")
    return show(row["value"], unit, decimals)


def tag(row: Row) -> str:
    """'suspect', 'forecast', 'reported' … or nothing for a figure that is confirmed."""
    return "" if row["value"] is None else TAGS.get(row["claim_class"], "")


def period(row: Row, kind: str) -> str:
    """The period in words."""
    from portcullis.vocabulary import period_text
    from portcullis.vocabulary.words import PeriodKind

    return period_text(row["period"], PeriodKind(kind))


def date(text: str | None) -> str:
    """A partial date in words; '' stays ''."""
    from portcullis.vocabulary import date_text

    return date_text(text) if text else ""


def money(amount: float | None, missing: str = "") -> str:
    """Pounds, or the reason why the amount is not known."""
    from portcullis.publish.charts.format import pounds

    return pounds(amount) if amount is not None else missing or "not found"


def word(text: str) -> str:
    """`not_known` -> 'not known'."""
    return text.replace("_", " ")
