"""From lines to blocks: numbered paragraphs, bullets, headings and rows of tables, each with its place in one text.

In: `Source`. Out: `Document`: the text that all character positions refer to, and its blocks in order. A paragraph that
was broken over lines or pages is one line of that text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

from .extract import Line, Source
from .figures import AMOUNT, YEAR, years

Kind = Literal["paragraph", "item", "heading", "row"]
#: What may stand before a numbered paragraph or a bullet: '3.', '3.1', '3.1.2', '(a)', 'iv)', '•'.
MARK = re.compile(
    r"\s*(?:(?P<number>(?!0\.)(?!\d+\.\d+\s*(?:million|billion|thousand|per ?cent|%|m\b|bn\b|k\b|weeks|years|"
    r"months|times))\d{1,2}(?:\.\d{1,2}){1,3}\.?|\d{1,2}[.)]|\(\d{1,2}\)|\([a-z]{1,4}\)|[a-z][.)]|"
    r"[ivx]{1,4}[.)]|[A-Z][.)](?=\s))"
    r"|(?P<bullet>[•●○▪■◦‣⁃∙·❖➢➤✓*]|[-–—](?=\s)|o(?=\s+[A-Z])))(?:\s+|$|(?=[A-Z]))"
)
_PAGE_NUMBER = re.compile(r"\s*(?:page\s*)?[-–—]?\s*\d{1,4}\s*[-–—]?\s*(?:(?:of|/)\s*\d{1,4})?\s*", re.IGNORECASE)
_ENDS = re.compile(r"[.:;?!]['\"’”)]*$")
_ROW = re.compile(
    rf"\s*(?:(?:grand )?total\b[^.]{{0,40}}?\d[\d,.]*\)?\s?(?:m|million|k)?\s*|(?:(?:year ending|year ended|at|"
    rf"by|end of|to|as at)\s+)?(?:{YEAR}|20\d\d)"
    rf"[\s|:*†¹²³]*(?:\([a-z][a-z ]{{0,10}}\d{{0,2}}\)\s*)?(?:(?:{AMOUNT})[\s*†¹²³|]*)+(?:\([\w ]{{1,20}}\)\s*)?)$",
    re.IGNORECASE,
)
_FIGURES = re.compile(r"(?<![\w.,/-])\(?[-–]?£?\d[\d,]*(?:\.\d+)?\)?(?:m|k|%)?(?![\w/-])|(?<=\s)[-–—](?=\s|$)")
_YEARS_ONLY = re.compile(rf"(?:\D{{0,60}}[\s\t|])?(?:{YEAR})(?:[\s\t|]+(?:{YEAR}))+[\s\t|]*(?:total)?", re.IGNORECASE)
_LONE_MARK = re.compile(r"\s*(?:\d{1,2}(?:\.\d{1,2}){0,3}\.?|[•●▪■◦])\s*")


@dataclass(slots=True)
class Block:
    """One paragraph, item, heading or row. `start` and `end` are positions in the text, the mark not counted."""

    kind: Kind
    text: str
    start: int
    end: int
    page: int | None
    number: str | None = None
    bullet: bool = False
    cells: tuple[str, ...] = ()


@dataclass(slots=True)
class Document:
    """The whole text, its blocks, and where pages begin inside blocks."""

    source: Source
    text: str = ""
    blocks: list[Block] = field(default_factory=list)
    _starts: list[int] = field(default_factory=list)
    _pages: list[int | None] = field(default_factory=list)

    def page_at(self, position: int) -> int | None:
        """The page on which a position stands."""
        where = bisect_right(self._starts, position) - 1
        return self._pages[where] if 0 <= where < len(self._pages) else None

    def note_page(self, position: int, page: int | None) -> None:
        """From this position on the text stands on this page."""
        if not self._pages or self._pages[-1] != page:
            self._starts.append(position)
            self._pages.append(page)


def document(source: Source) -> Document:
    """Join lines into blocks."""
    made = Document(source)
    parts: list[str] = []
    length = 0

    def add(gathered: list[Line], kind: Kind, number: str | None, bullet: bool, skip: int) -> None:
        nonlocal length
        mark = gathered[0].text[:skip].strip()
        prefix = f"{mark} " if mark else ""
        begin = length + len(prefix)
        made.note_page(length, gathered[0].page)
        words, position = "", begin
        for index, line in enumerate(gathered):
            piece = line.text[skip:] if index == 0 else line.text
            piece = piece.strip() if kind == "row" else " ".join(piece.split())
            if not piece:
                continue
            joint = "" if not words or (words.endswith("-") and words[-2:-1].isalpha() and piece[:1].islower()) else " "
            if line.page != gathered[0].page:
                made.note_page(position + len(joint), line.page)
            words += joint + piece
            position = begin + len(words)
        if not words:
            return
        cells = tuple(c.strip() for c in re.split(r"\t+|\s\|\s|\s{3,}", words)) if kind == "row" else ()
        made.blocks.append(Block(kind, words, begin, begin + len(words), gathered[0].page, number, bullet, cells))
        parts.append(prefix + words + "\n")
        length += len(prefix) + len(words) + 1

    for block in _gathered(_without_furniture(source)):
        add(*block)
    made.text = "".join(parts)
    return made


def _without_furniture(source: Source) -> list[Line]:
    """Lines without page numbers and without what is printed at the head or foot of most pages."""
    if not source.pages:
        return source.lines
    edges: Counter[str] = Counter()
    by_page: dict[int, list[int]] = {}
    for index, line in enumerate(source.lines):
        if line.text.strip():
            by_page.setdefault(line.page or 0, []).append(index)
    gone: set[int] = set()
    for places in by_page.values():
        for index in {*places[:2], *places[-2:]}:
            edges[re.sub(r"\d+", "#", source.lines[index].text.strip())] += 1
    for places in by_page.values():
        for index in {*places[:2], *places[-2:]}:
            text = source.lines[index].text.strip()
            often = edges[re.sub(r"\d+", "#", text)]
            lone = index in (places[0], places[-1]) and _PAGE_NUMBER.fullmatch(text) and not YEAR_ONLY.fullmatch(text)
            repeated = often >= 3 and often > len(by_page) * 0.6 and not _ROW.match(text) and not MARK.match(text)
            first = not any(
                re.sub(r"\d+", "#", source.lines[i].text.strip()) == re.sub(r"\d+", "#", text) for i in gone
            )
            if lone or (repeated and not (first and index == places[0] and places is next(iter(by_page.values())))):
                gone.add(index)
    return [line for index, line in enumerate(source.lines) if index not in gone]


YEAR_ONLY = re.compile(rf"\s*(?:{YEAR})\s*", re.IGNORECASE)


def _gathered(lines: list[Line]) -> list[tuple[list[Line], Kind, str | None, bool, int]]:
    """Groups of lines that belong together, each with kind, number, whether it has a bullet, and the mark's length."""
    widths = sorted(len(line.text) for line in lines if line.text.strip() and not line.whole)
    full = widths[int(len(widths) * 0.85)] if widths else 80
    out: list[tuple[list[Line], Kind, str | None, bool, int]] = []
    open_: tuple[list[Line], Kind, str | None, bool, int] | None = None
    across = apart = 0
    lone: Line | None = None

    def close() -> None:
        nonlocal open_
        if open_:
            out.append(open_)
        open_ = None

    for line in lines:
        text = line.text
        if not text.strip():
            close()
            continue
        if lone is not None:
            line = Line(f"{lone.text.strip()} {text.strip()}", lone.page, line.whole, line.heading)
            text, lone = line.text, None
        elif _LONE_MARK.fullmatch(text) and not line.whole and not YEAR_ONLY.fullmatch(text):
            close()
            lone = line
            continue
        mark = MARK.match(text)
        row = _is_row(line) or (across >= 2 and len(_FIGURES.findall(text)) >= across)
        if row and _YEARS_ONLY.fullmatch(text.strip()):
            across = len(years(text))
            apart = 0
        elif row:
            apart = 0
            if across >= 2 and text.lstrip()[:1] in "0123456789£(-–" and not line.whole:
                close()
                line = _labelled(line, out)
                text = line.text
        else:
            apart += 1
            across = across if apart <= 3 else 0
        if mark and not row and text[mark.end() :].strip():
            close()
            number = (mark["number"] or "").strip("().") or None
            open_ = ([line], "heading" if line.heading else "item", number, bool(mark["bullet"]), mark.end())
        elif row:
            close()
            out.append(([line], "row", None, False, 0))
        elif line.heading or (_closed(open_) and _looks_heading(text, full)):
            close()
            out.append(([line], "heading", None, False, 0))
        elif open_ is None or line.whole or _begins_anew(open_[0][-1].text, text, full):
            close()
            open_ = ([line], "paragraph", None, False, 0)
        else:
            open_[0].append(line)
        if line.whole:
            close()
    close()
    return out


