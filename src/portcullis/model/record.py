"""What the model said of the past, and what came: the record that stands beside every forecast.

In: numbers. Out: `Past`, `Scorecard`, and a sentence of it. Pages read these from a file, so nothing heavy is here.
"""

from __future__ import annotations

from dataclasses import dataclass

COUNTED = {1: "one year", 2: "two years", 3: "three years"}


@dataclass(frozen=True, slots=True)
class Past:
    """One forecast of the past: made from January `origin`, for January `year`, and what came (plans)."""

    origin: int
    year: int
    median: float
    low_95: float
    low_80: float
    high_80: float
    high_95: float
    actual: float
    suspect: bool

    @property
    def off_pct(self) -> float:
        """Forecast over what came, less one, in percent."""
        return 100 * (self.median / self.actual - 1)

    @property
    def in_80(self) -> bool:
        """Whether what came lay in the 80% range."""
        return self.low_80 <= self.actual <= self.high_80

    @property
    def in_95(self) -> bool:
        """Whether what came lay in the 95% range."""
        return self.low_95 <= self.actual <= self.high_95


@dataclass(frozen=True)
class Scorecard:
    """Forecasts of the past for one area. `joined`: the area is wider than the council, which was reorganised."""

    code: str
    name: str
    joined: bool
    past: tuple[Past, ...]

    def from_origin(self, origin: int) -> list[Past]:
        """Those made from one January, nearest target first; targets in doubt are left out."""
        return [one for one in self.past if one.origin == origin and not one.suspect]

    def mean_off_pct(self, ahead: int) -> float:
        """Mean size of the error so many years ahead; NaN where nothing was scored."""
        sizes = [abs(one.off_pct) for one in self.past if one.year - one.origin == ahead and not one.suspect]
        return sum(sizes) / len(sizes) if sizes else float("nan")

    def sentence(self, origin: int = 2022) -> str:
        """'When we forecast Exampleshire from January 2022, we were 1.2% too low after one year, …'"""
        found = self.from_origin(origin)
        if not found:
            return f"{self.name} could not be forecast from January {origin}."
        parts = [f"{_off(one.off_pct)} after {COUNTED[one.year - one.origin]}" for one in found]
        listed = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
        knew = "knowing only what was published by that June"
        whole = f"When we forecast {self.name} from January {origin}, {knew}, we were {listed}."
        doubted = [str(one.year) for one in self.past if one.origin == origin and one.suspect]
        return whole + (f" The count of January {' and '.join(doubted)} is in doubt and not scored." if doubted else "")


def _off(percent: float) -> str:
    if abs(percent) < 0.05:
        return "right to a tenth of a percent"
    return f"{abs(percent):.1f}% too {'high' if percent > 0 else 'low'}"
