"""What a run assumes: dials turned, over what they usually stand at.

In: settings. Out: `Policy`, which says each dial's value in each financial year.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from portcullis.vocabulary import DIALS, Scenario, Setting

from ..demand import Switch
from .errors import MoneyError


@dataclass(frozen=True)
class Policy:
    """Settings, the last of one dial and year first to hold. `name`: of the scenario it began with, or blank."""

    settings: tuple[Setting, ...] = ()
    name: str = ""

    @classmethod
    def of(cls, scenario: Scenario | None, more: Iterable[Setting] = ()) -> Policy:
        """A scenario with more dials turned over it."""
        own = scenario.settings if scenario else ()
        return cls((*own, *more), scenario.slug if scenario else "")

    def at(self, dial: str, year: int) -> float | str | None:
        """Where a dial stands in the financial year that begins in April of `year`."""
        for setting in reversed(self.settings):
            if setting.dial == dial and setting.acts(year):
                return setting.value
        return DIALS[dial].usual

    def number(self, dial: str, year: int = 0) -> float:
        """The same as a number. Raises MoneyError where the dial has none."""
        value = self.at(dial, year)
        if not isinstance(value, (int, float)):
            raise MoneyError(f"{dial} has no value")
        return float(value)

    def given(self, dial: str, year: int = 0) -> float | None:
        """A number if somebody set one, else None: for dials that stand at what is known or fitted."""
        found = [s.value for s in self.settings if s.dial == dial and s.acts(year)]
        return float(found[-1]) if found else None

    def choice(self, dial: str) -> str:
        """Where a dial with words stands."""
        return str(self.at(dial, 0))

    @property
    def override_end(self) -> int:
        """The year of the March in which the override ends."""
        return int(self.choice("override_end")[:4])

    @property
    def switches(self) -> tuple[Switch, ...]:
        """What it turns in the model of demand: one switch a dial, the last one given."""
        found = {
            s.dial: Switch(s.dial, s.since or 0, 1.0 if isinstance(s.value, str) else s.value)
            for s in self.settings
            if DIALS[s.dial].group == "demand"
        }
        return tuple(one for one in found.values() if one.dial == "requests_held" or one.size != 1.0)
