"""KnownDate: a day ahead on which something is due, as far as somebody has said so.

In: dates.toml. Out: `KnownDate`. A date is not a promise: `certainty` says who stands behind it.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .base import Id, Note, Record, Text
from .period import PartialDate

#: law: a provision or a signed decision sets it; official: government has said it; reported: the press has.
CERTAINTY = {
    "law": "Set in law.",
    "official": "Announced by government; it can change.",
    "reported": "Reported, not read in an official paper; it can change.",
}


class KnownDate(Record):
    """One date of the calendar. `recorded` is when the entry was written or last changed."""

    id: Id
    date: PartialDate
    title: Text = Field(max_length=200, pattern=r"^[^\n]*$")
    what: Text
    certainty: Literal["law", "official", "reported"]
    sources: tuple[Id, ...] = Field(min_length=1)
    recorded: PartialDate
    #: Goes up by one when the date or its meaning changes: calendars that hold the entry then take the new one.
    sequence: int = Field(default=0, ge=0, le=9999)
    #: A date that has been dropped stays here, so that calendars which hold it learn so.
    cancelled: Note = ""
