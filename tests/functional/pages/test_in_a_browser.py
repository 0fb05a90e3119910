"""Each kind of page in a real browser, on a phone, a tablet and a desk, and enlarged: axe finds nothing, all fits."""

from __future__ import annotations

import pytest

from tests.functional.browser import axe
from tests.functional.kinds import BUILT as PAGES


@pytest.mark.parametrize("width", [360, 768, 1280])
@pytest.mark.parametrize("kind", sorted(PAGES))
def test_accessible_and_within_the_screen(address: str, page, requests_elsewhere, kind: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address + PAGES[kind])
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert requests_elsewhere == []


@pytest.mark.parametrize("kind", sorted(PAGES))
def test_dark_mode_is_accessible(address: str, browser, kind: str) -> None:
    context = browser.new_context(color_scheme="dark", viewport={"width": 360, "height": 800})
    dark = context.new_page()
    dark.goto(address + PAGES[kind])
    assert axe(dark) == []
    context.close()


@pytest.mark.parametrize("kind", sorted(PAGES))
def test_a_desk_at_400_percent_scrolls_one_way_only(address: str, page, kind: str) -> None:
    # WCAG 1.4.10: 1280 px enlarged four times leaves 320. Wide tables scroll inside a box of their own.
    page.set_viewport_size({"width": 320, "height": 256})
    page.goto(address + PAGES[kind])
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_keyboard_reaches_the_search_and_the_page(address: str, page) -> None:
    page.goto(address + PAGES["council with an agreement"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the page"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#main"


def test_a_figure_leads_to_its_source_in_one_click(address: str, page) -> None:
    page.goto(address + PAGES["council with an agreement"])
    page.locator("section[aria-labelledby=plans] .fig .src a").first.click()
    identity = page.evaluate("location.hash").removeprefix("#")
    assert identity.startswith("source-")
    text = page.locator(f"[id='{identity}']").inner_text()
    assert "published" in text
    assert "read" in text
