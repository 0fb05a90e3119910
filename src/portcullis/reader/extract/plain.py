"""Plain text, and the way from bytes to characters.

In: bytes. Out: `Source`, or text with doubts about its encoding.
"""

from __future__ import annotations

import codecs
import re

from ..limits import TXT, Limits
from .clean import clean, warnings
from .source import Line, Source

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
_KNOWN = {"utf-8": "utf-8", "utf8": "utf-8", "iso-8859-1": "cp1252", "latin1": "cp1252", "windows-1252": "cp1252"}


def decoded(data: bytes) -> tuple[str, list[str]]:
    """Text from bytes: by its mark, as UTF-8, by what it says of itself, or as Windows text, with a warning."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace"), []
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        pass
    said = _CHARSET.search(data[:4096])
    encoding = _KNOWN.get(said[1].decode("ascii").lower(), "") if said else ""
    if encoding == "cp1252":
        return data.decode("cp1252", "replace"), []
    doubt = "The encoding of the text is not UTF-8; it was read as Windows text, so some signs may be wrong."
    return data.decode("cp1252", "replace"), [doubt]


def read_plain(data: bytes, limits: Limits) -> Source:
    """The lines of a text file; an empty line ends a paragraph."""
    words, doubts = decoded(data)
    source = Source(TXT, warnings=doubts)
    if len(words) > limits.characters:
        words = words[: limits.characters]
        source.warnings.append("The text is longer than we read: what follows was left out.")
    words, removed = clean(words)
    source.warnings += warnings(removed)
    source.lines = [Line(line.rstrip()) for line in words.split("\n")]
    return source
