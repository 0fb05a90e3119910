"""A program reads the API: values with all that they rest on, pages of lists, as of a day, as CSV."""

from __future__ import annotations

import csv
import io

import pytest
from python_calamine import CalamineWorkbook
from starlette.testclient import TestClient

API = "/api/v1"
CARRIED = {
    "id",
    "value",
    "missing_reason",
    "unit",
    "basis",
    "status",
    "claim_class",
    "source",
    "published",
    "retrieved",
}
LISTS = (
    "areas",
    "agreements",
    "indicators",
    "observations",
    "changes",
    "sources",
    "corrections",
    "claims",
    "events",
    "duties",
    "findings",
)


def test_england_had_638745_plans_in_january_2025(client: TestClient) -> None:
    answer = client.get(f"{API}/observations?indicator=ehc_plans&authority=England&period=2025").json()
    (value,) = answer["data"]
    assert value["value"] == 638745
    assert value["id"] == "ehc_plans:E92000001:2025:ees_sen2_2025"
    assert value["claim_class"] == "confirmed"
    assert answer["paging"] == {"page": 1, "pageSize": 100, "totalResults": 1, "totalPages": 1}
    same = client.get(f"{API}/figures/{value['id']}").json()["data"]
    assert {name: same[name] for name in CARRIED} == {name: value[name] for name in CARRIED}


@pytest.mark.parametrize("name", LISTS)
def test_every_list_has_one_shape_and_leads_on(client: TestClient, name: str) -> None:
    address: str | None = f"{API}/{name}?pageSize=7"
    answer = client.get(address or "").json()
    assert set(answer) == {"data", "paging", "links", "warnings"}
    assert len(answer["data"]) == min(7, answer["paging"]["totalResults"])
    if answer["links"]["next"]:
        after = client.get(answer["links"]["next"]).json()
        assert after["paging"]["page"] == 2
        assert after["links"]["prev"] == answer["links"]["first"]
        assert after["data"] != answer["data"]
        last = client.get(answer["links"]["last"]).json()
        assert last["links"]["next"] is None


@pytest.mark.parametrize(
    ("name", "key"), [("areas", "code"), ("agreements", "slug"), ("indicators", "id"), ("sources", "id")]
)
def test_every_record_of_a_list_can_be_read_alone(client: TestClient, name: str, key: str) -> None:
    for record in client.get(f"{API}/{name}?pageSize=1000").json()["data"][::7]:
        answer = client.get(f"{API}/{name}/{record[key]}")
        assert answer.status_code == 200
        assert answer.json()["links"]["self"] == f"{API}/{name}/{record[key]}"


def test_every_value_carries_what_it_rests_on(client: TestClient) -> None:
    values = client.get(f"{API}/observations?authority=Kent&pageSize=1000").json()["data"]
    values += client.get(f"{API}/claims?pageSize=1000").json()["data"]
    for slug in ("kent", "bury"):
        whole = client.get(f"{API}/agreements/{slug}").json()["data"]
        values += [part["amount"] for part in whole["payments"] + whole["deficits"] if part["amount"]]
    assert len(values) > 500
    for value in values:
        assert value.keys() >= CARRIED
        assert value["source"]
        assert (value["value"] is None) == (value["missing_reason"] is not None)


def test_the_same_id_answers_as_observation_and_as_figure(client: TestClient) -> None:
    for value in client.get(f"{API}/observations?authority=Kent&pageSize=50&page=3").json()["data"]:
        alone = client.get(f"{API}/observations/{value['id']}").json()
        assert alone["data"]["value"] == value["value"]
        assert client.get(f"{API}/figures/{value['id']}").json()["data"]["value"] == value["value"]


def test_a_council_is_told_in_full(client: TestClient) -> None:
    answer = client.get(f"{API}/areas/E10000016").json()
    assert answer["data"]["name"] == "Kent"
    assert answer["data"]["agreement"] == "kent"
    assert len(answer["data"]["neighbours"]) == 10
    assert answer["links"]["page"] == "/areas/E10000016/kent/"
    followed = client.get(f"{API}/areas/E06000058").json()["data"]["predecessors"]
    assert {"E06000028", "E06000029"} <= {area["code"] for area in followed}
    assert client.get(f"{API}/areas/E06000028").json()["data"]["status"] == "abolished"


