"""The scenarios that the register ships with, out of the store.

In: the store. Out: `Scenario`s in their order.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from portcullis.vocabulary import Scenario

from .errors import MoneyError

if TYPE_CHECKING:
    from portcullis.store import Store

#: What is shown where nobody chose: what has been announced.
USUAL = "today"


def scenarios(store: Store) -> dict[str, Scenario]:
    """All scenarios by slug."""
    dials: dict[str, list[dict]] = {}
    for row in store.rows("select * from scenario_dial order by scenario, position"):
        value = row["value"]
        with suppress(ValueError):
            value = float(value)
        turned = {"name": row["dial"], "value": value, "since": row["since"], "until": row["until"], "why": row["why"]}
        dials.setdefault(row["scenario"], []).append(turned)
    found = {}
    for row in store.rows("select * from scenario order by position, slug"):
        found[row["slug"]] = Scenario.model_validate(
            {
                "slug": row["slug"], "title": row["title"], "position": row["position"], "explains": row["explains"],
                "made": row["made"], "caution": row["caution"], "sources": tuple(row["sources"].split("|")),
                "dial": dials.get(row["slug"], []),
            }
        )  # fmt: skip
    return found


def named(found: dict[str, Scenario], name: str) -> Scenario:
    """A scenario by its name. Raises MoneyError with the names that there are."""
    if name not in found:
        raise MoneyError(f"no scenario is called {name!r}; there are {', '.join(found)}")
    return found[name]
