"""One indicator as a matrix of what was published.

In: values and rows by area and period, made by `Evidence`. Out: `Series`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from portcullis.vocabulary import Relations

Matrix = NDArray[np.float64]
Rows = NDArray[np.int64]


@dataclass(frozen=True)
class Series:
    """One indicator: `value[a, p]` as published (nan: none) and `row[a, p]`, its place in the evidence (-1: no row)."""

    indicator: str
    label: str
    unit: str
    topic: str
    period_kind: str
    relations: Relations
    breaks: dict[str, str]  # declared: period -> why
    periods: tuple[str, ...]
    years: NDArray[np.int64]
    value: Matrix
    row: Rows
    column: dict[int, int] = field(repr=False)

    def at(self, year: int) -> tuple[Matrix, Rows] | None:
        """The column of the period that ends in this year, or nothing."""
        place = self.column.get(year)
        return None if place is None else (self.value[:, place], self.row[:, place])