@pytest.mark.parametrize("code", ["E06000048", "929", "e06000057"])
def test_old_codes_lead_to_the_present_one(client: TestClient, code: str) -> None:
    answer = client.get(f"{API}/areas/{code}")
    assert (answer.status_code, answer.headers["location"]) == (308, f"{API}/areas/E06000057")
    values = client.get(f"{API}/observations?authority={code}&indicator=ehc_plans").json()["data"]
    assert {value["authority"] for value in values} == {"E06000057"}


def test_councils_are_filtered(client: TestClient) -> None:
    found = client.get(f"{API}/areas?region=south%20east&type=county%20council&status=current").json()["data"]
    assert "Kent" in [area["name"] for area in found]
    assert {area["region"] for area in found} == {"South East"}
    assert client.get(f"{API}/areas?q=kent").json()["data"][0]["name"] == "Kent"


def test_a_day_in_the_past_shows_what_was_known_then(client: TestClient) -> None:
    then = client.get(f"{API}/observations?indicator=ehc_plans&authority=England&as_of=2025-01-01").json()
    assert then["paging"]["totalResults"] == len(then["data"])
    assert all(value["vintage"] <= "2025-01-01" for value in then["data"])
    assert "2025" not in [value["period"] for value in then["data"]]
    total = client.get(f"{API}/observations?as_of=2025-01-01&pageSize=1").json()["paging"]["totalResults"]
    last = client.get(f"{API}/observations?as_of=2025-01-01&pageSize=1000&page={-(-total // 1000)}").json()
    assert len(last["data"]) == total - 1000 * (last["paging"]["totalPages"] - 1)


def test_all_vintages_stand_side_by_side(client: TestClient) -> None:
    newest = client.get(f"{API}/observations?authority=Kent&pageSize=1").json()["paging"]["totalResults"]
    every = client.get(f"{API}/observations?authority=Kent&vintages=all&pageSize=1").json()["paging"]["totalResults"]
    assert every > newest


def test_a_corrected_value_shows_what_was_published_and_why_it_differs(client: TestClient) -> None:
    correction = next(
        c for c in client.get(f"{API}/corrections?pageSize=1000").json()["data"] if c["action"] == "override"
    )
    value = client.get(f"{API}/observations/{correction['observation']}").json()["data"]
    assert value["value"] == correction["value_shown"]
    assert value["value_as_published"] == correction["value_published"]
    assert value["correction_in_full"]["evidence"]


def test_findings_come_with_why_they_may_be_innocent(client: TestClient) -> None:
    (finding,) = client.get(f"{API}/findings?authority=Kent&severity=warning").json()["data"]
    assert finding["why_it_may_be_innocent"]
    assert client.get(f"{API}/findings?authority=Essex").json()["data"] == []


@pytest.mark.parametrize("address", ["observations.csv?", "observations?format=csv&"])
def test_values_as_csv_are_the_values_as_json(client: TestClient, address: str) -> None:
    asked = "authority=Kent&indicator=ehc_plans"
    answer = client.get(f"{API}/{address}{asked}")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    values = client.get(f"{API}/observations?{asked}").json()["data"]
    assert [row["id"] for row in rows] == [value["id"] for value in values]
    assert [float(row["value"]) for row in rows] == [value["value"] for value in values]
    assert 'rel="last"' in answer.headers["link"]


