"""The same simulations on the workers of a Dask cluster.

In: a `distributed.Client`, a plan and pieces of work. Out: their rolls in order: the bytes that one machine would make.
What goes to the workers is the plan: counts by state and population. No row about a child does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

from .errors import TransitionsError
from .plan import Plan
from .space import Ints


def connected(address: str) -> Any:
    """A client of the scheduler at an address. Raises TransitionsError without the extra `cluster`, or where nobody
    answers."""
    try:
        distributed = import_module("distributed")
    except ImportError:
        raise TransitionsError("this needs the extra `cluster`: pip install 'portcullis-send[cluster]'") from None
    try:
        return distributed.Client(address, timeout="10s", set_as_default=False)
    except (OSError, TimeoutError, ValueError):
        raise TransitionsError(f"no scheduler answers at {address}") from None


def spread_out(
    client: Any, plan: Plan, shown: Ints, seed: int, first: int, pieces: Sequence[tuple[int, int]],
    progress: Callable[[int, int], None] | None,
) -> list[tuple[Any, ...]]:  # fmt: skip
    """Rolls of each piece, in order."""
    sent = client.scatter((plan, shown), broadcast=True, hash=False)
    futures = [client.submit(_piece, sent, seed, first + at, count, pure=False) for at, count in pieces]
    total, done, out = sum(count for _, count in pieces), 0, []
    for future, (_, count) in zip(futures, pieces, strict=True):
        out.append(future.result())
        future.release()
        done += count
        if progress:
            progress(done, total)
    return out


def _piece(sent: tuple[Plan, Ints], seed: int, first: int, count: int) -> tuple[Any, ...]:
    """One piece of work, on a worker."""
    from . import kernel
    from .simulate import empty
    from .tables import prepared

    plan, shown = sent
    rolls = kernel.Rolls(*empty(plan, count, len(shown)))
    if not kernel.simulate(prepared(plan, shown.tobytes()), seed, first, count, rolls):
        raise TransitionsError("a simulation had far more movers or joiners than expected: are the levers right?")
    return tuple(rolls)
