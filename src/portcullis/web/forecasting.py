"""Makes forecasts for readers: in turn, once for each build and set of parameters.

In: an edition and a `Wish`. Out: a `Told`. The model is fitted when the first forecast of a build is asked for, so
that the server starts as fast without it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from portcullis.vocabulary import ENGLAND

from .current import Edition
from .problems import ProblemError, Remark
from .turns import Gone, Turns

if TYPE_CHECKING:
    from portcullis.model.backtest import Scorecard
    from portcullis.model.demand import Fitted, Forecast, Range, Switch

KIND = "forecasts"
#: England takes some seconds, a council a tenth of one.
ENGLAND_WEIGHT = 4


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


class Forecaster:
    """Takes wishes from the event loop."""

    def __init__(self, turns: Turns | None = None) -> None:
        self._turns = turns or Turns()

    def close(self) -> None:
        """Make nothing more."""
        self._turns.close()

    async def forecast(self, edition: Edition, wish: Wish, gone: Gone) -> Told:
        """What the model says. Raises ProblemError: 400 for what it cannot do, 409 for a refused series, 503.

        `gone` says whether the reader has gone away: what nobody waits for any more is not begun.
        """
        weight = ENGLAND_WEIGHT if wish.code == ENGLAND else 1
        return await self._turns.once(edition, KIND, wish, lambda: _told(edition, wish), weight, gone)

    async def records(self, edition: Edition, gone: Gone) -> dict[str, Scorecard]:
        """How wrong we would have been, for each council and England, by code."""

        def make() -> dict[str, Scorecard]:
            from portcullis.model.backtest import scorecards

            return edition.once("forecast records", scorecards)

        return await self._turns.once(edition, KIND, "records", make, 0, gone)


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
