"""What was known on a day: pages of one council or one measure, and a door to them from a form.

In: `GET /areas/{code}/{name}/as-of/?date=`, `/measures/{id}/as-of/?date=`, `/as-of/?of=&date=`. Out: a page; 400 with
the form and a plain sentence for a day that is none or has not come; a redirect for an old code.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import re
from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from portcullis.publish.pages.area import area_path
from portcullis.publish.pages.as_of import as_of_page, subject_of, unknown_page
from portcullis.publish.pages.environment import Page, render
from portcullis.store import queries
from portcullis.store.as_known import first_day, then_and_now
from portcullis.vocabulary import date_text

from .charts import facts
from .conditions import CACHE
from .current import Edition
from .files import href
from .frame import site_of
from .kept import made_once
from .pages import error_page

router = APIRouter(include_in_schema=False)
Text = Annotated[str, Query()]
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_BRITISH = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
HTML = "text/html; charset=utf-8"


class DayError(Exception):
    """A day that cannot be asked for; the message says so to the reader."""


def day_of(text: str, today: dt.date | None = None) -> dt.date:
    """The day that a reader means: 2022-06-30, or 30/06/2022. Raises DayError for none, and for one still to come."""
    text = text.strip()
    if match := _ISO.fullmatch(text):
        parts = [int(part) for part in match.groups()]
    elif match := _BRITISH.fullmatch(text):
        parts = [int(part) for part in reversed(match.groups())]
    else:
        raise DayError("Write the day as year, month and day, for example 2022-06-30.")
    try:
        day = dt.date(*parts)
    except ValueError:
        raise DayError("There is no such day. Write it as year, month and day, for example 2022-06-30.") from None
    if day > (today or dt.datetime.now(dt.UTC).date()):
        raise DayError("That day has not come yet, so nobody knows what will be known then.")
    return day


@router.get("/areas/{code}/{name}/as-of/")
async def area_as_of(request: Request, code: str, name: str, date: Text = "") -> Response:
    """One council as known on a day."""
    return await _answer(request, lambda edition: {"code": _council(edition, code)}, date)


@router.get("/measures/{measure}/as-of/")
async def measure_as_of(request: Request, measure: str, date: Text = "") -> Response:
    """One measure as known on a day."""
    return await _answer(request, lambda edition: {"measure": measure}, date)


@router.get("/as-of/")
async def any_as_of(request: Request, of: Text = "", date: Text = "") -> Response:
    """Lead to the page of the council or measure that was asked for."""

    def find(edition: Edition) -> Response:
        problem = "" if of.strip() else "Say which council or measure, and which day."
        home = _home(edition, of.strip()[:200])
        if of.strip() and home is None:
            problem = "No council and no measure has this name. The list of measures has their ids."
        try:
            day = day_of(date) if home else None
        except DayError as error:
            day, problem = None, str(error)
        if home and day:
            where = f"{request.scope.get('root_path', '')}/{href(home)}as-of/?date={day}"
            return Response(status_code=303, headers={"location": where, "cache-control": "no-store"})
        asked = bool(of or date)
        return _page(edition, unknown_page(problem if asked else ""), 400 if asked else 200)

    return await _run(request, find)


async def _run(request: Request, make: Callable[[Edition], Response]) -> Response:
    with request.app.state.current.lease() as edition:
        return await asyncio.get_running_loop().run_in_executor(request.app.state.pool, make, edition)


async def _answer(request: Request, whose: Callable[[Edition], dict[str, str]], date: str) -> Response:
    root = request.scope.get("root_path", "")

    def make(edition: Edition) -> Response:
        wanted = whose(edition)
        g = facts(edition)
        here = g.areas.get(wanted.get("code", ""), {}).get("status") == "current"
        if not here and wanted.get("measure") not in g.indicators:
            return Response(error_page(edition, 404, root=root), 404, {"cache-control": "no-store"}, HTML)
        subject = subject_of(g, **wanted)
        keys = {"authority": wanted.get("code"), "indicator": wanted.get("measure")}
        first = first_day(edition.store, **keys)
        try:
            day = day_of(date) if date else None
        except DayError as error:
            return _page(edition, as_of_page(g, subject, [], None, first=first, problem=str(error)), 400)
        if f"/{subject['home']}as-of/" != request.url.path:
            where = f"{root}/{href(subject['home'])}as-of/" + (f"?date={day}" if day else "")
            return Response(status_code=308, headers={"location": where, "cache-control": CACHE})

        def page() -> bytes:
            rows = then_and_now(edition.store, day, **keys) if day else []
            return _html(edition, as_of_page(g, subject, rows, day, first=first)).encode()

        body = made_once(edition, "pages as of a day", f"{subject['home']} {day}", page)
        return Response(body, 200, {"cache-control": CACHE}, HTML)

    return await _run(request, make)


def _council(edition: Edition, code: str) -> str:
    return edition.codes.named(code) or ""


def _home(edition: Edition, text: str) -> str | None:
    """The page of the council or measure that a reader means."""
    if not text:
        return None
    g = facts(edition)
    by_label = {row["label"].lower(): row["id"] for row in g.indicators.values()}
    measure = text if text in g.indicators else by_label.get(text.lower())
    if measure:
        return f"measures/{measure}/"
    near = queries.find_areas(edition.store, text)
    code = edition.codes.named(text) or (near[0]["code"] if near else "")
    area = g.areas.get(code)
    return area_path(area) if area and area["status"] == "current" else None


def _page(edition: Edition, page: Page, status: int) -> Response:
    return Response(_html(edition, page), status, {"cache-control": "no-store"}, HTML)


def _html(edition: Edition, page: Page) -> str:
    site = site_of(edition)
    return render(page, site, data_to=date_text(site.data_to))