def _labelled(line: Line, out: list[tuple[list[Line], Kind, str | None, bool, int]]) -> Line:
    """A row of figures with its label, which a narrow column had broken over the lines before it."""
    label: list[str] = []
    while out and len(label) < 4 and out[-1][1] in ("paragraph", "heading"):
        words = " ".join(one.text.strip() for one in out[-1][0])
        if len(words) > 60 or _ENDS.search(words):
            break
        label.insert(0, words)
        out.pop()
    return Line(f"{' '.join(label)} {line.text.strip()}".strip(), line.page, line.whole)


def _closed(open_: tuple[list[Line], Kind, str | None, bool, int] | None) -> bool:
    return open_ is None or bool(_ENDS.search(open_[0][-1].text.rstrip()))


def _is_row(line: Line) -> bool:
    text = line.text
    if "\t" in text.strip() or text.count(" | ") >= 1:
        return True
    return bool((_ROW.match(text) and len(text) < 110) or (_YEARS_ONLY.fullmatch(text.strip()) and len(text) < 160))


def _looks_heading(text: str, full: int) -> bool:
    words = text.strip()
    return (
        len(words) < min(70, max(45.0, full * 0.75))
        and not re.search(r"[.,;:]$", words)
        and words[:1].isupper()
        and not re.search(r"\b(?:will|shall|must|is|are|was|were|has|have|to be)\b", words)
    )


def _begins_anew(before: str, text: str, full: int) -> bool:
    """Whether a line without a mark begins a paragraph: the one before ended, and this does not go on in the middle."""
    first = text.lstrip()[:1]
    ended = bool(_ENDS.search(before.rstrip()))
    if ended and before.rstrip().endswith(":"):
        return True
    short = len(before.rstrip()) < full * 0.75
    return ended and short and (first.isupper() or first.isdigit() or first in "‘“\"'£(")
