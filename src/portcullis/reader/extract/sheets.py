"""Workbooks: every sheet, row by row, its cells kept apart by tabs.

In: bytes of an XLSX, XLSM or ODS. Out: `Source`. Values are read as they were saved: formulas and macros are never run.
"""

from __future__ import annotations

import datetime as dt
import io

from ..limits import ODS, XLSM, Limits, UnreadableError
from .archive import Archive
from .clean import clean, warnings
from .source import Line, Source


def read_sheets(data: bytes, media: str, limits: Limits) -> Source:
    """The rows of every sheet. A sheet begins with its name as a heading. Raises UnreadableError."""
    archive = Archive(data, limits)
    archive.weigh()  # the library below unpacks without asking
    if media == ODS and b"<!DOCTYPE" in archive.read("content.xml")[:4096]:
        raise UnreadableError("refused: the file brings a document type of its own, which could fetch or multiply text")
    from python_calamine import CalamineError, CalamineWorkbook

    source = Source(media)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            source.sheets = tuple(book.sheet_names)[:500]
            _read(book, source, limits)
    except (CalamineError, OSError, ValueError, RuntimeError, OverflowError):
        raise UnreadableError("the workbook is damaged") from None
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # how a fault in the library below reaches us
            raise
        raise UnreadableError("the workbook is damaged") from None
    if media == XLSM:
        source.warnings.append("The workbook has macros; they were not run.")
    return source


def _read(book: object, source: Source, limits: Limits) -> None:
    from python_calamine import CalamineWorkbook

    assert isinstance(book, CalamineWorkbook)  # noqa: S101 - for the type checker: the caller opened it
    rows, left = limits.rows, limits.characters
    removed: set[str] = set()
    for name in source.sheets:
        source.lines.append(Line(clean(name)[0].strip() or "Sheet", whole=True, heading=True))
        sheet = book.get_sheet_by_name(name)
        if sheet.total_height * max(sheet.total_width, 1) > 20_000_000:
            source.warnings.append(f"Sheet {clean(name)[0][:60]!r} spans more cells than we read: it was left out.")
            continue
        for row in sheet.iter_rows():
            cells = [_shown(cell) for cell in row[:400]]
            words, gone = clean("\t".join(cells).rstrip("\t"))
            removed |= gone
            if not words.strip():
                continue
            rows, left = rows - 1, left - len(words)
            if rows < 0 or left < 0:
                source.warnings.append("The workbook is larger than we read: later rows were left out.")
                source.warnings += warnings(removed)
                return
            source.lines.append(Line(words.replace("\n", " "), whole=True))
    source.warnings += warnings(removed)


def _shown(cell: object) -> str:
    if cell is None or cell == "":
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        if cell != cell or cell in (float("inf"), float("-inf")):
            return ""
        return str(int(cell)) if cell == int(cell) and abs(cell) < 1e15 else f"{cell:.10g}"
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    return " ".join(str(cell).replace("\t", " ").split())
