"""The tile map as SVG, and its key as HTML.

In: a `Tile` for each authority. Out: text, escaped; colours come from the classes in the style sheet.

Colour is never the only carrier: a bar at the foot of each tile grows with the class, missing tiles are hatched and
have no bar, doubted ones have a corner turned down. The picture is hidden from screen readers and its
links are out of the tab order: 153 stops in the order of a map help nobody, and the list beside it has the same links
and figures, which is what WCAG 2.2 asks for (2.1.1, and 2.5.8 by its exception for an equivalent on the same page).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from html import escape

from .classes import class_of, class_words
from .data import Spot, Tile, layout

#: One tile in the drawing's own units: 14 of them are 364 wide, so on a screen 360px wide a tile is 23px or more.
SIDE = 26


def tile_map(values: Mapping[str, Tile], *, title_id: str, bounds: Sequence[float] = (), regions: bool = True) -> str:
    """The map: each authority of the layout once. `title_id` keeps the hatching apart from that of another map.

    Authorities with no `Tile` are left blank and without a link. Returns nothing when no tile has a value.
    """
    if all(tile.value is None for tile in values.values()):
        return ""
    spots = layout()
    rows: dict[int, list[str]] = {}
    hatch = escape(title_id) + "-h"
    for spot in spots:
        rows.setdefault(spot.row, []).append(_tile(spot, values.get(spot.code), tuple(bounds), hatch))
    wide, high = ((max(getattr(s, axis) for s in spots) + 1) * SIDE for axis in ("column", "row"))
    body = "".join(f'<g transform="translate(0 {row * SIDE})">{"".join(tiles)}</g>' for row, tiles in rows.items())
    edges = f'<path class="re" d="{outlines()}"/>' if regions else ""
    return (
        f'<svg class="tm" viewBox="-1 -1 {wide + 2} {high + 2}" aria-hidden="true">'
        f'<pattern id="{hatch}" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<path d="M0 0v5"/></pattern>{body}{edges}</svg>'
    )


def tile_key(
    bounds: Sequence[float], unit: str, decimals: int | None = None, *, missing: bool = False, doubt: bool = False
) -> str:
    """The key as a list in words, lowest class first, each with the bar that its tiles carry."""
    words = class_words(tuple(bounds), unit, decimals)
    lines = [(f"k{k}", said) for k, said in enumerate(words, 1)]
    lines += [("k0", "no figure")] if missing else []
    lines += [("kq", "figure in doubt")] if doubt else []
    items = "".join(f'<li><i class="{cls}" aria-hidden="true"></i>{escape(said)}</li>' for cls, said in lines)
    return f'<ul class="tk">{items}</ul>'


@cache
def outlines() -> str:
    """Path data along every side between two regions, or between a region and the sea."""
    region = {(s.column, s.row): s.region for s in layout()}
    ends: dict[tuple[bool, int], list[int]] = {}
    for column, row in region:
        for x, y in ((column, row), (column + 1, row), (column, row + 1)):
            for upright, before in ((True, (x - 1, y)), (False, (x, y - 1))):
                if region.get((x, y)) != region.get(before):
                    ends.setdefault((upright, x if upright else y), []).append(y if upright else x)
    data = []
    for (upright, line), starts in sorted(ends.items()):
        for start, length in _runs(sorted(set(starts))):
            a, b = (line, start) if upright else (start, line)
            data.append(f"M{a * SIDE} {b * SIDE}{'v' if upright else 'h'}{length * SIDE}")
    return "".join(data)


def _runs(starts: list[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for start in starts:
        if runs and sum(runs[-1]) == start:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((start, 1))
    return runs


def _tile(spot: Spot, tile: Tile | None, bounds: tuple[float, ...], hatch: str) -> str:
    x, middle = spot.column * SIDE, spot.column * SIDE + SIDE // 2
    # An attribute and not a style: a strict content policy lets no style stand in the page.
    fill = f' fill="url(#{hatch})"' if tile is None or tile.value is None else ""
    box = f'<path d="M{x} 0h{SIDE}v{SIDE}h-{SIDE}z"{fill}/>'
    short = f'<text x="{middle}" y="15">{escape(spot.short)}</text>'
    if tile is None:
        return f'<g class="k0">{box}{short}</g>'
    kind, said, more = "k0", f"{tile.name}: {tile.text}", ""
    if tile.value is not None:
        k = class_of(tile.value, bounds)
        kind = f"k{k}"
        more = f'<path class="kb" d="M{x + 3} 22h{k * 4}"/>'
        more += f'<text class="v" x="{middle}" y="19">{escape(tile.text)}</text>'
        if tile.suspect:
            said += " (in doubt)"
            more += f'<path class="kc" d="M{x + SIDE} 0h-9l9 9z"/>'
    inner = f"<title>{escape(said)}</title>{box}{short}{more}"
    figure = f' data-figure="{escape(tile.figure)}"' if tile.figure else ""
    if not tile.href:
        return f'<g class="{kind}"{figure}>{inner}</g>'
    return f'<a class="{kind}" href="{escape(tile.href)}" tabindex="-1"{figure}>{inner}</a>'
