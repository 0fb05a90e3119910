"""What was known on a day, as pages and as files: the right figures, and plain answers to days that are none."""

from __future__ import annotations

import csv
import datetime as dt
import io

import pytest
from python_calamine import CalamineWorkbook
from starlette.testclient import TestClient

from portcullis.web.as_of import DayError, day_of

API = "/api/v1"
KENT = "/areas/E10000016/kent/as-of/"
TODAY = dt.date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2022-06-30", (2022, 6, 30)), (" 2022-6-3 ", (2022, 6, 3)), ("30/06/2022", (2022, 6, 30)),
        ("1.2.2022", (2022, 2, 1)), ("2026-11-24", (2026, 11, 24)),
    ],
)  # fmt: skip
def test_days_that_are_understood(text: str, day: tuple[int, int, int]) -> None:
    assert day_of(text, TODAY) == dt.date(*day)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("yesterday", "year, month and day"), ("2022-02-31", "no such day"), ("0000-01-01", "no such day"),
        ("2026-11-25", "not come yet"), ("9999-12-31", "not come yet"), ("2022-06-30'; drop table x", "year, month"),
        ("٢٠٢٢-٠٦-٣٠x", "year, month"),
    ],
)  # fmt: skip
def test_days_that_are_not(text: str, said: str) -> None:
    with pytest.raises(DayError, match=said):
        day_of(text, TODAY)


def test_a_council_as_known_on_a_day(client: TestClient) -> None:
    page = client.get(f"{KENT}?date=2024-06-30")
    assert page.status_code == 200
    assert "Kent as known on 30 June 2024" in page.text
    assert "1 of them has changed since." in page.text
    assert 'data-figure="ehc_plans_and_statements:E10000016:2018:' in page.text
    assert "a later release says otherwise" in page.text
    known = client.get(f"{API}/observations?authority=Kent&as_of=2024-06-30&pageSize=1000").json()["data"]
    with_value = sum(row["value"] is not None for row in known)
    assert f"On 30 June 2024, {with_value} figures of those in this register were public." in page.text
    for form in ("csv", "xlsx", "json"):
        assert f"api/v1/areas/E10000016/figures.{form}?as_of=2024-06-30" in page.text


def test_a_measure_as_known_on_a_day(client: TestClient) -> None:
    page = client.get("/measures/dsg_total_allocation/as-of/?date=2024-12-31")
    assert page.status_code == 200
    assert "as known on 31 December 2024" in page.text
    assert "api/v1/indicators/dsg_total_allocation/figures.csv?as_of=2024-12-31" in page.text


def test_without_a_day_there_is_the_form(client: TestClient) -> None:
    for path in (KENT, "/measures/ehc_plans/as-of/", "/as-of/"):
        page = client.get(path)
        assert page.status_code == 200
        assert 'type="date"' in page.text
        assert 'role="alert"' not in page.text


@pytest.mark.parametrize(
    ("date", "said"), [("31/02/2022", "no such day"), ("2099-01-01", "not come yet"), ("<i>x", "year, month and day")]
)
def test_a_day_that_is_none_is_400_with_the_form(client: TestClient, date: str, said: str) -> None:
    page = client.get(KENT, params={"date": date})
    assert page.status_code == 400
    assert said in page.text
    assert 'type="date"' in page.text
    assert "<i>" not in page.text


def test_before_anything_was_public_the_page_says_when_it_began(client: TestClient) -> None:
    page = client.get("/measures/ehc_plans/as-of/?date=2010-01-01")
    assert page.status_code == 200
    assert "Nothing about this in our register was public by 1 January 2010." in page.text
    assert 'href="?date=2025-06-26"' in page.text


@pytest.mark.parametrize(
    ("asked", "target"),
    [
        ("/areas/E10000016/x/as-of/?date=30/06/2024", f"{KENT}?date=2024-06-30"),
        ("/areas/E10000016/x/as-of/", KENT),
        (
            "/areas/E06000048/x/as-of/?date=2024-06-30&more=%0d%0aevil:1",
            "/areas/E06000057/northumberland/as-of/?date=2024-06-30",
        ),
    ],
)  # fmt: skip
def test_old_codes_and_wrong_names(client: TestClient, asked: str, target: str) -> None:
    answer = client.get(asked)
    assert (answer.status_code, answer.headers["location"]) == (308, target)


