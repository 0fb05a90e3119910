"""Beta distributions cut into slices of equal probability, so that a rate can be drawn by looking it up.

In: arrays of a and b. Out: `beta_bins`, the mean of each slice; the mean of all slices is a / (a + b).
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

from .reading import Floats

#: Slices of each distribution, and points at which its density is summed.
BINS, POINTS = 64, 193
_BLOCK = 2000


@lru_cache(maxsize=8)
def _cached(a: bytes, b: bytes) -> Floats:
    one, two = np.frombuffer(a), np.frombuffer(b)
    pairs, where = np.unique(np.stack([one, two]), axis=1, return_inverse=True)
    parts = [_bins(pairs[0, i : i + _BLOCK], pairs[1, i : i + _BLOCK]) for i in range(0, pairs.shape[1], _BLOCK)]
    out = np.concatenate(parts)[where.ravel()]
    out.flags.writeable = False
    return out


def beta_bins(a: Floats, b: Floats) -> Floats:
    """n × BINS: means of slices of equal probability, rising. a = 0 gives zeros, b = 0 ones."""
    return _cached(np.ascontiguousarray(a, float).tobytes(), np.ascontiguousarray(b, float).tobytes())


def _bins(a: Floats, b: Floats) -> Floats:
    """In log odds y the density x^a (1-x)^b is smooth with exponential tails: a trapezium rule is enough."""
    sure = (a <= 0) | (b <= 0)
    x_a, x_b = np.where(sure, 1.0, a), np.where(sure, 1.0, b)
    centre = np.log(x_a) - np.log(x_b)
    width = np.sqrt(1 / x_a + 1 / x_b)
    low, high = centre - 4 * width - 6 / np.minimum(x_a, 1), centre + 4 * width + 6 / np.minimum(x_b, 1)
    grid = np.linspace(0, 1, POINTS)
    y = low[:, None] + (high - low)[:, None] * grid
    log_x, log_1x = -np.logaddexp(0, -y), -np.logaddexp(0, y)
    density = x_a[:, None] * log_x + x_b[:, None] * log_1x
    density = np.exp(density - density.max(axis=1, keepdims=True))
    mass = np.concatenate([np.zeros((len(a), 1)), np.cumsum((density[:, 1:] + density[:, :-1]) / 2, axis=1)], axis=1)
    mass /= mass[:, -1:]
    value = density * np.exp(log_x)
    part = np.concatenate([np.zeros((len(a), 1)), np.cumsum((value[:, 1:] + value[:, :-1]) / 2, axis=1)], axis=1)
    part /= part[:, -1:]
    edges = np.arange(1, BINS) / BINS
    cut = np.stack([np.interp(edges, m, p) for m, p in zip(mass, part, strict=True)])
    cut = np.concatenate([np.zeros((len(a), 1)), cut, np.ones((len(a), 1))], axis=1)
    mean = np.where(sure, np.where(b <= 0, 1.0, 0.0), x_a / (x_a + x_b))
    out = np.diff(cut, axis=1) * BINS * mean[:, None]
    out[sure] = mean[sure, None]
    return np.clip(out, 0.0, 1.0)


def normal_bins(count: int) -> Floats:
    """Standard normal cut into slices of equal probability: their means, scaled to unit variance."""
    from portcullis.model.distributions import normal_quantile

    edges = normal_quantile(np.arange(1, count) / count)
    density = np.concatenate([[0.0], np.exp(-(edges**2) / 2) / math.sqrt(2 * math.pi), [0.0]])
    out = -np.diff(density) * count
    return out / math.sqrt(float((out**2).mean()))
