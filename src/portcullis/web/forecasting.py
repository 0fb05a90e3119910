"""Makes forecasts for readers: one at a time, in a thread of its own, once for each build and set of parameters.

In: an edition and a `Wish`. Out: a `Told`. The model is fitted when the first forecast of a build is asked for, so
that the server starts as fast without it. Nothing here takes the threads that read the store, and a forecast takes
one core: whoever reads a page does not wait for one.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from portcullis.vocabulary import ENGLAND

from .current import Edition
from .problems import ProblemError, Remark

if TYPE_CHECKING:
    from portcullis.model.backtest import Scorecard
    from portcullis.model.demand import Fitted, Forecast, Range, Switch

T = TypeVar("T")
#: How much may be under way or waiting: a council counts as one and takes a tenth of a second, England some seconds.
MOST_UNDER_WAY = 16
ENGLAND_WEIGHT = 4
#: Forecasts kept for the next reader, of each build: each has some hundreds of ranges.
KEPT = 64
RETRY_AFTER_S = 5
#: How often we look whether a reader who waits is still there.
LOOK_AGAIN_S = 0.5
Gone = Callable[[], Awaitable[bool]]


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for. The same wish gets the same forecast."""

    code: str
    years: int
    draws: int
    seed: int
    switches: tuple[Switch, ...]
    origin: int | None


@dataclass(frozen=True, slots=True)
class Told:
    """A forecast of one area, without the draws and the other councils it was made with."""

    code: str
    name: str
    about: dict[str, Any]
    state: str
    reasons: tuple[str, ...]
    start: int | None
    refused: dict[str, str]
    ranges: tuple[Range, ...]


@dataclass(slots=True)
class _Job(Generic[T]):
    """One thing that is being made, or is made, and how many wait for it."""

    future: Future[T]
    readers: int = 0


class Forecaster:
    """Takes wishes from the event loop. Only its own single thread fits and draws."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="forecasts")
        self._under_way = 0

    def close(self) -> None:
        """Make nothing more."""
        self._pool.shutdown(cancel_futures=True)

    async def forecast(self, edition: Edition, wish: Wish, gone: Gone) -> Told:
        """What the model says. Raises ProblemError: 400 for what it cannot do, 409 for a refused series, 503.

        `gone` says whether the reader has gone away: what nobody waits for any more is not begun.
        """
        weight = ENGLAND_WEIGHT if wish.code == ENGLAND else 1
        return await self._once(edition, wish, lambda: _told(edition, wish), weight, gone)

    async def records(self, edition: Edition, gone: Gone) -> dict[str, Scorecard]:
        """How wrong we would have been, for each council and England, by code."""

        def make() -> dict[str, Scorecard]:
            from portcullis.model.backtest import scorecards

            return edition.once("forecast records", scorecards)

        return await self._once(edition, "records", make, 0, gone)

    async def _once(self, edition: Edition, key: object, make: Callable[[], T], weight: int, gone: Gone) -> T:
        """What `make` gives, made once: whoever asks meanwhile waits for the same. To be called in the event loop."""
        kept: OrderedDict[object, _Job[T]] = edition.once("forecasts", lambda store: OrderedDict())
        if key not in kept:
            if self._under_way and self._under_way + weight > MOST_UNDER_WAY:
                again = {"retry-after": str(RETRY_AFTER_S)}
                raise ProblemError(503, "Many forecasts are being made. Ask again in a few seconds.", headers=again)
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
            if (nobody or _failed(job.future)) and kept.get(key) is job:
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


def _fitted(edition: Edition, origin: int | None) -> Fitted:
    """The model fitted to this build: to all of it, or to what the June of `origin` knew."""
    from portcullis.model.demand import fit

    newest = edition.once("demand fitted", fit)
    if origin is None:
        return newest
    if origin > newest.origin:
        said = f"The newest January whose plans are known is {newest.origin}."
        raise ProblemError(
            400, "One or more parameters are wrong.", Remark(message=said, code="beyond_the_data", path="origin")
        )
    return edition.once(f"demand fitted in {origin}", lambda store: fit(store, origin=origin))


def _told(edition: Edition, wish: Wish) -> Told:
    from portcullis.model.demand import DemandError

    try:
        fitted = _fitted(edition, wish.origin)
    except DemandError as error:  # too few figures before that January
        raise ProblemError(409, f"There is no forecast: {error}.") from None
    name = edition.codes.name(wish.code)
    if why := fitted.courses.refused.get(wish.code):
        raise ProblemError(
            409, f"There is no forecast for {name}: {why}.", Remark(message=why, code="refused_series", path="code")
        )
    if wish.code != ENGLAND and wish.code not in fitted.codes:
        raise ProblemError(409, f"There is no forecast for {name}: it has no series of plans.")
    if wish.switches and "flows" not in fitted.parts:
        said = f"No requests and refusals are known by June {fitted.origin}, so no switch can act on them."
        raise ProblemError(
            400, "One or more parameters are wrong.", Remark(message=said, code="nothing_to_switch", path="switch")
        )
    made = fitted.forecast(
        [wish.code], years=wish.years, draws=wish.draws, seed=wish.seed, switches=wish.switches, threads=1
    )
    return _short(made, wish.code, name)


def _short(made: Forecast, code: str, name: str) -> Told:
    base = made.bases.get(code)
    return Told(
        code=code,
        name=name,
        about=made.about() | {"years": made.years},
        state=base.state if base else "sum",
        reasons=base.reasons if base else _unusual(made),
        start=base.year if base else made.origin,
        refused=made.refused,
        ranges=tuple(made.ranges(code)),
    )


def _unusual(made: Forecast) -> tuple[str, ...]:
    """For England: whose series are not plain, so that the sum can be read rightly."""
    found = [f"{made.names[c]}: {'; '.join(base.reasons)}" for c, base in made.bases.items() if base.state != "ok"]
    return (*found, *(f"{made.names[c]} is not in the sum: {why}" for c, why in made.refused.items()))
