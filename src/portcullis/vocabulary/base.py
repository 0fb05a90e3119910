"""What every record has in common: it cannot change, and it has no keys that we do not know.

In: nothing. Out: `Record`, and field types for ids, text, pounds and web addresses.
"""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_URL = re.compile(r"https?://[^\s<>\"'`{}|\\^]+")


class Record(BaseModel):
    """A frozen record; unknown keys are mistakes, and so are numbers without end."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, allow_inf_nan=False, defer_build=True)


def _plain(text: str) -> str:
    if bad := _CONTROL.search(text):
        raise ValueError(f"holds a control character (U+{ord(bad[0]):04X}): write plain text")
    return text


def _url(text: str) -> str:
    if not _URL.fullmatch(text):
        raise ValueError(f"{text[:80]!r} is not a web address: it must begin with http:// or https://, without spaces")
    return text


#: Larger than any sum of money or people in England: a slip of the unit.
TOO_LARGE = 10**15
#: Whole pounds.
Pounds = Annotated[int, Field(ge=-TOO_LARGE, le=TOO_LARGE)]

#: Text for people: any characters but control and direction-changing ones; escaped wherever it is shown.
Text = Annotated[str, StringConstraints(min_length=1), AfterValidator(_plain)]
#: Text that may be empty.
Note = Annotated[str, AfterValidator(_plain)]
#: An id: lower-case letters, digits, `_`, `-` and `.`.
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9._-]*$")]
#: The address of a source on the web.
Url = Annotated[str, AfterValidator(_url)]
