"""Random numbers of one simulation, and draws from distributions, as machine code.

In: a key. Out: numbers. A number is a hash of its key and place (SplitMix64: Steele, Lea, Flood 2014), so a simulation
needs no state, can be replayed alone, and a child in one scenario has the luck that it has in another.
"""

from __future__ import annotations

import math

import numpy as np

from .compiled import compiled

GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_A, _B = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_30, _27, _31, _11 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(11)
_UNIT = 2.0**-53
#: Means above which a binomial is drawn by rejection instead of by counting up.
COUNTED = 12.0


@compiled
def mix(x):
    """A 64-bit hash."""
    x = (x ^ (x >> _30)) * _A
    x = (x ^ (x >> _27)) * _B
    return x ^ (x >> _31)


@compiled
def unit(x):
    """A hash as a number in [0, 1)."""
    return np.float64(x >> _11) * _UNIT


@compiled
def key_of(seed, simulation):
    """The key of one simulation: hashed twice, so that neighbours share nothing."""
    return mix(mix(np.uint64(seed) * GOLDEN + np.uint64(0x5851F42D4C957F2D)) + np.uint64(simulation) * GOLDEN)


@compiled
def normal(h):
    """A standard normal (Box and Muller 1958), and the key that follows."""
    h += GOLDEN
    one = 1.0 - unit(mix(h))
    h += GOLDEN
    return math.sqrt(-2.0 * math.log(one)) * math.cos(2.0 * math.pi * unit(mix(h))), h


@compiled
def gamma(shape, h):
    """A gamma of scale one (Marsaglia and Tsang 2000), and the key that follows."""
    if shape <= 0.0:
        return 0.0, h
    raised = shape if shape >= 1.0 else shape + 1.0
    d = raised - 1.0 / 3.0
    c = 1.0 / math.sqrt(9.0 * d)
    while True:
        x, h = normal(h)
        v = 1.0 + c * x
        if v <= 0.0:
            continue
        v = v * v * v
        h += GOLDEN
        u = 1.0 - unit(mix(h))
        if math.log(u) < 0.5 * x * x + d - d * v + d * math.log(v):
            break
    out = d * v
    if shape < 1.0:
        h += GOLDEN
        out *= math.exp(math.log(1.0 - unit(mix(h))) / shape)
    return out, h


@compiled
def beta(a, b, h):
    """A beta from two gammas, and the key that follows."""
    one, h = gamma(a, h)
    two, h = gamma(b, h)
    total = one + two
    return (one / total if total > 0.0 else (1.0 if a > b else 0.0)), h


@compiled
def binomial(n, p, h):
    """A binomial and the key that follows: by counting up, or by transformed rejection (Hörmann 1993, BTRS)."""
    if n <= 0 or p <= 0.0:
        return 0, h
    if p >= 1.0:
        return n, h
    if p > 0.5:
        rest, h = binomial_small(n, 1.0 - p, h)
        return n - rest, h
    return binomial_small(n, p, h)


@compiled
def binomial_small(n, p, h):
    """The same for p up to one half."""
    if n * p < COUNTED:
        h += GOLDEN
        return counted(n, p, unit(mix(h))), h
    spq = math.sqrt(n * p * (1.0 - p))
    b = 1.15 + 2.53 * spq
    a = -0.0873 + 0.0248 * b + 0.01 * p
    c = n * p + 0.5
    vr = 0.92 - 4.2 / b
    alpha = (2.83 + 5.1 / b) * spq
    lpq = math.log(p / (1.0 - p))
    m = math.floor((n + 1) * p)
    top = math.lgamma(m + 1.0) + math.lgamma(n - m + 1.0)
    while True:
        h += GOLDEN
        u = unit(mix(h)) - 0.5
        h += GOLDEN
        v = 1.0 - unit(mix(h))
        us = 0.5 - abs(u)
        k = math.floor((2.0 * a / us + b) * u + c)
        if k < 0 or k > n:
            continue
        if us >= 0.07 and v <= vr:
            return int(k), h
        v = math.log(v * alpha / (a / (us * us) + b))
        if v <= top - math.lgamma(k + 1.0) - math.lgamma(n - k + 1.0) + (k - m) * lpq:
            return int(k), h


@compiled
def counted(n, p, u):
    """The binomial whose distribution function passes u: terms are added up from none."""
    odds = p / (1.0 - p)
    term = math.exp(n * math.log1p(-p))
    total, k = term, 0
    while u >= total and k < n:
        term *= (n - k) / (k + 1.0) * odds
        k += 1
        total += term
        if term < 1e-18 and k > n * p:
            break
    return k


@compiled
def poisson(mean, h):
    """A Poisson and the key that follows: cut by a gamma while large, then counted up (Ahrens, Dieter 1974)."""
    found = 0
    while mean > COUNTED:
        k = int(mean * 0.875)
        x, h = gamma(float(k), h)
        if x > mean:
            more, h = binomial(k - 1, mean / x, h)
            return found + more, h
        found += k
        mean -= x
    h += GOLDEN
    u = unit(mix(h))
    term = math.exp(-mean)
    total, k = term, 0
    while u >= total and term > 1e-18:
        k += 1
        term *= mean / k
        total += term
    return found + k, h
