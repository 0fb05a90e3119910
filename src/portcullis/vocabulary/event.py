"""Event: something that happened on a date, known to the day, the month or the year.

In: events.toml. Out: `Event`.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from .authority import Code
from .base import Id, Note, Record, Text
from .period import PartialDate


class EventFigure(Record):
    """A figure that belongs to an event. `value` is absent only with a reason in `missing`."""

    name: Text
    value: float | None = None
    unit: Text
    projected: bool = False  # about a time after the event: it may never look like a fact
    missing: Note = ""

    @model_validator(mode="after")
    def _missing_has_a_reason(self) -> EventFigure:
        if (self.value is None) != bool(self.missing):
            raise ValueError("give either `value` or, where there is none, the reason in `missing`")
        return self


class Event(Record):
    """An entry of the national timeline."""

    id: Id
    date: PartialDate
    title: Text
    kind: Text
    confidence: Literal["high", "medium", "low"]
    authorities: tuple[Code, ...] = ()
    summary: Text
    sources: tuple[Id, ...] = Field(min_length=1)
    figure: tuple[EventFigure, ...] = ()
