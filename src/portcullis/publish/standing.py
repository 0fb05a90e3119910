"""The site that stands: what was made of what, and which of its files can be kept.

In: a record, and what differs. Out: the facts that have changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from .difference import Difference, Key
from .reads import Fact, differing, fact
from .record import Record
from .watched import SERIES


@dataclass(frozen=True, slots=True)
class Standing:
    """A site that stands: its folder, what it was made of, and what differs now."""

    folder: Path
    record: Record
    difference: Difference


def changed_facts(
    record: Record, state: Mapping[Fact, str], told: Mapping[Key, str], series: Iterable[Key]
) -> set[Fact]:
    """Every fact that is not what it was when the record was made."""
    spoken = {key for key in record.told.keys() | told.keys() if record.told.get(key) != told.get(key)}
    return differing(record.state, state) | {fact(SERIES, key) for key in {*series, *spoken}}
