"""The text of a document as its lines, before we know what they mean.

In: lines from one of the extractors. Out: `Source`. Cells of a table stand in one line, with tabs between them.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its text, its page (None where the format has none), and whether the format says that it ends a block.

    `whole` lines (a paragraph of a Word file, a row of a sheet) are never joined with the next one.
    """

    text: str
    page: int | None = None
    whole: bool = False
    heading: bool = False


@dataclass(slots=True)
class Source:
    """What an extractor found. `pages` counts all pages, read or not; `scanned` those read by their picture."""

    media_type: str
    lines: list[Line] = field(default_factory=list)
    pages: int | None = None
    title: str | None = None
    warnings: list[str] = field(default_factory=list)
    scanned: bool = False
    sheets: tuple[str, ...] = ()
