"""The words in which an indicator says what it has to do with others.

In: the `relations` table of an indicator in indicators.toml (or the same as JSON, from the store). Out: `Relations`.
A misspelt word is an error, because a relation that is silently ignored is a check that silently passes.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict


class _Words(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _From(_Words):
    """Periods that end before year `since` or after `until` are not tested. `why` is for readers of the register."""

    since: int | None = None
    until: int | None = None
    why: str = ""

    def holds(self, year: int) -> bool:
        """Whether the relation is claimed for a period that ends in this year."""
        return (self.since is None or year >= self.since) and (self.until is None or year <= self.until)


class Parts(_From):
    """`indicators` add up to this one; if not `complete`, they add up to no more than it."""

    indicators: tuple[str, ...]
    complete: bool = True
    tolerance: float = 0


class AtMost(_From):
    """This one is never more than another (of the period `shift` years later), give or take `tolerance`."""

    indicator: str
    shift: int = 0
    tolerance: float = 0


class Rate(_From):
    """This one is `scale` × numerator ÷ denominator, printed to `decimals` places."""

    numerator: str
    denominator: str
    scale: float = 100
    decimals: int = 1
    slack: float = 0


class Term(_Words):
    """One term of a sum: an indicator, of the period `shift` years later, added (1) or taken away (-1)."""

    indicator: str
    shift: int = 0
    sign: int = 1


class Rebuilt(_From):
    """This one can be worked out from `terms`, to within a share `within` and an absolute `tolerance`."""

    terms: tuple[Term, ...]
    within: float = 0.05
    tolerance: float = 5


class Near(_From):
    """This one divided by another (of the period `shift` years later) lies between `low` and `high`."""

    indicator: str
    shift: int = 0
    low: float
    high: float
    floor: float = 30
    why: str = ""


class Base(_Words):
    """The population base, price base or the like on which a family of indicators stands."""

    family: str
    base: str


class Relations(_Words):
    """Everything an indicator declares about its neighbours."""

    #: `sum`: the England row is the sum of the authorities. `none`: it is not, or there is none.
    england: Literal["sum", "none"] = "none"
    england_tolerance: float = 0.5
    england_why: str = ""
    parts: tuple[Parts, ...] = ()
    at_most: tuple[AtMost, ...] = ()
    rate: Rate | None = None
    #: For a percentage: the indicator that counts the cases behind it, from which its interval is worked out.
    cases: str | None = None
    rebuilt_from: tuple[Rebuilt, ...] = ()
    close_to: tuple[Near, ...] = ()
    #: Indicators of the same quantity from another hand: signs should agree.
    same_thing: tuple[str, ...] = ()
    not_comparable_with: tuple[str, ...] = ()
    base: Base | None = None
    #: Values may lie below nought (balances, changes, net spending).
    signed: bool = False
    #: `steady`: look for jumps. `free`: each period is a fresh decision or a small sample, so jumps mean nothing.
    course: Literal["steady", "free"] = "steady"

    def named(self) -> set[str]:
        """Every indicator that these relations name."""
        found = {*self.same_thing, *self.not_comparable_with}
        found |= {name for parts in self.parts for name in parts.indicators}
        found |= {other.indicator for other in (*self.at_most, *self.close_to)}
        found |= {term.indicator for rebuilt in self.rebuilt_from for term in rebuilt.terms}
        found |= {self.cases} if self.cases else set()
        return found | ({self.rate.numerator, self.rate.denominator} if self.rate else set())
