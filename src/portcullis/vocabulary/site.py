"""Site: the name, petition, banner and contact of whoever runs this copy.

In: site.toml. Out: `Site`.
"""

from __future__ import annotations

from .base import Note, Record, Text, Url
from .period import PartialDate


class Site(Record):
    """Whoever runs this copy."""

    name: Text
    strapline: Text
    operator: Text
    contact: Note = ""
    petition_url: Url | None = None
    petition_text: Note = ""
    banner: Note = ""
    address: Url | None = None
    data_to: PartialDate
    checked_on: PartialDate
