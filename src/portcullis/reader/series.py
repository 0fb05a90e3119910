"""The rows of a management plan: what the account looks like with and without the plan's actions.

In: `Document`. Out: its series by year, named as in the document, marked mitigated or unmitigated where it says so.
"""

from __future__ import annotations

import re

from .blocks import Document
from .tables import all_series

_UNMITIGATED = re.compile(
    r"unmitigated|before (?:mitigation|action|savings)|do nothing|without (?:mitigation|action|the plan)", re.IGNORECASE
)
_MITIGATED = re.compile(
    r"mitigated|after (?:mitigation|action|savings)|with (?:mitigation|action|the plan)", re.IGNORECASE
)
MOST = 200


def plan_of(document: Document) -> list[dict[str, object]]:
    """Each series with its label, whether it is mitigated, and its sums by year with page and quote."""
    shown: list[dict[str, object]] = []
    for series in all_series(document)[:MOST]:
        if len(series.entries) < 2:
            continue
        case = (
            "unmitigated"
            if _UNMITIGATED.search(series.label)
            else "mitigated"
            if _MITIGATED.search(series.label)
            else None
        )
        shown.append(
            {
                "label": series.label[:200],
                "measure": series.meaning,
                "case": case,
                "rows": [
                    {
                        "financial_year": e.year,
                        "amount": {
                            "value": e.amount,
                            "page": e.block.page,
                            "quote": e.block.text[:300],
                            "confidence": 0.95 if series.unit_known else 0.6,
                        },
                    }
                    for e in series.entries
                ],
            }
        )
    return shown
