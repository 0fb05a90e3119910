"""The simulator: a plain form, answered by the model.

In: `GET /simulate/?council=…&scenario=…`, with a field for each dial. Out: the answer as a page; the form again with
400 and what is wrong beside each field; 503 when too much is asked at once. A sent form with blank fields is led to the
shortest address of the same run, which can be sent to others, printed and kept.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import hashlib
from collections.abc import Callable
from urllib.parse import parse_qsl

from fastapi import APIRouter, Request, Response

from portcullis.publish.gathered import Gathered, gather
from portcullis.publish.pages.environment import Page, render
from portcullis.publish.pages.simulate import DRAWN, FIELDS, METHOD, Asked, field_name, simulate_form
from portcullis.publish.pages.simulated import MEASURES, Simulated, simulated_page
from portcullis.vocabulary import date_text

from .api.projection_answers import address
from .api.route import compress
from .asked import Read, read
from .conditions import CACHE, Wishes
from .current import Edition
from .frame import site_of
from .problems import ProblemError
from .projecting import Projector, Told, Wish, scenarios_of

router = APIRouter(include_in_schema=False)
HTML = "text/html; charset=utf-8"
NO_STORE = {"cache-control": "no-store"}


@router.get("/simulate/")
async def simulate(request: Request) -> Response:
    """Answer the form."""
    with request.app.state.current.lease() as edition:
        loop, pool = asyncio.get_running_loop(), request.app.state.pool

        async def printed(status: int, make: Callable[[], Page], headers: dict[str, str]) -> Response:
            html = await loop.run_in_executor(pool, _print, edition, make)
            return compress(request, Response(html, status, headers, HTML))

        asked = await loop.run_in_executor(pool, read, edition, request.url.query)
        if asked.wish is None:
            return await printed(400, lambda: simulate_form(facts(edition), asked.asked), NO_STORE)
        if _pairs(request.url.query) != _pairs(asked.address):
            where = f"{request.scope.get('root_path', '')}/simulate/?{asked.address}"
            return Response(status_code=303, headers={"location": where} | NO_STORE)
        tag = hashlib.sha256(f"{edition.fingerprint}\n{asked.address}".encode()).hexdigest()[:32]
        headers = {"etag": f'W/"{tag}"', "cache-control": CACHE, "vary": "accept-encoding"}
        if Wishes.of(request.scope["headers"]).has(tag):
            return Response(status_code=304, headers=headers)
        projector: Projector = request.app.state.projector
        try:
            told = await projector.project(edition, asked.wish, request.is_disconnected)
        except ProblemError as error:
            status = 503 if error.status == 503 else 400
            again = _refused(asked.asked, error)
            return await printed(
                status, lambda: simulate_form(facts(edition), again), NO_STORE | dict(error.headers or {})
            )
        return await printed(200, lambda: _answer(edition, asked, told), headers)


def facts(edition: Edition) -> Gathered:
    """What the page needs of the register, read once for each edition."""
    return edition.once("simulate", lambda store: gather(store, [], site_of(edition), measures=MEASURES))


def _answer(edition: Edition, asked: Read, told: Told) -> Page:
    wish = asked.wish
    assert wish is not None  # noqa: S101 - only called with one
    scenarios = scenarios_of(edition)
    usual = scenarios.get(wish.against.name) if wish.against else None
    run = Simulated(
        told.projection, wish.policy, scenarios.get(wish.policy.name), told.other, usual.title if usual else "Today",
        told.apart, told.swings, _files(wish), f"/{METHOD}" in edition.site.addresses,
    )  # fmt: skip
    today = dt.date.fromisoformat(str(site_of(edition).checked_on)[:10])
    return simulated_page(facts(edition), asked.asked, run, today)


def _files(wish: Wish) -> list[tuple[str, str]]:
    """The same run from the API."""
    asked = {
        "scenario": wish.policy.name or None, "set": [str(one) for one in wish.laid_over],
        "compare": wish.against.name if wish.against else None, "years": wish.years, "draws": wish.draws,
        "seed": wish.seed,
    }  # fmt: skip
    asked = {name: value for name, value in asked.items() if value}
    drawn = {name: value for name, value in asked.items() if name != "compare"} | {"draws": min(wish.draws, 1_000)}
    return [
        ("All ranges (CSV)", ".." + address(wish.code, ".csv", asked)),
        ("All ranges, with everything they rest on (JSON)", ".." + address(wish.code, "", asked)),
        (f"{drawn['draws']:,} of the draws themselves (CSV)", ".." + address(wish.code, "/draws", drawn)),
        (f"{drawn['draws']:,} of the draws themselves (Parquet)",
         ".." + address(wish.code, "/draws", drawn | {"format": "parquet"})),
    ]  # fmt: skip


def _refused(asked: Asked, error: ProblemError) -> Asked:
    """What the model would not do, beside the field where it can be mended."""
    if error.status == 503:
        return Asked(asked.values, {}, error.detail)
    if not error.errors:
        return Asked(asked.values, {"council": error.detail}, "")
    errors = {}
    for remark in error.errors:
        name = field_name(remark.path or "")
        if name == "code":
            errors["council"] = error.detail
        elif name in FIELDS or name in DRAWN:
            errors[name] = f"{remark.message[:1].upper()}{remark.message[1:]}."
        else:
            return Asked(asked.values, {}, f"{remark.message[:1].upper()}{remark.message[1:]}.")
    return Asked(asked.values, errors, "")


def _pairs(query: str) -> list[tuple[str, str]]:
    return parse_qsl(query, keep_blank_values=True)


def _print(edition: Edition, make: Callable[[], Page]) -> bytes:
    site = site_of(edition)
    return render(make(), site, data_to=date_text(site.data_to)).encode()
