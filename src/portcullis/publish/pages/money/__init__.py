"""Projections of money on pages: a council's block, an agreement's, and the pages below `/money/`.

In: gathered facts with a record of projections (`forecasts/money.csv`). Out: views and `Page`s. Nothing here runs the
model. A copy without the record has the first page only, which says so.
"""

from .agreement import AgreementView, agreement_view
from .council import OutlookView, outlook_view
from .england import england_page
from .grant import grant_pages
from .index import money_page
from .places import ENGLAND_PATH, GRANT_PATH, PATH, SCENARIOS_PATH
from .scenarios import scenarios_page

__all__ = [
    "ENGLAND_PATH", "GRANT_PATH", "PATH", "SCENARIOS_PATH", "AgreementView", "OutlookView", "agreement_view",
    "england_page", "grant_pages", "money_page", "outlook_view", "scenarios_page",
]  # fmt: skip
