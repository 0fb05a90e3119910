"""Runs a plan many times. The same plan, seed and simulation number give the same numbers, however the work is split.

In: a `Plan`. Out: `Futures`: counts of every simulation, year and group.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .errors import TransitionsError
from .exact import Means, exact_means
from .plan import Plan
from .reading import Floats
from .space import AGES, FIRST_AY, Ints, ay_group

#: Simulations that one thread makes before it reports; it changes no number.
CHUNK = 500
MOST = 1_000_000
Counts = NDArray[np.int32]


@dataclass(frozen=True)
class Futures:
    """Simulations × T × group. `states` holds the cells of `shown`, of the first simulations only if room is short."""

    plan: Plan
    means: Means
    seed: int
    first: int
    setting: Counts
    need: Counts
    age: Counts
    flows: Counts
    cost_gbp: Floats
    setting_cost_gbp: Floats
    states: Counts
    shown: Ints

    def __len__(self) -> int:
        return len(self.setting)

    @property
    def total(self) -> Counts:
        """Children with plans: simulations × T."""
        return self.need.sum(axis=2, dtype=np.int32)

    @property
    def age_group(self) -> Counts:
        """Simulations × T × groups of school years."""
        out = np.zeros((*self.age.shape[:2], 5), np.int32)
        for age in range(AGES):
            out[:, :, ay_group(age + FIRST_AY)] += self.age[:, :, age]
        return out


def simulate(
    plan: Plan,
    simulations: int,
    seed: int,
    *,
    first: int = 0,
    threads: int | None = None,
    chunk: int = CHUNK,
    states: Ints | None = None,
    cluster: Any = None,
    progress: Callable[[int, int], None] | None = None,
) -> Futures:
    """Make simulations `first`, `first + 1`, …

    `states`: cells whose counts are kept (simulations × T × cells × 4 bytes). `cluster`: a `distributed.Client`; the
    plan is sent to its workers, and with it counts by state, but no row of a child. Raises TransitionsError.
    """
    if not 1 <= simulations <= MOST:
        raise TransitionsError(f"simulations must lie between 1 and {MOST:,}")
    if not 0 <= seed < 2**63 or chunk < 1:
        raise TransitionsError("a seed is a whole number from 0 up, and a chunk has one simulation or more")
    means = exact_means(plan)
    shown = np.zeros(0, np.int64) if states is None else np.asarray(states, np.int64)
    pieces = [(at, min(chunk, simulations - at)) for at in range(0, simulations, chunk)]
    if cluster is not None:
        from .cluster import spread_out

        parts = spread_out(cluster, plan, shown, seed, first, pieces, progress)
        return _gathered(plan, means, seed, first, shown, parts)
    return _here(plan, means, seed, first, shown, pieces, simulations, threads or os.cpu_count() or 1, progress)


def _here(
    plan: Plan, means: Means, seed: int, first: int, shown: Ints, pieces: Sequence[tuple[int, int]], simulations: int,
    threads: int, progress: Callable[[int, int], None] | None,
) -> Futures:  # fmt: skip
    from . import kernel
    from .tables import prepared

    table = prepared(plan, shown.tobytes())
    rolls = empty(plan, simulations, len(shown))

    def work(piece: tuple[int, int]) -> int:
        at, count = piece
        if not kernel.simulate(
            table, seed, first + at, count, kernel.Rolls(*(part[at : at + count] for part in rolls))
        ):
            raise TransitionsError("a simulation had far more movers or joiners than expected: are the levers right?")
        return count

    done = 0
    with ThreadPoolExecutor(max(1, min(threads, len(pieces)))) as pool:
        for count in pool.map(work, pieces):
            done += count
            if progress:
                progress(done, simulations)
    return Futures(plan, means, seed, first, *rolls, shown)


def empty(plan: Plan, simulations: int, shown: int) -> tuple[NDArray[Any], ...]:
    """Arrays for `kernel.Rolls`, in its order."""
    width = (simulations, plan.length)
    settings, needs = len(plan.space.settings), len(plan.space.needs)
    return (
        np.zeros((*width, settings), np.int32), np.zeros((*width, needs), np.int32), np.zeros((*width, AGES), np.int32),
        np.zeros((*width, 4), np.int32), np.zeros(width), np.zeros((*width, settings)),
        np.zeros((*width, shown), np.int32),
    )  # fmt: skip


def _gathered(
    plan: Plan, means: Means, seed: int, first: int, shown: Ints, parts: Sequence[tuple[NDArray[Any], ...]]
) -> Futures:
    return Futures(plan, means, seed, first, *(np.concatenate(part) for part in zip(*parts, strict=True)), shown)
