"""Money as the rules take it: one sum, or one for each draw.

In: pounds as floats or float64 arrays; positive = deficit. Out: the same, elementwise. What is not known is NaN, and it
stays NaN: no rule turns it into nothing.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from .errors import MechanismError

Floats: TypeAlias = NDArray[np.float64]
#: Pounds: a number, or an array with one for each draw.
Money: TypeAlias = float | Floats
#: Yes or no: once, or for each draw.
Answer: TypeAlias = bool | NDArray[np.bool_]


def deficit_part_gbp(balance_gbp: Money) -> Money:
    """The deficit in a balance: none where it is a surplus, not known (NaN) where the balance is not."""
    return np.maximum(balance_gbp, 0.0)


def nothing_like(*amounts_gbp: Money) -> Money:
    """Nothing, in the shape of the amounts: also where they are not known."""
    return np.zeros(np.broadcast_shapes(*(np.shape(amount) for amount in amounts_gbp)))[()]


def not_negative(name: str, amount_gbp: Money) -> Money:
    """The amount as it is. Raises MechanismError where some of it is below zero."""
    if np.any(np.asarray(amount_gbp) < 0):
        raise MechanismError(f"{name} must not be below zero")
    return amount_gbp


def share(name: str, rate: Money) -> Money:
    """The rate as it is. Raises MechanismError unless all of it lies between 0 and 1."""
    values = np.asarray(rate, dtype=np.float64)
    if not np.all((values >= 0) & (values <= 1)):
        raise MechanismError(f"{name} must lie between 0 and 1 (0.9 for 90%), not {rate}")
    return rate
