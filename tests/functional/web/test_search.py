"""A reader types something into the search box: a name, an old name, a code, a postcode, nonsense."""

from __future__ import annotations

import logging
from collections.abc import Callable

import httpx2
import pytest
from starlette.testclient import TestClient

from tests.functional.web.conftest import PostcodeService

KENT = "/areas/E10000016/kent/"


def answers(status: int, result: object = None) -> Callable[[httpx2.Request], httpx2.Response]:
    return lambda request: httpx2.Response(status, json={"status": status, "result": result})


def place(county: str | None, district: str, country: str = "England") -> dict[str, object]:
    return {
        "country": country, "admin_county": county and "A county", "admin_district": "A district",
        "codes": {"admin_county": county, "admin_district": district},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "page"),
    [
        ("kent", KENT),
        ("  KENT  county council ", KENT),
        ("E10000016", KENT),
        ("886", KENT),
        ("e06000048", "/areas/E06000057/northumberland/"),
        ("Dorset", "/areas/E06000059/dorset/"),
        ("Cumbria", "/areas/E10000006/cumbria/"),
    ],
)
def test_what_can_mean_only_one_council_leads_there(client: TestClient, typed: str, page: str) -> None:
    answer = client.get("/search/", params={"q": typed})
    assert (answer.status_code, answer.headers["location"]) == (303, page)
    assert answer.headers["cache-control"] == "no-store"


def test_a_part_of_a_name_lists_councils_and_agreements(client: TestClient) -> None:
    answer = client.get("/search/?q=north")
    assert answer.status_code == 200
    assert "/areas/E06000024/north-somerset/" in answer.text
    assert "/agreements/north-somerset/" in answer.text


def test_an_old_council_leads_to_those_that_followed(client: TestClient) -> None:
    answer = client.get("/search/?q=northamptonshire")
    text = answer.text if answer.status_code == 200 else client.get(answer.headers["location"]).text
    assert "North Northamptonshire" in text
    assert "West Northamptonshire" in text


def test_measures_are_found_by_the_words_that_people_use(client: TestClient) -> None:
    assert "/measures/ehc_plans/" in client.get("/search/?q=EHCPs").text


def test_the_empty_box_is_a_page(client: TestClient) -> None:
    for address in ("/search/", "/search/?q=", "/search/?q=%20%20", "/search/?x=1"):
        answer = client.get(address)
        assert (answer.status_code, "<h1>Search</h1>" in answer.text) == (200, True)


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{7*7}}", "'; drop table authority; --",
        "\u202egnp", "\x00\x01", "💩" * 10, "%s%n", "../../etc",
    ],
)  # fmt: skip
def test_nonsense_is_escaped_and_told_politely(client: TestClient, typed: str) -> None:
    answer = client.get("/search/", params={"q": typed})
    assert answer.status_code == 200
    assert "<script" not in answer.text
    assert "<img" not in answer.text
    assert 'value="49"' not in answer.text
    assert "We found nothing" in answer.text or "<h1>Search</h1>" in answer.text


def test_a_long_text_is_cut_and_the_page_says_so(client: TestClient) -> None:
    answer = client.get("/search/", params={"q": "kent " * 300})
    assert answer.status_code == 200
    assert "longer than 200 characters" in answer.text


def test_an_absurdly_long_text_gets_a_page_too(client: TestClient) -> None:
    answer = client.get("/search/", params={"q": "a" * 60_000})
    assert answer.status_code == 414
    assert "That text is too long" in answer.text


@pytest.mark.parametrize(
    ("result", "page"),
    [
        (place("E10000016", "E07000110"), KENT),
        (place("E99999999", "E06000057"), "/areas/E06000057/northumberland/"),
        (place(None, "E06000057"), "/areas/E06000057/northumberland/"),
        (place("E99999999", "E06000048"), "/areas/E06000057/northumberland/"),
    ],
)
def test_a_postcode_leads_to_the_council_with_education_duties(
    client: TestClient, postcodes: PostcodeService, result: dict[str, object], page: str
) -> None:
    postcodes.answer = answers(200, result)
    for typed in ("ME14 1XQ", "me141xq", " Me14   1xQ "):
        answer = client.get("/search/", params={"q": typed})
        assert (answer.status_code, answer.headers["location"]) == (303, page)
    assert set(postcodes.asked) == {"https://api.postcodes.io/postcodes/ME141XQ"}


def test_a_postcode_of_an_abolished_council_lists_those_that_followed(
    client: TestClient, postcodes: PostcodeService
) -> None:
    postcodes.answer = answers(200, place("E10000006", "E07000026"))
    answer = client.get("/search/?q=CA1+1AA")
    assert "no longer exists" in answer.text
    assert "/areas/E06000063/cumberland/" in answer.text


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (answers(404), "There is no such postcode"),
        (answers(200, place(None, "W06000015", "Wales")), "is in Wales"),
        (answers(200, place("E99999999", "E06999999")), "has no page here"),
        (answers(500), "postcode service cannot be reached"),
        (answers(429), "postcode service cannot be reached"),
        (answers(200, None), "postcode service cannot be reached"),
        (answers(200, {"country": "England"}), "postcode service cannot be reached"),
        (lambda request: httpx2.Response(200, text="<html>"), "postcode service cannot be reached"),
        (lambda request: httpx2.Response(302, headers={"location": "http://x"}), "postcode service cannot be reached"),
    ],
    ids=["none", "wales", "no-page", "500", "429", "null", "no-codes", "no-json", "redirect"],
)
def test_what_a_postcode_may_come_to(
    client: TestClient, postcodes: PostcodeService, answer: Callable[[httpx2.Request], httpx2.Response], said: str
) -> None:
    postcodes.answer = answer
    page = client.get("/search/?q=ZZ99+9ZZ")
    assert page.status_code == 200
    assert said in page.text
    assert 'href="/areas/"' in page.text


def test_without_a_network_the_page_says_so_and_nothing_is_kept(
    client: TestClient, postcodes: PostcodeService, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    page = client.get("/search/?q=ME14+1XQ")
    assert page.status_code == 200
    assert "The postcode service cannot be reached from here" in page.text
    postcodes.answer = answers(200, place("E10000016", "E07000110"))
    client.get("/search/?q=ME14+1XQ")
    ours = [r.getMessage() for r in caplog.records if r.name != "httpx2" or "testserver" not in r.getMessage()]
    assert not any("ME14" in line for line in ours)


def test_half_a_postcode_is_met_with_an_honest_word(client: TestClient, postcodes: PostcodeService) -> None:
    page = client.get("/search/?q=ME14")
    assert "first half of a postcode" in page.text
    assert postcodes.asked == []
