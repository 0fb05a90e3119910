"""A sentence whose numbers keep their ids.

In: text and figures. Out: `Sentence`, which a template prints with every number traceable.
"""

from __future__ import annotations

from dataclasses import dataclass

#: Longer than this, and a tired reader has to read it twice: the tests hold every sentence of every page to it.
MAX_WORDS = 25


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a sentence: as printed, its value, and the id of the figure that it is; or, where we worked it out
    (a change, a quartile), the ids of the figures that it is `made_from`."""

    text: str
    value: float
    figure_id: str = ""
    made_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """Parts in order; `projected` marks a sentence that is no fact."""

    parts: tuple[str | Number, ...]
    projected: bool = False

    @property
    def text(self) -> str:
        """The sentence as plain text."""
        return "".join(part if isinstance(part, str) else part.text for part in self.parts)

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())


def said(*parts: str | Number, projected: bool = False) -> Sentence:
    """A sentence from its parts."""
    return Sentence(parts, projected)