def test_what_has_not_changed_is_not_sent_again(client: TestClient) -> None:
    address = f"{API}/observations?authority=Kent"
    first = client.get(address)
    tag = first.headers["etag"]
    again = client.get(address, headers={"if-none-match": tag})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert client.get(f"{address}&page=2", headers={"if-none-match": tag}).status_code == 200
    assert first.headers["cache-control"].startswith("public")
    packed = client.get(address, headers={"accept-encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.json() == first.json()


def test_any_page_may_read_it(client: TestClient) -> None:
    assert client.get(f"{API}/areas").headers["access-control-allow-origin"] == "*"
    assert client.get(f"{API}/nothing").headers["access-control-allow-origin"] == "*"
    asked = client.options(
        f"{API}/areas", headers={"origin": "https://example.org", "access-control-request-method": "GET"}
    )
    assert (asked.status_code, asked.content) == (204, b"")
    assert asked.headers["access-control-allow-methods"] == "GET, HEAD, OPTIONS"


def test_a_misspelt_filter_is_warned_of(client: TestClient) -> None:
    (warning,) = client.get(f"{API}/areas?regoin=London").json()["warnings"]
    assert (warning["code"], warning["path"]) == ("unknown_parameter", "regoin")
    (beyond,) = client.get(f"{API}/areas?page=99").json()["warnings"]
    assert beyond["code"] == "beyond_the_last_page"


def test_the_documentation_is_ours_and_asks_for_nothing_elsewhere(client: TestClient) -> None:
    page = client.get(f"{API}/")
    assert page.status_code == 200
    assert "/api/v1/observations" in page.text
    assert "<script" not in page.text
    assert not [part for part in page.text.split('"') if part.startswith(("http:", "https:", "//"))]
    for address in ("/docs", "/redoc", "/openapi.json"):
        assert client.get(address).status_code == 404


def test_changes_tell_what_came_out_was_revised_and_was_corrected(client: TestClient) -> None:
    asked = f"{API}/changes?indicator=new_ehc_plans&authority=Barnsley&pageSize=500"
    changes = client.get(asked).json()["data"]
    days = [change["day"] for change in changes]
    assert days == sorted(days, reverse=True)
    (corrected,) = [change for change in changes if change["kind"] == "corrected"]
    assert corrected["period"] == "2022"
    assert corrected["value_before"] == 6078
    assert corrected["value_after"] == 319
    later = client.get(f"{asked}&since={corrected['day']}").json()["data"]
    assert later == [change for change in changes if change["day"] >= corrected["day"]]
    marked = client.get(f"{API}/changes?indicator=ehc_plans_and_statements&authority=Kent&since=2026-01-01").json()
    in_doubt = next(change for change in marked["data"] if change["kind"] == "marked_as_in_doubt")
    assert in_doubt["value_after"] == in_doubt["value_before"]


def test_changes_after_the_last_day_are_none(client: TestClient) -> None:
    answer = client.get(f"{API}/changes?since=9000-01-01").json()
    assert answer["data"] == []
    assert answer["paging"]["totalResults"] == 0


def test_workbooks_of_a_council_and_of_a_measure(client: TestClient) -> None:
    for address, name in (
        ("areas/E08000038/figures.xlsx", "E08000038.xlsx"),
        ("indicators/new_ehc_plans/figures.xlsx", "new_ehc_plans.xlsx"),
    ):
        answer = client.get(f"{API}/{address}")
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("application/vnd.openxmlformats")
        assert name in answer.headers["content-disposition"]
        book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
        rows = book.get_sheet_by_name("Figures").to_python()
        place = rows[0].index("id")
        assert "new_ehc_plans:E08000038:2022:" in " ".join(str(row[place]) for row in rows[1:])
        again = client.get(f"{API}/{address}", headers={"if-none-match": answer.headers["etag"]})
        assert again.status_code == 304


def test_workbooks_of_old_and_unknown_codes(client: TestClient) -> None:
    old = client.get(f"{API}/areas/E06000048/figures.xlsx", follow_redirects=False)
    assert (old.status_code, old.headers["location"]) == (308, f"{API}/areas/E06000057/figures.xlsx")
    assert client.get(f"{API}/areas/E99999999/figures.xlsx").status_code == 404
    assert client.get(f"{API}/indicators/nothing/figures.xlsx").status_code == 404
