"""Every error of the API in one shape: application/problem+json (RFC 9457), never a trace.

In: what went wrong. Out: `Problem`, and a response.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from fastapi import Response
from pydantic import BaseModel, Field

MEDIA_TYPE = "application/problem+json"
TITLES = {
    400: "The request cannot be understood",
    404: "There is nothing here",
    405: "This address can only be read",
    409: "It exists, but cannot be shown",
    414: "The address is too long",
    500: "Something went wrong on our side",
    503: "Too much is asked at once",
}


class Remark(BaseModel):
    """One thing that is wrong, or that a reader should know."""

    message: str = Field(description="what is wrong, and what would be right")
    code: str = Field(description="a short word for programs")
    path: str | None = Field(default=None, description="the parameter or field concerned")


class Problem(BaseModel):
    """What went wrong."""

    title: str
    type: str = Field(description="an address that explains this kind of problem")
    status: int
    detail: str
    errors: list[Remark] = []


class ProblemError(Exception):
    """Raised by a handler; becomes a problem."""

    def __init__(self, status: int, detail: str, *errors: Remark, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status, self.detail, self.errors, self.headers = status, detail, errors, headers


def problem(
    status: int, detail: str, errors: Iterable[Remark] = (), headers: Mapping[str, str] | None = None
) -> Response:
    """A problem as a response."""
    title = TITLES.get(status, "The request failed")
    body = Problem(title=title, type=f"/api/v1/#problem-{status}", status=status, detail=detail, errors=list(errors))
    kept = {"cache-control": "no-store", **(headers or {})}
    return Response(body.model_dump_json(), status, media_type=MEDIA_TYPE, headers=kept)


def remarks(errors: Iterable[Mapping[str, Any]]) -> list[Remark]:
    """What pydantic says about parameters, without repeating what was sent."""
    return [
        Remark(
            message=str(error["msg"])[:300],
            code=str(error["type"]),
            path=".".join(str(part) for part in error["loc"][1:]) or None,
        )
        for error in errors
    ]


#: For the OpenAPI document: what any endpoint may answer besides its data.
RESPONSES: dict[int | str, dict[str, Any]] = {
    304: {"description": "Not changed since the copy that If-None-Match names"},
    400: {
        "description": "A parameter is wrong",
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    },
}
NOT_FOUND: dict[int | str, dict[str, Any]] = {
    404: {"description": "There is nothing under this id", "content": RESPONSES[400]["content"]},
}


def also(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """For the OpenAPI document: problems that only some endpoints answer."""
    return {status: {"description": TITLES[status], "content": RESPONSES[400]["content"]} for status in statuses}
