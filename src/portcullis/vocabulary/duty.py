"""Duty: a legal duty, what raises a flag, its lawful counterpart, and cases won by either side.

In: duties/*.toml, cases.toml and rulebook.toml. Out: `Duty`, `Case`, `Rulebook`.
"""

from __future__ import annotations

import re
from typing import Literal

from pydantic import Field, field_validator

from .base import Id, Note, Record, Text, Url
from .period import PartialDate


class Law(Record):
    """Where a duty stands in law."""

    instrument: Text
    provision: Text
    url: Url | None = None


class Trigger(Record):
    """What wording raises a flag: words, numbers, and patterns as regular expressions."""

    summary: Text
    verbs: tuple[Text, ...] = ()
    nouns: tuple[Text, ...] = ()
    numeric_targets: tuple[Text, ...] = ()
    patterns: tuple[Text, ...] = ()
    direction_patterns: tuple[Text, ...] = ()
    positive_examples: tuple[Text, ...] = ()

    @field_validator("patterns", "direction_patterns")
    @classmethod
    def _compiles(cls, patterns: tuple[str, ...]) -> tuple[str, ...]:
        for pattern in patterns:
            try:
                re.compile(pattern)
            except re.error as error:
                raise ValueError(f"not a regular expression ({error}): {pattern[:60]}") from None
        return patterns


class LawfulCounterpart(Record):
    """The wording that would be in no tension with the duty."""

    summary: Text
    examples: tuple[Text, ...] = ()


class Example(Record):
    """Where wording of this kind was seen."""

    source: Id
    note: Text


class Case(Record):
    """A judgment, won by either side."""

    key: Id
    name: Text
    citation: Text
    year: int = Field(ge=1900, le=2100)
    court: Text
    direction: Literal["for_family", "for_authority", "mixed", "sets_test"]
    evidence: Literal["found", "located", "recalled"]
    holding: Text
    url: Url | None = None
    second_url: Url | None = None
    note: Note = ""


class Duty(Record):
    """One duty of the rulebook. Drafts are marked as not reviewed by a lawyer on every output."""

    id: Id
    title: Text
    group: Text
    severity: Literal["breach_if_applied", "high_risk", "watch"]
    duty: Text
    why_it_matters: Text
    valid_from: PartialDate | None = None
    valid_to: PartialDate | None = None
    reviewed_by_lawyer: bool
    law_as_understood_on: PartialDate
    cases: tuple[Id, ...] = ()
    law: tuple[Law, ...] = Field(min_length=1)
    trigger: Trigger
    lawful_counterpart: LawfulCounterpart
    example: tuple[Example, ...] = ()


class Strength(Record):
    """How firm a wording is, and what that does to the severity."""

    level: Id
    effect: Text
    cue: Text


class Rulebook(Record):
    """What holds for every duty."""

    version: Text
    status: Text
    law_as_understood_on: PartialDate
    law_change: Text
    law_change_urls: tuple[Url, ...] = ()
    output_rule: Text
    severity: dict[str, Text]
    cues: dict[str, tuple[Text, ...]]
    case_direction: dict[str, Text]
    case_evidence: dict[str, Text]
    strength: tuple[Strength, ...] = ()
