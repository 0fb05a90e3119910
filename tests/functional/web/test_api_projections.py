"""A program asks for projections of money: scenarios, dials, ranges, differences, the draws, and mistakes."""

from __future__ import annotations

import csv
import io
import re
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, get_args

import duckdb
import pytest
import schemathesis
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from starlette.testclient import TestClient

from portcullis.cli import main
from portcullis.cli.projected import RAW
from portcullis.model import money
from portcullis.vocabulary import DIALS, parse_setting
from portcullis.web.api.projection_answers import COLUMNS
from portcullis.web.api.projections import SETTING, Measure
from tests.functional.web.test_api_errors import CHECKS

API = "/api/v1"
KENT = "E10000016"
ENGLAND = "E92000001"


def projection(client: TestClient, query: str = "", code: str = KENT) -> dict[str, Any]:
    answer = client.get(f"{API}/areas/{code}/projection?draws=300&years=4&{query}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_scenarios_and_dials_are_told_whole(client: TestClient) -> None:
    told = client.get(f"{API}/scenarios").json()["data"]
    assert told["usual"] == "today"
    assert [dial["name"] for dial in told["dials"]] == list(DIALS)
    today = next(one for one in told["scenarios"] if one["slug"] == "today")
    assert today["dials"][0]["why"] == "No rate has been named for the deficits of 2026-27 and 2027-28."
    refusals = next(one for one in told["dials"] if one["name"] == "refusals")
    assert (refusals["first_year_needed"], refusals["least"], refusals["certainty"]) == (True, 0.01, "assumption")


def test_a_projection_says_what_it_is_how_it_was_made_and_what_it_starts_from(client: TestClient) -> None:
    answer = projection(client)
    assert set(answer) == {"data", "links", "warnings"}
    told = answer["data"]
    assert (
        "not a forecast of what the council decides, and no prediction of a section 114" in told["about"]["statement"]
    )
    about = {name: told["about"][name] for name in ("claim_class", "scenario", "seed", "draws", "years", "origin")}
    assert about == {
        "claim_class": "projected", "scenario": "today", "seed": 2026, "draws": 300, "years": 4, "origin": 2025,
    }  # fmt: skip
    assert told["start"]["state"] == "known"
    assert (told["start"]["date"], told["start"]["deficit_gbp"]) == ("2024-03-31", 67167405)
    ends = ("low_95", "low_80", "low_50", "median", "high_50", "high_80", "high_95")
    for one in told["ranges"]:
        assert [one[end] for end in ends] == sorted(one[end] for end in ends)
        assert re.fullmatch(r"\d{4}-\d\d" if one["period_kind"] == "financial_year" else r"\d{4}-03-31", one["period"])
    assert {one["measure"] for one in told["ranges"]} == set(get_args(Measure))
    exposure = told["exposure"]
    assert exposure["per_resident_gbp"] == round(exposure["deficit"]["median"] / exposure["residents"])
    assert exposure["usable_reserves_gbp"] is None
    assert exposure["share_of_draws_above_reserves"] is None
    assert [w["code"] for w in answer["warnings"]] == ["caution"]
    for where in answer["links"].values():
        assert client.get(where).status_code == 200, where


def test_the_balance_that_it_starts_from_is_no_projection(client: TestClient) -> None:
    first, *others = projection(client, "measure=balance")["data"]["ranges"]
    figure = client.get(f"{API}/figures/{first['observation']}").json()["data"]
    assert first["claim_class"] == figure["claim_class"]
    assert abs(first["median"] - figure["value"]) <= 500
    assert {(one["claim_class"], one["observation"]) for one in others} == {("projected", None)}


def test_a_dial_is_turned_and_compared_with_the_same_luck(client: TestClient) -> None:
    asked = "set=support_pct=50&set=reserves_gbp=90000000&compare=today"
    answer = projection(client, asked)
    told = answer["data"]
    assert told["about"]["settings"][-2:] == ["support_pct=50", "reserves_gbp=90000000"]
    assert told["against"]["scenario"] == "today"
    apart = {(one["measure"], one["year"]): one for one in told["against"]["ranges"]}
    assert apart["balance", 2026]["median"] == 0
    assert apart["balance", 2028]["high_95"] < 0
    assert 0 <= told["exposure"]["share_of_draws_above_reserves"] <= 1
    assert told["exposure"]["reserves_on"] == "typed in"
    assert client.get(answer["links"]["self"]).json()["data"] == told
    rows = list(csv.DictReader(io.StringIO(client.get(answer["links"]["csv"]).text)))
    assert Counter(row["against"] for row in rows)["today"] == len(told["against"]["ranges"])


@pytest.mark.parametrize("address", ["projection.csv?", "projection?format=csv&"])
def test_csv_is_the_json_and_is_what_the_command_prints(
    client: TestClient, real_register: Path, built_store: Path, tmp_path: Path, address: str
) -> None:
    (tmp_path / "store").symlink_to(built_store)
    answer = client.get(f"{API}/areas/{KENT}/{address}years=4&draws=300&seed=7&set=support_pct=50&compare=today")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    places = ["--register", str(real_register), "--build-dir", str(tmp_path)]
    options = ["--years", "4", "--draws", "300", "--seed", "7", "--set", "support_pct=50", "--compare", "today"]
    printed = CliRunner().invoke(main, [*places, "project", "Kent", *options, "--format", "csv"]).stdout
    assert answer.text.splitlines() == printed.splitlines()


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_the_draws_themselves(client: TestClient, tmp_path: Path, form: str) -> None:
    answer = client.get(f"{API}/areas/{KENT}/projection/draws?draws=100&years=4&format={form}")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == f'attachment; filename="draws-{KENT}-today.{form}"'
    place = tmp_path / f"draws.{form}"
    place.write_bytes(answer.content)
    with duckdb.connect() as connection:
        rows = connection.sql(f"select count(*), count(distinct draw), min(financial_year) from '{place}'").fetchall()
    assert rows == [(500, 100, "2024-25")]
    again = client.get(f"{API}/areas/{KENT}/projection/draws?draws=100&years=4&format={form}")
    assert again.content == answer.content


def test_what_was_asked_and_does_nothing_is_warned_of(client: TestClient) -> None:
    answer = projection(client, "set=funding_growth_pct=3@2035&sett=1")
    assert [(w["code"], w["path"]) for w in answer["warnings"]] == [
        ("dial_does_not_act", "set.funding_growth_pct"), ("caution", "scenario"), ("unknown_parameter", "sett"),
    ]  # fmt: skip


def test_reasons_to_take_care_are_warnings(client: TestClient) -> None:
    answer = projection(client, code="E06000060")
    assert answer["data"]["start"]["state"] == "stale"
    assert answer["warnings"][0]["message"] == "its last official balance is that of 31 March 2022"


def test_england_is_the_sum_and_has_fewer_draws(client: TestClient) -> None:
    told = client.get(f"{API}/areas/{ENGLAND}/projection?years=4").json()["data"]
    assert (told["start"]["state"], told["about"]["draws"]) == ("sum", 1000)
    assert told["exposure"]["service_budget_gbp"] is None
    refused = client.get(f"{API}/areas/{ENGLAND}/projection?draws=1001")
    (error,) = refused.json()["errors"]
    assert (refused.status_code, error["path"], error["code"]) == (400, "draws", "too_many_draws")


@pytest.mark.parametrize(
    ("address", "status", "path", "said"),
    [
        (f"{KENT}/projection?draws=1000000000000", 400, "draws", "less than or equal to 20000"),
        (f"{KENT}/projection?draws=many", 400, "draws", "valid integer"),
        (f"{KENT}/projection?years=200", 400, "years", "less than or equal to 15"),
        (f"{KENT}/projection?years=2", 400, "years", "the override ends on 31 March 2028, after the last year, 2027"),
        (f"{KENT}/projection?seed=-1", 400, "seed", "greater than or equal to 0"),
        (f"{KENT}/projection?measure=moods", 400, "measure", "'spent'"),
        (f"{KENT}/projection?scenario=dreams", 400, "scenario", "No scenario is called 'dreams'; there are today, "),
        (f"{KENT}/projection?compare=dreams", 400, "compare", "No scenario is called 'dreams'"),
        (f"{KENT}/projection?set=support_pct", 400, "set.support_pct", "support_pct needs a value"),
        (f"{KENT}/projection?set=moods=2", 400, "set", "no dial is called 'moods'"),
        (f"{KENT}/projection?set=support_pct=lots", 400, "set.support_pct", "must be a number, not 'lots'"),
        (f"{KENT}/projection?set=support_pct=150", 400, "set.support_pct", "between 0 and 100 percent, not 150"),
        (f"{KENT}/projection?set=funding_growth_pct=3@2030-2027", 400, "set.funding_growth_pct", "turn them round"),
        (f"{KENT}/projection?set=" + "x" * 61, 400, "set.0", "at most 60 characters"),
        (f"{KENT}/projection/draws?draws=10001", 400, "draws", "less than or equal to 10000"),
        (f"{KENT}/projection/draws?format=xlsx", 400, "format", "'csv' or 'parquet'"),
        (f"{ENGLAND}/projection?set=balance_gbp=5", 400, "set", "balance_gbp is about one council"),
        ("E06000053/projection", 409, "code", "no allocation of high needs funding is known"),
        ("E99999999/projection", 404, None, "/api/v1/areas?q= finds councils by name"),
        ("E06000028/projection.csv", 404, None, "Bournemouth, Christchurch and Poole (E06000058) followed"),
        ("C-cumbria/projection/draws", 404, None, "there are projections of present councils and of England"),
    ],
)  # fmt: skip
def test_asked_wrongly(client: TestClient, address: str, status: int, path: str | None, said: str) -> None:
    answer = client.get(f"{API}/areas/{address}")
    problem = answer.json()
    assert (answer.status_code, problem["status"]) == (status, status)
    assert answer.headers["content-type"] == "application/problem+json"
    assert said in problem["detail"] + " ".join(error["message"] for error in problem["errors"])
    assert [error["path"] for error in problem["errors"]] == ([path] if path else [])


def test_old_codes_lead_to_the_present_one_and_keep_what_was_asked(client: TestClient) -> None:
    asked = "set=support_pct=50&years=4&draws=300"
    for ending in ("", ".csv", "/draws"):
        old = client.get(f"{API}/areas/e06000048/projection{ending}?{asked}")
        assert old.status_code == 308
        assert old.headers["location"].startswith(f"{API}/areas/E06000057/projection{ending}?")
        assert client.get(old.headers["location"]).status_code == 200


def test_what_has_not_changed_is_not_sent_again(client: TestClient) -> None:
    address = f"{API}/areas/{KENT}/projection?draws=300&years=4"
    again = client.get(address, headers={"if-none-match": client.get(address).headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_projection_is_made_once_however_many_ask(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    projection(client)
    made: Counter[int] = Counter()
    running = most = 0
    make = money.project

    def counting(*args: Any, **options: Any) -> Any:
        nonlocal running, most
        running += 1
        most = max(most, running)
        made[options["seed"]] += 1
        try:
            return make(*args, **options)
        finally:
            running -= 1

    monkeypatch.setattr(money, "project", counting)
    wanted = [f"{API}/areas/{KENT}/projection?seed={seed}&draws=5000" for seed in (21, 22, 23)] * 4
    with ThreadPoolExecutor(len(wanted)) as readers:
        answers = list(readers.map(client.get, wanted))
    assert {answer.status_code for answer in answers} == {200}
    assert made == {21: 1, 22: 1, 23: 1}
    assert most == 1
    assert client.get(f"{wanted[0]}&format=csv&measure=gap").status_code == 200  # another view of the same
    assert made[21] == 1


def test_pages_do_not_wait_and_too_many_are_asked_to_come_again(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    projection(client)
    begun, go_on = threading.Event(), threading.Event()
    make = money.project

    def slow(*args: Any, **options: Any) -> Any:
        begun.set()
        assert go_on.wait(60)
        return make(*args, **options)

    monkeypatch.setattr(money, "project", slow)
    monkeypatch.setattr("portcullis.web.turns.MOST_UNDER_WAY", 2)
    with ThreadPoolExecutor(1) as reader:
        waiting = reader.submit(projection, client, "seed=987654")
        try:
            assert begun.wait(60)
            for address in ("/", f"{API}/areas", "/search/?q=council", f"{API}/areas/{KENT}/figures.csv"):
                assert client.get(address).status_code == 200
            for address in (f"{ENGLAND}/projection?seed=5", f"{KENT}/projection/draws?seed=5"):
                refused = client.get(f"{API}/areas/{address}&draws=500")
                assert (refused.status_code, refused.headers["retry-after"]) == (503, "5")
                assert refused.json()["detail"] == "Many projections are being made. Ask again in a few seconds."
            assert projection(client)["data"]["code"] == KENT  # one that is kept costs nothing
        finally:
            go_on.set()
        assert waiting.result()["data"]["about"]["seed"] == 987654


def test_the_lists_here_are_those_of_the_model() -> None:
    assert get_args(Measure) == money.MEASURES
    assert COLUMNS == RAW
    for text in ("support_pct=50", "funding_growth_pct=3@2030"):
        assert str(parse_setting(text)) == text
        assert re.match(SETTING, text)


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
def test_no_projection_asked_for_by_the_document_is_answered_with_a_5xx(
    client: TestClient, mode: GenerationMode
) -> None:
    """The general test gives any text as a code, so that it never comes as far as a projection: here are real ones."""
    schema = schemathesis.openapi.from_dict(client.get(f"{API}/openapi.json").json())
    seen: Counter[int] = Counter()
    turn = 0

    def ask(case: schemathesis.Case) -> None:
        nonlocal turn
        turn += 1
        address = case.path.format(code=(KENT, "E06000060", "E06000048")[turn % 3])
        query = {name: value for name, value in (case.query or {}).items() if value is not None}
        answer = client.get(address, params=query)
        seen[answer.status_code] += 1
        assert answer.status_code < 500, (address, query)
        if answer.status_code != 414:  # longer than any address that we name
            case.validate_response(schemathesis.Response.from_any(answer), checks=list(CHECKS))

    for result in schema.get_all_operations():
        operation = result.ok()  # ty: ignore[missing-union-attribute]
        if "projection" in operation.path:
            run = settings(
                max_examples=20, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck)
            )
            run(given(operation.as_strategy(generation_mode=mode))(ask))()
    assert sum(seen.values()) > 40
    assert seen[200 if mode is GenerationMode.POSITIVE else 400] > 5
