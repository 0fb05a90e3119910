"""A program asks for forecasts of plans: ranges, how they were made, our record, and those made before the figure."""

from __future__ import annotations

import asyncio
import csv
import io
import re
import shutil
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, cast, get_args

import pytest
import schemathesis
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from starlette.testclient import TestClient

from portcullis.cli import main
from portcullis.cli.forecast import RAW
from portcullis.model.demand import Fitted, fit, parse_switch
from portcullis.web import create_app
from portcullis.web.api.forecasts import COLUMNS, SWITCH, Flow, Measure
from portcullis.web.current import Edition
from portcullis.web.forecasting import Forecaster, Wish
from portcullis.web.problems import ProblemError
from tests.functional.web.test_api_errors import CHECKS

API = "/api/v1"
AMBLEFORD = "E99000001"
EAST_THORNE = "E99000005"
ENGLAND = "E92000001"


def forecast(client: TestClient, code: str, query: str = "") -> dict[str, Any]:
    answer = client.get(f"{API}/areas/{code}/forecast?draws=500&{query}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_forecast_says_what_it_is_and_how_it_was_made(client: TestClient) -> None:
    answer = client.get(f"{API}/areas/E10000016/forecast").json()
    assert set(answer) == {"data", "links", "warnings"}
    told = answer["data"]
    assert told["about"] == {
        "statement": "A projection if nothing changes: no reform is in it.", "claim_class": "projected",
        "model": "demand-1", "seed": 2026, "draws": 10_000, "years": 10, "origin": 2025, "vintage": "2025-06-26",
        "switches": [],
    }  # fmt: skip
    assert told["series"] == {"state": "ok", "starts": 2025, "reasons": [], "refused": {}}
    assert told["backtest"]["sentence"].startswith("When we forecast Kent from January 2022")
    assert {past["origin"] for past in told["backtest"]["past"]} == set(range(2019, 2025))
    ends = ("low_95", "low_80", "low_50", "median", "high_50", "high_80", "high_95")
    for one in told["ranges"]:
        assert [one[end] for end in ends] == sorted(one[end] for end in ends)
        assert one["unit"] == "count"
        flow = one["measure"] in get_args(Flow)
        assert one["period_kind"] == ("calendar_year" if flow else "january")
    assert len([one for one in told["ranges"] if one["measure"] == "plans"]) == 11
    for where in answer["links"].values():
        assert client.get(where).status_code == 200


def test_the_count_that_it_starts_from_is_no_projection(client: TestClient) -> None:
    first, *others = forecast(client, "E10000016", "measure=plans")["data"]["ranges"]
    figure = client.get(f"{API}/figures/{first['observation']}").json()["data"]
    assert (first["year"], first["claim_class"]) == (2025, figure["claim_class"])
    assert first["median"] == figure["value"]
    assert {(one["claim_class"], one["observation"]) for one in others} == {("projected", None)}
    # A council whose count is in doubt starts earlier, so its January is an estimate, and so is England's sum.
    newham = forecast(client, "E09000025", "measure=plans")
    assert newham["data"]["series"]["starts"] == 2024
    assert newham["data"]["ranges"][0]["claim_class"] == "projected"
    assert forecast(client, ENGLAND, "measure=plans")["data"]["ranges"][0]["claim_class"] == "projected"


def test_reasons_to_take_care_are_warnings(client: TestClient) -> None:
    newham = forecast(client, "E09000025")
    assert newham["data"]["series"]["state"] == "widened"
    said = [warning["message"] for warning in newham["warnings"] if warning["code"] == "take_care"]
    assert said == newham["data"]["series"]["reasons"]
    assert "marked suspect in the register" in said[0]


def test_england_is_the_sum_and_says_whose_series_are_not_plain(county: TestClient) -> None:
    told = forecast(county, ENGLAND)["data"]
    assert (told["name"], told["series"]["state"]) == ("England", "sum")
    assert any("Coldmarsh: only 3 of the last ten" in reason for reason in told["series"]["reasons"])
    assert told["backtest"]["area"] == "England"
    answer = county.get(f"{API}/areas/{ENGLAND}/forecast?draws=10001")
    (error,) = answer.json()["errors"]
    assert (answer.status_code, error["path"], error["code"]) == (400, "draws", "too_many_draws")


def test_a_reorganised_council_has_the_record_of_its_area(county: TestClient) -> None:
    record = forecast(county, "E99000003")["data"]["backtest"]
    assert (record["joined"], record["area"]) == (True, "Old Wexmoor, Coldmarsh and Dunmere (combined)")


@pytest.mark.parametrize("address", ["forecast.csv?", "forecast?format=csv&"])
def test_csv_is_the_json_and_is_what_the_command_prints(
    county: TestClient, broken_county: Path, tmp_path: Path, address: str
) -> None:
    answer = county.get(f"{API}/areas/{AMBLEFORD}/{address}years=3&draws=500&seed=7")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    told = forecast(county, AMBLEFORD, "years=3&seed=7")["data"]["ranges"]
    assert [(row["measure"], float(row["median"])) for row in rows] == [(one["measure"], one["median"]) for one in told]
    places = ["--register", str(broken_county), "--build-dir", str(tmp_path)]
    options = ["forecast", "Ambleford", "--years", "3", "--draws", "500", "--seed", "7", "--format", "csv"]
    assert answer.text.splitlines() == CliRunner().invoke(main, [*places, *options]).stdout.splitlines()


def test_switches_are_laid_over_it_and_may_be_repeated(client: TestClient) -> None:
    plain = forecast(client, "E10000016", "measure=plans")["data"]
    asked = "measure=plans&switch=refusals=1.5@2027&switch=exits=1.2@2027"
    moved = forecast(client, "E10000016", asked)
    assert moved["data"]["about"]["switches"] == ["refusals=1.5@2027", "exits=1.2@2027"]
    assert "assumptions laid over it: refusals=1.5@2027, exits=1.2@2027" in moved["data"]["about"]["statement"]
    assert moved["data"]["ranges"][-1]["median"] < plain["ranges"][-1]["median"]
    assert client.get(moved["links"]["self"]).json()["data"] == moved["data"]
    rows = list(csv.DictReader(io.StringIO(client.get(moved["links"]["csv"]).text)))
    assert {row["switches"] for row in rows} == {"refusals=1.5@2027|exits=1.2@2027"}


def test_what_was_asked_and_does_nothing_is_warned_of(client: TestClient) -> None:
    answer = forecast(client, "E10000016", "years=2&swich=refusals=1.5@2027&switch=requests_held@2050")
    assert [(w["code"], w["path"]) for w in answer["warnings"]] == [
        ("switch_does_not_act", "switch"),
        ("unknown_parameter", "swich"),
    ]
    early = forecast(client, "E10000016", "origin=2017&years=2&measure=requests")
    assert early["data"]["ranges"] == []
    assert [(w["code"], w["path"]) for w in early["warnings"]] == [("not_known_then", "measure")]


def test_a_forecast_from_an_earlier_january_knows_no_more_than_its_june(client: TestClient) -> None:
    told = forecast(client, "E10000016", "origin=2022&years=3&measure=plans")["data"]
    assert [one["year"] for one in told["ranges"]] == [2022, 2023, 2024, 2025]
    past = [one for one in told["backtest"]["past"] if one["origin"] == 2022]
    assert told["ranges"][3]["median"] == pytest.approx(past[2]["median"], rel=0.02)  # other draws, the same model


@pytest.mark.parametrize(
    ("address", "status", "path", "said"),
    [
        ("E10000016/forecast?draws=1000000000000", 400, "draws", "less than or equal to 20000"),
        ("E10000016/forecast?draws=99", 400, "draws", "greater than or equal to 100"),
        ("E10000016/forecast?draws=many", 400, "draws", "valid integer"),
        ("E10000016/forecast?years=200", 400, "years", "less than or equal to 15"),
        ("E10000016/forecast?years=0", 400, "years", "greater than or equal to 1"),
        ("E10000016/forecast?seed=-1", 400, "seed", "greater than or equal to 0"),
        ("E10000016/forecast?measure=moods", 400, "measure", "'plans'"),
        ("E10000016/forecast?format=xml", 400, "format", "'json' or 'csv'"),
        ("E10000016/forecast?switch=refusals", 400, "switch", "write it as refusals=1.5@2027"),
        ("E10000016/forecast?switch=moods=2@2027", 400, "switch", "no dial is called 'moods'"),
        ("E10000016/forecast?switch=refusals=1e9@2027", 400, "switch", "must lie between 0.01 and 100"),
        ("E10000016/forecast?switch=" + "x" * 61, 400, "switch.0", "at most 60 characters"),
        ("E10000016/forecast?" + "&".join(["switch=exits=2@2027"] * 11), 400, "switch", "at most 10 items"),
        ("E10000016/forecast?origin=2016", 400, "origin", "greater than or equal to 2017"),
        ("E10000016/forecast?origin=2026", 400, "origin", "The newest January whose plans are known is 2025."),
        ("E10000016/forecast?origin=2017&switch=exits=2@2018", 400, "switch", "no switch can act on them"),
        ("E99999999/forecast", 404, None, "/api/v1/areas?q= finds councils by name"),
        ("E06000028/forecast.csv", 404, None, "Bournemouth, Christchurch and Poole (E06000058) followed"),
        ("C-cumbria/forecast", 404, None, "there are forecasts of present councils and of England"),
    ],
)  # fmt: skip
def test_asked_wrongly(client: TestClient, address: str, status: int, path: str | None, said: str) -> None:
    answer = client.get(f"{API}/areas/{address}")
    problem = answer.json()
    assert (answer.status_code, problem["status"]) == (status, status)
    assert answer.headers["content-type"] == "application/problem+json"
    assert said in problem["detail"] + " ".join(error["message"] for error in problem["errors"])
    assert [error["path"] for error in problem["errors"]] == ([path] if path else [])


def test_a_series_that_cannot_carry_a_forecast_is_refused_with_the_reason(county: TestClient) -> None:
    told = forecast(county, ENGLAND)["data"]
    ((code, why),) = told["series"]["refused"].items()
    assert code == EAST_THORNE
    assert why == "no plans are known for January 2025, and no January since 2023 can be trusted"
    assert f"East Thorne is not in the sum: {why}" in told["series"]["reasons"]
    for ending in ("forecast", "forecast.csv", "forecast?switch=exits=2@2027"):
        answer = county.get(f"{API}/areas/{EAST_THORNE}/{ending}")
        assert (answer.status_code, answer.json()["errors"][0]["message"]) == (409, why)
        assert answer.json()["detail"] == f"There is no forecast for East Thorne: {why}."


def test_old_codes_lead_to_the_present_one_and_keep_what_was_asked(client: TestClient) -> None:
    asked = "years=2&draws=500&switch=refusals=1.5@2027&switch=exits=2@2027"
    for code, ending in (("E06000048", ""), ("e06000057", ".csv"), ("929", "")):
        old = client.get(f"{API}/areas/{code}/forecast{ending}?{asked}")
        assert old.status_code == 308
        assert old.headers["location"].startswith(f"{API}/areas/E06000057/forecast{ending}?")
        assert (
            client.get(old.headers["location"]).text
            == client.get(f"{API}/areas/E06000057/forecast{ending}?{asked}").text
        )
    assert "format=csv" in client.get(f"{API}/areas/929/forecast?format=csv").headers["location"]


def test_what_has_not_changed_is_not_sent_again(county: TestClient) -> None:
    address = f"{API}/areas/{AMBLEFORD}/forecast?draws=500"
    tag = county.get(address).headers["etag"]
    again = county.get(address, headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")


def test_a_forecast_is_made_once_however_many_ask(county: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    made: Counter[int] = Counter()
    running = most = 0
    make = Fitted.forecast

    def counting(self: Fitted, *args: Any, **options: Any) -> Any:
        nonlocal running, most
        running += 1
        most = max(most, running)
        made[options["seed"]] += 1
        try:
            return make(self, *args, **options)
        finally:
            running -= 1

    forecast(county, AMBLEFORD)  # the record has been made
    monkeypatch.setattr(Fitted, "forecast", counting)
    wanted = [f"{API}/areas/{ENGLAND}/forecast?seed={seed}&draws=2000" for seed in (11, 12, 13)] * 4
    with ThreadPoolExecutor(len(wanted)) as readers:
        answers = list(readers.map(county.get, wanted))
    assert {answer.status_code for answer in answers} == {200}
    assert made == {11: 1, 12: 1, 13: 1}
    assert most == 1
    assert county.get(f"{wanted[0]}&format=csv&measure=plans").status_code == 200  # another view of the same
    assert made[11] == 1


def test_pages_and_workbooks_do_not_wait_for_a_forecast(county: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, go_on = threading.Event(), threading.Event()
    make = Fitted.forecast

    def slow(self: Fitted, *args: Any, **options: Any) -> Any:
        begun.set()
        assert go_on.wait(60)
        return make(self, *args, **options)

    monkeypatch.setattr(Fitted, "forecast", slow)
    with ThreadPoolExecutor(6) as readers:
        waiting = [
            readers.submit(county.get, f"{API}/areas/{AMBLEFORD}/forecast?draws=200&seed={seed}") for seed in range(6)
        ]
        try:
            assert begun.wait(60)
            for address in ("/", f"{API}/areas", "/search/?q=council", f"{API}/areas/{AMBLEFORD}/figures.xlsx"):
                assert county.get(address).status_code == 200
            assert not any(one.done() for one in waiting)
        finally:
            go_on.set()
    assert {one.result().status_code for one in waiting} == {200}


def test_too_many_at_once_are_asked_to_come_again(county: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    forecast(county, AMBLEFORD)
    begun, go_on = threading.Event(), threading.Event()
    make = Fitted.forecast

    def slow(self: Fitted, *args: Any, **options: Any) -> Any:
        begun.set()
        assert go_on.wait(60)
        return make(self, *args, **options)

    monkeypatch.setattr(Fitted, "forecast", slow)
    monkeypatch.setattr("portcullis.web.turns.MOST_UNDER_WAY", 2)
    with ThreadPoolExecutor(1) as reader:
        waiting = reader.submit(forecast, county, AMBLEFORD, "seed=987654")
        try:
            assert begun.wait(60)
            for address in (f"{ENGLAND}/forecast?seed=987655", f"{ENGLAND}/forecast.csv?seed=987655"):
                refused = county.get(f"{API}/areas/{address}&draws=500")  # England counts as several
                assert (refused.status_code, refused.headers["retry-after"]) == (503, "5")
                assert refused.json()["detail"] == "Many forecasts are being made. Ask again in a few seconds."
            assert forecast(county, AMBLEFORD)["data"]["code"] == AMBLEFORD  # one that is kept costs nothing
        finally:
            go_on.set()
        assert waiting.result()["data"]["about"]["seed"] == 987654
    assert forecast(county, ENGLAND, "seed=987655")["data"]["about"]["seed"] == 987655


def test_what_nobody_waits_for_is_not_begun(county: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, go_on, drawn = threading.Event(), threading.Event(), []

    async def away() -> bool:
        return True

    async def here() -> bool:
        return False

    def told(edition: Edition, wish: Wish) -> Any:
        begun.set()
        assert go_on.wait(60)
        drawn.append(wish.seed)
        return wish.seed

    monkeypatch.setattr("portcullis.web.forecasting._told", told)
    monkeypatch.setattr("portcullis.web.turns.LOOK_AGAIN_S", 0.01)
    wishes = [Wish(AMBLEFORD, 1, 100, seed, (), None) for seed in (801, 802, 803)]
    current, forecaster = cast(Any, county.app).state.current, Forecaster()

    async def ask() -> list[Any]:
        with current.lease() as edition:
            first = asyncio.create_task(forecaster.forecast(edition, wishes[0], here))
            await asyncio.to_thread(begun.wait, 60)
            with pytest.raises(ProblemError, match="gone away"):
                await forecaster.forecast(edition, wishes[1], away)
            shared = asyncio.create_task(forecaster.forecast(edition, wishes[2], here))
            await asyncio.sleep(0)
            with pytest.raises(ProblemError, match="gone away"):
                await forecaster.forecast(edition, wishes[2], away)
            go_on.set()
            return [await first, await shared]

    with ThreadPoolExecutor(1) as own:  # a browser test in this process may have a loop in the main thread
        assert own.submit(asyncio.run, ask()).result() == [801, 803]
    assert drawn == [801, 803]
    forecaster.close()


def test_a_fault_of_the_model_is_ours_and_is_not_kept(
    county: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*args: Any, **options: Any) -> Any:
        raise RuntimeError("inside")

    with monkeypatch.context() as patch:
        patch.setattr(Fitted, "forecast", broken)
        answer = county.get(f"{API}/areas/{AMBLEFORD}/forecast?seed=31&draws=500")
    assert (answer.status_code, "inside" in answer.text) == (500, False)
    assert "RuntimeError" in caplog.text
    assert forecast(county, AMBLEFORD, "seed=31")["data"]["about"]["seed"] == 31


def test_a_server_that_starts_fits_nothing(county_build: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: Any, **options: Any) -> Any:
        raise AssertionError("the model was fitted")

    monkeypatch.setattr("portcullis.model.demand.fit", refuse)
    shutil.copytree((county_build / "store").resolve(), tmp_path / "store")
    shutil.copytree((county_build / "site").resolve(), tmp_path / "site", symlinks=True)
    with TestClient(create_app(tmp_path)) as running:
        assert running.get("/").status_code == 200
        answer = running.get(f"{API}/forecasts").json()
        assert (answer["data"], answer["warnings"]) == ([], [])  # without a folder there are none


def test_the_lists_here_are_those_of_the_model(open_real: Any) -> None:
    assert get_args(Measure) == fit(open_real).forecast(["E10000016"], years=1, draws=100).measures
    assert COLUMNS == RAW
    for text in ("refusals=1.5@2027", "requests_held@2027", "mix:post16=0.5@2030"):
        assert str(parse_switch(text)) == text
        assert re.match(SWITCH, text)


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
def test_no_forecast_asked_for_by_the_document_is_answered_with_a_5xx(county: TestClient, mode: GenerationMode) -> None:
    """The general test gives any text as a code, so that it never comes as far as a forecast: here are real ones."""
    schema = schemathesis.openapi.from_dict(county.get(f"{API}/openapi.json").json())
    seen: Counter[int] = Counter()
    turn = 0

    def ask(case: schemathesis.Case) -> None:
        nonlocal turn
        turn += 1
        address = case.path.format(code=(AMBLEFORD, ENGLAND, "E99000091")[turn % 3], name="from-2022")
        query = {name: value for name, value in (case.query or {}).items() if value is not None}
        answer = county.get(address, params=query)
        seen[answer.status_code] += 1
        assert answer.status_code < 500, (address, query)
        case.validate_response(schemathesis.Response.from_any(answer), checks=list(CHECKS))

    for result in schema.get_all_operations():
        operation = result.ok()  # ty: ignore[missing-union-attribute]
        if "forecast" in operation.path:
            run = settings(
                max_examples=25, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck)
            )
            run(given(operation.as_strategy(generation_mode=mode))(ask))()
    assert seen[200 if mode is GenerationMode.POSITIVE else 400] > 20
