"""What is wrong with a register, one line a mistake.

In: nothing. Out: `Mistake`, `RegisterError` (holds all of them, not the first).
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """One mistake: file and line, the field, what is wrong, what would be right."""

    file: str
    line: int
    field: str
    wrong: str
    right: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return (
            f"{place}: {self.field}: {self.wrong}; {self.right}"
            if self.right
            else f"{place}: {self.field}: {self.wrong}"
        )


class RegisterError(Exception):
    """The register cannot be used; `mistakes` lists everything that was found."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = sorted(mistakes)
        super().__init__("\n".join(map(str, self.mistakes)))


def visible(text: str) -> str:
    """Text without anything that a terminal would act on or that cannot be printed: it may come from a hostile file."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)


def nearest(word: str, words: Iterable[str]) -> str:
    """'did you mean X?' for the closest known word, or the list of words when it is short, or nothing."""
    known = sorted({str(word) for word in words})
    close = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    if close:
        return f"did you mean {close[0]!r}?"
    return f"use one of: {', '.join(known)}" if 0 < len(known) <= 16 else ""


def short(value: object, limit: int = 60) -> str:
    """A value as it may be printed in a message: quoted, and cut when it is long."""
    try:
        text = repr(value)
    except (RecursionError, ValueError):  # nested beyond all sense; a whole number of thousands of digits
        text = f"a very large {type(value).__name__}"
    return text if len(text) <= limit else text[: limit - 2] + "…'"
