"""Alias tables as machine code. In: weights of lists. Out: filled tables. `tables` says more."""

from __future__ import annotations

import numpy as np

from .compiled import compiled


@compiled
def fill(start, place, weight, keep, other):
    """Fill `keep` and `other` for each list."""
    for i in range(len(start) - 1):
        low, size = start[i], start[i + 1] - start[i]
        total = weight[low : low + size].sum()
        scaled = weight[low : low + size] * (size / total)
        small, large = np.empty(size, np.int64), np.empty(size, np.int64)
        n_small = n_large = 0
        for j in range(size):
            if scaled[j] < 1.0:
                small[n_small] = j
                n_small += 1
            else:
                large[n_large] = j
                n_large += 1
        while n_small > 0 and n_large > 0:
            n_small -= 1
            n_large -= 1
            s, g = small[n_small], large[n_large]
            keep[low + s] = scaled[s]
            other[low + s] = place[low + g]
            scaled[g] -= 1.0 - scaled[s]
            if scaled[g] < 1.0:
                small[n_small] = g
                n_small += 1
            else:
                large[n_large] = g
                n_large += 1
