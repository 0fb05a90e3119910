"""From bytes to lines, for every format that we read.

In: bytes. Out: `Source`. Raises UnreadableError with one plain line.
"""

from __future__ import annotations

from ..limits import DOCX, HTML, PDF, SHEETS, Limits, UnreadableError
from .media import media_type
from .source import Line, Source

__all__ = ["Line", "Source", "extract"]


def extract(data: bytes, limits: Limits) -> Source:
    """The lines of a document."""
    if len(data) > limits.bytes:
        raise UnreadableError(f"too large: we read files of up to {limits.bytes // 1_000_000} MB")
    kind = media_type(data)
    if kind == PDF:
        from .pdf import read_pdf

        source = read_pdf(data, limits)
    elif kind == DOCX:
        from .docx import read_docx

        source = read_docx(data, limits)
    elif kind in SHEETS:
        from .sheets import read_sheets

        source = read_sheets(data, kind, limits)
    elif kind == HTML:
        from .html import read_html

        source = read_html(data, limits)
    else:
        from .plain import read_plain

        source = read_plain(data, limits)
    if not any(line.text.strip() for line in source.lines):
        raise UnreadableError("there is no text in the file")
    return source
