"""The server's own pages in a real browser: held to the same rules as the pages of the site."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import portcullis
from portcullis.store import replacing
from tests.functional.browser import axe
from tests.functional.web.test_serve import PROGRAM

if TYPE_CHECKING:
    from playwright.sync_api import Page

STATIC = Path(portcullis.__file__).parent / "publish" / "static"


@pytest.fixture(scope="module")
def address(build_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server whose pages have the site's own look."""
    own = tmp_path_factory.mktemp("looks")
    for place in ("store", "site"):
        with replacing(own / place) as folder:
            shutil.copytree((build_dir / place).resolve(), folder, dirs_exist_ok=True, symlinks=True)
            if place == "site":
                shutil.copytree(STATIC, folder / "static", dirs_exist_ok=True)
    process = subprocess.Popen([sys.executable, "-c", PROGRAM, str(own)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    yield process.stdout.readline().strip().rstrip("/")
    process.terminate()
    process.wait(10)
    process.stdout.close()


@pytest.mark.parametrize(
    "path",
    [
        "/search/",
        "/search/?q=north",
        "/search/?q=ME14",
        "/nowhere",
        "/areas/E10000009/",
        "/api/v1/",
        "/areas/E10000016/kent/as-of/?date=2024-06-30",
        "/measures/ehc_plans/as-of/?date=2010-01-01",
        "/areas/E10000016/kent/as-of/?date=never",
        "/as-of/?of=Atlantis",
        "/simulate/?council=kent&scenario=help-50&reserves_gbp=90000000&draws=300",
        "/simulate/?council=england&draws=100",
        "/simulate/?council=atlantis&support_pct=lots",
    ],
    ids=[
        "search",
        "results",
        "half",
        "404",
        "followed",
        "api",
        "as-of",
        "too-early",
        "no-day",
        "no-council",
        "simulated",
        "simulated-england",
        "simulator-mistakes",
    ],
)
@pytest.mark.parametrize("width", [360, 768, 1280])
def test_it_is_accessible_and_asks_for_nothing_elsewhere(
    page: Page, address: str, requests_elsewhere: list[str], path: str, width: int
) -> None:
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if "Content Security" in message.text else None)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address + path)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert requests_elsewhere == []
    assert refused == []


def test_searching_from_the_keyboard_leads_to_the_council(page: Page, address: str) -> None:
    page.goto(f"{address}/nowhere")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to the page"
    page.locator("main #again").fill("kent")
    page.keyboard.press("Enter")
    page.wait_for_url("**/areas/E10000016/kent/")
    assert page.locator("h1").inner_text() == "Kent"
