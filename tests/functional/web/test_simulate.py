"""A person asks "what if": the form, its answer, every mistake beside its field, an address that can be kept."""

from __future__ import annotations

import html
import re
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from portcullis.model import money
from portcullis.publish.pages.simulate import DRAWN, FIELDS
from portcullis.publish.words.sentence import MAX_WORDS
from portcullis.vocabulary import DIALS
from portcullis.web.asked import NAMES

FEW = "draws=300"


def text(page: str) -> str:
    page = re.sub(r"</?(data|b|span)\b[^>]*>", "", page)
    body = re.sub(r"<(script|style|svg|datalist)\b.*?</\1>", " ", page, flags=re.DOTALL)
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body)))


def ask(client: TestClient, query: str) -> str:
    answer = client.get(f"/simulate/?{query}")
    assert answer.status_code == 200, text(answer.text)[:2000]
    return answer.text


def test_the_answer_comes_first_and_says_what_it_is(client: TestClient) -> None:
    page = ask(client, f"council=kent&{FEW}")
    words = text(page)
    assert re.search(r"Kent may owe about £\d+m on 31 March 2028, when the override ends\.", words)
    assert re.search(r"In 80 of 100 futures that the model drew, it owes between £[\d.]+m and £\d+m\.", words)
    assert "This is not a forecast of your council’s decisions." in words
    assert (
        "It starts from the official balance of 31 March 2024, a deficit of £67.2m. That is more than 2 years old."
        in words
    )
    assert "ends in March 2018, which is too old" in words
    assert "Exceptional Financial Support" in words
    assert "It was forecast to reach £136m on 31 March 2026." in words
    assert "What moves the answer most" in words
    assert page.index('class="answer"') < page.index('class="chartblock"') < page.index('<form class="simulate"')
    assert page.count('class="chartblock"') == 2  # nothing to compare today with
    # A projection never looks like a fact: its numbers stand in a marked sentence.
    assert re.search(r'<span class="fig-projected">Kent may owe about <data value="\d+"', page)


def test_sentences_of_the_answer_are_short(client: TestClient) -> None:
    for query in (
        "council=kent",
        "council=bury&scenario=petition",
        "council=richmond-upon-thames&scenario=law-of-2024",
    ):
        page = ask(client, f"{query}&{FEW}")
        block = re.search(r'<dl class="answers">(.*?)</dl>', page, re.DOTALL)
        assert block
        for answer in re.findall(r"<dd>(.*?)</dd>", block[1], re.DOTALL):
            for sentence in re.split(r"(?<=[.;])\s+(?=[A-Z])", text(answer).strip()):
                assert len(sentence.split()) <= MAX_WORDS, sentence


def test_a_run_is_compared_with_today_with_the_same_luck(client: TestClient) -> None:
    page = ask(client, f"council=kent&scenario=help-50&{FEW}")
    assert re.search(r"On 31 March 2028 it may owe about £\d+m less than under “Today”\.", text(page))
    assert page.count('class="chartblock"') == 3
    own = text(ask(client, f"council=kent&support_pct=50&{FEW}"))
    assert "This is the scenario “Today”, with your changes." in own
    assert re.search(r"it may owe about £\d+m less than under “Today”", own)
    assert re.search(r"Help for deficits of 2026 to 2028 50 percent you set it", own)


def test_what_a_scenario_assumes_is_told_with_its_reason_and_sources(client: TestClient) -> None:
    page = ask(client, f"council=kent&{FEW}")
    words = text(page)
    assert "No rate has been named for the deficits of 2026-27 and 2027-28." in words
    assert "official: government has said so" in words
    assert "Take care. Government has promised help for 2026 to 2028 without naming a rate." in words
    assert 'id="source-dfe_note_2026"' in page
    assert 'data-figure="dsg_cumulative_deficit:E10000016:2023-24:' in page


def test_reserves_are_set_beside_it_only_when_typed_in(client: TestClient) -> None:
    words = text(ask(client, f"council=kent&reserves_gbp=100000000&{FEW}"))
    assert re.search(
        r"In about \d+ of 100 futures the deficit is then larger than the reserves that you typed in, £100m", words
    )
    assert "never a prediction of a section 114 notice" in words


