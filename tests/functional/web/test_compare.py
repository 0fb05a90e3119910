"""Comparing councils: any councils, any shares, never a rank; and charts for other websites by oEmbed."""

import re

from starlette.testclient import TestClient


def text(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_the_first_council_leads_and_the_others_come_by_name(client: TestClient) -> None:
    answer = client.get("/compare/?areas=Kent&areas=Surrey&areas=Essex")
    assert answer.status_code == 200
    heads = re.findall(r'<th scope="row"[^>]*>([^<]+)</th>', answer.text)
    assert heads[:3] == ["Kent", "Essex", "Surrey"]
    assert "This is not a ranking" in answer.text


def test_verdicts_count_and_do_not_rank(client: TestClient) -> None:
    words = text(client.get("/compare/?areas=Kent&areas=Surrey&areas=Essex").text)
    assert re.search(r"Of the 2 others with figures, \d (is|are) clearly above Kent and \d clearly below\.", words)
    assert not re.search(r"\b(rank \d|worst|best|\d+(st|nd|rd|th) of)\b", words)


def test_a_chosen_measure_without_known_cases_says_so(client: TestClient) -> None:
    answer = client.get("/compare/?areas=E10000016&areas=E06000035&measures=attainment8_ehc")
    assert "is not known, so chance may explain the differences" in answer.text


def test_what_is_wrong_is_said_beside_the_form_and_the_choice_is_kept(client: TestClient) -> None:
    for query, words in (
        ("areas=Kent", "Choose two councils or more."),
        ("areas=Kent&areas=Nowhere<b>", "There is no council called “Nowhere&lt;b&gt;”."),
        ("areas=Kent&areas=Surrey&measures=nope", "There is no measure called “nope”"),
    ):
        answer = client.get(f"/compare/?{query}")
        assert answer.status_code == 400
        assert words in answer.text
        assert '<option value="E10000016" selected>' in answer.text


def test_old_codes_and_many_councils(client: TestClient) -> None:
    assert "Buckinghamshire" in client.get("/compare/?areas=E10000002&areas=Kent").text
    many = "&".join(f"areas=E090000{n:02}" for n in range(1, 20))
    assert "Choose at most 12 councils" in client.get(f"/compare/?{many}").text


def test_oembed_names_a_frame_for_a_chart_and_nothing_else(client: TestClient) -> None:
    answer = client.get("/oembed?url=https://elsewhere.example/embed/areas/E10000016/plans/&maxwidth=300")
    assert answer.status_code == 200
    assert answer.json()["width"] == 300
    assert 'src="http://testserver/embed/areas/E10000016/plans/"' in answer.json()["html"]
    for wrong, status in (
        ("url=https://x.example/areas/E10000016/kent/", 404),
        ("url=https://x.example/embed/areas/E10000016/../../", 404),
        ("url=x&format=xml", 501),
        ("", 400),
        ("url=x&maxwidth=1", 400),
    ):
        assert client.get(f"/oembed?{wrong}").status_code == status, wrong
