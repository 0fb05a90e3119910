"""Every kind of page without a script, and printed: all is there, works, and fits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.functional.kinds import SERVED

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

#: A4 with margins of a centimetre, at 96 pixels an inch.
WIDTH = 718

#: What a reader sees of the page, and how it is built.
LOOK = """() => {
  const all = (what, where = document) => [...where.querySelectorAll(what)];
  const shown = e => e.checkVisibility({visibilityProperty: true});
  const name = e => e.getAttribute('aria-label') || (e.getAttribute('aria-labelledby') || '').split(' ').map(
    id => document.getElementById(id)?.textContent || '').join(' ').trim();
  return {
    words: document.querySelector('main').innerText.length,
    h1: all('h1').map(e => shown(e)),
    levels: all('h1,h2,h3,h4,h5,h6').map(e => +e.tagName[1]),
    charts: all('.chart svg, svg.tm').map(e => e.getBoundingClientRect().width),
    mains: all('main').length,
    banners: all('body > header').length,
    footers: all('body > footer').length,
    navs: all('nav').map(name),
    outside: all('body > *').filter(e => !e.matches('header,main,footer,.skip,.banner')).map(e => e.className),
    bare: all('table').filter(t => !t.caption || !t.caption.textContent.trim()
      || !t.querySelector('thead th[scope=col]') || all('th:not([scope])', t).length
      || all('tbody tr', t).some(r => !r.querySelector('th[scope=row]'))).map(t => t.outerHTML.slice(0, 120)),
    forms: all('form').map(f => [f.method, f.checkVisibility()
      && all('button[type=submit]', f).length === 1 && all('input,select', f).every(e => e.labels.length > 0)]),
    scripts: all('script:not([type="application/ld+json"])').length,
  };
}"""

#: How it prints: what is hidden of the page itself, what is shown that has no use on paper, colours, and addresses.
PRINTED = """() => {
  const all = (what, where = document) => [...where.querySelectorAll(what)];
  const main = document.querySelector('main');
  const useless = 'nav, nav *, form, form *, summary, summary *, .chartlinks, .chartlinks *, .vh';
  const hidden = all('h1,h2,h3,h4,p,li,dt,dd,td,th,caption,figure,pre,svg,data,blockquote', main).filter(
    e => !e.matches(useless) && !e.closest('svg svg, .vh, details > summary') && !e.checkVisibility());
  return {
    hidden: hidden.map(e => e.outerHTML.slice(0, 100)),
    useless: all('nav,form,button,.skip,.footlinks').filter(e => e.checkVisibility()).map(e => e.outerHTML),
    wide: document.documentElement.scrollWidth,
    paper: getComputedStyle(document.body).backgroundColor,
    ink: getComputedStyle(main).color,
    dark: all('*', main).filter(e => e.checkVisibility() && !e.matches('.tk i')).map(
      e => getComputedStyle(e).backgroundColor).filter(c => !/^rgba\\(0, 0, 0, 0\\)$|^rgb\\(255, 255, 255\\)$/.test(c)),
    axes: all('.chart text', main).map(e => getComputedStyle(e).fill),
    unaddressed: all('a[href^="http"]', main).filter(a => a.checkVisibility() && !a.href.includes('?')
      && !a.textContent.includes(a.getAttribute('href')) && !getComputedStyle(a, '::after').content.includes(
      a.getAttribute('href').slice(0, 40))).map(a => a.outerHTML.slice(0, 120)),
  };
}"""


@pytest.fixture(scope="module")
def scriptless(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def paper(browser: Browser) -> Iterator[Page]:
    """A reader with dark mode on who prints."""
    context = browser.new_context(color_scheme="dark", viewport={"width": WIDTH, "height": 1047})
    page = context.new_page()
    page.emulate_media(media="print", color_scheme="dark")
    yield page
    context.close()


@pytest.mark.parametrize("kind", sorted(SERVED))
def test_without_a_script_all_is_there_and_in_its_place(server: str, scriptless: Page, kind: str) -> None:
    answered = scriptless.goto(server + SERVED[kind])
    assert answered is not None
    source = answered.text()
    seen = scriptless.evaluate(LOOK)
    framed = kind == "chart for other sites"  # stands in a frame on another site, which has the rest
    assert seen["words"] > 60
    assert seen["h1"] == [True]
    assert max((b - a for a, b in zip(seen["levels"], seen["levels"][1:], strict=False)), default=0) <= 1
    assert (seen["mains"], seen["banners"], seen["footers"]) == ((1, 0, 0) if framed else (1, 1, 1))
    assert seen["outside"] == []
    assert all(seen["navs"])
    assert len(seen["navs"]) == len(set(seen["navs"]))
    assert framed or "Site" in seen["navs"]
    assert seen["bare"] == []
    assert seen["scripts"] == (1 if "simulat" in kind else 0)  # it is faster with ours, and here there is none
    assert len(seen["charts"]) == source.count('<div class="chart">') + source.count('<svg class="tm"')
    assert all(width > 200 for width in seen["charts"])
    # A document is sent, not asked for: its form is the only one that posts.
    sends = [["post", True]] if kind == "form to read a document" else []
    assert [form for form in seen["forms"] if form != ["get", True]] == sends


def test_without_a_script_forms_and_details_work(server: str, scriptless: Page) -> None:
    scriptless.goto(server)
    scriptless.locator("input[type=search]").fill("kent")
    scriptless.keyboard.press("Enter")
    scriptless.wait_for_url("**/areas/E10000016/kent/")
    table = scriptless.locator("details table").first
    assert not table.is_visible()
    scriptless.locator("summary", has_text="Show the figures").first.click()
    assert table.is_visible()
    scriptless.goto(f"{server}compare/")
    scriptless.locator("#area0").select_option(label="Kent")
    scriptless.locator("#area1").select_option(label="Essex")
    scriptless.get_by_role("button", name="Compare").click()
    assert "Kent beside others" in scriptless.locator("h1").inner_text()


@pytest.mark.parametrize("kind", sorted(SERVED))
def test_on_paper_nothing_is_lost_nothing_is_dark_and_it_fits(server: str, paper: Page, kind: str) -> None:
    paper.goto(server + SERVED[kind])
    printed = paper.evaluate(PRINTED)
    assert printed["hidden"][:5] == []
    assert printed["useless"] == []
    assert printed["wide"] <= WIDTH
    assert printed["paper"] == "rgb(255, 255, 255)"
    assert printed["ink"] == "rgb(0, 0, 0)"
    assert printed["dark"][:5] == []
    assert all(max(map(int, re.findall(r"\d+", fill)[:3])) < 150 for fill in printed["axes"])
    assert printed["unaddressed"][:5] == []


@pytest.mark.parametrize(
    ("kind", "rows"), [("agreements", 39), ("agreement", 4), ("council with an agreement", 3), ("councils compared", 2)]
)
def test_a_table_that_stacks_on_a_phone_is_still_a_table_to_a_screen_reader(
    server: str, page: Page, kind: str, rows: int
) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(server + SERVED[kind])
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    tables = page.locator("table.stack")
    assert tables.count() > 0
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    by_id = {node["nodeId"]: node for node in nodes}

    def inside(node: dict, role: str) -> list[dict]:
        found = [node] if node.get("role", {}).get("value") == role else []
        return found + [hit for child in node.get("childIds", []) for hit in inside(by_id[child], role)]

    told = [node for node in nodes if node.get("role", {}).get("value") == "table"]
    stacked = [t for t in tables.all() if t.evaluate("t => getComputedStyle(t.rows[1]).display") == "block"]
    assert len(stacked) == tables.count()
    names = [t.evaluate("t => t.caption.textContent") for t in stacked]
    mine = [node for node in told if node.get("name", {}).get("value") in names]
    assert len(mine) >= len(stacked)
    assert max(len(inside(node, "rowheader")) for node in mine) >= rows
    for node in mine:
        heads = len(inside(node, "columnheader"))
        lines = len(inside(node, "rowheader"))
        assert heads >= 3
        assert len(inside(node, "row")) == lines + 1
        assert len(inside(node, "cell")) == lines * (heads - 1)
    session.detach()
