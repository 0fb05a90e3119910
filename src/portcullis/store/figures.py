"""Gives every figure that is not an observation its id, class and source.

In: records of the register. Out: rows of `other_figure`, and the ids, so that tables can point at them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from portcullis.vocabulary import ENGLAND, ClaimClass, Source, Status, claim_class_of, slugify

Row = tuple[object, ...]


class Figures:
    """Collects figures; ids come from content, so that they stay when other entries are added."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self.sources = sources
        self.rows: list[Row] = []
        self._taken: Counter[str] = Counter()

    def add(
        self,
        kind: str,
        name: str,
        label: str,
        *,
        value: float | None,
        unit: str,
        period: str,
        sources: tuple[str, ...],
        authority: str = ENGLAND,
        basis: str = "",
        derived: bool = False,
        projected: bool = False,
        note: str = "",
        published: str | None = None,
    ) -> str:
        """Add a figure and return its id."""
        self._taken[name] += 1
        identity = name if self._taken[name] == 1 else f"{name}~{self._taken[name]}"
        first = self.sources[sources[0]]
        if projected:
            claim_class = ClaimClass.PROJECTED
        elif derived:
            claim_class = ClaimClass.DERIVED
        else:
            claim_class = claim_class_of(first.kind)
        status = Status.NOT_AVAILABLE if value is None else Status.DERIVED if derived else Status.PUBLISHED
        self.rows.append(
            (
                identity, kind, label, authority, value, unit, period, basis, str(status), str(claim_class),
                "|".join(sources), published or first.published or "", first.retrieved, note,
            )
        )  # fmt: skip
        return identity


def period_slug(text: str) -> str:
    """A period as part of an id."""
    return slugify(text) or "undated"
