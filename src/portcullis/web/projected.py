"""Projections of money that an edition was built with, and any number of them by its id.

In: the edition. Out: `Outlooks` and rows as `/figures/{id}` gives them. Nothing here runs the model.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from portcullis.model.frozen_files import FrozenError
from portcullis.model.projected import SHARE, Figure, Outlooks, read_outlooks
from portcullis.publish.pages.money.places import FILE
from portcullis.store import Store

from .current import Edition

Row = dict[str, Any]
#: What each measure is, in the words of the API; a year's are named by their financial year, the others by a March.
LABELS = {
    "balance": "deficit of the schools grant on 31 March", "deficits": "deficits of councils in deficit, added up",
    "gap": "gap between spending and funding", "grant": "stability grant", "residual": "deficit left after the grant",
    "interest": "interest on the deficit", "exposure": "deficit on the day the override ends",
    "spent": "spending on high needs", "funding": "high needs funding",
    SHARE: "share of futures with a deficit on the day the override ends",
}  # fmt: skip
OF_A_YEAR = frozenset({"gap", "interest", "spent", "funding"})
PARTS = {
    "median": "middle", "low_80": "lower end of 80 of 100 futures", "high_80": "upper end of 80 of 100 futures",
    "low_95": "lower end of 95 of 100 futures", "high_95": "upper end of 95 of 100 futures",
}  # fmt: skip


def recorded(edition: Edition) -> Outlooks | None:
    """The projections that this edition was built with; None where none were, or where somebody has changed them."""

    def read(store: Store) -> Outlooks | None:
        try:
            return read_outlooks(edition.site.folder / FILE)
        except FrozenError:
            return None

    return edition.once("outlooks", read)


def projected_figure(edition: Edition, identity: str) -> Row | None:
    """A number of the record as a figure; None where the id names none."""
    if not identity.startswith("projection:"):
        return None
    outlooks = recorded(edition)
    figure = outlooks.figure(identity) if outlooks else None
    return _row(edition, outlooks, figure) if outlooks and figure else None


def _row(edition: Edition, outlooks: Outlooks, figure: Figure) -> Row:
    about, outlook = outlooks.about, figure.outlook
    # England, and who has no balance of its own, start from the balances of all.
    starts = [outlook.start_id] if outlook.start_id else [one.start_id for one in outlooks.of.values()]
    sources = {start.rpartition(":")[2] for start in starts if start}
    what = f"{LABELS[figure.measure]}, {PARTS[figure.part]}" if figure.measure != SHARE else LABELS[SHARE]
    year = f"{figure.year}-{(figure.year + 1) % 100:02d}" if figure.measure in OF_A_YEAR else str(figure.year)
    note = (
        f"A projection under the scenario {figure.run.scenario}, not a fact: model {about['model']}, "
        f"{about['draws']:,} draws, seed {about['seed']}."
    )
    return {
        "id": figure.id, "kind": "projection", "label": f"Projected {what}", "authority": outlook.code,
        "period": year, "value": figure.value, "unit": figure.unit, "basis": "net", "status": "derived",
        "claim_class": "projected", "sources": "|".join(sorted(sources)), "published": about["vintage"],
        "retrieved": dt.date.fromisoformat(about["vintage"]), "note": note,
    }  # fmt: skip
