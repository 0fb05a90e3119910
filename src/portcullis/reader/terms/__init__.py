"""The terms of an agreement that stand in its sentences: years, sums, shares, how often it reports.

In: the sentences of a document. Out: `Term`s, each with the words it was read from. Nothing is worked out that the
document does not say.
"""

from .own import contribution
from .paid import deficits, payments, total_payment
from .statutory import statutory_clause
from .term import Term
from .undertaken import block_transfer, reports_per_year
from .years import deficit_cleared_by, in_year_balance_by, runs

__all__ = [
    "Term", "block_transfer", "contribution", "deficit_cleared_by", "deficits", "in_year_balance_by", "payments",
    "reports_per_year", "runs", "statutory_clause", "total_payment",
]  # fmt: skip
