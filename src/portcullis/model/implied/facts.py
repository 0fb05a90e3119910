"""What the register knows, as this room asks for it: series of a council, and series of England.

In: the store, or gathered facts of a build, which fit the same protocol. Out: rows of observations.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from portcullis.store import queries

from .counted import INDICATORS

if TYPE_CHECKING:
    from portcullis.store import Store

Row = dict[str, Any]
#: Official balance at year end, whole grant, after department money; positive = deficit.
DEFICIT = "dsg_cumulative_deficit"
#: Top-up paid to independent and non-maintained providers: by which indicator it is known in which years.
TOP_UP = ("hn_topup_special_ap_independent", "s251_topup_independent")
UNIT_COST = "independent_nmss_cost_per_pupil"


class Facts(Protocol):
    """Newest values of a series, oldest period first; and the figures for England by others."""

    @property
    def national(self) -> list[Row]:
        """Rows of `national`, of every series."""
        ...

    def of(self, indicator: str, authority: str) -> list[Row]:
        """Rows of `observation`."""
        ...


class StoreFacts:
    """The same from an open store; each series is read once."""

    def __init__(self, store: Store) -> None:
        self.national: list[Row] = queries.national(store, UNIT_COST)
        wanted = {DEFICIT, *TOP_UP, *(name for names in INDICATORS.values() for name in names)}
        self._series: dict[tuple[str, str], list[Row]] = {}
        for indicator in sorted(wanted):
            for row in queries.observations(store, indicator=indicator):
                self._series.setdefault((indicator, row["authority"]), []).append(row)

    def of(self, indicator: str, authority: str) -> list[Row]:
        """Rows of `observation`."""
        return self._series.get((indicator, authority), [])


def at(facts: Facts, indicator: str, authority: str, period: str) -> Row | None:
    """The value of a period; None where there is none, or where it is in doubt."""
    found = (row for row in facts.of(indicator, authority) if row["period"] == period)
    return next((row for row in found if sure(row)), None)


def sure(row: Row) -> bool:
    """Whether there is a value, and none that we doubt."""
    return row["value"] is not None and row["status"] != "suspect"
