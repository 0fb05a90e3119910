"""Addresses of the pages about projected money, and how they show a range and the run that it comes from.

In: ranges. Out: table cells and sentences.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from portcullis.vocabulary import date_text

from ...charts import Cell
from ...charts.format import MINUS
from ...words.outlook import rounded

if TYPE_CHECKING:
    from portcullis.model.projected import Told

PATH = "money/"
GRANT_PATH = "money/grant/"
ENGLAND_PATH = "money/england/"
SCENARIOS_PATH = "money/scenarios/"
#: Answered by the server: pick a council, a scenario and dials.
SIMULATOR = "simulate/"
#: The record as a file, below the root.
FILE = "data/forecasts/money.csv"
NONE = Cell("not projected", missing=True)
RANGE = ("median", "low_80", "high_80")
RANGE_WORDS = ("Middle", "80 of 100: from", "to")


def signed(value: float) -> str:
    """Pounds to three figures; a surplus has a minus sign."""
    text = rounded(value)
    return MINUS + text if value < 0 and any(c in "123456789" for c in text) else text


def cell(told: Told | None, part: str = "median") -> Cell:
    """One number of a range as a table cell."""
    if told is None:
        return NONE
    value = getattr(told, part)
    return Cell(signed(value), int(value), told.id_of(part))


def range_cells(told: Told | None) -> list[Cell]:
    """Middle and both ends of the 80% range."""
    return [cell(told, part) for part in RANGE]


def made(about: dict[str, Any]) -> str:
    """Which run it comes from."""
    return (
        f"Model {about['model']}, {about['draws']:,} draws, seed {about['seed']}, from balances published by "
        f"{date_text(about['vintage'])} and plans to January {about['origin']}."
    )
