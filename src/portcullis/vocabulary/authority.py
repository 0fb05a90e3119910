"""Authority: an upper-tier English council with education duties, or a sum of them.

In: rows of authorities.csv. Out: `Authority`.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated

from pydantic import Field, StringConstraints

from .base import Note, Record, Text
from .period import PartialDate
from .words import AuthorityStatus

#: An ONS code (E06000058), or C-… for an area combined across a reorganisation.
Code = Annotated[str, StringConstraints(pattern=r"^(E[0-9]{8}|C-[a-z-]+)$")]
ENGLAND = "E92000001"


class Neighbour(Record):
    """A statistical neighbour: an authority with similar children, and how close it is."""

    code: Code
    closeness: Text


class Authority(Record):
    """One authority. `code` is the current ONS code; old codes resolve to it."""

    code: Code
    name: Text
    other_names: tuple[Text, ...] = ()
    type: Text
    region: Note = ""
    status: AuthorityStatus
    dfe_code: Annotated[str, StringConstraints(pattern=r"^([0-9]{3})?$")] = ""
    mhclg_code: Note = ""
    former_codes: tuple[Code, ...] = ()
    predecessors: tuple[Code, ...] = ()
    successors: tuple[Code, ...] = ()
    members: tuple[Code, ...] = ()
    valid_from: PartialDate | None = None
    valid_to: PartialDate | None = None
    latitude: Annotated[float, Field(ge=49.5, le=56)] | None = None
    longitude: Annotated[float, Field(ge=-7, le=2)] | None = None
    point_source: Note = ""
    whatdotheyknow_id: Note = ""
    gov_uk_slug: Note = ""
    statistical_neighbours: tuple[Neighbour, ...] = ()

    @property
    def slug(self) -> str:
        """The name as it stands in a web address: `kingston-upon-hull`."""
        return slugify(self.name)


def slugify(text: str) -> str:
    """Lower-case words joined by hyphens, plain letters only."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower().replace("'", "")).strip("-")
