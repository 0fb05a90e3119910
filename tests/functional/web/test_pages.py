"""A reader asks for pages: right and wrong addresses, again, from another place, and with ill intent."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from tests.functional.web.small_site import LARGE

KENT = "/areas/E10000016/kent/"


def test_a_page_is_given_out_with_its_safety_headers(client: TestClient) -> None:
    answer = client.get(KENT)
    assert answer.status_code == 200
    assert "<h1>Kent</h1>" in answer.text
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; style-src 'self'")
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert "server" not in answer.headers
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    ("asked", "right"),
    [
        ("/areas/E10000016/kent", KENT),
        ("/areas/E10000016/kent/index.html", KENT),
        ("/areas", "/areas/"),
        ("/areas/E10000016", KENT),
        ("/areas/e10000016/", KENT),
        ("/areas/E10000016/essex/", KENT),
        ("/areas/886/kent/", KENT),
        ("/areas/kent/", KENT),
        ("/areas/E06000048/northumberland/", "/areas/E06000057/northumberland/"),
        ("/embed/areas/E06000048/plans/", "/embed/areas/E06000057/plans/"),
        ("/api", "/api/v1/"),
    ],
)
def test_a_wrong_address_with_one_meaning_leads_to_the_right_one(client: TestClient, asked: str, right: str) -> None:
    answer = client.get(asked)
    assert (answer.status_code, answer.headers["location"]) == (308, right)


def test_a_chart_may_be_framed_and_a_page_may_not(client: TestClient) -> None:
    chart = client.get("/embed/areas/E10000016/plans/")
    assert "frame-ancestors *" in chart.headers["content-security-policy"]
    assert "default-src 'none'" in chart.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in client.get(KENT).headers["content-security-policy"]


def test_an_abolished_council_has_a_page_that_names_who_followed(client: TestClient) -> None:
    answer = client.get("/areas/E10000009/dorset-former-county/")
    assert answer.status_code == 200
    assert "no longer exists" in answer.text
    assert "/areas/E06000058/bournemouth-christchurch-and-poole/" in answer.text
    assert "/areas/E06000059/dorset/" in answer.text
    assert "not figures of the new" in answer.text


def test_an_unknown_address_gets_a_page_with_ways_on(client: TestClient) -> None:
    answer = client.get("/areas/E99999999/nowhere/")
    assert answer.status_code == 404
    assert "There is no such page" in answer.text
    assert 'href="/areas/"' in answer.text
    assert 'action="/search/"' in answer.text
    assert answer.headers["cache-control"] == "no-store"


def test_what_has_not_changed_is_not_sent_again(client: TestClient) -> None:
    first = client.get(KENT)
    tag, date = first.headers["etag"], first.headers["last-modified"]
    again = client.get(KENT, headers={"if-none-match": tag})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert client.get(KENT, headers={"if-none-match": f'"other", W/{tag}'}).status_code == 304
    assert client.get(KENT, headers={"if-none-match": "*"}).status_code == 304
    assert client.get(KENT, headers={"if-none-match": '"other"'}).status_code == 200
    assert client.get(KENT, headers={"if-modified-since": date}).status_code == 304
    assert client.get(KENT, headers={"if-modified-since": "Sat, 01 Jan 2000 00:00:00 GMT"}).status_code == 200
    assert client.get(KENT, headers={"if-modified-since": "yesterday"}).status_code == 200


def test_a_page_is_compressed_for_those_who_take_it(client: TestClient) -> None:
    packed = client.get(KENT, headers={"accept-encoding": "br, gzip;q=0.8"})
    plain = client.get(KENT)
    assert packed.headers["content-encoding"] == "gzip"
    assert int(packed.headers["content-length"]) < int(plain.headers["content-length"])
    assert packed.text == plain.text
    assert packed.headers["etag"] != plain.headers["etag"]
    assert packed.headers["vary"] == "accept-encoding"
    assert "content-encoding" not in client.get(KENT, headers={"accept-encoding": "gzip;q=0"}).headers


def test_head_is_get_without_the_body(client: TestClient) -> None:
    for address in (KENT, "/nowhere", "/search/", "/api/v1/areas"):
        get, head = client.get(address), client.head(address)
        assert (head.status_code, head.content) == (get.status_code, b"")
        assert head.headers["content-length"] == get.headers["content-length"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND"])
def test_pages_can_only_be_read(client: TestClient, method: str) -> None:
    for address in (KENT, "/search/", "/nowhere"):
        answer = client.request(method, address)
        assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")
        assert "can only be read" in answer.text


@pytest.mark.parametrize(
    "address",
    [
        "/%2e%2e/%2e%2e/etc/passwd",
        "/static/%2e%2e/%2e%2e/store/manifest.json",
        "/..%2fstore%2fmanifest.json",
        "/static/..%5c..%5cstore",
        "/%00",
        "/areas/E10000016%00/kent/",
        "/outside/passwd",
        "/passwd.html",
        "/.hidden",
        "//etc/passwd",
        "/%ff%fe",
        "/areas/%0d%0aSet-Cookie:%20a=b/",
        "/areas/E10000016/kent/%2e%2e/",
        "/" + "a/" * 2000,
        "/areas/" + "%F0%9F%92%A9" * 50,
    ],
)
def test_nothing_outside_the_site_can_be_reached(client: TestClient, address: str) -> None:
    answer = client.get(f"http://testserver{address}")
    assert answer.status_code == 404
    assert "root:" not in answer.text
    assert "set-cookie" not in answer.headers


def test_a_redirect_never_leads_elsewhere_or_splits_a_header(client: TestClient) -> None:
    for address in ("/areas/E10000016/%0d%0aSet-Cookie:%20a=b/", "/areas/E10000016/%2f%2fevil.example/"):
        answer = client.get(address)
        assert answer.status_code in (308, 404)
        assert answer.headers.get("location", KENT) == KENT
        assert "set-cookie" not in answer.headers


def test_a_large_download_comes_whole_or_in_part(client: TestClient) -> None:
    whole = client.get("/data/observations.csv")
    assert len(whole.content) == LARGE
    assert whole.headers["access-control-allow-origin"] == "*"
    part = client.get("/data/observations.csv", headers={"range": "bytes=10-19"})
    assert (part.status_code, part.content) == (206, b"x" * 10)
    assert client.get("/data/observations.csv", headers={"if-none-match": whole.headers["etag"]}).status_code == 304
    assert client.get("/data/observations.csv", headers={"range": "bytes=9999999-"}).status_code == 416


def test_a_table_says_where_it_is_described(client: TestClient) -> None:
    answer = client.get("/data/claims.csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert 'rel="describedby"' in answer.headers["link"]


def test_every_area_page_of_the_store_is_found_by_every_code(client: TestClient) -> None:
    listed = client.get("/api/v1/areas?status=current&pageSize=1000").json()["data"]
    assert len(listed) == 153
    for area in listed:
        right = f"/areas/{area['code']}/{area['slug']}/"
        assert client.get(right).status_code == 200
        assert client.get(f"/areas/{area['dfe_code']}").headers["location"] == right
