"""Money: what each council spends on high needs, owes, and would owe under one set of assumptions or another.

fitted = fit_money(store)                                       # a second
today = Policy.of(scenarios(store)["today"])
told = project(fitted, ["E10000016"], [today])[0]
told.at("balance", 2028).median
project(fitted, None, [today])[-1]                              # England: the sum of all councils in each draw
"""

from .errors import MoneyError
from .fitted import VERSION, Fitted, Purse
from .fitting import fit_money
from .policy import Policy
from .project import DRAWS, MOST_YEARS, SEED, YEARS, draws_of, project
from .result import MEASURES, WORDS, MoneyRange, Projection
from .scenarios import USUAL, named, scenarios

__all__ = [
    "DRAWS", "MEASURES", "MOST_YEARS", "SEED", "USUAL", "VERSION", "WORDS", "YEARS", "Fitted", "MoneyError",
    "MoneyRange", "Policy", "Projection", "Purse", "draws_of", "fit_money", "named", "project", "scenarios",
]  # fmt: skip
