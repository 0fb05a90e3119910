"""Quantiles of the normal and of Student's t, without a library.

In: levels between 0 and 1, degrees of freedom. Out: arrays of quantiles, good to about seven digits.
"""

from __future__ import annotations

import math
from functools import cache
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

#: Points of the grid on which the distribution function of t is summed; it is read between them.
GRID = 20_001


@cache
def _t_table(df: float) -> tuple[Floats, Floats]:
    """Distribution function of t on a grid of angles: x = sqrt(df) tan(a), where the density is cos(a)^(df - 1)."""
    angles = np.linspace(-math.pi / 2, math.pi / 2, GRID)
    density = np.clip(np.cos(angles), 0, None) ** (df - 1)
    total = np.concatenate([[0.0], np.cumsum((density[1:] + density[:-1]) / 2)])
    return total / total[-1], angles


def t_quantile(levels: ArrayLike, df: float) -> Floats:
    """Quantiles of Student's t. Raises ValueError for fewer than one degree of freedom."""
    if df < 1:
        raise ValueError(f"Student's t needs at least one degree of freedom, not {df}")
    cumulative, angles = _t_table(float(df))
    return math.sqrt(df) * np.tan(np.interp(np.asarray(levels, dtype=float), cumulative, angles))


def normal_quantile(levels: ArrayLike) -> Floats:
    """Quantiles of the standard normal."""
    flat = np.asarray(levels, dtype=float)
    inverse = NormalDist().inv_cdf
    return np.array([inverse(level) for level in flat.ravel()]).reshape(flat.shape)
