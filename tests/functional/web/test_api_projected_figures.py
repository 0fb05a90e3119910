"""Any number of projected money by its id: the same as in the file that pages are made from.

In: the server with the record that ships. Out: figures, and plain words for what is none.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from portcullis.model.projected import NAME, Outlooks, read_outlooks

API = "/api/v1"
KENT = "E10000016"


@pytest.fixture(scope="module")
def kept() -> Outlooks:
    found = read_outlooks(Path(__file__).parents[3] / "forecasts" / NAME)
    assert found is not None
    return found


def test_a_number_is_a_projection_with_its_run_and_the_source_it_starts_from(
    client: TestClient, kept: Outlooks
) -> None:
    told = kept.of[KENT].at("today", "balance", 2028)
    assert told is not None
    answer = client.get(f"{API}/figures/{told.id_of('low_80')}").json()
    data = answer["data"]
    assert data["value"] == told.low_80
    assert (data["kind"], data["claim_class"], data["status"]) == ("projection", "projected", "derived")
    assert (data["authority"], data["authority_name"], data["period"]) == (KENT, "Kent", "2028")
    assert "not a fact" in data["note"]
    assert "lower end of 80 of 100" in data["label"]
    assert answer["links"]["source"] == f"{API}/sources/{data['source']}"


@pytest.mark.parametrize(
    ("identity", "period"),
    [
        ("projection:today:E10000016:2026:gap", "2026-27"), ("projection:today:E10000016:2026:grant:high_95", "2026"),
        ("projection:today:E92000001:2028:deficits", "2028"),
        ("projection:law-of-2024:E10000016:2026:exposure", "2026"),
        ("projection:today:E10000016:2028:deficit_share", "2028"),
    ],
)  # fmt: skip
def test_each_measure_has_its_period(client: TestClient, kept: Outlooks, identity: str, period: str) -> None:
    answer = client.get(f"{API}/figures/{identity}")
    assert answer.status_code == 200
    assert answer.json()["data"]["period"] == period
    assert answer.json()["data"]["value"] == kept.figures()[identity]


@pytest.mark.parametrize(
    "identity",
    [
        "projection:today:E10000016:1999:balance",
        "projection:",
        "projection:none:E10000016:2028:balance",
        "projection:::::",
    ],
)
def test_what_is_no_number_is_said_plainly(client: TestClient, identity: str) -> None:
    answer = client.get(f"{API}/figures/{identity}")
    assert answer.status_code == 404
    assert "data-figure" in answer.text
