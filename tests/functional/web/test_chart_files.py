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
    "chart",
    [
        f"{KENT}/ehc_plans", "/measures/ehc_plans/charts/england", "/measures/ehc_plans/charts/councils",
        f"{KENT}/forecast", "/forecast/charts/england",
        "/areas/E10000016/kent/neighbours/charts/plans_within_20_weeks_pct",
    ],
)  # fmt: skip
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


def test_a_choice_of_councils_is_in_the_address(client: TestClient) -> None:
    chosen = "areas=E10000016&areas=E08000025&areas=E06000046"
    page = client.get(f"/compare/?{chosen}&measures=plans_within_20_weeks_pct").text
    for form in FORMS:
        assert f'"../compare/charts/plans_within_20_weeks_pct.{form}?{chosen.replace("&", "&amp;")}"' in page
    rows = list(csv.DictReader(io.StringIO(
        client.get(f"/compare/charts/plans_within_20_weeks_pct.csv?{chosen}").text)))  # fmt: skip
    assert [row["series"] for row in rows] == ["Kent", "Birmingham", "Isle of Wight", "England"]
    other = client.get("/compare/charts/plans_within_20_weeks_pct.csv?areas=Kent&areas=Bury").text
    assert "Birmingham" not in other, "one choice is not kept for another"


def test_ranges_of_a_forecast_are_rows_with_two_ends(client: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get(f"{KENT}/forecast.csv").text)))
    wide = [row for row in rows if row["series"] == "95 of 100 futures"]
    likely = [row for row in rows if row["series"] == "80 of 100 futures"]
    ahead = {row["period"]: row for row in rows if row["series"] == "Kent" and row["status"] == "projected"}
    assert len(wide) == len(likely) == len(ahead) + 1, "ranges open at the last count"
    for outer, inner in zip(wide[1:], likely[1:], strict=True):
        middle = float(ahead[outer["period"]]["value"])
        assert float(outer["lower"]) < float(inner["lower"]) < middle < float(inner["upper"]) < float(outer["upper"])
    assert {row["claim_class"] for row in ahead.values()} == {"projected"}
    assert {row["source"] for row in ahead.values()} == {"forecasts/2026-01"}


def test_an_svg_may_carry_its_own_colours_and_nothing_else(client: TestClient) -> None:
    policy = client.get(f"{KENT}/ehc_plans.svg").headers["content-security-policy"]
    assert "default-src 'none'; style-src 'unsafe-inline'" in policy
    assert "script-src" not in policy


@pytest.mark.parametrize(
    ("asked", "target"),
    [
        ("/areas/E10000016/elsewhere/charts/ehc_plans.png", f"{KENT}/ehc_plans.png"),
        ("/areas/e10000016/kent/charts/ehc_plans.svg", f"{KENT}/ehc_plans.svg"),
        ("/areas/E10000016/x/charts/forecast.svg", f"{KENT}/forecast.svg"),
        (
            "/areas/E10000016/x/neighbours/charts/ehc_plans.csv",
            "/areas/E10000016/kent/neighbours/charts/ehc_plans.csv",
        ),
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
        "/areas/W92000004/wales/charts/ehc_plans.csv", "/forecast/charts/wales.csv", "/forecast/charts/england.pdf",
        "/areas/E10000016/kent/neighbours/charts/forecast.csv", "/areas/E10000016/kent/neighbours/charts/nothing.png",
        "/compare/charts/plans_within_20_weeks_pct.csv", "/compare/charts/forecast.csv?areas=Kent&areas=Bury",
        "/compare/charts/plans_within_20_weeks_pct.csv?areas=Kent&areas=Nowhere",
        "/areas/E92000001/england/neighbours/charts/ehc_plans.csv",
    ],
)  # fmt: skip
def test_what_there_is_not_is_a_helpful_page(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")
    assert "Traceback" not in answer.text


def test_a_chart_can_only_be_read(client: TestClient) -> None:
    assert client.post(f"{KENT}/ehc_plans.csv").status_code == 405
