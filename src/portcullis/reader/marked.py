"""The text of a document cut where flags begin and end, for showing it with highlights.

In: text and flags. Out: paragraphs of pieces, each piece with the numbers of the flags that cover it.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, and which flags (counted from 1) lie on it; `first` are those that begin here."""

    text: str
    flags: tuple[int, ...] = ()
    first: tuple[int, ...] = ()


def paragraphs(text: str, flags: list[dict[str, Any]]) -> list[list[Piece]]:
    """Every paragraph as its pieces."""
    cuts = sorted({0, len(text), *(f["start"] for f in flags), *(f["end"] for f in flags)})
    spans = [(f["start"], f["end"], number) for number, f in enumerate(flags, 1)]
    spans.sort()
    out: list[list[Piece]] = [[]]
    at = 0
    active: list[tuple[int, int, int]] = []
    for start, end in itertools.pairwise(cuts):
        while at < len(spans) and spans[at][0] <= start:
            active.append(spans[at])
            at += 1
        active = [span for span in active if span[1] > start]
        here = tuple(sorted(span[2] for span in active))
        begins = tuple(sorted(span[2] for span in active if span[0] == start))
        for index, line in enumerate(text[start:end].split("\n")):
            if index:
                out.append([])
            if line:
                out[-1].append(Piece(line, here, begins))
                begins = ()
    return [one for one in out if one]
