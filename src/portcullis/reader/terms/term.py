"""One term of an agreement with the words that it was read from.

In: nothing. Out: `Term`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """A value with its evidence."""

    value: object
    page: int | None
    quote: str
    confidence: float
