"""A real browser for the tests of pages: Chromium driven by playwright, judged by axe-core.

In: the Chromium and the axe-core that this machine has. Out: `launch`, `axe`, and `missing`, one plain line
on what is not here. As a program (`python -m tests.functional.browser`) it prints that line, and what the test of valid
HTML lacks; with the word `chromium` it answers by exit code alone whether there is a browser. The Makefile asks both.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
NAMES = ("/usr/bin/chromium", "chromium", "chromium-browser", "google-chrome")

#: A browser that only answers the test: no sandbox (tests may run as root), and no traffic of its own.
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

#: WCAG 2.2 at A and AA is the promise; axe's best practices are held as well.
STANDARDS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


def chromium() -> str | None:
    """Where the browser is, or None."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def missing() -> str | None:
    """One plain line on what the browser tests lack here, or None when nothing is missing."""
    lacking = []
    if not chromium():
        lacking.append("there is no Chromium (Debian: apt-get install chromium)")
    if not AXE.exists():
        lacking.append("there is no axe-core (npm ci)")
    return f"Browser tests cannot run: {' and '.join(lacking)}." if lacking else None


@contextmanager
def launch() -> Generator[Browser]:
    """A headless Chromium, closed at the end."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


def axe(page: Page, *, standards: tuple[str, ...] = STANDARDS) -> list[str]:
    """What axe-core finds wrong with the page as it stands, one line a place: `assert axe(page) == []`."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    result = page.evaluate(
        "standards => axe.run(document, {runOnly: standards, resultTypes: ['violations']})", list(standards)
    )
    return [
        f"{found['id']} ({found['impact']}): {found['help']}: {' '.join(map(str, node['target']))}"
        for found in result["violations"]
        for node in found["nodes"]
    ]


if __name__ == "__main__":
    from tests.functional import valid

    if sys.argv[1:] == ["chromium"]:
        sys.exit(0 if chromium() else 1)
    for line in filter(None, (missing(), valid.missing())):
        print(line, "Those tests fail." if os.environ.get("CI") == "true" else "Those tests are skipped.")
