"""How much a state should borrow from the rest of its school year.

In: hits and misses by place and age. Out: the borrowed rate of each age, and the number of pseudo-children that it is
worth: the one under which the counts of all states are likeliest together (empirical Bayes, beta-binomial).
"""

from __future__ import annotations

import math

import numpy as np

from .reading import Floats
from .space import AGES

#: Strengths tried, in pseudo-children. A log-normal prior around 20 keeps one odd year from saying "none" or "all".
TRIED = np.array([1.0, 2.0, 4.0, 8.0, 15.0, 30.0, 60.0, 120.0, 250.0])
MIDDLE, WIDTH = 20.0, 1.5
_lgamma = np.vectorize(math.lgamma, otypes=[float])


def neighbours(hits: Floats, misses: Floats) -> tuple[Floats, Floats]:
    """By age: a rate with half a child borrowed from the nearest ages that have any, and the hits behind it."""
    rate, behind = np.zeros(AGES), np.zeros(AGES)
    for age in range(AGES):
        weight = 0.25 ** np.abs(np.arange(AGES) - age)
        weight[age] = 0.0
        near_h, near_m = float((weight * hits).sum()), float((weight * misses).sum())
        near = (near_h + 0.1) / (near_h + near_m + 1.0) if near_h + near_m else 0.1
        borrowed = 2.0
        rate[age] = (hits[age] + borrowed * near) / (hits[age] + misses[age] + borrowed)
        behind[age] = hits[age] + borrowed * near
    return rate, behind


def strength(hits: Floats, misses: Floats, mean: Floats) -> float:
    """Pseudo-children that the rate of an age is worth to each of its states. `hits`, `misses`: places × AGES."""
    at = np.nonzero(hits + misses > 0)
    if not len(at[0]):
        return MIDDLE
    h, m, p = hits[at], misses[at], mean[at[1]]
    best, found = -np.inf, MIDDLE
    for kappa in TRIED:
        a, b = kappa * p, kappa * (1 - p)
        fit = _lgamma(a + h) - _lgamma(a) + _lgamma(b + m) - _lgamma(b) + math.lgamma(kappa) - _lgamma(kappa + h + m)
        score = float(fit.sum()) - 0.5 * (math.log(kappa / MIDDLE) / WIDTH) ** 2
        if score > best:
            best, found = score, float(kappa)
    return found
