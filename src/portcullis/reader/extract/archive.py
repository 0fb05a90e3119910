"""Reads parts of a zipped document without trusting what it says about itself.

In: bytes of a DOCX, XLSX, XLSM or ODS. Out: the bytes of a part, never more than the limit allows.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from xml.parsers import expat

from ..limits import Limits, UnreadableError

_STEP = 1 << 16
#: What the standard library raises of a spoilt archive; a NotImplementedError is a way of packing that it cannot undo.
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError)


class Archive:
    """A zipped document. Its parts share one allowance of unpacked bytes."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._left = limits.unpacked_bytes
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self.names = set(self._zip.namelist())
        except _DAMAGED:
            raise UnreadableError("the file is damaged") from None

    def read(self, name: str) -> bytes:
        """One part, whole. Raises UnreadableError when it is damaged, encrypted or too large."""
        return b"".join(self.chunks(name))

    def chunks(self, name: str) -> Iterator[bytes]:
        """One part, piece by piece."""
        try:
            with self._zip.open(name) as part:
                while chunk := part.read(_STEP):
                    self._left -= len(chunk)
                    if self._left < 0:
                        raise UnreadableError("too large: what is packed in the file unpacks to more than we read")
                    yield chunk
        except RuntimeError:  # zipfile's word for a part with a password
            raise UnreadableError("the file is encrypted: save it without a password") from None
        except KeyError:
            raise UnreadableError("the file is damaged: a part of it is missing") from None
        except _DAMAGED:
            raise UnreadableError("the file is damaged") from None

    def weigh(self) -> None:
        """Unpack every part once and throw it away: for libraries that would unpack without a limit."""
        for name in self._zip.namelist():
            for _ in self.chunks(name):
                pass

    def parse(self, name: str, handler: Handler) -> None:
        """Feed a part to a handler. A document type is refused: with it come entities and files from elsewhere."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse
        parser.StartElementHandler = handler.start
        parser.EndElementHandler = handler.end
        parser.CharacterDataHandler = handler.text
        try:
            for chunk in self.chunks(name):
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
        except (expat.ExpatError, ValueError, LookupError):
            raise UnreadableError("the file is damaged: its XML cannot be read") from None


class Handler:
    """What is told about the elements of a part, by local name."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, data: str) -> None:
        """Text inside the element that began last."""


def _refuse(*_: object) -> None:
    raise UnreadableError("refused: the file brings a document type of its own, which could fetch or multiply text")


def local(name: str) -> str:
    """The name without its namespace."""
    return name.rpartition(" ")[2]


def attribute(attributes: dict[str, str], name: str) -> str | None:
    """An attribute by its local name."""
    for key, value in attributes.items():
        if key.rpartition(" ")[2] == name:
            return value
    return None
