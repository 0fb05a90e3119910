"""Dials for what no history covers. Each has a date and a size; none is ever part of the baseline.

In: text (`refusals=1.5@2027`) or values. Out: `Switch`. Without switches a forecast is "no change".

| dial | what its size means |
|---|---|
| `refusals` | the odds that a request is refused are multiplied by it |
| `requests` | requests are multiplied by it |
| `requests_held` | requests do not rise above those of the year before its date (its size is not used) |
| `issuing` | the odds that an assessment ends in a plan are multiplied by it |
| `exits` | plans that end are multiplied by it |
| `mix:SETTING` | the weight of a setting in the mix is multiplied by it |
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from .splits import SETTINGS

DIALS = ("refusals", "requests", "requests_held", "issuing", "exits", *(f"mix:{name}" for name in SETTINGS))
LEAST, MOST = 0.01, 100.0
#: Of additional refusals so many in a hundred come back as assessments, after mediation or an appeal. Nobody publishes
#: what becomes of a refusal; a quarter is a judgement, in the open so that it can be changed.
RETURNING = 0.25
#: Part of a year's accepted requests that is finished in the same year; the rest is finished in the next.
SAME_YEAR = 0.5


class SwitchError(ValueError):
    """A dial that does not exist, or a size or date that makes no sense."""


@dataclass(frozen=True, slots=True)
class Switch:
    """One dial. `year`: the first calendar year in which it acts."""

    dial: str
    year: int
    size: float = 1.0

    def __post_init__(self) -> None:
        if self.dial not in DIALS:
            raise SwitchError(f"no dial is called {self.dial!r}; there are {', '.join(DIALS)}")
        if not (math.isfinite(self.size) and LEAST <= self.size <= MOST):
            raise SwitchError(f"the size of {self.dial} must lie between {LEAST} and {MOST:g}, not {self.size}")
        if not 2000 <= self.year <= 2100:
            raise SwitchError(f"the year of {self.dial} must be one such as 2027, not {self.year}")

    def __str__(self) -> str:
        size = "" if self.dial == "requests_held" else f"={self.size:g}"
        return f"{self.dial}{size}@{self.year}"


def parse_switch(text: str) -> Switch:
    """`refusals=1.5@2027` or `requests_held@2027`. Raises SwitchError with what would be right."""
    body, at, year = text.strip().partition("@")
    dial, equals, size = body.partition("=")
    try:
        if not at or (not equals and dial != "requests_held"):
            raise ValueError
        return Switch(dial.strip(), int(year), float(size) if equals else 1.0)
    except SwitchError:
        raise
    except ValueError:
        raise SwitchError(f"{text!r} is no switch: write it as refusals=1.5@2027 or requests_held@2027") from None
