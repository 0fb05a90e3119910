"""Source: where a figure comes from.

In: rows of sources.csv. Out: `Source`.
"""

from __future__ import annotations

import datetime as dt

from .base import Id, Note, Record, Text, Url
from .period import PartialDate, span
from .words import ClaimClass, SourceKind

#: Who counts as confirming a figure; anybody else reports it.
CONFIRMING = frozenset({SourceKind.OFFICIAL, SourceKind.PARLIAMENT, SourceKind.COURT})


class Source(Record):
    """A release, paper, answer, judgment or article. Each vintage of a release is a source of its own."""

    source: Id
    title: Note = ""
    publisher: Text
    kind: SourceKind
    url: Url | None = None
    licence: Note = ""
    published: PartialDate | None = None
    retrieved: PartialDate
    retrieved_via: Note = ""
    note: Note = ""

    @property
    def name(self) -> str:
        """Title, or a plain stand-in where the title was not seen."""
        return self.title or f"Page at {self.publisher}, title not recorded"


def claim_class_of(kind: SourceKind) -> ClaimClass:
    """Confirmed if an official body, Parliament or a court says so; otherwise reported."""
    return ClaimClass.CONFIRMED if kind in CONFIRMING else ClaimClass.REPORTED


def known_by(published: str | None, retrieved: str) -> dt.date:
    """The last day by which a value was certainly public: the end of its (partial) date of publication,
    or, where that is not known, the day on which we retrieved it."""
    last = span(retrieved)[1]
    return min(span(published)[1], last) if published else last
