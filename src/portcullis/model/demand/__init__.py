"""Demand: requests, plans, settings and ages of every council, jointly, for up to fifteen years.

fitted = fit(store)                                    # half a second
told = fitted.forecast(["E10000016"], years=10)        # ranges; no codes: all councils and England
told.at("E10000016", "plans", 2028).median
fitted.draw("E10000016")["plans"]                      # the draws themselves, the same in any run with this seed
"""

from .errors import DemandError, TooLittleHistory
from .fitted import DRAWS, LEAST_DRAWS, MOST_DRAWS, MOST_YEARS, PARTS, SEED, VERSION, YEARS, Fitted, fit, fit_panels
from .result import LEVELS, Forecast, Range
from .splits import AGES, SETTINGS
from .switches import DIALS, Switch, SwitchError, parse_switch
from .trust import Base

__all__ = [
    "AGES", "DIALS", "DRAWS", "LEAST_DRAWS", "LEVELS", "MOST_DRAWS", "MOST_YEARS", "PARTS", "SEED", "SETTINGS",
    "VERSION", "YEARS", "Base", "DemandError", "Fitted", "Forecast", "Range", "Switch", "SwitchError",
    "TooLittleHistory", "fit", "fit_panels", "parse_switch",
]  # fmt: skip
