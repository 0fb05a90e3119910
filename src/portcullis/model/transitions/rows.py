"""Tables that turn one random number into a count, for the mode that draws rates anew (quirk `redraw_rates`).

In: pseudo-counts of Beta distributions and the largest number of children to expect. Out: rows of thresholds, and
distribution functions of the number of joiners. Everything is exact; what lies beyond a row is worked out when met.
"""

from __future__ import annotations

import numpy as np

from .compiled import compiled

#: Thresholds in a row: so many events are looked up, more are counted.
WIDTH = 8
_WHOLE = 2.0**32


@compiled
def fill_rows(start, most, a, b, out, at):
    """out[start[c] + n, at + k] = P(at most k of n) in 32 bits, for each cell c and n up to most[c] (beta-binomial)."""
    for c in range(len(start)):
        first = 1.0
        for n in range(most[c] + 1):
            if n > 0:
                first *= (b[c] + n - 1.0) / (a[c] + b[c] + n - 1.0)
            term, total = first, first
            for k in range(WIDTH):
                out[start[c] + n, at + k] = (
                    np.uint32(min(total * _WHOLE, _WHOLE - 1.0)) if k < n else np.uint32(0xFFFFFFFF)
                )
                if k < n:
                    below = b[c] + n - k - 1.0
                    term *= (n - k) / (k + 1.0) * (a[c] + k) / below if below > 0.0 else 0.0
                    total += term


@compiled
def past_row(n, a, b, u):
    """The beta-binomial whose distribution function passes u, counted up from none."""
    term = 1.0
    for i in range(n):
        term *= (b + i) / (a + b + i)
    total, k = term, 0
    while u >= total and k < n:
        term *= (n - k) / (k + 1.0) * (a + k) / (b + n - k - 1.0)
        k += 1
        total += term
    return k


@compiled
def joiner_table(n, a, b, out):
    """Distribution function of a beta-binomial from 0 up into `out`; how many entries were needed (-1: too few)."""
    term = 0.0
    for i in range(int(n)):  # the sum of logarithms, so that nothing underflows for a whole county's children
        term += np.log1p(-a / (a + b + i))
    term = np.exp(term)
    total = term
    mean = n * a / (a + b)
    for k in range(len(out)):
        out[k] = total
        if total >= 1.0 - 1e-14 or k >= n or (term < 1e-17 and k > mean):
            out[k] = 1.0
            return k + 1
        term *= (n - k) / (k + 1.0) * (a + k) / (b + n - k - 1.0)
        total += term
    return -1
