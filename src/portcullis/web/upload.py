"""One file out of a form that was sent, held in memory only and never on disk.

In: the stream of a request and its content type. Out: the bytes of the file and its name. Raises UploadError.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

#: The form around the file: boundaries, names and headers.
AROUND = 10_000
_BOUNDARY = re.compile(r"multipart/form-data\s*;.*?boundary=\"?([A-Za-z0-9'()+_,./:=?-]{1,70})\"?", re.IGNORECASE)
_NAME = re.compile(rb"filename=\"([^\"\r\n]{0,300})\"", re.IGNORECASE)


class UploadError(Exception):
    """What is wrong with what was sent, with the status of the answer."""

    def __init__(self, status: int, message: str) -> None:
        self.status = status
        super().__init__(message)


async def received(stream: AsyncIterator[bytes], content_type: str, declared: str, most: int) -> tuple[bytes, str]:
    """The file of a form. Stops as soon as more than `most` bytes have come."""
    match = _BOUNDARY.match(content_type)
    if not match:
        raise UploadError(400, "Choose a file and send it with the form on this page.")
    too_large = UploadError(413, f"This file is too large. Files of up to {most // 1_000_000} MB can be read here.")
    if declared.isascii() and declared.isdigit() and int(declared[:15]) > most + AROUND:
        raise too_large
    held = bytearray()
    async for chunk in stream:
        held += chunk
        if len(held) > most + AROUND:
            raise too_large
    return file_of(bytes(held), match[1].encode("ascii"))


def file_of(body: bytes, boundary: bytes) -> tuple[bytes, str]:
    """The first file of a form: its bytes and its name (without folders)."""
    edge = b"--" + boundary
    at = body.find(edge)
    while at >= 0:
        head_end = body.find(b"\r\n\r\n", at)
        if head_end < 0 or head_end - at > AROUND:
            break
        head = body[at + len(edge) : head_end]
        after = body.find(b"\r\n" + edge, head_end + 2)
        if after < 0:
            raise UploadError(400, "The file did not arrive whole. Send it again.")
        if name := _NAME.search(head):
            data = body[head_end + 4 : after]
            if not data:
                raise UploadError(400, "Choose a file first.")
            shown = name[1].decode("utf-8", "replace").replace("\\", "/").rpartition("/")[2]
            return data, "".join(c for c in shown if c.isprintable())[:120] or "document"
        at = after + 2
    raise UploadError(400, "Choose a file first.")
