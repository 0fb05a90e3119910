"""The page of all targets, its CSV and the block of one agreement, on the invented county."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from portcullis.model.implied import FIELDS
from portcullis.model.implied.expected import by_code
from portcullis.model.implied.made import expectations
from portcullis.publish.gathered import Gathered, gather
from portcullis.publish.pages.environment import Page, relative, render
from portcullis.publish.pages.figures import Shown
from portcullis.publish.pages.implied import CSV, PATH, implied_files, implied_view
from portcullis.publish.work import File
from portcullis.register import load_site_file
from portcullis.store import Store


@pytest.fixture(scope="module")
def g(open_county: Store, county_register: Path) -> Gathered:
    """The county with what was expected when its agreements were made."""
    kept = by_code(expectations(open_county, draws=300))
    return gather(open_county, [], load_site_file(county_register), expected=kept)


def made(g: Gathered) -> tuple[Page, File]:
    page, file = implied_files(g)
    assert isinstance(page, Page)
    assert isinstance(file, File)
    return page, file


def test_the_page_lists_every_target_and_says_how_many(g: Gathered) -> None:
    page, _ = made(g)
    html = render(page, g.site, data_to="1 November 2025")
    assert page.path == PATH
    assert html.count('<tr role="row"><th scope="row"') == len(page.context["views"]) >= 3
    assert sum(page.context["states"].values()) == len(page.context["views"])
    assert "in tension with a duty" in html
    assert "[2025] EWHC 893 (Admin)" in html
    assert "unlawful" not in html.lower()
    assert "<script>alert" not in html
    assert "forecast/implied/" not in html  # without a frozen forecast there is no page of the method


def test_the_csv_has_every_target_and_runs_in_no_spreadsheet(g: Gathered) -> None:
    page, file = made(g)
    assert file.path == CSV
    rows = list(csv.DictReader(io.StringIO(file.content.decode())))
    assert len(rows) == len(page.context["views"])
    assert tuple(rows[0]) == FIELDS
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row.values())


def test_a_sentence_is_said_once_in_a_block(g: Gathered) -> None:
    for agreement in g.agreements:
        views = implied_view(Shown(g, relative("agreements/x/")), agreement)
        told = [s.text for v in views for s in (*v.expected, *v.came, *v.care)]
        assert len(told) == len(set(told))
        assert all(v.asked for v in views)


def test_every_source_of_a_target_is_listed(g: Gathered) -> None:
    shown = Shown(g, relative("agreements/x/"))
    views = [v for agreement in g.agreements for v in implied_view(shown, agreement)]
    cited = {f"#source-{row['id']}" for row in shown.sources()}
    assert {href for v in views for _, href in v.sources} <= cited


def test_without_forecasts_the_page_stands(open_county: Store, county_register: Path) -> None:
    bare = gather(open_county, [], load_site_file(county_register))
    page, _ = made(bare)
    assert page.context["states"]["held"] == 0
    assert page.context["forecasts"] == ""
    assert "data/forecasts/implied.csv" not in render(page, bare.site, data_to="1 November 2025")
