"""Three people, from their question to their answer, in a real browser over the real register."""

from __future__ import annotations

import csv
import io

from tests.functional.browser import axe


def test_a_parent_on_a_phone_goes_from_a_councils_name_to_the_brief(server: str, page, requests_elsewhere) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(server)
    page.get_by_label("Your postcode or council").fill("kent county council")
    page.keyboard.press("Enter")
    page.wait_for_url("**/areas/E10000016/kent/")
    answer = page.locator("section.answer").inner_text()
    assert "Kent signed a Safety Valve agreement" in answer
    assert "What happens to the rest" in answer
    page.get_by_role("heading", name="What you can do").scroll_into_view_if_needed()
    brief = page.get_by_role("link", name="One page on Kent (PDF)")
    answered = page.request.get(server + brief.evaluate("a => new URL(a.href).pathname").lstrip("/"))
    assert answered.headers["content-type"] == "application/pdf"
    assert answered.body()[:5] == b"%PDF-"
    assert axe(page) == []
    assert requests_elsewhere == []


def test_a_journalist_goes_from_a_headline_figure_to_its_source_and_its_csv(server: str, page) -> None:
    page.goto(server)
    figure = page.locator("section.answer data").first
    identity, shown = figure.get_attribute("data-figure"), figure.get_attribute("value")
    assert (identity, shown) == ("ehc_plans:E92000001:2025:ees_sen2_2025", "638745")
    links = page.locator("section.chartblock .chartlinks").first.get_by_role("link")
    kinds = {"Data (CSV)": "text/csv", "PNG": "image/png", "SVG": "image/svg+xml", "Spec": "application/json"}
    for name, kind in kinds.items():
        file = links.filter(has_text=name).first.evaluate("a => new URL(a.href).pathname")
        answered = page.request.get(server + file.lstrip("/"))
        assert (answered.status, answered.headers["content-type"].partition(";")[0]) == (200, kind)
    address = links.filter(has_text="Data (CSV)").first.evaluate("a => new URL(a.href).pathname")
    text = page.request.get(server + address.lstrip("/")).text()
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(text))}
    assert float(rows[identity]["value"]) == 638745
    fact = page.request.get(f"{server}api/v1/figures/{identity}").json()["data"]
    assert fact["value"] == 638745
    assert "ees_sen2_2025" in str(fact)
    page.goto(f"{server}sources/ees_sen2_2025/")
    assert "Department for Education" in page.locator("main").inner_text()
    assert page.get_by_role("link", name="https://explore-education-statistics").count() == 1


def test_a_councillor_compares_with_five_neighbours(server: str, page) -> None:
    page.goto(f"{server}compare/")
    names = ["Kent", "Essex", "Surrey", "Norfolk", "Suffolk", "Devon"]
    for number, name in enumerate(names):
        page.locator(f"#area{number}").select_option(label=name)
    page.get_by_role("button", name="Compare").click()
    page.wait_for_url("**/compare/?**")
    heads = page.locator("section.chartblock").first.locator("tbody th").all_text_contents()
    assert heads == ["Kent", "Devon", "Essex", "Norfolk", "Suffolk", "Surrey"]
    words = page.locator("main").inner_text()
    assert "This is not a ranking" in words
    assert "Of the 5 others with figures" in words
    assert axe(page) == []


def test_what_cannot_be_compared_is_said_in_words_and_the_choice_is_kept(server: str, page) -> None:
    page.goto(f"{server}compare/?areas=E10000016")
    assert page.get_by_role("alert").inner_text() == "Choose two councils or more."
    assert page.locator("#area0").input_value() == "E10000016"
