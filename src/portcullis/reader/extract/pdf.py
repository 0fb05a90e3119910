"""PDF files: the text of each page in reading order; pages that are pictures go to `ocr`.

In: bytes of a PDF. Out: `Source`. Scripts, attachments and links in the file are never opened.
"""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

from ..limits import PDF, Limits, UnreadableError
from .clean import BROKEN, clean, warnings
from .source import Line, Source

if TYPE_CHECKING:
    import pypdfium2

#: A page with fewer characters than this may be a picture of text.
FEW_CHARACTERS = 25
_BROKEN = re.compile(f"(\\S*)(?:{BROKEN}|\x02)[\r\n]*(\\S*)")
#: Before these a hyphen at the end of a line is part of the word.
_KEEPS_HYPHEN = re.compile(
    r"(?:^|\W)(?:in|post|non|pre|co|multi|top|well|out|of|self|one|two|three|four|five|six|high|low|long|short|"
    r"cross|mid|"
    r"year|re|to|on|by|step|full|part|cost|needs|user|child|person|so|year-on|out-of|end-of|best|over|under)$",
    re.IGNORECASE,
)
_CELL = re.compile(
    r"\s*(?:(?:FY\s*)?(?:20)?\d\d\s?[-/–—]\s?(?:20)?\d\d|20\d\d to 20\d\d|FY\s?\d\d|"
    r"[-–—(]?\s?£?\s?[\d,]+(?:\.\d+)?\)?\s?m?)\s*"
)


def read_pdf(data: bytes, limits: Limits) -> Source:
    """The lines of every page. Raises UnreadableError."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        text = str(error).lower()
        if "password" in text or "security" in text:
            raise UnreadableError("the PDF is encrypted: save it without a password") from None
        raise UnreadableError("the PDF is damaged") from None
    try:
        if not count:
            raise UnreadableError("the PDF has no pages")
        return _read(document, count, limits)
    finally:
        document.close()


def _read(document: pypdfium2.PdfDocument, count: int, limits: Limits) -> Source:
    source = Source(PDF, pages=count)
    source.title = _title(document)
    removed: set[str] = set()
    pictures: list[int] = []
    unread: list[int] = []
    left = limits.characters
    until = time.monotonic() + limits.seconds * 0.7
    for index in range(count):
        if index >= limits.pages or left <= 0 or time.monotonic() > until:
            source.warnings.append(f"Only the first {index:,} of {count:,} pages were read: the document is too long.")
            break
        lines, picture = _page(document, index)
        if lines is None:
            unread.append(index + 1)
            continue
        if picture:
            pictures.append(index)
        for words in lines:
            words, gone = clean(words)
            removed |= gone
            left -= len(words)
            source.lines.append(Line(words.rstrip(), index + 1))
    if unread:
        source.warnings.append(f"These pages could not be read: {_numbers(unread)}.")
        if len(unread) == count:
            raise UnreadableError("the PDF is damaged: none of its pages can be read")
    if pictures:
        _pictures(document, source, pictures, limits)
    source.warnings += warnings(removed)
    return source


def _page(document: pypdfium2.PdfDocument, index: int) -> tuple[list[str] | None, bool]:
    """Lines of a page, and whether it is a picture; None for lines where the page is damaged."""
    import pypdfium2

    try:
        page = document[index]
    except pypdfium2.PdfiumError:
        return None, False
    try:
        text = page.get_textpage()
        try:
            words = _joined(text.get_text_range())
            lines = words.split("\n")
            if _stacked(lines):
                lines = _by_position(text) or lines
        finally:
            text.close()
        picture = len(words.strip()) < FEW_CHARACTERS and _has_picture(page)
        return lines, picture
    except (pypdfium2.PdfiumError, ValueError, MemoryError):
        return None, False
    finally:
        page.close()


def _joined(text: str) -> str:
    """Words that were broken at the end of a line are put together again."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if BROKEN not in text and "\x02" not in text:
        return text

    def join(found: re.Match[str]) -> str:
        before, after = found[1], found[2]
        figures = before[-1:].isdigit() and after[:1].isdigit()
        return f"{before}-{after}" if figures or _KEEPS_HYPHEN.search(before) else before + after

    return _BROKEN.sub(join, text)


