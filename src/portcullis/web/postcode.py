"""Asks postcodes.io which council a postcode lies in, and says plainly when it cannot be asked.

In: a full postcode. Out: `Found`, `Elsewhere`, `Unknown` or `Unreachable`. The postcode is not kept and not logged.
"""

from __future__ import annotations

import asyncio
import logging
import re
from dataclasses import dataclass
from typing import Any

import httpx2

ADDRESS = "https://api.postcodes.io/postcodes/"
PATIENCE_S = 3.0
NO_COUNTY = "E99999999"
FULL = re.compile(r"(GIR ?0AA|[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2})")
OUTWARD = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?")

# The client logs whole addresses at INFO, and a postcode is part of one.
logging.getLogger("httpx2").setLevel(logging.WARNING)


@dataclass(frozen=True, slots=True)
class Found:
    """The code of the council, as the service has it (it may be an old one), and its name."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A postcode that is not in England."""

    country: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """No such postcode."""


@dataclass(frozen=True, slots=True)
class Unreachable:
    """No network, no service, or an answer that makes no sense."""


Outcome = Found | Elsewhere | Unknown | Unreachable


def full_postcode(text: str) -> str | None:
    """The postcode without its space when the text is a full one: ' me14 1xq' -> 'ME141XQ'."""
    plain = "".join(text.upper().split())
    return plain if FULL.fullmatch(plain) else None


def outward_code(text: str) -> bool:
    """Whether the text is the first half of a postcode."""
    return bool(OUTWARD.fullmatch(text.strip().upper()))


class Postcodes:
    """A client of the service. `transport` stands in for the network in tests."""

    def __init__(self, transport: httpx2.AsyncBaseTransport | None = None) -> None:
        self._transport = transport

    async def look_up(self, postcode: str) -> Outcome:
        """Ask once. Never raises: a reader without a network still has the list of councils."""
        try:
            async with (
                asyncio.timeout(PATIENCE_S),
                httpx2.AsyncClient(timeout=PATIENCE_S, transport=self._transport, follow_redirects=False) as client,
            ):
                response = await client.get(ADDRESS + postcode)
            if response.status_code == 404:
                return Unknown()
            if response.status_code != 200:
                return Unreachable()
            return _outcome(response.json()["result"])
        except (httpx2.HTTPError, TimeoutError, OSError, ValueError, KeyError, TypeError, AttributeError):
            return Unreachable()


def _outcome(result: dict[str, Any]) -> Outcome:
    """Education lies with the county where there is one, otherwise with the district (or unitary, or borough)."""
    country = result.get("country")
    if country != "England":
        return Elsewhere(str(country or "an unknown country")[:40])
    codes = result["codes"]
    county = codes.get("admin_county")
    if county and county != NO_COUNTY:
        return Found(str(county), str(result.get("admin_county") or ""))
    return Found(str(codes["admin_district"]), str(result.get("admin_district") or ""))
