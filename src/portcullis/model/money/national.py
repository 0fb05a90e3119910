"""England's growth of plans as the model of demand draws it: what every council's own growth is measured against.

In: the fitted demand and its shared luck. Out: log growth of each year from the origin on, years × draws.
"""

from __future__ import annotations

import numpy as np

from ..demand.courses import PACE_FADES
from ..demand.draws import Luck
from ..demand.fitted import Fitted as Demand
from ..demand.growth import HORIZONS
from ..panel import Floats


def pace(demand: Demand, luck: Luck) -> Floats:
    """The expected pace of each year and England's luck in it."""
    years = len(luck.pace)
    expected = demand.courses.growth.pace * PACE_FADES ** np.maximum(np.arange(1, years + 1) - HORIZONS, 0)
    return expected[:, None] + luck.pace