def test_the_address_is_short_stable_and_leads_to_the_same_run(client: TestClient) -> None:
    blank = {name: "" for name in NAMES if name != "set"}
    sent = blank | {
        "council": " Kent ", "scenario": "today", "support_pct": "50%", "refusals": "1.5",
        "reserves_gbp": "£90,000,000", "draws": "300", "years": "5", "seed": "2026",
        "funding_growth_pct": "3", "funding_growth_pct.from": "2027",
        "funding_growth_pct.to": "2030",
    }  # fmt: skip
    led = client.get("/simulate/", params=sent)
    assert led.status_code == 303
    assert led.headers["location"] == (
        "/simulate/?council=kent&support_pct=50&funding_growth_pct=3&funding_growth_pct.from=2027&"
        "funding_growth_pct.to=2030&refusals=1.5&refusals.from=2027&reserves_gbp=90000000&draws=300"
    )
    answer = client.get(led.headers["location"])
    assert answer.status_code == 200
    assert 'value="Kent"' in answer.text
    assert 'name="funding_growth_pct.to" type="text" inputmode="numeric" autocomplete="off" value="2030"' in answer.text
    again = client.get(led.headers["location"], headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_codes_old_names_and_settings_of_the_command_lead_there_too(client: TestClient) -> None:
    for query in (f"council=E10000016&{FEW}", f"council=886&{FEW}", f"council=KENT&{FEW}"):
        assert client.get(f"/simulate/?{query}").headers["location"] == f"/simulate/?council=kent&{FEW}"
    led = client.get(f"/simulate/?council=kent&set=support_pct=50&set=mix:post16=1.2@2028&{FEW}")
    assert (
        led.headers["location"] == f"/simulate/?council=kent&support_pct=50&mix-post16=1.2&mix-post16.from=2028&{FEW}"
    )


def test_england_is_the_sum_of_its_councils(client: TestClient) -> None:
    words = text(ask(client, "council=england&draws=100"))
    assert "The councils of England may owe about £" in words
    assert "What moves the answer most" not in words
    assert "Reserves" not in words.partition("Change the council")[0]


@pytest.mark.parametrize(
    ("query", "field", "said"),
    [
        ("council=atlantis", "council", "There is no council called “atlantis”. Pick one from the list."),
        ("council=<b>x</b>", "council", "There is no council called “<b>x</b>”."),
        ("scenario=today", "council", "Choose a council, or England."),
        ("council=bournemouth", "council", "Bournemouth is no more: Bournemouth, Christchurch and Poole followed it."),
        ("council=isles-of-scilly", "council", "There is no projection for Isles of Scilly: no allocation"),
        ("council=kent&support_pct=lots", "support_pct", "Help for deficits of 2026 to 2028 must be a number, "),
        ("council=kent&grant_pct=150", "grant_pct", "Stability grant must lie between 0 and 100 percent, not 150."),
        ("council=kent&grant_pct=nan", "grant_pct", "Stability grant must lie between 0 and 100 percent, not nan."),
        (
            "council=kent&funding_growth_pct=3&funding_growth_pct.from=2030&funding_growth_pct.to=2027",
            "funding_growth_pct",
            "The last year of “Growth of high needs funding”, 2027, is before its first, 2030: turn",
        ),
        (
            "council=kent&requests=2&requests.from=1999",
            "requests",
            "The first year of “Requests for an assessment” must be one from 2024 to 2040",
        ),
        ("council=kent&requests.from=2027", "requests", "Years are given, but no value."),
        ("council=kent&override_end=2028-12-25", "override_end", "must be a 31 March from 2026 to 2039"),
        ("council=kent&years=2", "years", "The override ends on 31 March 2028, after the last year, 2027"),
        ("council=kent&draws=1000000000000", "draws", "a whole number from 100 to 20,000"),
        ("council=kent&draws=٣٠٠", "draws", "a whole number from 100 to 20,000"),
        ("council=kent&seed=-1", "seed", "Give the seed as a whole number from 0 on."),
        ("council=england&draws=5000", "draws", "at most 1,000 futures here"),
        ("council=england&reserves_gbp=5", "reserves_gbp", "this is about one council, so name one"),
        ("council=kent&scenario=dreams", "scenario-0", "There is no scenario called “dreams”: choose one of these."),
    ],
)  # fmt: skip
def test_a_mistake_stands_beside_its_field_and_all_that_was_typed_is_kept(
    client: TestClient, query: str, field: str, said: str
) -> None:
    answer = client.get(f"/simulate/?{query}&interest_pct=6.5", follow_redirects=True)
    assert answer.status_code == 400
    words = text(answer.text)
    assert said in words
    assert f'href="#f-{field}"' in answer.text  # the summary leads to the field
    mistake = re.search(r'<p class="mistake" id="e-([^"]+)"><b>Mistake:</b> (.*?)</p>', answer.text)
    assert mistake
    assert mistake[1] == ("scenario" if field == "scenario-0" else field)
    assert said in html.unescape(mistake[2])
    assert 'name="interest_pct" type="text" inputmode="text" autocomplete="off" value="6.5"' in answer.text
    for name, value in (pair.split("=", 1) for pair in query.split("&")):
        if name != "scenario":
            escaped = html.escape(value, quote=True)
            shown = {"kent": "Kent", "isles-of-scilly": "Isles of Scilly", "england": "england"}.get(escaped, escaped)
            kept = any(f'value="{one}"' in answer.text for one in (escaped, shown))
            assert kept, (name, value)
    assert "<b>x</b>" not in answer.text


def test_several_mistakes_are_told_at_once_in_the_order_of_the_form(client: TestClient) -> None:
    answer = client.get("/simulate/?draws=x&grant_pct=y&council=z")
    assert re.findall(r'<li><a href="#f-(\w+)">', answer.text) == ["council", "grant_pct", "draws"]


def test_a_field_that_does_not_exist_is_no_dial(client: TestClient) -> None:
    for query, said in (
        ("council=kent&suport_pct=50", "There is no field called “suport_pct”. Nothing was worked out."),
        ("council=kent&set=moods=2", "no dial is called 'moods'"),
        ("&".join(f"a{n}=1" for n in range(200)), "The address asks for more than the form has."),
    ):
        answer = client.get(f"/simulate/?{query}")
        assert answer.status_code == 400
        assert said in text(answer.text)


def test_too_much_at_once_is_refused_politely_and_the_form_is_kept(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(client, f"council=kent&{FEW}")
    begun, go_on = threading.Event(), threading.Event()
    make = money.project

    def slow(*args: Any, **options: Any) -> Any:
        begun.set()
        assert go_on.wait(60)
        return make(*args, **options)

    monkeypatch.setattr(money, "project", slow)
    monkeypatch.setattr("portcullis.web.turns.MOST_UNDER_WAY", 2)
    with ThreadPoolExecutor(1) as reader:
        waiting = reader.submit(client.get, f"/simulate/?council=kent&{FEW}&seed=9911")
        try:
            assert begun.wait(60)
            refused = client.get("/simulate/?council=england&interest_pct=6.5&draws=100&seed=9912")
            assert (refused.status_code, refused.headers["retry-after"]) == (503, "5")
            assert "Many projections are being made. Ask again in a few seconds." in text(refused.text)
            assert 'value="6.5"' in refused.text
            assert client.get("/areas/E10000016/kent/").status_code == 200  # pages do not wait
            assert client.get(f"/simulate/?council=kent&{FEW}").status_code == 200  # one that is kept costs nothing
        finally:
            go_on.set()
        assert waiting.result().status_code == 200


def test_the_script_may_run_here_and_nowhere_else(client: TestClient) -> None:
    allowed = "script-src 'self'"
    assert allowed in client.get(f"/simulate/?council=kent&{FEW}").headers["content-security-policy"]
    assert allowed in client.get("/simulate/?council=atlantis").headers["content-security-policy"]
    for path in ("/", "/compare/?areas=Kent", "/api/v1/areas", "/search/?q=kent"):
        assert allowed not in client.get(path).headers["content-security-policy"]


def test_files_of_the_same_run_are_offered_and_are_there(client: TestClient) -> None:
    page = ask(client, f"council=kent&support_pct=50&{FEW}")
    links = [html.unescape(link) for link in re.findall(r'href="\.\.(/api/v1/[^"]+/projection[^"]*)"', page)]
    assert len(links) == 4
    for link in links:
        answer = client.get(link)
        assert answer.status_code == 200, link
    told = client.get(links[1]).json()["data"]
    assert told["about"]["settings"][-1] == "support_pct=50"
    shown = re.search(r'Kent may owe about <data value="(\d+)"', page)
    assert shown
    assert told["exposure"]["deficit"]["median"] == int(shown[1])


SOME = st.sampled_from(
    ["", "0", "50", "-1", "1e308", "nan", "£5", "2028-03-31", "none", "net", "yes", "\x00", "‮", "'\"<"]
)


@settings(max_examples=60, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.dictionaries(st.sampled_from(sorted({*NAMES, "bogus"})), st.one_of(SOME, st.text(max_size=12)), max_size=6))
def test_whatever_is_sent_is_answered_plainly(client: TestClient, sent: dict[str, str]) -> None:
    answer = client.get("/simulate/?" + urlencode({"council": "kent", "draws": "100"} | sent, errors="replace"))
    assert answer.status_code in {200, 303, 400}
    assert "Traceback" not in answer.text
    if answer.status_code == 303:
        led = client.get(answer.headers["location"])
        assert led.status_code in {200, 400}  # never led on again


def test_each_dial_has_its_field() -> None:
    assert list(FIELDS.values()) == list(DIALS)
    assert not set(FIELDS) & {*DRAWN, "council", "scenario", "set"}
