"""What can be wrong with a council's files, a scenario or a question.

In: nothing. Out: `Problem`, one line about one line of a file; `TransitionsError` and its kinds. No message ever quotes
a child's row: it names the file, the line and the field.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

#: So many problems are printed in full; the rest are counted.
SHOWN = 40


@dataclass(frozen=True, order=True)
class Problem:
    """Something wrong, or worth knowing, in one place. `line` 0 means the whole file."""

    file: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.file}{f', line {self.line}' if self.line else ''}: {self.text}"


class TransitionsError(ValueError):
    """Something that the model cannot do; the message says what would be right."""


class FilesError(TransitionsError):
    """The files cannot be used. `problems` lists every mistake, in the order of files and lines."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = sorted(problems)
        lines = [str(problem) for problem in self.problems[:SHOWN]]
        more = len(self.problems) - len(lines)
        count = "one mistake" if len(self.problems) == 1 else f"{len(self.problems):,} mistakes"
        super().__init__(
            "\n".join([f"the files have {count}; nothing was run", *lines, *[f"… and {more:,} more"] * (more > 0)])
        )


class ScenarioError(TransitionsError):
    """A lever, a scenario file or a target that cannot be used."""
