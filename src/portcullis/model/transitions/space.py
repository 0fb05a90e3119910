"""The states of a county: needs, settings and school years, and which of them go together.

In: rows of the valid-states file. Out: `Space`, whose arrays say what is valid. A *place* is a need in a setting, with
the index `need * settings + setting`; a *cell* is a place at a school year: `place * AGES + (school year - FIRST_AY)`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

#: School years that files may name: 0 is Reception, so -5 is a new-born child and 25 the last year of a plan.
FIRST_AY, LAST_AY = -5, 25
#: Room for each place: one more than there are school years, so that a place fills half a word of a bitmap.
AGES = 32
NONSEND = "NONSEND"
AY_GROUPS = ("NCY < 1", "NCY 1-6", "NCY 7-11", "NCY 12-13", "NCY 14+")

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Setting:
    """One row of valid-states.csv."""

    name: str
    group: str
    first_ay: int
    last_ay: int
    needs: tuple[str, ...]
    to: tuple[str, ...]


@dataclass(frozen=True)
class Space:
    """Names in their order, and what is valid."""

    needs: tuple[str, ...]
    settings: tuple[str, ...]
    rows: tuple[Setting, ...]

    @property
    def places(self) -> int:
        """How many needs times settings."""
        return len(self.needs) * len(self.settings)

    @property
    def cells(self) -> int:
        """How many places times school years."""
        return self.places * AGES

    def cell(self, need: int, setting: int, ay: int) -> int:
        """Index of a state; `ay` is a school year such as 7."""
        return (need * len(self.settings) + setting) * AGES + ay - FIRST_AY

    @cached_property
    def valid(self) -> Bools:
        """places × AGES: is the state allowed?"""
        out = np.zeros((self.places, AGES), bool)
        for row in self.rows:
            s = self.settings.index(row.name)
            for need in row.needs:
                place = self.needs.index(need) * len(self.settings) + s
                out[place, row.first_ay - FIRST_AY : row.last_ay - FIRST_AY + 1] = True
        return out

    @cached_property
    def allowed(self) -> Bools:
        """settings × settings: may a child go from the first to the second? Itself included where it is listed."""
        out = np.zeros((len(self.settings),) * 2, bool)
        for row in self.rows:
            out[self.settings.index(row.name), [self.settings.index(to) for to in row.to]] = True
        return out

    def valid_cells(self) -> Iterator[tuple[int, int, int, int]]:
        """(cell, need, setting, school year) of every valid state."""
        width = len(self.settings)
        for place, age in zip(*np.nonzero(self.valid), strict=True):
            need, setting = divmod(int(place), width)
            yield int(place) * AGES + int(age), need, setting, int(age) + FIRST_AY

    @cached_property
    def need_of(self) -> Ints:
        """Need of each place."""
        return np.arange(self.places) // len(self.settings)

    @cached_property
    def setting_of(self) -> Ints:
        """Setting of each place."""
        return np.arange(self.places) % len(self.settings)


def ay_group(ay: int) -> int:
    """Which of AY_GROUPS a school year belongs to."""
    return 0 if ay <= 0 else 1 if ay <= 6 else 2 if ay <= 11 else 3 if ay <= 13 else 4
