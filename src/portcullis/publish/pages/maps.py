"""One measure on the tile map, with its key and sentences; a table with the same figures stands beside it.

In: gathered facts and a measure. Out: `MapView`, or None where too few councils have a figure for one period.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from markupsafe import Markup

from ..charts.format import show
from ..gathered import Gathered
from ..tiles import Tile, classes, describe_map, finest_of, tile_key, tile_map
from ..words.sentence import Sentence
from .area import area_path
from .figures import Shown, when

#: With fewer councils a map shows mostly holes.
ENOUGH = 100
#: Counts and sums follow the size of a council; only shares and scores may be coloured.
UNITS = frozenset({"percent", "score"})


@dataclass(frozen=True, slots=True)
class MapView:
    """What the `tile_map` macro prints."""

    heading: str
    sentences: tuple[Sentence, ...]
    key: Markup
    svg: Markup


def measure_map(shown: Shown, measure: str) -> MapView | None:
    """The newest period for which most councils have a figure."""
    g = shown.gathered
    definition = g.indicators.get(measure)
    if definition is None or definition["unit"] not in UNITS:
        return None
    period = _period(g, measure)
    if period is None:
        return None
    unit, decimals = definition["unit"], definition["decimals"]
    tiles, some = {}, None
    for code, area in g.areas.items():
        if area["status"] != "current":
            continue
        row = g.at(measure, code, period)
        value = row["value"] if row else None
        some = row if value is not None else some
        text = show(value, unit, decimals)
        doubt = bool(row) and row["status"] == "suspect"
        figure = row["id"] if row and value is not None else ""
        tiles[code] = Tile(area["name"], value, text, shown.url(area_path(area)), doubt, figure)
    known = [tile.value for tile in tiles.values() if tile.value is not None and not tile.suspect]
    bounds = classes(known, finest=finest_of(unit, decimals))
    missing = any(tile.value is None for tile in tiles.values())
    doubt = any(tile.suspect for tile in tiles.values())
    label = definition["label"].removesuffix(" (%)")
    return MapView(
        heading=f"{label}, {when(some, g) if some else period}",
        sentences=describe_map(label, tiles.values(), unit, decimals),
        key=Markup(tile_key(bounds, unit, decimals, missing=missing, doubt=doubt)),  # noqa: S704 - escaped there
        svg=Markup(tile_map(tiles, title_id=f"map-{measure}", bounds=bounds)),  # noqa: S704 - escaped there
    )


def _period(g: Gathered, measure: str) -> str | None:
    """The newest period with enough councils."""
    counts: Counter[tuple[int, str]] = Counter()
    for code, area in g.areas.items():
        if area["status"] == "current":
            counts.update((row["year"], row["period"]) for row in g.of(measure, code) if row["value"] is not None)
    enough = [period for period, number in counts.items() if number >= ENOUGH]
    return max(enough)[1] if enough else None
