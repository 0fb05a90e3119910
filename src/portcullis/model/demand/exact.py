"""Arithmetic that gives the same bytes on every machine.

In: arrays. Out: arrays. NumPy's own exponential differs in its last bit between processors, and so does a product of
matrices. A last bit is enough to move a whole child in a draw. Sums, products and roundings of single numbers are the
same everywhere (IEEE 754), so the exponential is made of these.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Singles = NDArray[np.float32]

#: log 2 in two parts, the first with so few digits that its product with a whole number is exact (Cody and Waite 1980).
_LOG2_HIGH, _LOG2_LOW = np.float32(0.693359375), np.float32(-2.12194440e-4)
_PER_LOG2 = np.float32(1.4426950408889634)
#: Coefficients of (exp r - 1 - r) / r², highest first: Cephes' expf, good to the last bit or two for |r| < 0.35.
_TERMS = tuple(
    np.float32(x)
    for x in (1.9875691500e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1)
)
#: Beyond these single precision has no number; nothing here comes near.
_MOST = np.float32(87.0)
#: Significant digits that fitted numbers keep: a product of matrices is the same to more of them on every machine.
DIGITS = 11


#: So many numbers at a time: few enough to stay near the processor, enough that threads do not wait for one another.
BLOCK = 131_072


def exp(x: Singles) -> Singles:
    """The exponential of single-precision numbers, as a new array. What is beyond ±87 is taken as ±87."""
    out = np.empty_like(x, dtype=np.float32)
    flat, target = np.ascontiguousarray(x, dtype=np.float32).reshape(-1), out.reshape(-1)
    for start in range(0, flat.size, BLOCK):
        _exp(flat[start : start + BLOCK], target[start : start + BLOCK])
    return out


def _exp(row: Singles, told: Singles) -> None:
    """One block of `exp`, into `told`."""
    r = np.clip(row, -_MOST, _MOST)
    n = np.rint(r * _PER_LOG2)
    square = n * _LOG2_HIGH
    r -= square
    np.multiply(n, _LOG2_LOW, out=square)
    r -= square
    np.multiply(r, r, out=square)
    np.multiply(r, _TERMS[0], out=told)
    for term in _TERMS[1:-1]:
        told += term
        told *= r
    told += _TERMS[-1]
    told *= square
    told += r
    told += 1
    n += 127
    # The bits of two to the power n: multiplying by it is exact.
    told *= np.left_shift(n.astype(np.int32), 23).view(np.float32)


def settled(x: NDArray[np.float64]) -> NDArray[np.float64]:
    """Fitted numbers to DIGITS significant digits, so that they are the same numbers on every machine."""
    x = np.asarray(x, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        size = np.where((x == 0) | ~np.isfinite(x), 0, np.floor(np.log10(np.abs(x))))
    unit = 10.0 ** (DIGITS - 1 - size)
    return np.where(np.isfinite(x), np.rint(x * unit) / unit, x)


#: Coefficients of (log(1+r) - r + r²/2) / r³, highest first: Cephes' logf, for 1+r between the roots of 1/2 and 2.
_LOG_TERMS = tuple(
    np.float32(x)
    for x in (
        7.0376836292e-2, -1.1514610310e-1, 1.1676998740e-1, -1.2420140846e-1, 1.4249322787e-1, -1.6668057665e-1,
        2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1,
    )
)  # fmt: skip
_ROOT_HALF = np.float32(0.70710678)


def log(x: Singles) -> Singles:
    """The natural logarithm of single-precision numbers above zero, as a new array."""
    part, power = np.frexp(np.asarray(x, dtype=np.float32))
    low = part < _ROOT_HALF
    r = np.where(low, part + part, part) - np.float32(1)
    n = (power - low).astype(np.float32)
    square = r * r
    told = r * _LOG_TERMS[0]
    for term in _LOG_TERMS[1:-1]:
        told += term
        told *= r
    told += _LOG_TERMS[-1]
    told *= r
    told *= square
    told += n * _LOG2_LOW
    told -= square * np.float32(0.5)
    told += r
    told += n * _LOG2_HIGH
    return told
