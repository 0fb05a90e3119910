"""What a document may cost us, and the one error that says why it could not be read.

In: nothing. Out: `Limits` with the defaults, `UnreadableError`, and the name of the media types that are read.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Hard limits on one document. Beyond the first it is refused; beyond the others parts are left out, and said so.

    Sizes in bytes, text in characters, time in seconds of the clock. `memory_bytes` is the address space of the
    process that reads; only a process of its own (`apart`) can hold it.
    """

    bytes: int = 60_000_000
    unpacked_bytes: int = 200_000_000
    pages: int = 2_000
    characters: int = 6_000_000
    rows: int = 200_000
    scanned_pages: int = 60
    ocr_s: float = 28.0
    seconds: float = 40.0
    memory_bytes: int = 1_350_000_000
    findings: int = 5_000


#: For documents that strangers send to the server: smaller, because many may come at once.
UPLOAD = Limits(
    bytes=12_000_000,
    unpacked_bytes=80_000_000,
    pages=600,
    characters=2_000_000,
    rows=50_000,
    scanned_pages=6,
    ocr_s=18.0,
    seconds=25.0,
    memory_bytes=1_000_000_000,
    findings=1_000,
)


class UnreadableError(Exception):
    """The document cannot be read at all. The message is one plain line for the person who gave it to us."""


PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
XLSM = "application/vnd.ms-excel.sheet.macroenabled.12"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
HTML = "text/html"
TXT = "text/plain"
SHEETS = frozenset({XLSX, XLSM, ODS})
