"""Many mistakes at once: all are told, sorted, and none a second time by everything that rests on it.

In: the plants. Out: what `check` tells of many of them together.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from portcullis.register import RegisterError, check, load
from tests.unit.register import plants_entries, plants_figures

ALL = {plant.name: plant for plant in plants_figures.PLANTS + plants_entries.PLANTS}
#: One to three in each file, of kinds that do not hide one another.
TOGETHER = [
    "not a number", "missing without a reason", "unknown basis", "brackets for a surplus",
    "override without a value", "misspelt key", "no name", "point in the sea", "bad address", "unknown voice",
    "claim in pence", "England without a reason", "agreement of nobody", "events out of order",
    "condition of no version", "timeline out of order", "event about nobody", "unknown case in a duty",
    "rulebook without a rule", "petition of no address", "series without a unit",
]  # fmt: skip


def test_all_are_told(county: Path) -> None:
    plants = [ALL[name] for name in TOGETHER]
    for plant in plants:
        plant.change(county)
    mistakes = check(county).mistakes
    told = {(m.file, m.field): m.wrong for m in mistakes}
    for plant in plants:
        assert plant.wrong in told.get((plant.file, plant.field), ""), plant.name
    assert len(mistakes) == len(plants) + 2  # two of them are misspelt keys: one too many, and one missing
    assert mistakes == sorted(mistakes)
    with pytest.raises(RegisterError) as caught:
        load(county)
    assert str(caught.value).splitlines() == [str(mistake) for mistake in mistakes]


def test_every_row_of_a_file_is_looked_at(county: Path) -> None:
    path = county / "observations" / "ehc_plans.csv"
    header, *rows = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([header, *(row.replace(",published,", ",pubished,") for row in rows)]) + "\n")
    told = check(county).mistakes
    assert [m.line for m in told if m.field == "status"] == [n for n, row in enumerate(rows, 2) if ",published," in row]


@pytest.mark.parametrize(
    "file", ["authorities.csv", "sources.csv", "indicators.toml", "national_series.toml", "cases.toml"]
)
def test_a_file_that_cannot_be_read_is_not_told_by_everything_that_rests_on_it(county: Path, file: str) -> None:
    path = county / file
    path.write_text("=\n" + path.read_text(encoding="utf-8"))
    told = check(county).mistakes
    assert {mistake.file for mistake in told} == {file}


def test_what_rests_on_a_sound_entry_is_still_checked(county: Path) -> None:
    """A mistake in one source does not hide a citation of a source that never was."""
    for name in ("bad address", "unknown source", "event from nowhere"):
        ALL[name].change(county)
    assert {mistake.file for mistake in check(county).mistakes} == {
        "sources.csv",
        "observations/ehc_plans.csv",
        "events.toml",
    }


def test_the_line_survives_text_that_only_looks_like_lines(county: Path) -> None:
    path = county / "agreements" / "ambleford.toml"
    text = path.read_text(encoding="utf-8")
    text = text.replace("# Ambleford", "# \u2028 Ambleford \x85 x", 1).replace("confidence = 0.9", "confidence = 9", 1)
    path.write_text(text, encoding="utf-8")
    (mistake,) = check(county).mistakes
    assert (mistake.line, mistake.field) == (text.split("\n").index("confidence = 9") + 1, "confidence")
