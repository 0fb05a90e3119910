"""The API described: an OpenAPI document, and a page made from it by us, with no script and nothing from elsewhere.

In: the application's routes. Out: `/openapi.json` and `/`.
"""

from __future__ import annotations

import json
from typing import Any

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.openapi.utils import get_openapi

from ..frame import render
from ..problems import TITLES, Problem
from .route import ConditionalRoute, answer

router = APIRouter(include_in_schema=False, route_class=ConditionalRoute)
ABOUT = """What the pages show, for programs. No key is needed and any page may read it. Every value carries its id,
source, date, unit, basis, status and class. Positive = deficit. A missing value is null and says why. Within version 1
fields may be added, never taken away or given another meaning."""


def describe(app: FastAPI) -> None:
    """Make the OpenAPI document say what is answered: errors are problems, and wrong parameters are 400, not 422."""

    def document() -> dict[str, Any]:
        if app.openapi_schema is None:
            schema = get_openapi(title=app.title, version=app.version, description=ABOUT, routes=app.routes)
            for path in schema["paths"].values():
                for operation in path.values():
                    operation["responses"].pop("422", None)
            parts = schema.setdefault("components", {}).setdefault("schemas", {})
            for name in ("HTTPValidationError", "ValidationError"):
                parts.pop(name, None)
            shape = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
            parts.update(shape.pop("$defs", {}))
            parts["Problem"] = shape
            app.openapi_schema = schema
        return app.openapi_schema

    app.openapi = document


@router.get("/openapi.json")
async def openapi(request: Request) -> Response:
    """The OpenAPI document."""
    body = json.dumps(request.app.openapi(), ensure_ascii=False)
    return await answer(request, lambda edition: Response(body, media_type="application/json"))


@router.get("/")
async def documentation(request: Request) -> Response:
    """The same for people."""
    schema = request.app.openapi()
    endpoints = [
        {
            "path": path,
            "about": operation["description"],
            "parameters": [_parameter(p) for p in operation.get("parameters", [])],
            "answer": _answer(operation),
        }
        for path, methods in schema["paths"].items()
        for operation in methods.values()
    ]
    records = [
        {"name": name, "about": part.get("description", ""), "fields": _fields(part)}
        for name, part in schema["components"]["schemas"].items()
        if not name.startswith(("Listing_", "Item_"))
    ]
    root = request.scope.get("root_path", "")
    shown = {"about": ABOUT, "endpoints": endpoints, "records": records, "problems": TITLES}

    def make(edition: Any) -> Response:
        return Response(render(edition, "api.html", root=root, **shown), media_type="text/html; charset=utf-8")

    return await answer(request, make)


def _parameter(p: dict[str, Any]) -> dict[str, str]:
    words = p.get("description") or p["schema"].get("description") or ""
    return {"name": p["name"], "where": p["in"], "kind": _kind(p["schema"]), "about": words}


def _answer(operation: dict[str, Any]) -> str:
    content = operation["responses"]["200"].get("content", {})
    reference = content.get("application/json", {}).get("schema", {}).get("$ref", "")
    name = reference.rsplit("/", 1)[-1]
    return name.removeprefix("Listing_").removeprefix("Item_").removesuffix("_")


def _fields(part: dict[str, Any]) -> list[dict[str, str]]:
    return [
        {"name": name, "kind": _kind(field), "about": field.get("description", "")}
        for name, field in part.get("properties", {}).items()
    ]


def _kind(schema: dict[str, Any]) -> str:
    """A type in words: 'integer, 1 to 1000', 'text or null', 'list of Figure'."""
    if "$ref" in schema:
        return schema["$ref"].rsplit("/", 1)[-1]
    if options := schema.get("anyOf") or schema.get("oneOf"):
        return " or ".join(dict.fromkeys(_kind(option) for option in options))
    if "enum" in schema:
        return " or ".join(map(str, schema["enum"]))
    kind = schema.get("type", "anything")
    if kind == "array":
        return f"list of {_kind(schema.get('items', {}))}"
    if kind == "string":
        return schema.get("format", "text")
    low, high = schema.get("minimum"), schema.get("maximum")
    return f"{kind}, {low} to {high}" if low is not None and high is not None else kind
