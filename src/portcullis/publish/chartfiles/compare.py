"""A chart of councils side by side to take away: each with its interval, in the order of names.

In: gathered facts, councils (the first is the subject), a measure, and the page that it stands on. Out: an `Offer`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..charts import DotChart
from ..gathered import Gathered
from ..pages.compare import compare_block, in_order, interval
from ..pages.environment import relative
from ..pages.figures import Shown, source_view, when
from .offer import Offer
from .rows import BLANK, observed

Row = dict[str, Any]
BESIDE = "England"


def compare_offer(g: Gathered, subject: str, others: Sequence[str], measure: str, *, page: str) -> Offer | None:
    """The chart of one measure; None where the subject has no figure. Raises KeyError for what is not there."""
    definition = g.indicators[measure]
    codes = in_order(g, subject, others)
    block = compare_block(Shown(g, relative("")), subject, codes, measure, path=page)
    own = g.latest(measure, subject)
    if block is None or own is None or not isinstance(block.chart, DotChart):
        return None
    rows = [_row(g, definition, code, own) for code in codes]
    england = g.england(measure, own["period"])
    if england and block.chart.line is not None:
        rows.append(observed(g, england, BESIDE))
    cited = dict.fromkeys(row["source"] for row in rows if row["value"] is not None)
    others_said = f"{len(codes) - 1} other council{'s' * (len(codes) != 2)}"
    sources = [source_view(g.sources[identity]) for identity in cited]
    subject_said = f"{g.areas[subject]['name']} beside {others_said}"
    return Offer(block, subject_said, page, definition, rows, sources, when(own, g), projected=definition["ahead"])


def _row(g: Gathered, definition: Row, code: str, own: Row) -> Row:
    """One council; a row without a value where it has none for the period."""
    name, row = g.areas[code]["name"], g.at(definition["id"], code, own["period"])
    if row is None:
        known = {"indicator": definition["id"], "period": own["period"], "year": own["year"], "unit": own["unit"]}
        return BLANK | known | {"series": name, "authority": code, "authority_name": name, "status": "not_available"}
    span = interval(g, definition, row)
    ends = {"lower": span[0], "upper": span[1], "cases": span[2]} if span else {}
    return observed(g, row, name) | ends
