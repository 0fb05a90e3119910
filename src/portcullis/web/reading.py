"""Reads a document that somebody sends: in memory, in a process of its own with hard limits, and then forgets it.

In: `GET /read/`, the form; `POST /read/`, a file. Out: the document beside its flags, or the form again with what is
wrong.
Nothing of it is stored or logged. Few are read at once; the others wait their turn, and too many are sent away.
"""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from fastapi import APIRouter, Request, Response

from portcullis.reader import UPLOAD, Law, Reading, UnreadableError, from_rows
from portcullis.reader.apart import Apart
from portcullis.reader.marked import paragraphs
from portcullis.store import Store

from .current import Edition
from .frame import render
from .upload import UploadError, received

router = APIRouter(include_in_schema=False)
#: Documents read at once, and how many more may wait: each holds its file in our memory.
AT_ONCE = 1
MOST_UNDER_WAY = 6
KINDS = {
    "agreement": "an agreement", "management_plan": "a management plan", "monitoring_report": "a monitoring report",
    "minutes": "minutes of a meeting", "reform_plan": "a reform plan", "other": "a document of another kind",
}  # fmt: skip
STRENGTHS = {"number": "with a number or a fixed rule", "direction": "a direction without a number"}
SIDES = (
    ("for_families", "Cases that help a family"), ("for_councils", "Cases that went the council’s way"),
    ("tests", "Cases that set a test"), ("mixed", "Cases with parts each way"),
)  # fmt: skip
TERMS = (
    ("authority", "Council"), ("first_year", "First year"), ("last_year", "Last year"),
    ("in_year_balance_by", "In-year balance by"), ("deficit_cleared_by", "Deficit cleared by"),
    ("total_payment", "Total payment"), ("first_payment", "First payment"),
    ("authority_contribution", "Council’s own contribution"), ("block_transfer_percent", "Block transfer, per cent"),
    ("reports_per_year", "Reports a year"),
)  # fmt: skip


class DocumentReader:
    """Takes documents from the event loop to reading processes, which are replaced when a document brings one down."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="reads documents")
        self._here = threading.local()
        self._all: list[Apart] = []
        self.under_way = 0

    def close(self) -> None:
        """End the reading processes."""
        for one in self._all:
            one.close()
        self._pool.shutdown(cancel_futures=True)

    async def read(self, edition: Edition, data: bytes) -> Reading:
        """Read a document. Raises UnreadableError. `under_way` counts from the moment the file begins to arrive."""
        law = edition.once("law of the reader", _law)
        return await asyncio.get_running_loop().run_in_executor(self._pool, self._read, law, data)

    def _read(self, law: str, data: bytes) -> Reading:
        if getattr(self._here, "law", None) != law:
            if hasattr(self._here, "apart"):
                self._here.apart.close()
                self._all.remove(self._here.apart)
            self._here.apart, self._here.law = Apart(law, UPLOAD), law
            self._all.append(self._here.apart)
        return self._here.apart.read(data, text=True)


def _law(store: Store) -> str:
    rows = (store.rows(f"select * from {table}") for table in ("duty", "legal_case", "authority"))  # noqa: S608 - names of ours
    return from_rows(*rows).to_json()


@router.get("/read/")
async def form(request: Request) -> Response:
    """The form."""
    return _answer(request, 200)


@router.post("/read/")
async def read(request: Request) -> Response:
    """Read what was sent."""
    reader: DocumentReader = request.app.state.reader
    if reader.under_way >= MOST_UNDER_WAY:
        return _answer(
            request, 503, "Many documents are being read. Send yours again in a minute.", {"retry-after": "60"}
        )
    reader.under_way += 1
    try:
        headers = request.headers
        data, name = await received(
            request.stream(), headers.get("content-type", ""), headers.get("content-length", ""), UPLOAD.bytes
        )
        with request.app.state.current.lease() as edition:
            reading = await reader.read(edition, data)
            page = render(edition, "reading.html", root=request.scope.get("root_path", ""), **shown(reading, name))
    except UploadError as error:
        return _answer(request, error.status, str(error))
    except UnreadableError as error:
        return _answer(request, 422, f"This file cannot be read: {error}.")
    finally:
        reader.under_way -= 1
    return Response(page, 200, {"cache-control": "no-store"}, "text/html; charset=utf-8")


def shown(reading: Reading, name: str) -> dict[str, Any]:
    """What the page shows of a reading."""
    result = reading.result
    terms = result["agreement"] or {}
    listed = [(label, terms[key]) for key, label in TERMS if terms.get(key)]
    return {
        "title": "What we read",
        "name": name,
        "result": result,
        "kind": KINDS[result["kind"]],
        "terms": listed,
        "missing": [label for key, label in TERMS if terms and not terms.get(key)],
        "tables": [
            (label, terms[key])
            for key, label in (("deficit_profile", "Deficit at year end"), ("payments", "Payments by the department"))
            if terms.get(key)
        ],
        "paragraphs": paragraphs(reading.text, result["flags"]),
        "strengths": STRENGTHS,
        "sides": SIDES,
        "law_version": result["rules"]["version"],
        "value": value_text,
    }


def value_text(value: Any) -> str:
    """A value of a term as people write it."""
    if isinstance(value, int | float) and abs(value) > 1000:
        return f"£{value:,.0f}" if value >= 0 else f"−£{-value:,.0f}"
    return str(value)


def _answer(request: Request, status: int, problem: str = "", headers: dict[str, str] | None = None) -> Response:
    edition = request.app.state.current.look()
    html = render(
        edition, "read_form.html", root=request.scope.get("root_path", ""), title="Read a document", problem=problem,
        megabytes=UPLOAD.bytes // 1_000_000, seconds=int(UPLOAD.seconds),
    )  # fmt: skip
    return Response(html, status, {"cache-control": "no-store"} | (headers or {}), "text/html; charset=utf-8")


def law_of(store: Store) -> Law:
    """The law that documents are read against, from a store."""
    return Law.from_json(_law(store))