def _stacked(lines: list[str]) -> bool:
    """Whether the cells of a table came out one under another, each on a line of its own."""
    run = 0
    for line in lines:
        run = run + 1 if line.strip() and _CELL.fullmatch(line) else 0
        if run >= 3:
            return True
    return False


def _by_position(text: pypdfium2.PdfTextPage) -> list[str]:
    """Lines by where words stand: what has one height is one line, from left to right, wide gaps as tabs."""
    count = text.count_rects()
    if not 0 < count <= 4000:
        return []
    boxes = []
    for i in range(count):
        left, bottom, right, top = text.get_rect(i)
        words = text.get_text_bounded(left, bottom, right, top).replace("\r\n", " ").replace("\n", " ").strip()
        if words:
            boxes.append((left, bottom, right, top, words))
    return rows_of(boxes)


def rows_of(boxes: list[tuple[float, float, float, float, str]]) -> list[str]:
    """Boxes (left, bottom, right, top, words; up is positive) as lines of text."""
    boxes.sort(key=lambda box: -(box[1] + box[3]))
    rows: list[list[tuple[float, float, float, float, str]]] = []
    for box in boxes:
        middle, height = (box[1] + box[3]) / 2, max(box[3] - box[1], 1.0)
        if rows:
            last = rows[-1][0]
            if abs((last[1] + last[3]) / 2 - middle) < 0.55 * min(height, max(last[3] - last[1], 1.0)):
                rows[-1].append(box)
                continue
        rows.append([box])
    lines = []
    for row in rows:
        row.sort()
        line, end = row[0][4], row[0][2]
        for left, bottom, right, top, words in row[1:]:
            wide = left - end > 1.2 * (top - bottom)
            line += ("\t" if wide else " ") + words
            end = max(end, right)
        lines.append(line)
    return lines


def _has_picture(page: pypdfium2.PdfPage) -> bool:
    import pypdfium2.raw as raw

    for count, thing in enumerate(page.get_objects(max_depth=3)):
        if thing.type == raw.FPDF_PAGEOBJ_IMAGE:
            return True
        if count > 200:
            break
    return False


def _pictures(document: pypdfium2.PdfDocument, source: Source, pictures: list[int], limits: Limits) -> None:
    from .ocr import OcrMissingError, read_pictures

    try:
        read, late = read_pictures(document, pictures, limits)
    except OcrMissingError:
        if not any(line.text.strip() for line in source.lines):
            raise UnreadableError(
                "the pages are pictures of text: install the extra `ocr` to read them, or scan them with text"
            ) from None
        source.warnings.append(
            f"These pages are pictures and were not read: {_numbers([i + 1 for i in pictures])}. "
            "Install the extra `ocr` to read them."
        )
        return
    source.scanned = bool(read)
    drawn = set(read)
    kept = [line for line in source.lines if line.page is None or line.page - 1 not in drawn]
    kept += [Line(clean(words)[0], index + 1) for index, lines in read.items() for words in lines]
    source.lines = sorted(kept, key=lambda line: line.page or 0)
    if read:
        source.warnings.append(
            f"These pages are pictures, read by a machine that makes mistakes: {_numbers([i + 1 for i in read])}."
        )
    if late:
        source.warnings.append(
            f"These pages are pictures and were left out, for time: {_numbers([i + 1 for i in late])}."
        )


def _numbers(numbers: list[int]) -> str:
    shown = ", ".join(map(str, numbers[:20]))
    return shown if len(numbers) <= 20 else f"{shown} and {len(numbers) - 20:,} more"


def _title(document: pypdfium2.PdfDocument) -> str | None:
    import pypdfium2

    try:
        title = document.get_metadata_value("Title")
    except (pypdfium2.PdfiumError, ValueError, UnicodeDecodeError):
        return None
    return " ".join(clean(title)[0].split())[:500] or None
