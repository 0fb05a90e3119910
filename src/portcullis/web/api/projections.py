"""Projections of money: what a council or England may owe under a scenario, made when somebody asks.

In: a code, a scenario, dials. Out: `/areas/{code}/projection` and `.csv`, and `/areas/{code}/projection/draws`, the
draws themselves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from portcullis.vocabulary import DIALS, ENGLAND, DialError, parse_setting

from ..current import Edition
from ..problems import NOT_FOUND, RESPONSES, ProblemError, Remark, also
from ..projecting import ENGLAND_DRAWS, MOST_DRAWS, Projector, Wish, scenarios_of
from .areas import MOVED
from .observations import CSV
from .projection_answers import address, as_csv, as_item
from .projection_models import AreaProjection
from .route import ConditionalRoute, answer
from .shapes import Item

if TYPE_CHECKING:
    from portcullis.model.money import Policy

router = APIRouter(tags=["projections"], route_class=ConditionalRoute)
PROBLEMS = RESPONSES | NOT_FOUND | MOVED | also(409, 503)
PARQUET = "application/vnd.apache.parquet"
Measure = Literal[
    "spent", "funding", "gap", "payments", "help", "interest", "balance", "deficits", "grant", "residual", "exposure",
    "new_deficit",
]  # fmt: skip
DEFAULT: dict[str, Any] = {"scenario": "today", "years": 10, "seed": 2026}
#: Draws where none are asked for; England gets as many as may be asked for.
DRAWS = 10_000
#: Draws as a file: a row for each draw and year, ten megabytes at most.
MOST_FILE_DRAWS, FILE_DRAWS = 10_000, 1_000
#: For the OpenAPI document, so that programs know how a setting is written; the model's own words say what is wrong.
SETTING = r"^(support_pct|grant_pct|interest_pct)=[0-9]{1,2}$|^funding_growth_pct=[0-9]@20(2[7-9]|3[0-9])$"
Name = Annotated[str, Query(max_length=60, description="a scenario; /api/v1/scenarios lists them")]
Other = Annotated[str | None, Query(max_length=60, description="also say how it differs from this scenario")]
Years = Annotated[int, Query(ge=1, le=15, description="how many years ahead")]
Draws = Annotated[
    int | None,
    Query(
        ge=100, le=MOST_DRAWS,
        description=f"sampled futures, {DRAWS:,} unless you say; for England {ENGLAND_DRAWS:,}, and not more",
    ),
]  # fmt: skip
FileDraws = Annotated[int, Query(ge=100, le=MOST_FILE_DRAWS, description="sampled futures, in the file one by one")]
Seed = Annotated[int, Query(ge=0, le=2**53 - 1, description="the same seed, the same numbers")]
Wanted = Annotated[Measure | None, Query(description="only this measure")]
One = Annotated[str, Field(max_length=60, json_schema_extra={"pattern": SETTING})]
Set = Annotated[
    list[One],
    Query(
        alias="set", max_length=30,
        description="a dial turned, such as support_pct=50 or funding_growth_pct=3@2027-2030; repeatable",
    ),
]  # fmt: skip


@router.get("/areas/{code}/projection", response_model=Item[AreaProjection], responses=PROBLEMS | CSV)
async def projection_of_area(
    request: Request,
    code: str,
    scenario: Name = "today",
    settings: Set = [],  # noqa: B006 - FastAPI copies it
    compare: Other = None,
    years: Years = 10,
    draws: Draws = None,
    seed: Seed = 2026,
    measure: Wanted = None,
    format: Annotated[Literal["json", "csv"], Query()] = "json",
) -> Response:
    """What a council or England may owe under a scenario: a projection, not a forecast of what the council decides."""
    asked = _asked(
        scenario=scenario, set=settings, compare=compare, years=years, draws=draws, seed=seed, measure=measure
    )
    return await _answer(request, code, asked, format, "")


@router.get("/areas/{code}/projection.csv", responses=PROBLEMS | CSV, response_class=Response)
async def projection_of_area_as_csv(
    request: Request,
    code: str,
    scenario: Name = "today",
    settings: Set = [],  # noqa: B006 - FastAPI copies it
    compare: Other = None,
    years: Years = 10,
    draws: Draws = None,
    seed: Seed = 2026,
    measure: Wanted = None,
) -> Response:
    """The same ranges as CSV, one row for each measure and year."""
    asked = _asked(
        scenario=scenario, set=settings, compare=compare, years=years, draws=draws, seed=seed, measure=measure
    )
    return await _answer(request, code, asked, "csv", ".csv")


@router.get(
    "/areas/{code}/projection/draws",
    responses=PROBLEMS
    | {
        200: {
            "description": "A row for each draw and financial year",
            "content": {"text/csv": {"schema": {"type": "string"}}, PARQUET: {"schema": {"type": "string"}}},
        }
    },
    response_class=Response,
)
async def draws_of_area(
    request: Request,
    code: str,
    scenario: Name = "today",
    settings: Set = [],  # noqa: B006 - FastAPI copies it
    years: Years = 5,
    draws: FileDraws = FILE_DRAWS,
    seed: Seed = 2026,
    format: Annotated[Literal["csv", "parquet"], Query()] = "csv",
) -> Response:
    """The draws themselves as a file, for whoever wants to do their own arithmetic with them."""
    edition: Edition = request.state.edition
    usual = DEFAULT | {"years": 5, "draws": FILE_DRAWS}
    asked = _asked(usual, scenario=scenario, set=settings, years=years, draws=draws, seed=seed)
    found = _found(edition, code)
    if found != code:
        query = asked | ({"format": format} if format != "csv" else {})
        return Response(status_code=308, headers={"location": address(found, "/draws", query)})
    wish = _wish(edition, found, usual | asked)
    projector: Projector = request.app.state.projector
    body = await projector.draws(edition, wish, format, request.is_disconnected)
    name = f'attachment; filename="draws-{found}-{wish.policy.name}.{format}"'
    kind = "text/csv; charset=utf-8" if format == "csv" else PARQUET
    return await answer(request, lambda edition: Response(body, headers={"content-disposition": name}, media_type=kind))


def _asked(usual: dict[str, Any] = DEFAULT, **asked: Any) -> dict[str, Any]:
    """What differs from the defaults, in one order: the shortest address of a projection."""
    return {name: value for name, value in asked.items() if value not in (None, []) and value != usual.get(name)}


async def _answer(request: Request, code: str, asked: dict[str, Any], form: str, ending: str) -> Response:
    edition: Edition = request.state.edition
    found = _found(edition, code)
    if found != code:
        query = asked | ({"format": form} if form == "csv" and not ending else {})
        return Response(status_code=308, headers={"location": address(found, ending, query)})
    wish = _wish(edition, found, DEFAULT | asked)
    projector: Projector = request.app.state.projector
    told = await projector.project(edition, wish, request.is_disconnected)
    if form == "csv":
        return await answer(request, lambda edition: as_csv(told, asked.get("measure"), asked.get("compare", "")))
    return await answer(request, lambda edition: as_item(request, edition, told, asked, wish.policy))


def _found(edition: Edition, code: str) -> str:
    found = edition.codes.resolve(code)
    if found is None:
        raise ProblemError(404, "No council has this code. /api/v1/areas?q= finds councils by name.")
    return found


def _wish(edition: Edition, code: str, asked: dict[str, Any]) -> Wish:
    """Raises ProblemError: 404 for an area that is never projected, 400 for a wrong scenario or dial, many draws."""
    if code != ENGLAND and edition.codes.authorities[code]["status"] != "current":
        raise ProblemError(404, _never(edition, code))
    draws = asked.get("draws", ENGLAND_DRAWS if code == ENGLAND else DRAWS)
    if code == ENGLAND and draws > ENGLAND_DRAWS:
        said = f"England is the sum of all councils: at most {ENGLAND_DRAWS:,} draws. The command takes more."
        raise _wrong(Remark(message=said, code="too_many_draws", path="draws"))
    settings = tuple(_setting(text) for text in asked.get("set", ()))
    policy = _policy(edition, asked["scenario"], "scenario", settings)
    against = _policy(edition, asked["compare"], "compare") if asked.get("compare") else None
    return Wish(code, policy, asked["years"], draws, asked["seed"], against)


def _policy(edition: Edition, name: str, path: str, settings: tuple = ()) -> Policy:
    from portcullis.model import money

    known = scenarios_of(edition)
    if name not in known and not (name == money.USUAL and path == "scenario"):
        said = f"No scenario is called {name!r}; there are {', '.join(known)}."
        raise _wrong(Remark(message=said, code="no_such_scenario", path=path))
    return money.Policy.of(known.get(name), settings)


def _setting(text: str) -> Any:
    try:
        return parse_setting(text)
    except DialError as error:
        path = f"set.{error.dial}" if error.dial in DIALS else "set"
        raise _wrong(Remark(message=str(error), code="wrong_dial", path=path)) from None


def _wrong(remark: Remark) -> ProblemError:
    return ProblemError(400, "One or more parameters are wrong.", remark)


def _never(edition: Edition, code: str) -> str:
    codes = edition.codes
    if followed := codes.successors.get(code):
        named = " and ".join(f"{codes.name(c)} ({c})" for c in followed)
        return f"{codes.name(code)} is no more; {named} followed. Ask for that."
    return f"{codes.name(code)} is not projected: there are projections of present councils and of England ({ENGLAND})."
