"""Implied cuts: what meeting each numeric target would have asked for, against the demand forecast of its day.

`expectations(store)` runs the demand model as of the June before each agreement, and `write_expected` keeps what it
said in a file. Everything else reads that file and the register, and is light: pages, the API and the command use it.

kept = read_expected(Path("forecasts/implied.csv"))
implied(agreement, kept, StoreFacts(store))            # one record for each target, with the reason where none can be
"""

from .asked import Asked, Growth, Implied, implied
from .came import Came
from .costs import Cost
from .counted import INDICATORS
from .expected import FILE, Expectations, Expected, ImpliedError, read_expected, write_expected
from .facts import DEFICIT, Facts, StoreFacts
from .flat import FIELDS, flat
from .money import Money
from .targets import Target, targets_of

__all__ = [
    "DEFICIT", "FIELDS", "FILE", "INDICATORS", "Asked", "Came", "Cost", "Expectations", "Expected", "Facts", "Growth",
    "Implied", "ImpliedError", "Money", "StoreFacts", "Target", "flat", "implied", "read_expected",
    "targets_of", "write_expected",
]  # fmt: skip
