"""Takes out of text what a person would not see and a program might trip over.

In: text as a document holds it. Out: the same text without control and direction-changing characters, with ordinary
spaces, and what was taken out. Quotes, dashes and pound signs stay as they are: quotes in results are the document's.
"""

from __future__ import annotations

import re

#: Characters that change the direction of text: with them, what is shown is not what is read.
BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_INVISIBLE = re.compile("[\u00ad\u180e\u200b-\u200d\u2060-\u2064\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_NEW_LINE = re.compile("\r\n?|[\x0c\x85\u2028\u2029]")
_SPACE = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"})
#: The mark that PDFium puts where a word is broken at the end of a line.
BROKEN = "\ufffe"


def clean(text: str) -> tuple[str, set[str]]:
    """The text that a reader sees, and the names of what was removed: "direction" and "control" are worth a warning."""
    removed: set[str] = set()
    if text.isascii() and text.isprintable():
        return text, removed
    text = _NEW_LINE.sub("\n", text).translate(_LIGATURES)
    text, bidi = BIDI.subn("", text)
    if bidi:
        removed.add("direction")
    text = _INVISIBLE.sub("", text)
    text, control = _CONTROL.subn(" ", text)
    if control:
        removed.add("control")
    return _SPACE.sub(" ", text), removed


def warnings(removed: set[str]) -> list[str]:
    """What a person should know about what was removed."""
    said = {
        "direction": "The document holds characters that change the direction of text; they were taken out, so words "
        "may be shown in another order than in the document.",
        "control": "The document holds control characters; they were taken out.",
    }
    return [said[name] for name in sorted(removed)]
