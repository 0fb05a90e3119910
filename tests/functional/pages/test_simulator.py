"""The simulator in a real browser: with our script, without any, with the keyboard alone, and how it prints."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.functional.browser import axe

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture
def scriptless(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800}, locale="en-GB")
    context.set_default_timeout(20_000)
    yield context.new_page()
    context.close()


def test_without_a_script_a_form_is_filled_in_and_answered(server: str, scriptless: Page) -> None:
    scriptless.goto(f"{server}simulate/")
    scriptless.locator("#f-council").fill("Kent")
    scriptless.get_by_label("Half of the new deficits covered").check()
    scriptless.locator("summary", has_text="Grant and help").click()
    scriptless.locator("#f-support_pct").fill("70")
    scriptless.get_by_role("button", name="Work it out").click()
    scriptless.wait_for_url("**/simulate/?council=kent&scenario=help-50&support_pct=70")
    assert scriptless.locator("h1").inner_text() == "Kent: what if?"
    assert "with your changes" in scriptless.locator(".answer").inner_text()
    # The form after the answer holds what was asked, and a mistake keeps it.
    assert scriptless.locator("#f-council").input_value() == "Kent"
    scriptless.locator("#f-support_pct").fill("700")
    scriptless.get_by_role("button", name="Work it out").click()
    assert scriptless.locator("#f-support_pct").input_value() == "700"
    assert scriptless.locator("#f-support_pct").get_attribute("aria-invalid") == "true"
    assert "must lie between 0 and 100 percent" in scriptless.locator("#e-support_pct").inner_text()
    assert scriptless.get_by_label("Half of the new deficits covered").is_checked()


def test_our_script_answers_without_loading_the_page_again(
    server: str, page: Page, requests_elsewhere: list[str]
) -> None:
    page.set_default_timeout(20_000)
    mistakes: list[str] = []
    page.on("pageerror", lambda error: mistakes.append(str(error)))
    page.on("console", lambda m: mistakes.append(m.text) if "Content Security" in m.text else None)
    page.goto(f"{server}simulate/")
    page.evaluate("window.stayed = true")
    page.locator("#f-council").fill("Bury")
    page.get_by_role("button", name="Work it out").click()
    page.wait_for_url("**/simulate/?council=bury")
    page.locator("h1", has_text="Bury: what if?").wait_for()
    assert page.evaluate("window.stayed")
    assert page.title().startswith("Bury: what if?")
    assert page.evaluate("document.activeElement.tagName") == "H1"
    assert axe(page) == []
    page.locator("#f-council").fill("Atlantis")
    page.get_by_role("button", name="Work it out").click()
    page.locator("#e-council").wait_for()
    assert page.locator("#f-council").input_value() == "Atlantis"
    assert page.evaluate("window.stayed")
    page.go_back()
    page.locator("h1", has_text="Bury: what if?").wait_for()
    assert page.evaluate("window.stayed")
    assert (mistakes, requests_elsewhere) == ([], [])


def test_a_council_and_a_dial_are_chosen_without_a_mouse(server: str, page: Page) -> None:
    page.set_default_timeout(20_000)
    page.goto(f"{server}simulate/")
    page.locator("#f-council").focus()
    page.keyboard.type("Devon")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")  # from "Today" to the scenario after it
    assert page.locator("#f-scenario-1").is_checked()
    page.locator("summary", has_text="Cost").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("1.5")
    page.keyboard.press("Enter")
    page.locator("h1", has_text="Devon: what if?").wait_for()
    assert page.url.endswith("/simulate/?council=devon&scenario=law-of-2024&cost_growth_points=1.5")


def test_a_mistake_is_found_from_the_summary(server: str, page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{server}simulate/?council=kent&interest_pct=lots")
    page.get_by_role("link", name="Interest on the deficit must be a number").click()
    assert page.evaluate("location.hash") == "#f-interest_pct"
    assert page.locator("#f-interest_pct").is_visible()
    assert page.locator("#f-interest_pct").evaluate(
        "e => e.getAttribute('aria-describedby').split(' ').every(id => document.getElementById(id).textContent)"
    )


def test_the_answer_prints_and_the_form_does_not(server: str, page: Page) -> None:
    page.goto(f"{server}simulate/?council=kent&support_pct=50&draws=300")
    page.emulate_media(media="print")
    assert page.locator(".answer").is_visible()
    assert page.locator("table", has_text="What this run assumes").is_visible()
    assert not page.locator("form.simulate").is_visible()
