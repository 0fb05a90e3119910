"""The worked stories of how figures are shown hold in the invented county.

In: the Markdown pages beside this file, which are also the methods pages. Out: each row of their tables is true.
"""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path
from typing import Any

import pytest

from portcullis.register import check
from portcullis.store import Store, queries
from tests.spec.stories import FOLDER, name, rows

Story = dict[str, str]


def seen(store: Store, story: Story, *, all_vintages: bool = False) -> list[dict[str, Any]]:
    day = story.get("as of", "today")
    as_of = None if day == "today" else dt.date.fromisoformat(day)
    return queries.observations(
        store, indicator=story["measure"], authority=story["council"], period=story["period"], as_of=as_of,
        all_vintages=all_vintages,
    )  # fmt: skip


@pytest.mark.parametrize("story", rows("as-of.md", "as of", "from"), ids=name)
def test_as_of(story: Story, open_county: Store) -> None:
    found = seen(open_county, story)
    if story["we show"] == "nothing":
        assert found == []
    else:
        (row,) = found
        assert (row["value"], row["source"]) == (float(story["we show"]), story["from"])


@pytest.mark.parametrize("story", rows("correction.md", "we show", "printed"), ids=name)
def test_correction(story: Story, open_county: Store) -> None:
    (row,) = seen(open_county, story)
    assert (row["value"], row["status"]) == (float(story["we show"]), story["as"])
    assert row["value_as_published"] == float(story["printed"])


def test_when_the_source_repairs_itself(county_register: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(county_register, tmp_path / "county"))
    plans = root / "observations" / "new_ehc_plans.csv"
    plans.write_text(plans.read_text().replace("E99000002,2022,2162,", "E99000002,2022,247,"))
    (mistake,) = check(root).mistakes
    assert (mistake.file, mistake.field) == ("corrections.toml", "expect")
    assert "is now 247.0, the correction expects 2162" in mistake.wrong
    assert "the source may have repaired itself: look again" in mistake.right


RELATIONS = {"its present code": "current", "its former code": "former", "its number at the Department": "dfe"}


@pytest.mark.parametrize("story", rows("old-code.md", "code", "leads to"), ids=name)
def test_old_code(story: Story, open_county: Store) -> None:
    row = queries.area(open_county, story["code"])
    if story["leads to"] == "nobody":
        assert row is None
        return
    assert row is not None
    assert (row["name"], row["relation"]) == (story["leads to"], RELATIONS[story["by"]])
    after = [area["name"] for area in queries.successors(open_county, row["code"])]
    before = [area["name"] for area in queries.predecessors(open_county, row["code"])]
    assert (", ".join(after), ", ".join(before)) == (story["followed by"], story["followed"])


@pytest.mark.parametrize("story", rows("first-vintage.md", "id", "newest"), ids=name)
def test_first_vintage(story: Story, open_county: Store) -> None:
    (row,) = [row for row in seen(open_county, story, all_vintages=True) if row["id"] == story["id"]]
    assert (row["value"], row["newest"]) == (float(story["printed"]), story["newest"] == "yes")
    figure = queries.figure(open_county, story["id"])
    assert figure is not None
    assert figure["value"] == float(story["printed"])


def test_every_page_is_tested() -> None:
    assert sorted(path.name for path in FOLDER.glob("*.md")) == [
        "as-of.md", "broken-series.md", "correction.md", "first-vintage.md", "old-code.md",
    ]  # fmt: skip
