"""Every kind of page with the keyboard alone: each stop in the order of the page, always seen, and a way out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from tests.functional.kinds import SERVED

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

#: Stops walked from the top and up to the end: a list of 300 councils is the same link 300 times.
FIRST, LAST = 30, 10

#: Numbers what can be reached, in the order of the page, and writes down each stop with how it is seen.
WATCH = """() => {
  const can = 'a[href],button,input,select,textarea,summary,[tabindex]';
  const stops = [...document.querySelectorAll(can)].filter(e => e.tabIndex >= 0 && !e.disabled && e.checkVisibility()
    && !(e.type === 'radio' && !e.checked));  // a group of them is one stop: arrows lead to the others
  const light = colour => {
    const [r, g, b] = colour.match(/[\\d.]+/g).slice(0, 3).map(v => v / 255).map(
      v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const paper = light(getComputedStyle(document.body).backgroundColor);
  window.walked = [];
  document.addEventListener('focusin', event => {
    const style = getComputedStyle(event.target), box = event.target.getBoundingClientRect();
    const [low, high] = [light(style.outlineColor), paper].sort((a, b) => a - b);
    const seen = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
      && (high + 0.05) / (low + 0.05) >= 3 && box.width > 0 && box.height > 0;
    window.walked.push([stops.indexOf(event.target), seen, event.target.outerHTML.slice(0, 120)]);
  });
  window.stops = stops;
  return stops.length;
}"""


@pytest.fixture(scope="module")
def walker(browser: Browser) -> Iterator[Page]:
    """One page for all: what is tested is where the keyboard leads, and each visit begins anew."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def walked(page: Page, presses: int) -> list[Any]:
    """The stops that so many presses reach. Inside a field for a date, day, month and year are stops of their own."""
    for _ in range(presses):
        page.keyboard.press("Tab")
    found = page.evaluate("window.walked.splice(0)")
    for _ in range(4 * sum('type="date"' in what for _, _, what in found)):
        if len(found) == presses:
            break
        page.keyboard.press("Tab")
        found += page.evaluate("window.walked.splice(0)")
    return found


@pytest.mark.parametrize("kind", sorted(SERVED))
def test_each_stop_is_reached_in_order_and_seen_and_the_page_can_be_left(server: str, walker: Page, kind: str) -> None:
    walker.goto(server + SERVED[kind])
    count = walker.evaluate(WATCH)
    assert count > 0
    stops = walked(walker, min(FIRST, count))
    assert [number for number, _, _ in stops] == list(range(len(stops))), stops
    assert len(stops) == min(FIRST, count)
    assert [what for _, seen, what in stops if not seen] == []
    start = max(count - LAST, len(stops))
    if start < count:
        walker.evaluate("at => window.stops[at - 1].focus()", start)
        walker.evaluate("window.walked.splice(0)")
        stops = walked(walker, count - start)
        assert [number for number, _, _ in stops] == list(range(start, count)), stops
        assert [what for _, seen, what in stops if not seen] == []
    # One step more leaves the page: no trap.
    walker.keyboard.press("Tab")
    where = "document.activeElement === document.body ? 0 : window.stops.indexOf(document.activeElement)"
    assert walker.evaluate(where) == 0


@pytest.mark.parametrize("kind", sorted(set(SERVED) - {"chart for other sites"}))  # that one has nothing to skip
def test_the_skip_link_is_first_seen_and_leads_into_the_page(server: str, walker: Page, kind: str) -> None:
    walker.goto(server + SERVED[kind])
    walker.keyboard.press("Tab")
    box = walker.evaluate(
        "(() => { const e = document.activeElement, b = e.getBoundingClientRect();"
        " return [e.textContent, b.left, b.top, b.height]; })()"
    )
    assert box[0] == "Skip to the page"
    assert box[1] >= 0
    assert box[2] >= 0
    assert box[3] >= 24
    walker.keyboard.press("Enter")
    assert walker.evaluate("location.hash") == "#main"
    walker.keyboard.press("Tab")
    assert walker.evaluate("!!document.activeElement.closest('main') || !document.querySelector('main a')")


@pytest.mark.parametrize("kind", ["council with an agreement", "home", "audit", "corrections", "councils compared"])
def test_details_open_and_close_with_enter_and_their_contents_are_reached(server: str, walker: Page, kind: str) -> None:
    walker.goto(server + SERVED[kind])
    summary = walker.locator("summary").first
    summary.focus()
    walker.keyboard.press("Enter")
    assert summary.evaluate("e => e.parentElement.open")
    walker.keyboard.press("Tab")
    assert summary.evaluate(
        "e => e.parentElement.contains(document.activeElement) || !e.parentElement.querySelector('a')"
    )
    summary.focus()
    walker.keyboard.press("Enter")
    assert not summary.evaluate("e => e.parentElement.open")


@pytest.mark.parametrize(
    "kind", ["home", "council with an agreement", "documentation of the API", "no such page", "half a postcode"]
)
def test_a_search_is_sent_by_enter(server: str, page: Page, kind: str) -> None:
    page.goto(server + SERVED[kind])
    page.locator("input[type=search]").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("kent")
    page.keyboard.press("Enter")
    page.wait_for_url("**/areas/E10000016/kent/")


def test_councils_are_chosen_and_compared_without_a_mouse(server: str, page: Page) -> None:
    page.goto(f"{server}compare/")
    page.locator("#area0").focus()
    page.keyboard.type("Kent")  # a list jumps to what is typed
    page.keyboard.press("Tab")
    page.keyboard.type("Essex")
    assert page.locator("#area1").input_value() == "E10000012"
    page.get_by_role("button", name="Compare").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/compare/?areas=E10000016&areas=E10000012&**")
    assert "Kent beside others" in page.locator("h1").inner_text()