def test_unknown_ones_are_404(client: TestClient) -> None:
    for path in ("/areas/E99999999/x/as-of/?date=2024-06-30", "/measures/nothing/as-of/?date=2024-06-30"):
        assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("of", "target"),
    [
        ("Kent", KENT), ("e10000016", KENT), ("ehc_plans", "/measures/ehc_plans/as-of/"),
        ("ehc plans in force", "/measures/ehc_plans/as-of/"),
    ],
)  # fmt: skip
def test_the_form_of_the_data_page_leads_there(client: TestClient, of: str, target: str) -> None:
    answer = client.get("/as-of/", params={"of": of, "date": "2024-06-30"})
    assert (answer.status_code, answer.headers["location"]) == (303, f"{target}?date=2024-06-30")


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({"of": "Atlantis", "date": "2024-06-30"}, "No council and no measure has this name."),
        ({"of": "Kent", "date": "never"}, "Write the day as year"),
        ({"of": "Kent"}, "Write the day as year"),
        ({"date": "2024-06-30"}, "Say which council or measure"),
    ],
)
def test_a_form_that_is_filled_in_wrongly(client: TestClient, params: dict[str, str], said: str) -> None:
    page = client.get("/as-of/", params=params)
    assert page.status_code == 400
    assert said in page.text


# Files


@pytest.mark.parametrize("of", ["areas/E10000016", "indicators/ehc_plans_and_statements"])
def test_files_as_of_a_day_hold_what_was_known(client: TestClient, of: str) -> None:
    address = f"{API}/{of}/figures"
    wanted = "authority=E10000016" if of.startswith("areas") else "indicator=ehc_plans_and_statements"
    listed = f"{API}/observations?{wanted}&as_of=2024-06-30&pageSize=1000"
    ids, page = [], 1
    while True:
        answer = client.get(f"{listed}&page={page}").json()
        ids += [row["id"] for row in answer["data"]]
        if page >= answer["paging"]["totalPages"]:
            break
        page += 1
    whole = client.get(f"{address}.json?as_of=2024-06-30").json()
    assert [row["id"] for row in whole["data"]] == ids
    assert whole["paging"]["totalResults"] == len(ids)
    text = client.get(f"{address}.csv?as_of=2024-06-30")
    assert "as-of-2024-06-30.csv" in text.headers["content-disposition"]
    assert [row["id"] for row in csv.DictReader(io.StringIO(text.text))] == ids
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get(f"{address}.xlsx?as_of=2024-06-30").content))
    rows = book.get_sheet_by_name("Figures").to_python()
    assert [row[rows[0].index("id")] for row in rows[1:]] == ids
    notes = " ".join(str(row[0]) for row in book.get_sheet_by_name("Notes").to_python())
    assert "As known on 30 June 2024" in notes


def test_without_a_day_the_file_is_the_one_of_now(client: TestClient) -> None:
    now = list(csv.DictReader(io.StringIO(client.get(f"{API}/areas/E10000016/figures.csv").text)))
    asked = client.get(f"{API}/observations?authority=Kent&pageSize=1000").json()
    assert [row["id"] for row in now] == [row["id"] for row in asked["data"]]


def test_days_that_a_file_cannot_have(client: TestClient) -> None:
    for form in ("csv", "json", "xlsx"):
        address = f"{API}/indicators/ehc_plans/figures.{form}"
        later = client.get(f"{address}?as_of=2099-01-01")
        assert (later.status_code, later.json()["errors"][0]["code"]) == (400, "day_to_come")
        assert client.get(f"{address}?as_of=31-02-2024").status_code == 400
        early = client.get(f"{address}?as_of=2010-01-01")
        assert early.status_code == 404
        assert "2025-06-26" in early.json()["detail"]


def test_an_old_code_keeps_the_day(client: TestClient) -> None:
    old = client.get(f"{API}/areas/E06000048/figures.csv?as_of=2024-06-30")
    target = f"{API}/areas/E06000057/figures.csv?as_of=2024-06-30"
    assert (old.status_code, old.headers["location"]) == (308, target)
