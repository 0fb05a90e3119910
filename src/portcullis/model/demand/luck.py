"""England's shared luck: what happens to every council alike.

In: what was fitted, years, draws, seed. Out: `Luck`. Its streams are England's own.
"""

from __future__ import annotations

import numpy as np

from portcullis.vocabulary import ENGLAND

from .courses import Courses
from .draws import Luck
from .streams import Singles, fat, normals

#: Yearly shock to England's log growth, and how much of a shock is left a year later. Chosen on targets up to 2022.
PACE_SD, PACE_KEPT = 0.0125, 0.8
EXITS_KEPT = 0.7
PURPOSE = {"refused": "refusals", "issued": "issuing", "appealed": "appeals"}


def shared_luck(fitted: Courses, years: int, draws: int, seed: int) -> Luck:
    """Deviations of England from its path, years × draws (splits: parts × years × draws)."""
    pace = _kept(fat(normals(seed, ENGLAND, "pace", years, draws)) * np.float32(PACE_SD), PACE_KEPT)
    exits = _kept(normals(seed, ENGLAND, "exits", years, draws) * np.float32(fitted.exits.national_sd), EXITS_KEPT)
    odds = {
        name: np.cumsum(normals(seed, ENGLAND, PURPOSE[name], years, draws) * np.float32(rate.national_sd), axis=0)
        for name, rate in fitted.rates.items()
    }
    grows = np.sqrt(np.arange(1, years + 1, dtype=np.float32))[:, None]
    splits = {}
    for name, split in fitted.splits.items():
        z = normals(seed, ENGLAND, name, len(split.names), draws)
        splits[name] = split.national_sd.astype(np.float32)[:, None, None] * grows * z[:, None, :]
    return Luck(pace, exits, odds, splits)


def _kept(shocks: Singles, kept: float) -> Singles:
    for year in range(1, len(shocks)):
        shocks[year] += np.float32(kept) * shocks[year - 1]
    return shocks
