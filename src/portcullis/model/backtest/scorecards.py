"""How wrong we would have been for one council, from each origin: the record that stands beside its forecast.

In: the store and a council, an area that was joined, or England. Out: `Scorecard`, and a sentence of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from portcullis.vocabulary import ENGLAND

from ..demand.errors import TooLittleHistory
from ..demand.fitted import SEED, fit_panels
from ..demand.result import Forecast
from ..panel import Panel, read_panel
from ..units import councils, joined_of, units
from .protocol import DRAWS, HORIZONS, ORIGINS

if TYPE_CHECKING:
    from portcullis.store import Store

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
        return float(np.mean(sizes)) if sizes else float("nan")

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


def scorecard(store: Store, code: str, *, draws: int = DRAWS, seed: int = SEED) -> Scorecard | None:
    """The record of one council; None where it has no series that could be scored."""
    panel = read_panel(store, units(store))
    known_as = joined_of(store).get(code, code)
    if known_as != ENGLAND and known_as not in panel.codes:
        return None
    return _cards(panel, [known_as], {code: known_as}, draws=draws, seed=seed).get(code)


def scorecards(store: Store, *, draws: int = DRAWS, seed: int = SEED) -> dict[str, Scorecard]:
    """The records of all present councils and England, by code: the same as one at a time, in a few seconds."""
    panel = read_panel(store, units(store))
    joined = joined_of(store)
    wanted = {code: joined.get(code, code) for code in [*councils(store), ENGLAND]}
    return _cards(panel, None, wanted, draws=draws, seed=seed)


def _cards(
    panel: Panel, areas: list[str] | None, wanted: dict[str, str], *, draws: int, seed: int
) -> dict[str, Scorecard]:
    """Records by code. `areas`: those to forecast, None for all and England; `wanted`: code to code of its area."""
    past: dict[str, list[Past]] = {}
    alone = areas is not None and ENGLAND not in areas
    rows = [panel.codes.index(area) for area in areas or ()] if alone else range(len(panel.codes))
    for origin in ORIGINS:
        known = panel.known(origin)
        try:
            fitted = fit_panels(known, known.of(rows), marked=False)
        except TooLittleHistory:
            continue
        asked = [panel.codes[row] for row in rows if panel.codes[row] in fitted.codes] if alone else None
        told = fitted.forecast(asked, years=max(HORIZONS), draws=draws, seed=seed, parts=())
        for area in told.codes:
            past.setdefault(area, []).extend(_past(told, panel, area, origin))
    names = dict(zip(panel.codes, panel.names, strict=True)) | {ENGLAND: "England"}
    return {
        code: Scorecard(area, names[area], area != code, tuple(past[area]))
        for code, area in wanted.items()
        if past.get(area)
    }


def _past(told: Forecast, panel: Panel, area: str, origin: int) -> list[Past]:
    """What was said of an area from one origin, where it is known what came."""
    row = None if area == ENGLAND else panel.codes.index(area)
    found = []
    for year in (origin + h for h in HORIZONS if origin + h <= panel.origin):
        one = told.at(area, "plans", year)
        actual = panel.at("stock", year)
        came = float(np.nansum(actual) if row is None else actual[row])
        doubted = row is not None and bool(panel.suspect["stock"][row, year - panel.first])
        if came > 0:
            ends = (one.median, one.low_95, one.low_80, one.high_80, one.high_95)
            found.append(Past(origin, year, *ends, came, doubted))
    return found


def _off(percent: float) -> str:
    if abs(percent) < 0.05:
        return "right to a tenth of a percent"
    return f"{abs(percent):.1f}% too {'high' if percent > 0 else 'low'}"
