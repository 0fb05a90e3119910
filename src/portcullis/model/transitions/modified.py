"""A history in which some kinds of row count for more or less: how the reference writes its scenarios (contract, 5.1).

In: changes, each a pattern of rows and a multiplier. Out: `weights`, how much each row counts. Rates of leaving and
moving and destinations follow from the weighted rows; how many join, and who is there now, from the rows as they are.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .reading import Floats, History
from .space import NONSEND, Space

FIELDS = {
    "setting-1": "setting_1", "setting-2": "setting_2", "need-1": "need_1", "need-2": "need_2",
    "academic-year-1": "ay_1", "academic-year-2": "ay_2", "calendar-year": "year",
}  # fmt: skip


@dataclass(frozen=True)
class Change:
    """Rows whose fields have one of some values count `times`."""

    times: float
    fields: tuple[tuple[str, tuple[str | int, ...]], ...]


def weights(space: Space, history: History, changes: tuple[Change, ...], *, rounded: bool) -> Floats:
    """One for each row: 1 where no change matches, else the sum of those that do, as the reference counts a row twice.

    `rounded`: each cell (year, both states) becomes a whole number, half up, as the reference has it.
    """
    out, matched = np.zeros(len(history)), np.zeros(len(history), bool)
    _, cell = np.unique(
        np.stack([getattr(history, name) for name in ("year", *FIELDS.values())]), axis=1, return_inverse=True
    )
    counts = np.bincount(cell.ravel())[cell.ravel()]
    for change in changes:
        here = np.ones(len(history), bool)
        for field, values in change.fields:
            here &= np.isin(getattr(history, FIELDS[field]), [_coded(space, field, value) for value in values])
        times = np.floor(counts * change.times + 0.5) / counts if rounded else np.full(len(history), change.times)
        out[here] += times[here]
        matched |= here
    return np.where(matched, out, 1.0)


def _coded(space: Space, field: str, value: str | int) -> int:
    if isinstance(value, int):
        return value
    names = space.settings if field.startswith("setting") else space.needs
    return -1 if value == NONSEND else names.index(value)
