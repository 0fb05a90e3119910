"""Random numbers with a name: the same council has the same luck whoever stands beside it.

In: a seed, a name (a council's code, or England's) and a purpose. Out: an independent generator.

A stream is keyed by its name and not by its place in a loop. So the order of councils, the size of a chunk and the
number of threads cannot change a draw; one council alone has the draws it has among all; and since each purpose has a
stream of its own, filled year by year, a longer forecast begins with the shorter one.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Singles = NDArray[np.float32]

#: The place of a purpose is part of its key: new ones go to the end.
PURPOSES = (
    "growth", "exits", "refusals", "issuing", "waiting", "appeals", "settings", "ages", "pace",
    "cost", "one_off", "fees", "funding", "valve", "level", "start",
)  # fmt: skip
#: Degrees of freedom of the tails: yearly noise of councils and of England.
TAILS_DF = 4.0


def stream(seed: int, name: str, purpose: str) -> np.random.Generator:
    """The generator of a name and purpose. Raises ValueError for an unknown purpose."""
    key = (PURPOSES.index(purpose), *name.encode())
    return np.random.Generator(np.random.SFC64(np.random.SeedSequence(entropy=seed, spawn_key=key)))


def normals(seed: int, name: str, purpose: str, years: int, draws: int) -> Singles:
    """Standard normals, years × draws."""
    return stream(seed, name, purpose).standard_normal((years, draws), dtype=np.float32)


def fat(z: Singles, df: float = TAILS_DF) -> Singles:
    """Standard normals turned into draws of Student's t with unit variance.

    The first two terms of the Cornish-Fisher expansion (Abramowitz and Stegun 26.7.5), divided by the standard
    deviation of what they give. Tails to about one in ten thousand are those of t; no second stream is needed.
    """
    one = 1 + 1 / (4 * df) + 3 / (96 * df**2)
    three = 1 / (4 * df) + 16 / (96 * df**2)
    five = 5 / (96 * df**2)
    variance = one**2 + 15 * three**2 + 945 * five**2 + 2 * (3 * one * three + 15 * one * five + 105 * three * five)
    scale = 1 / np.sqrt(variance)
    square = z * z
    return z * (np.float32(one * scale) + square * (np.float32(three * scale) + square * np.float32(five * scale)))
