"""What a forecast says: ranges for each council and for England, and what must be known to read them.

In: nothing. Out: `Forecast` and its parts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from portcullis.vocabulary import ENGLAND

from .errors import DemandError
from .switches import Switch
from .trust import Base

#: Quantiles that every range carries: the ends of 95%, 80% and 50% of draws, and the middle.
LEVELS = (0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975)


@dataclass(frozen=True, slots=True)
class Range:
    """One measure of one council in one year. `year`: of January for plans and their parts; else a calendar year."""

    measure: str
    year: int
    low_95: float
    low_80: float
    low_50: float
    median: float
    high_50: float
    high_80: float
    high_95: float


@dataclass(frozen=True)
class Forecast:
    """Ranges from joint draws. `values`: councils × columns × LEVELS, one column for each measure and year.

    The last council is England, the sum of the others in each draw, where it was asked for. `bases` says for each
    council where its forecast starts and what is wrong with its series; `refused` has those without one, and why.
    """

    codes: tuple[str, ...]
    names: dict[str, str]
    columns: tuple[tuple[str, int], ...]
    values: NDArray[np.float32]
    bases: dict[str, Base]
    refused: dict[str, str]
    origin: int
    years: int
    draws: int
    seed: int
    switches: tuple[Switch, ...]
    version: str
    vintage: str

    def ranges(self, code: str, measure: str | None = None) -> list[Range]:
        """Ranges of one council or England, by measure and year. Raises DemandError where there are none."""
        if code in self.refused:
            raise DemandError(f"there is no forecast for {self.names[code]}: {self.refused[code]}")
        if code not in self.codes:
            raise DemandError(f"{code} is not in this forecast")
        values = self.values[self.codes.index(code)]
        return [
            Range(name, year, *map(float, row))
            for (name, year), row in zip(self.columns, values, strict=True)
            if measure is None or name == measure
        ]

    def at(self, code: str, measure: str, year: int) -> Range:
        """One range. Raises DemandError where there is none."""
        found = [one for one in self.ranges(code, measure) if one.year == year]
        if not found:
            raise DemandError(f"there is no forecast of {measure} for {year}")
        return found[0]

    @property
    def measures(self) -> tuple[str, ...]:
        """Measures in the order of the columns."""
        return tuple(dict.fromkeys(name for name, _ in self.columns))

    def about(self) -> dict[str, Any]:
        """What every output must carry: model, seed, draws, vintage of the data, switches."""
        return {
            "model": self.version,
            "seed": self.seed,
            "draws": self.draws,
            "origin": self.origin,
            "vintage": self.vintage,
            "switches": [str(switch) for switch in self.switches],
        }

    @property
    def has_england(self) -> bool:
        """Whether the sum of all councils was worked out."""
        return ENGLAND in self.codes


def quantiles(ordered: np.ndarray, levels: Sequence[float]) -> np.ndarray:
    """Quantiles of sorted rows, by linear interpolation."""
    place = np.asarray(levels) * (ordered.shape[1] - 1)
    low = np.floor(place).astype(int)
    high = np.minimum(low + 1, ordered.shape[1] - 1)
    part = place - low
    return ordered[:, low] * (1 - part) + ordered[:, high] * part
