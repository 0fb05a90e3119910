"""Scenario: a named set of dated assumptions, with where each comes from.

In: scenarios/<name>.toml. Out: `Scenario`.
"""

from __future__ import annotations

from pydantic import Field, model_validator

from .base import Id, Note, Record, Text
from .dial import OF_ONE_COUNCIL, DialError, Setting, read_setting
from .period import PartialDate


class Turned(Record):
    """One dial of a scenario: its value, its years, and why it stands there."""

    name: Text
    value: float | str
    since: int | None = None
    until: int | None = None
    why: Text

    @model_validator(mode="after")
    def _known_dial(self) -> Turned:
        if self.name in OF_ONE_COUNCIL:
            raise ValueError(f"{self.name} is about one council: leave it out of a scenario")
        try:
            _ = self.setting
        except DialError as error:
            raise ValueError(str(error)) from None
        return self

    @property
    def setting(self) -> Setting:
        """The dial as the model reads it."""
        return read_setting(self.name, self.value, self.since, self.until)


class Scenario(Record):
    """A policy that the model ships with. Without a dial it is as known, with our stated defaults."""

    slug: Id
    title: Text = Field(max_length=80)
    position: int = Field(ge=1, le=99)
    #: Two sentences: what it is, and why somebody would look at it.
    explains: Text = Field(max_length=400)
    made: PartialDate
    sources: tuple[Id, ...] = Field(min_length=1)
    #: What the scenario cannot tell.
    caution: Note = ""
    dial: tuple[Turned, ...] = ()

    @property
    def settings(self) -> tuple[Setting, ...]:
        """Its dials as the model reads them."""
        return tuple(turned.setting for turned in self.dial)
