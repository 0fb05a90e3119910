"""One rule of the money: what it says, how certain that is, and where it was read.

In: nothing. Out: `Rule` and the five certainties.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

Certainty = Literal["law", "official", "reported", "inferred", "unknown"]
CERTAINTIES: dict[Certainty, str] = {
    "law": "Read in legislation.",
    "official": "Read in a government page, letter or answer.",
    "reported": "From the press, council papers or a summary of a judgment.",
    "inferred": "Our own reading, to be checked.",
    "unknown": "Not found, or not decided; a switch stands for it.",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `section` is that of docs/mechanism.md. `since`, `until`: first and last day on which it holds.

    `formula`: whether the rule is one that can be computed; then a function rests on it. `switch`: for what is not
    known, the argument (`function.argument`) or the figure to be given that stands for it.
    """

    key: str
    says: str
    certainty: Certainty
    sources: tuple[str, ...]
    section: str
    since: dt.date | None = None
    until: dt.date | None = None
    formula: bool = False
    switch: str = ""
