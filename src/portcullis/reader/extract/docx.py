"""Word files: paragraphs with the numbers that Word would show, and tables row by row.

In: bytes of a DOCX. Out: `Source`. Macros and links are never followed; deleted text of tracked changes is left out.
"""

from __future__ import annotations

from ..limits import DOCX, Limits
from .archive import Archive, Handler, attribute, local
from .clean import clean, warnings
from .numbering import Numbering, read_numbering
from .source import Line, Source


def read_docx(data: bytes, limits: Limits) -> Source:
    """The paragraphs and rows of the main text. Raises UnreadableError."""
    archive = Archive(data, limits)
    body = _Body(read_numbering(archive), limits)
    archive.parse("word/document.xml", body)
    source = Source(DOCX, body.lines, None, _title(archive), warnings(body.removed))
    if "word/footnotes.xml" in archive.names:
        notes = _Body(Numbering(), limits)
        archive.parse("word/footnotes.xml", notes)
        source.lines += notes.lines
    if body.tracked:
        source.warnings.append("The document has tracked changes: text marked as deleted was left out.")
    if body.full:
        source.warnings.append("The document is longer than we read: what follows was left out.")
    if "word/vbaProject.bin" in archive.names:
        source.warnings.append("The document has macros; they were not looked at.")
    return source


class _Body(Handler):
    """Collects lines. A row of a table is one line, its cells kept apart by tabs."""

    def __init__(self, numbering: Numbering, limits: Limits) -> None:
        self.lines: list[Line] = []
        self.removed: set[str] = set()
        self.tracked = self.full = False
        self._numbering, self._left = numbering, limits.characters
        self._text: list[str] = []
        self._style = self._number = self._level = ""
        self._cells: list[list[list[str]]] = []  # rows under way, inside one another
        self._in_text = self._deleted = False
        self._skip = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Note styles and numbers; begin rows and cells."""
        tag = local(name)
        if tag == "t":
            self._in_text = not self._skip
        elif tag in ("tab", "br", "cr") and not self._skip and self._text:
            self._text.append(" " if tag != "tab" else "\t")
        elif tag == "noBreakHyphen" and not self._skip:
            self._text.append("-")
        elif tag == "p":
            self._style = self._number = self._level = ""
            self._text.clear()
        elif tag == "pStyle":
            self._style = attribute(attributes, "val") or ""
        elif tag == "numId":
            self._number = attribute(attributes, "val") or ""
        elif tag == "ilvl":
            self._level = attribute(attributes, "val") or ""
        elif tag == "tr":
            self._cells.append([])
        elif tag == "tc" and self._cells:
            self._cells[-1].append([])
        elif tag in ("del", "moveFrom") or tag == "ins":
            self.tracked = True
        elif tag == "Fallback":  # the same text again, for old programs
            self._skip += 1

    def end(self, name: str) -> None:
        """End paragraphs and rows."""
        tag = local(name)
        if tag == "t":
            self._in_text = False
        elif tag == "p":
            self._paragraph()
        elif tag == "tr" and self._cells:
            row = ["  ".join(cell) for cell in self._cells.pop()]
            self._add("\t".join(row), heading=False)
        elif tag == "Fallback" and self._skip:
            self._skip -= 1

    def text(self, data: str) -> None:
        """Text of a run."""
        if self._in_text:
            self._text.append(data)

    def _paragraph(self) -> None:
        words, removed = clean("".join(self._text))
        self._text.clear()
        self.removed |= removed
        mark = self._numbering.next(self._number, self._level, self._style) if words.strip() else ""
        words = f"{mark} {words.strip()}".strip().replace("\n", " ")
        if self._cells and self._cells[-1]:
            if words:
                self._cells[-1][-1].append(words.replace("\t", " "))
        else:
            self._add(words, heading=self._style.lower().startswith(("heading", "title")))

    def _add(self, words: str, *, heading: bool) -> None:
        if not words.strip() or self.full:
            return
        self._left -= len(words)
        if self._left < 0:
            self.full = True
            return
        self.lines.append(Line(words, whole=True, heading=heading))


class _Title(Handler):
    """The title that the file gives itself."""

    def __init__(self) -> None:
        self.found = ""
        self._here = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Note where the title begins."""
        self._here = local(name) == "title"

    def end(self, name: str) -> None:
        """The title has ended."""
        self._here = False

    def text(self, data: str) -> None:
        """Its words."""
        if self._here and len(self.found) < 500:
            self.found += data


def _title(archive: Archive) -> str | None:
    if "docProps/core.xml" not in archive.names:
        return None
    title = _Title()
    archive.parse("docProps/core.xml", title)
    return " ".join(clean(title.found)[0].split()) or None
