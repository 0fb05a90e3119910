"""A projection as the API answers it: JSON with links and warnings, or CSV.

In: what the model told, and what was asked. Out: `as_item`, `as_csv`, and `address`, the shortest address of the same.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from fastapi import Request, Response

from portcullis.store import queries

from ..current import Edition
from ..files import href
from ..problems import Remark
from ..projecting import Told, scenarios_of
from .projection_models import AreaProjection
from .route import item, unknown
from .shapes import Item
from .spreadsheet import to_csv

if TYPE_CHECKING:
    from portcullis.model.money import MoneyRange, Policy, Projection

BALANCE = "dsg_cumulative_deficit"
#: The columns of `portcullis project --format csv`.
COLUMNS = (
    "code", "name", "scenario", "against", "measure", "year", "period_kind", "median", "low_50", "high_50", "low_80",
    "high_80", "low_95", "high_95", "model", "seed", "draws", "origin", "starts", "vintage", "settings",
)  # fmt: skip


def as_csv(told: Told, measure: str | None, compare: str) -> Response:
    """One row for each measure and year, then those of the difference."""
    one = told.projection
    about = one.about() | {"settings": "|".join(map(str, one.settings)), "code": one.code, "name": one.name}
    rows = [asdict(row) | {"against": ""} for row in one.ranges]
    rows += [asdict(row) | {"against": compare} for row in told.apart]
    chosen = [row for row in rows if measure in (None, row["measure"])]
    body = to_csv(COLUMNS, [_whole(row) | about | {"period_kind": _kind(row["measure"])} for row in chosen])
    headers = {"content-disposition": f'inline; filename="projection-{one.code}.csv"'}
    return Response(body, media_type="text/csv; charset=utf-8", headers=headers)


def _whole(row: dict[str, Any]) -> dict[str, Any]:
    return {name: int(value) if isinstance(value, float) else value for name, value in row.items()}


def _kind(measure: str) -> str:
    from portcullis.model.money.compare import is_flow

    return "financial_year" if is_flow(measure) else "march_31"


def as_item(
    request: Request, edition: Edition, told: Told, asked: dict[str, Any], policy: Policy
) -> Item[AreaProjection]:
    """The projection with what it starts from, links and warnings."""
    one, measure = told.projection, asked.get("measure")
    compare = asked.get("compare")
    row = {
        "code": one.code, "name": one.name, "about": one.about() | {"statement": _statement(one)},
        "start": {
            "state": one.state, "date": f"{one.start}-03-31", "deficit_gbp": one.start_gbp,
            "observation": one.start_id, "reasons": list(one.reasons),
        },
        "exposure": _exposure(one),
        "ranges": [_range(row) | _fact(edition, one, row) for row in one.ranges if measure in (None, row.measure)],
        "against": {
            "scenario": compare, "ranges": [_range(row) for row in told.apart if measure in (None, row.measure)],
        } if compare else None,
    }  # fmt: skip
    names = ("scenario", "set", "years", "seed")
    draws = {name: value for name, value in asked.items() if name in names}
    links = {
        "self": address(one.code, "", asked),
        "csv": address(one.code, ".csv", asked),
        "draws": address(one.code, "/draws", draws),
        "scenarios": "/api/v1/scenarios",
        "area": f"/api/v1/areas/{one.code}",
        "observations": f"/api/v1/observations?authority={one.code}&indicator=dsg_cumulative_deficit",
        "page": edition.codes.pages.get(one.code),
    }
    return item(AreaProjection, row, links, *_warnings(edition, one, asked, policy), *unknown(request))


def _statement(one: Projection) -> str:
    return (
        f"A projection of what {one.name} may owe if these assumptions hold; it is not a forecast of what the council "
        "decides, and no prediction of a section 114 notice."
    )


def _range(row: MoneyRange) -> dict[str, Any]:
    kind = _kind(row.measure)
    period = f"{row.year}-{(row.year + 1) % 100:02d}" if kind == "financial_year" else f"{row.year}-03-31"
    return asdict(row) | {"period_kind": kind, "period": period}


def _fact(edition: Edition, one: Projection, row: MoneyRange) -> dict[str, Any]:
    """What is no projection: the balance that it starts from, with the id under which it is published."""
    if (row.measure, row.year) != ("balance", one.start) or not one.start_id:
        return {}
    for known in queries.observations(edition.store, indicator=BALANCE, authority=one.code):
        if known["id"] == one.start_id:
            return {"claim_class": known["claim_class"], "observation": one.start_id}
    return {}


def _exposure(one: Projection) -> dict[str, Any]:
    exposed = one.at("exposure", one.override_end)
    budget = one.service_budget_gbp
    return {
        "date": f"{one.override_end}-03-31", "deficit": _range(exposed),
        "share_of_draws_in_deficit": round(one.deficit_share, 4),
        "per_resident_gbp": round(exposed.median / one.people) if one.people else None, "residents": one.people,
        "share_of_service_budget_pct": round(100 * exposed.median / budget, 1) if budget else None,
        "service_budget_gbp": budget, "usable_reserves_gbp": one.reserves_gbp, "reserves_on": one.reserves_on,
        "share_of_draws_above_reserves": None if one.above_reserves is None else round(one.above_reserves, 4),
    }  # fmt: skip


def _warnings(edition: Edition, one: Projection, asked: dict[str, Any], policy: Policy) -> list[Remark]:
    found = [Remark(message=reason, code="take_care") for reason in one.reasons]
    last = one.origin + one.years - 1
    for setting in policy.settings:
        if setting.since is not None and setting.since > last:
            said = f"{setting} does not act: the last year of this projection is {last}-{(last + 1) % 100:02d}."
            found.append(Remark(message=said, code="dial_does_not_act", path=f"set.{setting.dial}"))
    scenario = scenarios_of(edition).get(policy.name)
    if scenario and scenario.caution:
        found.append(Remark(message=scenario.caution, code="caution", path="scenario"))
    return found


def address(code: str, ending: str, asked: dict[str, Any]) -> str:
    """Where a projection with these parameters stands."""
    query = urlencode(asked, doseq=True)
    return href(f"/api/v1/areas/{code}/projection{ending}") + (f"?{query}" if query else "")
