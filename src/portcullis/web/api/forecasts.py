"""Forecasts of EHC plans: made when somebody asks, with ranges and with our record.

In: a code and dials. Out: `/areas/{code}/forecast` and `/areas/{code}/forecast.csv`.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from portcullis.store import queries
from portcullis.vocabulary import ENGLAND

from ..current import Edition
from ..files import href
from ..forecasting import Forecaster, Told, Wish
from ..problems import NOT_FOUND, RESPONSES, ProblemError, Remark, also
from .areas import MOVED
from .forecast_models import AreaForecast
from .observations import CSV
from .route import ConditionalRoute, answer, item, unknown
from .shapes import Item
from .spreadsheet import to_csv

if TYPE_CHECKING:
    from portcullis.model.backtest import Past, Scorecard
    from portcullis.model.demand import Range, Switch

router = APIRouter(
    tags=["forecasts"],
    responses=RESPONSES | NOT_FOUND | MOVED | also(409, 503),
    route_class=ConditionalRoute,
)
#: The columns of `portcullis forecast --format csv`.
COLUMNS = (
    "code", "name", "measure", "year", "median", "low_50", "high_50", "low_80", "high_80", "low_95", "high_95", "model",
    "seed", "draws", "origin", "vintage", "switches",
)  # fmt: skip
Flow = Literal["requests", "refused", "assessed", "issued", "exits", "waiting", "appeals"]
Measure = Literal[
    "plans", "requests", "refused", "assessed", "issued", "exits", "waiting", "appeals", "mainstream", "special_state",
    "special_independent", "alternative_provision", "post16", "elsewhere", "age_0_4", "age_5_10", "age_11_15",
    "age_16_19", "age_20_25",
]  # fmt: skip
#: How long the draws of England may be: all councils are drawn for it.
ENGLAND_DRAWS = 10_000
DEFAULT = {"years": 10, "draws": 10_000, "seed": 2026}
#: For the OpenAPI document, so that programs know how a switch is written; the model's own words say what is wrong.
SWITCH = (
    r"^(requests_held|(refusals|requests|issuing|exits|mix:(mainstream|special_state|special_independent|"
    r"alternative_provision|post16|elsewhere))=(0\.0[1-9]|0\.[1-9][0-9]?|[1-9][0-9]?(\.[0-9]{1,3})?))@20[0-9][0-9]$"
)
Years = Annotated[int, Query(ge=1, le=15, description="how many years ahead")]
Draws = Annotated[int, Query(ge=100, le=20_000, description=f"sampled futures; for England {ENGLAND_DRAWS:,} at most")]
Seed = Annotated[int, Query(ge=0, le=2**53 - 1, description="the same seed, the same numbers")]
Wanted = Annotated[Measure | None, Query(description="only this measure")]
Origin = Annotated[
    int | None, Query(ge=2017, le=2100, description="look ahead from this January, knowing what its June knew")
]
Dial = Annotated[str, Field(max_length=60, json_schema_extra={"pattern": SWITCH})]
Dials = Annotated[
    list[Dial],
    Query(max_length=10, description="a dated assumption, such as refusals=1.5@2027 or requests_held@2027; repeatable"),
]


@router.get("/areas/{code}/forecast", response_model=Item[AreaForecast], responses=CSV)
async def forecast_of_area(
    request: Request,
    code: str,
    years: Years = 10,
    draws: Draws = 10_000,
    seed: Seed = 2026,
    measure: Wanted = None,
    switch: Dials = [],  # noqa: B006 - FastAPI copies it
    origin: Origin = None,
    format: Annotated[Literal["json", "csv"], Query()] = "json",
) -> Response:
    """A projection of EHC plans and what goes with them, if nothing changes or with switches; with our record."""
    asked = _asked(years=years, draws=draws, seed=seed, measure=measure, switch=switch, origin=origin)
    return await _answer(request, code, asked, format, "")


@router.get("/areas/{code}/forecast.csv", responses=CSV, response_class=Response)
async def forecast_of_area_as_csv(
    request: Request,
    code: str,
    years: Years = 10,
    draws: Draws = 10_000,
    seed: Seed = 2026,
    measure: Wanted = None,
    switch: Dials = [],  # noqa: B006 - FastAPI copies it
    origin: Origin = None,
) -> Response:
    """The same ranges as CSV, one row for each measure and year."""
    asked = _asked(years=years, draws=draws, seed=seed, measure=measure, switch=switch, origin=origin)
    return await _answer(request, code, asked, "csv", ".csv")


def _asked(**asked: Any) -> dict[str, Any]:
    """What differs from the defaults, in one order: the shortest address of a forecast."""
    return {name: value for name, value in asked.items() if value not in (None, []) and value != DEFAULT.get(name)}


async def _answer(request: Request, code: str, asked: dict[str, Any], form: str, ending: str) -> Response:
    edition: Edition = request.state.edition
    forecaster: Forecaster = request.app.state.forecaster
    found = edition.codes.resolve(code)
    if found is None:
        raise ProblemError(404, "No council has this code. /api/v1/areas?q= finds councils by name.")
    if found != code:
        query = asked | ({"format": form} if form == "csv" and not ending else {})
        return Response(status_code=308, headers={"location": _address(found, ending, query)})
    wish = _wish(edition, found, asked)
    told = await forecaster.forecast(edition, wish, request.is_disconnected)
    if form == "csv":
        return await answer(request, lambda edition: _csv(told, asked.get("measure")))
    cards = await forecaster.records(edition, request.is_disconnected)
    return await answer(request, lambda edition: _item(request, edition, told, cards.get(found), asked, wish.switches))


def _wish(edition: Edition, code: str, asked: dict[str, Any]) -> Wish:
    """Raises ProblemError: 404 for an area that is never forecast, 400 for a wrong switch or too many draws."""
    row = edition.codes.authorities[code]
    if code != ENGLAND and row["status"] != "current":
        raise ProblemError(404, _never(edition, code))
    switches = tuple(_switch(text) for text in asked.get("switch", ()))
    draws = asked.get("draws", DEFAULT["draws"])
    if code == ENGLAND and draws > ENGLAND_DRAWS:
        said = f"England is the sum of all councils: at most {ENGLAND_DRAWS:,} draws."
        raise _wrong(Remark(message=said, code="too_many_draws", path="draws"))
    return Wish(
        code, asked.get("years", DEFAULT["years"]), draws, asked.get("seed", DEFAULT["seed"]), switches,
        asked.get("origin"),
    )  # fmt: skip


def _never(edition: Edition, code: str) -> str:
    codes = edition.codes
    if followed := codes.successors.get(code):
        named = " and ".join(f"{codes.name(c)} ({c})" for c in followed)
        return f"{codes.name(code)} is no more; {named} followed. Ask for that."
    return f"{codes.name(code)} is not forecast: there are forecasts of present councils and of England ({ENGLAND})."


def _switch(text: str) -> Switch:
    from portcullis.model.demand import SwitchError, parse_switch

    try:
        return parse_switch(text)
    except SwitchError as error:
        raise _wrong(Remark(message=str(error), code="wrong_switch", path="switch")) from None


def _wrong(remark: Remark) -> ProblemError:
    return ProblemError(400, "One or more parameters are wrong.", remark)


def _chosen(told: Told, measure: str | None) -> list[dict[str, Any]]:
    """Ranges with a tenth of a child as the smallest part: more digits would only be noise of the draws."""
    return [_rounded(one) for one in told.ranges if measure in (None, one.measure)]


def _rounded(one: Range | Past) -> dict[str, Any]:
    return {name: _tenth(value) if isinstance(value, float) else value for name, value in asdict(one).items()}


def _tenth(value: float) -> int | float:
    rounded = round(value, 1)
    return int(rounded) if rounded == int(rounded) else rounded


def _csv(told: Told, measure: str | None) -> Response:
    about = told.about | {"switches": "|".join(told.about["switches"]), "code": told.code, "name": told.name}
    body = to_csv(COLUMNS, [row | about for row in _chosen(told, measure)])
    headers = {"content-disposition": f'inline; filename="forecast-{told.code}.csv"'}
    return Response(body, media_type="text/csv; charset=utf-8", headers=headers)


def _item(
    request: Request,
    edition: Edition,
    told: Told,
    card: Scorecard | None,
    asked: dict[str, Any],
    switches: tuple[Switch, ...],
) -> Item[AreaForecast]:
    chosen = _chosen(told, asked.get("measure"))
    flows = frozenset(Flow.__args__)
    row = {
        "code": told.code, "name": told.name, "about": told.about | {"statement": _statement(told)},
        "series": {"state": told.state, "starts": told.start, "reasons": list(told.reasons), "refused": told.refused},
        "ranges": [one | {"period_kind": _kind(one["measure"], flows)} | _fact(edition, told, one) for one in chosen],
        "backtest": _record(card) if card else None,
    }  # fmt: skip
    links = {
        "self": _address(told.code, "", asked),
        "csv": _address(told.code, ".csv", asked),
        "area": f"/api/v1/areas/{told.code}",
        "observations": f"/api/v1/observations?authority={told.code}&indicator=ehc_plans",
        "page": edition.codes.pages.get(told.code),
    }
    return item(AreaForecast, row, links, *_warnings(told, chosen, asked, switches), *unknown(request))


def _kind(measure: str, flows: frozenset[str]) -> str:
    return "calendar_year" if measure in flows else "january"


def _fact(edition: Edition, told: Told, one: dict[str, Any]) -> dict[str, Any]:
    """What is no projection: the count that the forecast starts from, with the id under which it is published."""
    origin = told.about["origin"]
    if (one["measure"], one["year"]) != ("plans", origin) or told.start != origin:
        return {}
    for row in queries.observations(edition.store, indicator="ehc_plans", authority=told.code, period=str(origin)):
        if row["value"] == one["median"] == one["low_95"] == one["high_95"]:
            return {"claim_class": row["claim_class"], "observation": row["id"]}
    return {}


def _statement(told: Told) -> str:
    if switches := told.about["switches"]:
        return f"A projection with assumptions laid over it: {', '.join(switches)}."
    return "A projection if nothing changes: no reform is in it."


def _record(card: Scorecard) -> dict[str, Any]:
    past = [
        _rounded(one) | {"off_pct": round(one.off_pct, 2), "in_80": one.in_80, "in_95": one.in_95} for one in card.past
    ]
    return {"area": card.name, "joined": card.joined, "sentence": card.sentence(), "past": past}


def _warnings(
    told: Told, chosen: list[dict[str, Any]], asked: dict[str, Any], switches: tuple[Switch, ...]
) -> list[Remark]:
    found = [Remark(message=reason, code="take_care") for reason in told.reasons] if told.state == "widened" else []
    last = told.about["origin"] + told.about["years"] - 1
    for switch in switches:
        if switch.year > last:
            said = f"{switch} does not act: the last year of this forecast is {last}."
            found.append(Remark(message=said, code="switch_does_not_act", path="switch"))
    if not chosen:
        said = f"No figures of {asked['measure']} were known by June {told.about['origin']}."
        found.append(Remark(message=said, code="not_known_then", path="measure"))
    return found


def _address(code: str, ending: str, asked: dict[str, Any]) -> str:
    query = urlencode(asked, doseq=True)
    return href(f"/api/v1/areas/{code}/forecast{ending}") + (f"?{query}" if query else "")
