"""The reading pages of the real register and of the invented county, made once for a test run."""

from __future__ import annotations

from pathlib import Path

import pytest

from portcullis.publish.gathered import Gathered, gather
from portcullis.publish.pages.environment import Page, render
from portcullis.publish.pages.reading import reading_pages
from portcullis.publish.pages.reading_rows import ReadingRows, reading_rows
from portcullis.register import load_site_file
from portcullis.store import Store


@pytest.fixture(scope="session")
def real(open_real: Store, real_register: Path) -> tuple[Gathered, ReadingRows]:
    """What the pages are made from; one measure is enough, none of these pages shows observations."""
    site = load_site_file(real_register)
    return gather(open_real, [], site, measures=["ehc_plans"]), reading_rows(open_real)


@pytest.fixture(scope="session")
def county(open_county: Store, county_register: Path) -> tuple[Gathered, ReadingRows]:
    site = load_site_file(county_register)
    return gather(open_county, [], site), reading_rows(open_county)


@pytest.fixture(scope="session")
def made(real: tuple[Gathered, ReadingRows], real_register: Path) -> dict[str, tuple[Page, str]]:
    """Address -> page and HTML, for the real register."""
    return _made(real, real_register)


@pytest.fixture(scope="session")
def made_county(county: tuple[Gathered, ReadingRows], county_register: Path) -> dict[str, tuple[Page, str]]:
    return _made(county, county_register)


def _made(given: tuple[Gathered, ReadingRows], root: Path) -> dict[str, tuple[Page, str]]:
    g, rows = given
    pages = list(reading_pages(g, rows, root))
    out = {page.path: (page, render(page, g.site, data_to="24 November 2026")) for page in pages}
    assert len(out) == len(pages), "two pages have one address"
    return out
