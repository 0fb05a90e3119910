"""Indicator: one measure, declared once, with its relations to others.

In: tables of indicators.toml. Out: `Indicator`.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .base import Id, Note, Record, Text
from .relations import Relations
from .words import PeriodKind, Polarity, Topic, Unit


class Break(Record):
    """A period from which a series no longer means what it meant before."""

    at: Text
    why: Text


class Indicator(Record):
    """One measure. `relations` is read by the audit: what adds to it, what it is a share of, what it must resemble."""

    id: Id
    label: Text
    definition: Text
    unit: Unit
    polarity: Polarity
    topic: Topic
    period_kind: PeriodKind
    source: Id
    decimals: int = Field(ge=0, le=4)
    breaks: tuple[Break, ...] = ()
    sign: Literal["positive_is_deficit"] | None = None
    ahead: bool = False  # a plan or forecast: published before its period, shown as projected
    note: Note = ""
    relations: Relations = Relations()
