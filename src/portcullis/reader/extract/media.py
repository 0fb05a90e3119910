"""What kind of file it is, by what stands in it; its name is only a hint.

In: bytes. Out: a media type. Raises UnreadableError for what we cannot read, with a line that says what it is.
"""

from __future__ import annotations

import io
import re
import zipfile

from ..limits import DOCX, HTML, ODS, PDF, TXT, XLSM, XLSX, UnreadableError

_HTML = re.compile(rb"<!doctype\s+html|<html[\s>]|<(?:body|head|h[1-6]|p|div|table|ul|ol)[\s>/]", re.IGNORECASE)
_OTHERS = {
    b"\x89PNG": "a picture", b"\xff\xd8\xff": "a picture", b"GIF8": "a picture", b"II*\x00": "a picture",
    b"MM\x00*": "a picture", b"{\\rtf": "an RTF file: save it as DOCX", b"\x1f\x8b": "a compressed file: unpack it",
    b"Rar!": "an archive: unpack it", b"7z\xbc\xaf": "an archive: unpack it", b"\x7fELF": "a program",
    b"MZ": "a program", b"%!PS": "a PostScript file: save it as PDF", b"SQLite format 3": "a database",
    b"PAR1": "a Parquet file",
}  # fmt: skip


def media_type(data: bytes) -> str:
    """The media type of the bytes."""
    if not data.strip(b"\x00 \t\r\n"):
        raise UnreadableError("the file is empty")
    if b"%PDF-" in data[:1024]:
        return PDF
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return _archive(data)
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise UnreadableError("the file is encrypted: save it without a password")
        raise UnreadableError("an old Word or Excel file: save it as DOCX or XLSX")
    for start, what in _OTHERS.items():
        if data.startswith(start):
            raise UnreadableError(f"unsupported: this is {what}")
    return _text(data)


def _archive(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if "word/document.xml" in names:
                return DOCX
            if "xl/workbook.xml" in names or "xl/workbook.bin" in names:
                if "xl/workbook.xml" not in names:
                    raise UnreadableError("unsupported: a binary workbook; save it as XLSX")
                return XLSM if "xl/vbaProject.bin" in names else XLSX
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                kind = archive.read("mimetype").decode("ascii", "replace").strip()
                if kind.startswith(ODS):
                    return ODS
                if kind.startswith("application/vnd.oasis"):
                    raise UnreadableError("unsupported: an OpenDocument text; save it as DOCX or PDF")
    # A NotImplementedError is a way of packing that the standard library cannot undo, a RuntimeError a password.
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError, KeyError, RuntimeError):
        raise UnreadableError("the file is damaged: it begins like a Word or Excel file but cannot be opened") from None
    raise UnreadableError("unsupported: an archive that is not a Word file or a workbook")


def _text(data: bytes) -> str:
    head = data[:4096]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return TXT
    if head.count(b"\x00") > len(head) // 20 or sum(b < 9 or 13 < b < 32 for b in head) > len(head) // 10:
        raise UnreadableError("unsupported: not a PDF, Word file, workbook, web page or text")
    return HTML if _HTML.search(head) else TXT
