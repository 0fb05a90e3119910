"""Loads the scenarios: scenarios/<slug>.toml, one policy each.

In: the folder and the sources. Out: `Scenario`s in the order of their positions. No folder means that there are none.
"""

from __future__ import annotations

from pathlib import PurePosixPath

from portcullis.vocabulary import Scenario, Source

from .files import Folder
from .known import Known
from .records import make, read_toml
from .tables import cite
from .toml_lines import line_of

FOLDER = "scenarios"


def load_scenarios(folder: Folder, sources: Known[Source]) -> list[Scenario]:
    """Every scenario; mistakes are noted on the folder."""
    if not (folder.root / FOLDER).exists():
        return []
    found: list[Scenario] = []
    places: dict[int, str] = {}
    for name in folder.names(FOLDER, ".toml"):
        parsed = read_toml(folder, name)
        if parsed is None:
            continue
        table, text = parsed
        scenario = make(folder, name, text, Scenario, table, extra={"slug": PurePosixPath(name).stem})
        if scenario is None:
            continue
        cite(folder, name, line_of(text, ("sources",)), "sources", scenario.sources, sources)
        if other := places.get(scenario.position):
            line = line_of(text, ("position",))
            folder.note(name, line, "position", f"{scenario.position} stands in {other} too", "each position once")
        twice = _twice(scenario)
        if twice is not None:
            wrong = f"{scenario.dial[twice].name} is turned twice in the same years"
            folder.note(name, line_of(text, ("dial", twice, "name")), "dial.name", wrong, "keep one of them")
        places[scenario.position] = name
        found.append(scenario)
    return sorted(found, key=lambda scenario: (scenario.position, scenario.slug))


def _twice(scenario: Scenario) -> int | None:
    """The place of a dial whose years overlap those of the same dial before it."""
    years: dict[str, set[int]] = {}
    for place, turned in enumerate(scenario.dial):
        mine = {year for year in range(2024, 2041) if turned.setting.acts(year)}
        if mine & years.get(turned.name, set()):
            return place
        years.setdefault(turned.name, set()).update(mine)
    return None
