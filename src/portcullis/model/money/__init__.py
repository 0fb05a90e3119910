"""Money: what each council spends on high needs, owes, and would owe under one set of assumptions or another.

fitted = fit_money(store)                                       # a second
today = Policy.of(scenarios(store)["today"])
told = project(fitted, ["E10000016"], [today])[0]
told.at("balance", 2028).median
project(fitted, None, [today])[-1]                              # England: the sum of all councils in each draw
"""

from .compare import difference, futures
from .errors import MoneyError
from .fitted import VERSION, Fitted, Purse
from .fitting import fit_money
from .policy import Policy
from .project import DRAWS, MOST_YEARS, SEED, YEARS, draws_of, project
from .result import MEASURES, WORDS, MoneyRange, Projection
from .scenarios import USUAL, named, scenarios
from .sensitivity import Swing, sensitivity
from .tables import draws_table, write_draws

__all__ = [
    "DRAWS", "MEASURES", "MOST_YEARS", "SEED", "USUAL", "VERSION", "WORDS", "YEARS", "Fitted", "MoneyError",
    "MoneyRange", "Policy", "Projection", "Purse", "Swing", "difference", "draws_of", "draws_table", "fit_money",
    "futures", "named", "project", "scenarios", "sensitivity", "write_draws",
]  # fmt: skip
