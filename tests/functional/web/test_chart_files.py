"""Charts as files: made when somebody asks, kept, and answered plainly when there is none."""

from __future__ import annotations

import csv
import io

import pytest
from starlette.testclient import TestClient

KENT = "/areas/E10000016/kent/charts"
FORMS = {"csv": "text/csv", "json": "application/json", "png": "image/png", "svg": "image/svg+xml"}


@pytest.mark.parametrize("form", sorted(FORMS))
@pytest.mark.parametrize(
    "chart", [f"{KENT}/ehc_plans", "/measures/ehc_plans/charts/england", "/measures/ehc_plans/charts/councils"]
)
def test_each_chart_has_four_files(client: TestClient, chart: str, form: str) -> None:
    answer = client.get(f"{chart}.{form}")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(FORMS[form])
    assert answer.headers["content-disposition"].endswith(f'.{form}"')
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin", "others may show it"
    assert len(answer.headers.get_list("content-security-policy")) == 1
    again = client.get(f"{chart}.{form}", headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    head = client.head(f"{chart}.{form}")
    assert (head.status_code, head.content) == (200, b"")


def test_the_csv_holds_the_figures_with_ids(client: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get(f"{KENT}/plans_within_20_weeks_pct.csv").text)))
    series = {row["series"] for row in rows}
    assert series == {"Kent", "England", "Middle half of county councils"}
    api = client.get("/api/v1/observations?indicator=plans_within_20_weeks_pct&authority=Kent").json()["data"]
    own = {row["id"]: float(row["value"]) for row in rows if row["authority_name"] == "Kent"}
    assert own == {row["id"]: row["value"] for row in api if row["value"] is not None}
    plans = client.get("/measures/ehc_plans/charts/england.csv").text
    assert ",638745,count," in plans, "a whole number has no point"


def test_the_spec_and_the_csv_say_the_same(client: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get(f"{KENT}/ehc_plans.csv").text)))
    spec = client.get(f"{KENT}/ehc_plans.json").json()
    assert [(r["id"], float(r["value"])) for r in rows] == [(v["id"], v["value"]) for v in spec["data"]["values"]]


def test_an_svg_may_carry_its_own_colours_and_nothing_else(client: TestClient) -> None:
    policy = client.get(f"{KENT}/ehc_plans.svg").headers["content-security-policy"]
    assert "default-src 'none'; style-src 'unsafe-inline'" in policy
    assert "script-src" not in policy


@pytest.mark.parametrize(
    ("asked", "target"),
    [
        ("/areas/E10000016/elsewhere/charts/ehc_plans.png", f"{KENT}/ehc_plans.png"),
        ("/areas/e10000016/kent/charts/ehc_plans.svg", f"{KENT}/ehc_plans.svg"),
        ("/areas/E06000048/x/charts/ehc_plans.csv", "/areas/E06000057/northumberland/charts/ehc_plans.csv"),
    ],
)
def test_old_codes_and_wrong_names_lead_to_the_right_address(client: TestClient, asked: str, target: str) -> None:
    answer = client.get(asked)
    assert (answer.status_code, answer.headers["location"]) == (308, target)


@pytest.mark.parametrize(
    "path",
    [
        f"{KENT}/nothing.csv", f"{KENT}/ehc_plans.pdf", f"{KENT}/ehc_plans", "/areas/E99999999/x/charts/ehc_plans.csv",
        "/measures/nothing/charts/councils.csv", "/measures/ehc_plans/charts/nobody.png",
        "/measures/safety_valve_planned/charts/councils.png", f"{KENT}/dsg_deficit_council_forecast.png",
        "/areas/E10000016/kent/charts/..%2fehc_plans.csv", "/areas/E10000016/kent/charts/%00.csv",
        "/areas/W92000004/wales/charts/ehc_plans.csv",
    ],
)  # fmt: skip
def test_what_there_is_not_is_a_helpful_page(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")
    assert "Traceback" not in answer.text


def test_a_chart_can_only_be_read(client: TestClient) -> None:
    assert client.post(f"{KENT}/ehc_plans.csv").status_code == 405
