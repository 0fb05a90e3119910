"""Long work for readers: one piece at a time, in a thread of its own, and the same for all who ask for the same.

In: an edition, what is wanted, and how it is made. Out: what was made. Nothing here takes the threads that read the
store, and one piece takes one core: whoever reads a page does not wait. What nobody waits for any more is not begun.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from .current import Edition
from .problems import ProblemError

T = TypeVar("T")
#: How much may be under way or waiting, in pieces of about a tenth of a second.
MOST_UNDER_WAY = 16
#: Pieces kept for the next reader, of each kind and build.
KEPT = 64
RETRY_AFTER_S = 5
#: How often we look whether a reader who waits is still there.
LOOK_AGAIN_S = 0.5
Gone = Callable[[], Awaitable[bool]]


@dataclass(slots=True)
class _Job(Generic[T]):
    """One thing that is being made, or is made, and how many wait for it."""

    future: Future[T]
    readers: int = 0


class Turns:
    """Takes wishes from the event loop. Only its own single thread fits and draws."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="models")
        self._under_way = 0

    def close(self) -> None:
        """Make nothing more."""
        self._pool.shutdown(cancel_futures=True)

    async def once(
        self, edition: Edition, kind: str, key: Hashable, make: Callable[[], T], weight: int, gone: Gone, *,
        keep: bool = True,
    ) -> T:  # fmt: skip
        """What `make` gives, made once: whoever asks meanwhile waits for the same. To be called in the event loop.

        `kind`: what is made, in the plural, for the reader who is asked to come again; `gone`: whether the reader has
        gone away; `keep`: whether it is small enough to be kept for the next one. Raises ProblemError (503), and what
        `make` raises.
        """
        kept: OrderedDict[Hashable, _Job[T]] = edition.once(kind, lambda store: OrderedDict())
        if key not in kept:
            if self._under_way and self._under_way + weight > MOST_UNDER_WAY:
                again = {"retry-after": str(RETRY_AFTER_S)}
                raise ProblemError(503, f"Many {kind} are being made. Ask again in a few seconds.", headers=again)
            kept[key] = self._begin(make, weight)
            for old in [k for k, one in kept.items() if one.future.done()][: max(0, len(kept) - KEPT)]:
                del kept[old]
        kept.move_to_end(key)
        job = kept[key]
        job.readers += 1
        try:
            result = asyncio.wrap_future(job.future)
            while not (await asyncio.wait({result}, timeout=LOOK_AGAIN_S))[0]:
                if await gone():
                    raise ProblemError(503, "The reader has gone away.")
            return await result
        finally:
            job.readers -= 1
            nobody = job.readers == 0 and job.future.cancel()  # one that has begun, or is made, is not cancelled
            over = nobody or _failed(job.future) or not (keep or job.readers)
            if over and kept.get(key) is job:
                del kept[key]

    def _begin(self, make: Callable[[], T], weight: int) -> _Job[T]:
        future = self._pool.submit(make)
        self._under_way += weight

        def done(result: asyncio.Future[T]) -> None:
            self._under_way -= weight
            if not result.cancelled():
                result.exception()  # whoever waits is told; here it counts as seen

        asyncio.wrap_future(future).add_done_callback(done)
        return _Job(future)


def _failed(future: Future[Any]) -> bool:
    return future.done() and (future.cancelled() or future.exception() is not None)
