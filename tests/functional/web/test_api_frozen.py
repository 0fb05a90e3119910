"""A program asks for forecasts that were made before the figure came, and for what came."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from starlette.testclient import TestClient

API = "/api/v1"
AMBLEFORD = "E99000001"
EAST_THORNE = "E99000005"
ENGLAND = "E92000001"


def test_frozen_forecasts_are_listed_with_their_scores(county: TestClient) -> None:
    answer = county.get(f"{API}/forecasts").json()
    assert [(one["name"], one["origin"]) for one in answer["data"]] == [("from-2022", 2022), ("from-2025", 2025)]
    scored, waiting = answer["data"]
    assert waiting["scores"] == []
    assert [one["january"] for one in scored["scores"]] == [2023, 2024, 2025]
    assert all(one["councils"] > 0 and one["mdape_pct"] >= 0 for one in scored["scores"])
    assert scored["claim_class"] == "projected"
    assert set(scored["sha256"]) == {"plans.csv", "quantiles.csv"}
    (warning,) = answer["warnings"]
    assert (warning["code"], warning["path"]) == ("not_what_was_frozen", "changed")


def test_the_rows_of_a_frozen_forecast_stand_beside_what_came(county: TestClient) -> None:
    rows = county.get(f"{API}/forecasts/from-2022?authority=Ambleford").json()["data"]
    assert [row["january"] for row in rows] == [2023, 2024, 2025]
    assert any(row["came"] for row in rows)
    for row in rows:
        if came := row["came"]:
            figure = county.get(f"{API}/figures/{came['id']}").json()["data"]
            assert figure["value"] == came["value"]
            if came["off_pct"] is not None:
                assert came["off_pct"] == pytest.approx(100 * (row["median"] / came["value"] - 1), abs=0.006)
                assert came["in_95"] == (row["low_95"] <= came["value"] <= row["high_95"])
    ahead = county.get(f"{API}/forecasts/from-2025?pageSize=5").json()
    assert [row["came"] for row in ahead["data"]] == [None] * 5
    assert ahead["links"]["next"] == f"{API}/forecasts/from-2025?pageSize=5&page=2"


@pytest.mark.parametrize(
    "name",
    [
        "nothing",
        "README.md",
        "outside",
        "..",
        "%2e%2e",
        "..%2fforecasts%2ffrom-2022",
        ".from-2026.0123456789ab",
        "a%00b",
    ],
)
def test_no_name_leads_out_of_the_folder(county: TestClient, name: str) -> None:
    answer = county.get(f"http://testserver{API}/forecasts/{name}")
    assert answer.status_code in (308, 404)  # `..` is the API's own address
    assert "median" not in answer.text


def test_a_frozen_forecast_that_was_changed_is_not_shown(county: TestClient) -> None:
    answer = county.get(f"{API}/forecasts/changed")
    assert (answer.status_code, "median" in answer.text) == (409, False)
    assert "differ from the digests" in answer.json()["detail"]
    assert county.get(f"{API}/forecasts/from-2022?authority=Nowhere").status_code == 400


def test_a_frozen_forecast_that_comes_later_is_seen(county: TestClient, county_build: Path) -> None:
    before = county.get(f"{API}/forecasts")
    frozen = county_build / "forecasts"
    shutil.copytree(frozen / "from-2025", frozen / "later")
    try:
        after = county.get(f"{API}/forecasts", headers={"if-none-match": before.headers["etag"]})
        assert after.status_code == 200
        assert "later" in [one["name"] for one in after.json()["data"]]
    finally:
        shutil.rmtree(frozen / "later")


def test_the_forecast_of_january_2026_is_the_one_in_the_repository(real_register: Path) -> None:
    from portcullis.cli.places import Places
    from portcullis.web.frozen import FrozenForecasts

    frozen = FrozenForecasts(Places(real_register, Path("build")).forecasts)
    assert "2026-01" in frozen.names()
    kept = frozen.get("2026-01")
    assert kept is not None
    assert len(kept.rows) == 154 * 10
