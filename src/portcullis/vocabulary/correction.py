"""Correction: what we show instead of a published figure, why, and what we expect to find underneath.

In: corrections.toml. Out: `Correction`.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from .authority import Code
from .base import Id, Note, Record, Text
from .observation import observation_id
from .period import PartialDate


class Target(Record):
    """One observation that the correction touches; `expect` is the published value that must still be there."""

    indicator: Id
    authority: Code
    period: Text
    source: Id
    expect: float
    value: float | None = None
    status: Literal["derived"] | None = None
    note: Note = ""

    @property
    def observation(self) -> str:
        """Id of the observation."""
        return observation_id(self.indicator, self.authority, self.period, self.source)


class Correction(Record):
    """`override` shows another value; `flag` shows the same value, marked suspect."""

    id: Id
    action: Literal["override", "flag"]
    what: Text
    why: Text
    evidence: Text
    source: Id
    made: PartialDate
    target: tuple[Target, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _values_match_action(self) -> Correction:
        for target in self.target:
            given = {target.value is not None, target.status is not None}
            if given != {self.action == "override"}:
                raise ValueError(f"{target.observation}: an override needs `value` and `status`, a flag has neither")
        return self
