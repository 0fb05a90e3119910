"""A program asks what the targets of agreements would have asked."""

from __future__ import annotations

from pathlib import Path

from starlette.testclient import TestClient

API = "/api/v1"


def test_one_agreement(county: TestClient) -> None:
    answer = county.get(f"{API}/agreements/ambleford/implied").json()
    assert answer["paging"]["totalResults"] == len(answer["data"]) == 3
    limit, year, _ = answer["data"]
    assert (limit["counts"], limit["class"], limit["value"], limit["by"]) == (
        "new_plans_a_year",
        "plans",
        200,
        "2024-25",
    )
    assert (limit["state"], limit["why"]) == ("listed", "There is no forecast of this measure from its day.")
    assert (year["stands_in"], year["origin"], year["january"]) == ("balance_year", 2021, 2025)
    assert year["expected_low_80"] < year["expected_median"] < year["expected_high_80"]
    assert year["sentences"][0].startswith("As of June 2021, ")
    assert (year["model"], year["draws"]) == ("demand-1", 300)
    for one in answer["data"]:
        for figure in (*one["figures"], *one["came_figures"], *one["plans_figure"]):
            assert county.get(f"{API}/figures/{figure}").status_code == 200, figure


def test_all_of_them_and_those_of_one_council_or_state(county: TestClient) -> None:
    whole = county.get(f"{API}/implied").json()["data"]
    assert {row["agreement"] for row in whole} >= {"ambleford"}
    assert county.get(f"{API}/implied?authority=Ambleford&state=listed").json()["paging"]["totalResults"] == 3
    assert county.get(f"{API}/implied?state=held").json()["data"] == []
    answer = county.get(f"{API}/implied?pageSize=1&page=2").json()
    assert (len(answer["data"]), answer["links"]["prev"]) == (1, f"{API}/implied?pageSize=1&page=1")
    (warning,) = county.get(f"{API}/implied?stat=held").json()["warnings"]
    assert warning["code"] == "unknown_parameter"


def test_what_is_not_there(county: TestClient) -> None:
    assert county.get(f"{API}/agreements/nowhere/implied").status_code == 404
    assert county.get(f"{API}/implied?authority=Nowhere").status_code in (400, 404)


def test_the_agreement_links_to_it(county: TestClient) -> None:
    links = county.get(f"{API}/agreements/ambleford").json()["links"]
    assert links["implied"] == f"{API}/agreements/ambleford/implied"


def test_an_answer_is_kept_until_the_file_changes(county: TestClient, county_build: Path) -> None:
    path = county_build / "forecasts" / "implied.csv"
    whole = path.read_bytes()
    first = county.get(f"{API}/implied")
    again = county.get(f"{API}/implied", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304
    try:
        path.write_bytes(b"code\nE99\n")
        broken = county.get(f"{API}/implied", headers={"if-none-match": first.headers["etag"]})
        assert broken.status_code == 409
        assert "cannot be read" in broken.json()["detail"]
        path.unlink()
        without = county.get(f"{API}/agreements/ambleford/implied").json()["data"]
        assert {row["expected_median"] for row in without} == {None}
    finally:
        path.write_bytes(whole)
    assert county.get(f"{API}/implied").json()["data"] == first.json()["data"]
