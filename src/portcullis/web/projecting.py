"""Makes projections of money for readers: in turn, once for each build and set of parameters.

In: an edition and a `Wish`. Out: a `Told`, or the draws as a file. The model is fitted when the first projection of a
build is asked for.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from portcullis.vocabulary import ENGLAND, DialError

from .current import Edition
from .problems import ProblemError, Remark
from .turns import Gone, Turns

if TYPE_CHECKING:
    from portcullis.model.money import Fitted, MoneyRange, Policy, Projection, Swing
    from portcullis.vocabulary import Scenario, Setting

KIND = "projections"
#: All councils are drawn for England: some seconds, where a council takes a tenth of one.
ENGLAND_WEIGHT = 8
#: How many draws may be asked for over HTTP, of one council and of England.
MOST_DRAWS, ENGLAND_DRAWS = 20_000, 1_000


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for. The same wish gets the same projection.

    `against`: a policy to compare with, drawn with the same luck. `swings`: whether to try what moves the answer most.
    `laid_over`: which of the policy's settings are not the scenario's own.
    """

    code: str
    policy: Policy
    years: int
    draws: int
    seed: int
    against: Policy | None = None
    swings: bool = False
    laid_over: tuple[Setting, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """A projection, that of the policy it is compared with, how they differ draw by draw, and what moves it most."""

    projection: Projection
    other: Projection | None = None
    apart: tuple[MoneyRange, ...] = ()
    swings: tuple[Swing, ...] = ()


class Projector:
    """Takes wishes from the event loop; shares its thread with the forecasts, so that both together take one core."""

    def __init__(self, turns: Turns) -> None:
        self._turns = turns

    async def project(self, edition: Edition, wish: Wish, gone: Gone) -> Told:
        """What the model says. Raises ProblemError: 400 for what it cannot do, 409 for a council without, 503."""
        return await self._turns.once(edition, KIND, wish, lambda: _told(edition, wish), _weight(wish), gone)

    async def draws(self, edition: Edition, wish: Wish, form: Literal["csv", "parquet"], gone: Gone) -> bytes:
        """The draws themselves as a file. Raises ProblemError as `project` does."""
        key = (wish, form)
        weight = 2 * _weight(wish)
        return await self._turns.once(edition, KIND, key, lambda: _file(edition, wish, form), weight, gone, keep=False)


def _weight(wish: Wish) -> int:
    return ENGLAND_WEIGHT if wish.code == ENGLAND else 1


def scenarios_of(edition: Edition) -> dict[str, Scenario]:
    """The scenarios of this build, by slug."""
    from portcullis.model import money

    return edition.once("scenarios", money.scenarios)


def _fitted(edition: Edition) -> Fitted:
    from portcullis.model import money
    from portcullis.model.demand import DemandError

    try:
        return edition.once("money fitted", money.fit_money)
    except (money.MoneyError, DemandError) as error:
        raise ProblemError(409, f"There is no projection: {error}.") from None


def _told(edition: Edition, wish: Wish) -> Told:
    from portcullis.model import money

    fitted = _known(edition, wish)
    options: dict[str, Any] = {"years": wish.years, "draws": wish.draws, "seed": wish.seed}
    policies = [wish.policy] if wish.against in (None, wish.policy) else [wish.policy, wish.against]
    try:
        told = money.project(fitted, [wish.code], policies, threads=1, **options)
        told = [one for one in told if one.code == wish.code]
        apart = money.difference(fitted, wish.code, *policies, **options) if len(policies) > 1 else ()
        # England's would be every council's, one dial at a time.
        swings = money.sensitivity(fitted, wish.code, wish.policy, years=wish.years) if wish.swings else ()
    except (money.MoneyError, DialError) as error:
        raise _refused(error) from None
    return Told(told[0], told[1] if len(told) > 1 else None, apart, swings)


def _known(edition: Edition, wish: Wish) -> Fitted:
    """The fitted model, if it can project this council. Raises ProblemError."""
    fitted = _fitted(edition)
    name = edition.codes.name(wish.code)
    if why := fitted.refused.get(wish.code):
        remark = Remark(message=why, code="no_projection", path="code")
        raise ProblemError(409, f"There is no projection for {name}: {why}.", remark)
    if wish.code != ENGLAND and wish.code not in fitted.purses:
        raise ProblemError(409, f"There is no projection for {name}: it has no series of plans.")
    return fitted


def _refused(error: Exception) -> ProblemError:
    """What the model says of years and dials that do not go together, beside the parameter that would mend it."""
    said = str(error)
    path = getattr(error, "dial", "") or ("years" if "ask for more" in said else "set")
    return ProblemError(
        400, "One or more parameters are wrong.", Remark(message=said, code="cannot_be_projected", path=path)
    )


def _file(edition: Edition, wish: Wish, form: Literal["csv", "parquet"]) -> bytes:
    from portcullis.model import money

    fitted = _known(edition, wish)
    try:
        table = money.draws_table(fitted, wish.code, wish.policy, years=wish.years, draws=wish.draws, seed=wish.seed)
    except (money.MoneyError, DialError) as error:
        raise _refused(error) from None
    with tempfile.TemporaryDirectory(prefix="portcullis-draws-") as folder:
        place = Path(folder) / f"draws.{form}"
        money.write_draws(table, place, form, code=wish.code, scenario=wish.policy.name)
        return place.read_bytes()
