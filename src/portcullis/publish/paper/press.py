"""The press: a template and what it shows go in, a PDF or a PNG comes out.

In: the name of a template of this folder and plain data. Out: bytes that depend on nothing else: no clock, no font
of the machine. Data reaches a template as JSON only, so nothing in the register can be read as markup.
"""

from __future__ import annotations

import json
import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

HERE = Path(__file__).parent
#: Scripts that the fonts inside typst can print; PDF/UA refuses a page with a sign that no font has.
_PRINTABLE = ((0x20, 0x7E), (0xA0, 0x24F), (0x370, 0x377), (0x384, 0x3CE), (0x400, 0x45F), (0x1E80, 0x1EF3),
              (0x200B, 0x200B), (0x2010, 0x2027), (0x2030, 0x203A), (0x20AC, 0x20AC), (0x2190, 0x2193),
              (0x2212, 0x2212), (0x2260, 0x2265))  # fmt: skip
_STAND_IN = "\ufffd"
_BREAKS = re.compile(r"[\t\r\n\f\v\u2028\u2029]+")


def print_pdf(template: str, data: dict[str, Any], timestamp: int) -> bytes:
    """A tagged PDF/UA-1. The press refuses a picture without alternative text. Raises typst.TypstError."""
    inputs = {"data": as_json(data)}
    return _one(_press(template).compile(format="pdf", pdf_standards="ua-1", timestamp=timestamp, sys_inputs=inputs))


def print_png(template: str, data: dict[str, Any]) -> bytes:
    """A picture, one pixel for each point of the template's page. Raises typst.TypstError."""
    return _one(_press(template).compile(format="png", ppi=72, sys_inputs={"data": as_json(data)}))


def _one(printed: bytes | list[bytes] | None) -> bytes:
    if not isinstance(printed, bytes):
        raise ValueError("several pages came out where one was asked for")
    return printed


def as_json(data: Any) -> str:
    """The data as the template reads it: sorted, with every text in signs that can be printed."""
    return json.dumps(_printable(data), ensure_ascii=False, sort_keys=True)


@lru_cache(maxsize=4)
def _press(template: str) -> typst.Compiler:
    return typst.Compiler(HERE / template, root=HERE, ignore_system_fonts=True)


def _printable(data: Any) -> Any:
    if isinstance(data, str):
        return printable(data)
    if isinstance(data, dict):
        return {key: _printable(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_printable(value) for value in data]
    return data


@lru_cache(maxsize=4096)
def printable(text: str) -> str:
    """The text with line breaks as spaces and a stand-in for any sign that the fonts lack."""
    words = _BREAKS.sub(" ", unicodedata.normalize("NFC", text))
    if words.isascii() and words.isprintable():
        return words
    return "".join(c if any(low <= ord(c) <= high for low, high in _PRINTABLE) else _STAND_IN for c in words)


def breakable(data: Any, longest: int = 25) -> Any:
    """The same data with places to break in words so long that they would run out of a column.

    Addresses have a wide column and are copied by readers: they are broken only where nothing else helps.
    """
    if isinstance(data, str):
        return re.sub(rf"[^\s/-]{{{longest + 1},}}", _broken, data)
    if isinstance(data, dict):
        return {
            key: value if key == "url" else breakable(value, 48 if key == "shown" else longest)
            for key, value in data.items()
        }
    if isinstance(data, list | tuple):
        return [breakable(value, longest) for value in data]
    return data


def _broken(word: re.Match[str]) -> str:
    return "\u200b".join(word[0][i : i + 13] for i in range(0, len(word[0]), 13))
