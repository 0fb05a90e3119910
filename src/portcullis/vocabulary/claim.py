"""Claim: what a council or the press says a deficit is or will be.

Shown beside the official figure, never instead of it.

In: claims.csv and national.csv. Out: `Claim`, `NationalFigure`, `NationalSeries`.
"""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator

from .authority import Code
from .base import Id, Note, Pounds, Record, Text
from .period import PartialDate
from .words import Basis


class Claim(Record):
    """A statement about a cumulative deficit at a date. Positive = deficit."""

    authority: Code
    as_at: PartialDate
    value_gbp: Pounds
    basis: Basis
    kind: Literal["actual", "forecast"]
    source: Id
    published: PartialDate | None = None
    note: Note = ""


class NationalSeries(Record):
    """What an England series is."""

    id: Id
    label: Text
    unit: Text


class NationalFigure(Record):
    """One figure for England: an outturn, or a forecast with who made it and when.

    `netting` says of a sum of deficits whether councils in surplus are taken off; it is not the basis of one deficit.
    """

    series: Id
    period: Text
    period_kind: Literal["january", "calendar_year", "financial_year", "academic_year", "date", "unknown"]
    value: float | None = None
    unit: Text
    kind: Literal["actual", "derived", "rounded", "lower_bound", "forecast", "estimate", "target", "not_available"]
    made_by: Note = ""
    made_on: PartialDate | None = None
    netting: Literal["net_of_surpluses", "deficits_only"] | None = None
    source: Id
    note: Note = ""
    reason: Note = ""

    @model_validator(mode="after")
    def _missing_has_a_reason(self) -> NationalFigure:
        if self.value is None and not (self.reason or self.note):
            raise ValueError("value is blank: say why in `reason`")
        return self
