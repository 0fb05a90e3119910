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


def test_ehcp_and_ehc_plan_give_the_same_results(client: TestClient) -> None:
    pages = [client.get("/search/", params={"q": typed}).text for typed in ("EHCP", "EHC plan")]
    lists = [page.partition("<nav aria-label=\"Kinds")[2].replace("EHC+plan", "EHCP").replace("EHC%20plan", "EHCP")
             for page in pages]  # fmt: skip
    assert lists[0] == lists[1]
    assert lists[0].count("<li>") > 20
    assert "<mark>" in lists[0]


@pytest.mark.parametrize(
    ("typed", "instead", "page"),
    [
        ("Northhamptonshire", "Northamptonshire", "/areas/E06000061/north-northamptonshire/"),
        ("Birmingam", "Birmingham", "/areas/E08000025/birmingham/"),
        ("safty valve", "safety valve", "/agreements/kent/"),
        ("tribual", "tribunal", "/guides/glossary/#send-tribunal"),
    ],
)
def test_a_mistyped_word_is_put_right_and_the_page_says_so(
    client: TestClient, typed: str, instead: str, page: str
) -> None:
    text = client.get("/search/", params={"q": typed}).text
    assert f"Showing results for ‘<b>{instead}</b>’ (you typed ‘{typed}’)" in text
    assert page in text or "Show all" in text


@pytest.mark.parametrize(
    ("typed", "name", "page"),
    [
        ("leads", "Leeds", "/areas/E08000035/leeds/"),
        ("kirk lees", "Kirklees", "/areas/E08000034/kirklees/"),
        ("sand well", "Sandwell", "/areas/E08000028/sandwell/"),
    ],
)
def test_a_name_that_is_nearly_a_councils_is_asked_about(client: TestClient, typed: str, name: str, page: str) -> None:
    assert f'Did you mean <a href="{page}">{name}</a>' in client.get("/search/", params={"q": typed}).text


def test_a_council_named_among_other_words_is_offered(client: TestClient) -> None:
    text = client.get("/search/?q=North+Somerset+EHCPs").text
    assert '<a href="/areas/E06000024/north-somerset/">North Somerset</a>' in text
    assert "/areas/E10000027/somerset/" not in text
    text = client.get("/search/?q=cumbria+transport").text
    assert "which followed Cumbria" in text


def test_each_kind_is_found_under_its_heading_with_its_address(client: TestClient) -> None:
    for typed, heading, page in [
        ("Kent conditions", "Conditions of agreements", "/agreements/kent/#conditions"),
        ("refused bid", "Agreements", "/agreements/bournemouth-christchurch-and-poole/"),
        ("cap on plans", "Duties", "/duties/ehc-plan-number-cap/"),
        ("A v Essex", "Judgments", "#case-a-essex"),
        ("how the money works", "Guides", "/guides/how-the-money-works/"),
        ("ring-fencing consultation", "Timeline", "/timeline/#event-2019-10-11-consultation-on-ring-fencing-the-dsg"),
        ("statutory override", "Words explained", "/guides/glossary/#statutory-override"),
        ("review decisions within 4 weeks", "Measures", "/measures/annual_review_decision_4_weeks_pct/"),
        ("marmalade", "News", "/news/2026-11-24-a-marmalade-morning/"),
    ]:
        text = client.get("/search/", params={"q": typed}).text
        assert f">{heading}</h2>" in text, typed
        assert page in text, typed


def test_extracts_are_escaped_but_for_the_marks(client: TestClient) -> None:
    text = client.get("/search/?q=guest+early").text
    assert "We met &lt;b&gt;<mark>early</mark>&lt;/b&gt;." in text
    assert "&amp; toast." in text


def test_many_results_of_a_kind_have_pages_of_their_own(client: TestClient) -> None:
    text = client.get("/search/?q=EHCP").text
    assert "The first 10 of" in text
    for number in ("", "1", "2", "0", "-1", "99999", "x", "٣", "9" * 500):
        answer = client.get("/search/", params={"q": "EHCP", "kind": "measure", "page": number})
        assert answer.status_code == 200
        assert ">Measures</h2>" in answer.text
        assert ">Words explained</h2>" not in answer.text
    assert "Next page" in client.get("/search/?q=EHCP&kind=measure").text
    assert "Page before" in client.get("/search/?q=EHCP&kind=measure&page=2").text
    assert ">Words explained</h2>" in client.get("/search/?q=EHCP&kind=nonsense").text


@pytest.mark.parametrize(
    "typed", ["*", '"', "NEAR(a b)", "kent AND", "title:kent", "a" * 7000, "…", "'' OR 1=1 --", "^"]
)
def test_operators_of_the_index_are_only_words(client: TestClient, typed: str) -> None:
    assert client.get("/search/", params={"q": typed}).status_code in (200, 303)
    assert client.get("/api/v1/search", params={"q": typed[:200]}).status_code == 200


def test_the_api_finds_the_same(client: TestClient) -> None:
    answer = client.get("/api/v1/search?q=Northhamptonshire").json()
    assert {"kind": "council", "title": "West Northamptonshire", "date": None, "extract": answer["data"][1]["extract"],
            "address": "/areas/E06000062/west-northamptonshire/",
            "note": "which followed Northamptonshire"} in answer["data"]  # fmt: skip
    assert answer["warnings"] == [{"message": "Results for: Northamptonshire", "code": "spelling", "path": "q"}]
    events = client.get("/api/v1/search?q=dsg&kind=event&pageSize=2").json()
    assert {row["kind"] for row in events["data"]} == {"event"}
    assert events["paging"]["totalPages"] > 1
    assert "<mark>" not in str(events)
    for address in (
        "/api/v1/search",
        "/api/v1/search?q=",
        f"/api/v1/search?q={'a' * 201}",
        "/api/v1/search?q=a&kind=x",
    ):
        assert client.get(address).status_code == 400


def test_without_an_index_councils_are_found_all_the_same(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    edition = client.app.state.current.look()  # ty: ignore[missing-attribute]
    monkeypatch.setattr(edition, "index", None)
    assert client.get("/search/?q=kent").headers["location"] == KENT
    text = client.get("/search/?q=north").text
    assert "/areas/E06000024/north-somerset/" in text
    assert "/agreements/north-somerset/" in text
    assert "We found nothing" in client.get("/search/?q=marmalade").text


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
