"""Each kind of mistake, planted in a copy of the invented county, leads to its own message with file, line and field.

In: the plants of `plants_figures` and `plants_entries`. A person who mends one line sees only what that line broke:
so each plant must be reported, and nothing else may be.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from portcullis.register import check
from tests.unit.register import plants_entries, plants_figures
from tests.unit.register.planting import Plant

PLANTS = plants_figures.PLANTS + plants_entries.PLANTS
#: A misspelt key is two mistakes: one that is not known, and one that is missing.
ALSO_MISSING = {"misspelt key", "rulebook without a rule", "site without a name"}


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant.name)
def test_planted(plant: Plant, county: Path) -> None:
    plant.change(county)
    mistakes = check(county).mistakes
    told = [str(mistake) for mistake in mistakes]
    line = plant.line(county)
    found = [m for m in mistakes if (m.file, m.line, m.field) == (plant.file, line, plant.field)]
    assert found, (f"{plant.file}:{line}: {plant.field}", told)
    assert plant.wrong in found[0].wrong
    assert plant.right in f"{found[0].right}"
    assert str(found[0]).startswith(f"{plant.file}:{line}: {plant.field}: ")
    others = [text for mistake, text in zip(mistakes, told, strict=True) if mistake != found[0]]
    assert [text for text in others if plant.name not in ALSO_MISSING or "is missing; add" not in text] == []


def test_there_are_plants_of_more_than_a_hundred_kinds() -> None:
    assert len({plant.name for plant in PLANTS}) == len(PLANTS) > 100
