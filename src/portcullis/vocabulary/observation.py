"""Observation: one value of one indicator for one authority and period.

In: rows of observations/<indicator>.csv. Out: `Observation`, and `Observations`, the same as columns.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import NamedTuple

COLUMNS = ("authority", "period", "value", "status", "basis", "source", "published", "source_code", "note")


class Observation(NamedTuple):
    """One row as the source gave it. `value` is None when it is missing, and `note` then says why."""

    indicator: str
    authority: str
    period: str
    value: float | None
    status: str
    basis: str
    source: str
    published: str
    source_code: str
    note: str

    @property
    def id(self) -> str:
        """The id that the value carries on every page, in the API and in every download."""
        return observation_id(self.indicator, self.authority, self.period, self.source)


def observation_id(indicator: str, authority: str, period: str, source: str) -> str:
    """`ehc_plans:E10000016:2025:ees_sen2_2025`; a source is one vintage, so the id names the vintage too."""
    return f"{indicator}:{authority}:{period}:{source}"


@dataclass(frozen=True, slots=True)
class Observations:
    """Many observations as columns of one length: a hundred thousand rows load in a fraction of a second."""

    indicator: list[str] = field(default_factory=list)
    authority: list[str] = field(default_factory=list)
    period: list[str] = field(default_factory=list)
    year: list[int] = field(default_factory=list)
    value: list[float | None] = field(default_factory=list)
    status: list[str] = field(default_factory=list)
    basis: list[str] = field(default_factory=list)
    source: list[str] = field(default_factory=list)
    published: list[str] = field(default_factory=list)
    source_code: list[str] = field(default_factory=list)
    note: list[str] = field(default_factory=list)

    def extend(self, more: Observations) -> None:
        """Add all rows of another."""
        for column in fields(self):
            getattr(self, column.name).extend(getattr(more, column.name))

    def __len__(self) -> int:
        return len(self.indicator)
