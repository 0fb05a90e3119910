"""The numbers that Word shows before paragraphs: they stand in a part of their own and are counted, not written.

In: a DOCX. Out: `Numbering`, asked once for each paragraph in order.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from .archive import Archive, Handler, attribute, local

_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(slots=True)
class Level:
    """One level of a list: what it shows (%1.%2), how it counts and from where."""

    shows: str = ""
    counts: str = "decimal"
    start: int = 1


@dataclass(slots=True)
class Numbering:
    """Lists by id, styles that belong to a list, and how far each list has counted."""

    abstract: dict[str, dict[int, Level]] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    styles: dict[str, tuple[str, str]] = field(default_factory=dict)
    _counted: dict[str, dict[int, int]] = field(default_factory=dict)

    def next(self, number: str, level: str, style: str) -> str:
        """The mark of the next paragraph: '3.1', '•' or nothing."""
        if not number and style in self.styles:
            number, style_level = self.styles[style]
            level = level or style_level
        kind = self.lists.get(number)
        depth = int(level) if level.isascii() and level.isdigit() and len(level) < 3 else 0
        levels = self.abstract.get(kind or "", {})
        if number in ("", "0") or depth not in levels:
            return ""
        if levels[depth].counts == "bullet":
            return "•"
        counted = self._counted.setdefault(kind or "", {})
        counted[depth] = counted.get(depth, levels[depth].start - 1) + 1
        for deeper in [d for d in counted if d > depth]:
            del counted[deeper]
        shown = levels[depth].shows
        for d in range(depth, -1, -1):
            here = counted.get(d, levels[d].start if d in levels else 1)
            shown = shown.replace(f"%{d + 1}", _count(here, levels[d].counts if d in levels else "decimal"))
        return shown[:20]


def read_numbering(archive: Archive) -> Numbering:
    """The lists of a document; none where it has no part for them."""
    numbering = Numbering()
    if "word/numbering.xml" in archive.names:
        archive.parse("word/numbering.xml", _Lists(numbering))
    if "word/styles.xml" in archive.names:
        archive.parse("word/styles.xml", _Styles(numbering))
    return numbering


def _count(number: int, how: str) -> str:
    if how in ("lowerLetter", "upperLetter") and 1 <= number <= 26:
        letter = chr(96 + number)
        return letter if how == "lowerLetter" else letter.upper()
    if how in ("lowerRoman", "upperRoman") and 1 <= number < 40:
        out = ""
        for value, sign in _ROMAN:
            while number >= value:
                out, number = out + sign, number - value
        return out if how == "lowerRoman" else out.upper()
    return str(number)


class _Lists(Handler):
    def __init__(self, numbering: Numbering) -> None:
        self._to = numbering
        self._abstract = self._list = ""
        self._level: Level | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag, value = local(name), attribute(attributes, "val") or ""
        if tag == "abstractNum":
            self._abstract = attribute(attributes, "abstractNumId") or ""
            self._to.abstract[self._abstract] = {}
        elif tag == "lvl" and self._abstract in self._to.abstract:
            depth = attribute(attributes, "ilvl") or "0"
            self._level = Level()
            if depth.isascii() and depth.isdigit() and int(depth) < 9:
                self._to.abstract[self._abstract][int(depth)] = self._level
        elif tag == "num":
            self._list = attribute(attributes, "numId") or ""
        elif tag == "abstractNumId":
            self._to.lists[self._list] = value
        elif self._level is not None:
            if tag == "lvlText":
                self._level.shows = value[:60]
            elif tag == "numFmt":
                self._level.counts = value
            elif tag == "start" and value.isascii() and value.isdigit() and len(value) < 6:
                self._level.start = int(value)

    def end(self, name: str) -> None:
        if local(name) == "lvl":
            self._level = None


class _Styles(Handler):
    def __init__(self, numbering: Numbering) -> None:
        self._to = numbering
        self._style = self._number = self._level = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = local(name)
        if tag == "style":
            self._style = attribute(attributes, "styleId") or ""
            self._number, self._level = "", "0"
        elif tag == "numId":
            self._number = attribute(attributes, "val") or ""
        elif tag == "ilvl":
            self._level = attribute(attributes, "val") or "0"

    def end(self, name: str) -> None:
        if local(name) == "style" and self._number and self._style:
            self._to.styles[self._style] = (self._number, self._level)
