"""How wrong we would have been for one council, from each origin: the record that stands beside its forecast.

In: the store and a council, an area that was joined, or England. Out: `Scorecard`, and a sentence of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from portcullis.vocabulary import ENGLAND

from ..demand.errors import TooLittleHistory
from ..demand.fitted import SEED, fit_panels
from ..demand.result import Forecast
from ..panel import Panel, read_panel
from ..record import Past, Scorecard
from ..units import councils, joined_of, units
from .protocol import DRAWS, HORIZONS, ORIGINS

if TYPE_CHECKING:
    from portcullis.store import Store


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
