"""A program asks wrongly: every error is a problem with a reason, none shows a trace, none is a 5xx."""

from __future__ import annotations

from collections import Counter

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from starlette.testclient import TestClient

API = "/api/v1"
CHECKS = [response_schema_conformance, status_code_conformance, content_type_conformance]


@pytest.mark.parametrize(
    ("address", "status", "path"),
    [
        ("areas/E99999999", 404, None), ("areas?page=0", 400, "page"), ("areas?page=two", 400, "page"),
        ("areas?pageSize=1001", 400, "pageSize"), ("areas?page=99999999999999999999", 400, "page"),
        ("observations?authority=Atlantis", 400, "authority"), ("observations?indicator=nothing", 400, "indicator"),
        ("observations?as_of=yesterday", 400, "as_of"), ("observations?as_of=2025-02-30", 400, "as_of"),
        ("observations?vintages=some", 400, "vintages"), ("observations?format=xml", 400, "format"),
        ("observations/nothing", 404, None), ("figures/a%00b", 404, None), ("agreements/%2e%2e", 404, None),
        ("sources/x", 404, None), ("indicators/x", 404, None), ("claims?authority=x", 400, "authority"),
        ("nothing", 404, None), ("areas/", 404, None), ("areas?q=" + "a" * 201, 400, "q"),
        ("areas?q=" + "a" * 9000, 414, None),
    ],
)  # fmt: skip
def test_a_wrong_request_gets_a_problem(client: TestClient, address: str, status: int, path: str | None) -> None:
    answer = client.get(f"http://testserver{API}/{address}")
    problem = answer.json()
    assert (answer.status_code, problem["status"]) == (status, status)
    assert answer.headers["content-type"] == "application/problem+json"
    assert set(problem) == {"title", "type", "status", "detail", "errors"}
    assert path is None or path in [error["path"] for error in problem["errors"]]
    assert "Traceback" not in answer.text
    assert "etag" not in answer.headers


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE"])
def test_the_api_can_only_be_read(client: TestClient, method: str) -> None:
    answer = client.request(method, f"{API}/areas")
    assert (answer.status_code, answer.json()["status"]) == (405, 405)
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS"


def test_near_names_are_offered(client: TestClient) -> None:
    detail = client.get(f"{API}/observations?authority=northampton").json()["detail"]
    assert "North Northamptonshire" in detail


def test_a_fault_of_ours_shows_no_trace(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(store: object) -> None:
        raise RuntimeError("secret words that a reader typed")

    monkeypatch.setattr("portcullis.store.queries.duties", broken)
    answer = client.get(f"{API}/duties")
    assert (answer.status_code, answer.json()["status"]) == (500, 500)
    assert "secret" not in answer.text
    assert "RuntimeError" not in answer.text
    assert "RuntimeError" in caplog.text
    assert "secret" not in caplog.text
    monkeypatch.setattr("portcullis.store.queries.find_areas", broken)
    page = client.get("/search/?q=somewhere")
    assert page.status_code == 500
    assert "Something went wrong on our side" in page.text
    assert "RuntimeError" not in page.text


def test_the_openapi_document_is_true(client: TestClient) -> None:
    document = client.get(f"{API}/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    assert f"{API}/observations/{{id}}" in document["paths"]
    for path in document["paths"].values():
        assert set(path) == {"get"}
        assert "422" not in path["get"]["responses"]
        assert "400" in path["get"]["responses"]


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
def test_no_request_made_from_the_document_is_answered_with_a_5xx(client: TestClient, mode: GenerationMode) -> None:
    """Schemathesis asks right and wrong, at every address: each answer must be one that the document names."""
    schema = schemathesis.openapi.from_dict(client.get(f"{API}/openapi.json").json())
    seen: Counter[int] = Counter()

    def ask(case: schemathesis.Case) -> None:
        query = {name: value for name, value in (case.query or {}).items() if value is not None}
        answer = client.get(case.formatted_path, params=query)
        seen[answer.status_code] += 1
        assert answer.status_code < 500, case.formatted_path
        if answer.status_code not in (404, 414):  # an id that holds a slash is another address: any of them may answer
            case.validate_response(schemathesis.Response.from_any(answer), checks=list(CHECKS))

    for result in schema.get_all_operations():
        operation = result.ok()  # ty: ignore[missing-union-attribute]
        if mode is GenerationMode.NEGATIVE and (
            "{" in operation.path or not operation.definition.raw.get("parameters")
        ):
            continue  # any text is a possible id, and who asks nothing asks nothing wrong
        run = settings(
            max_examples=10, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck)
        )
        run(given(operation.as_strategy(generation_mode=mode))(ask))()
    assert sum(seen.values()) > 50
    assert seen[200 if mode is GenerationMode.POSITIVE else 400] > 20
