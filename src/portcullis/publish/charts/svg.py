"""The strokes that all charts share.

In: places and texts. Out: small pieces of SVG, escaped; colours and type come from the classes in site.css.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from itertools import pairwise

from .labels import width

#: Every chart is drawn this wide, so that 12.5px type is still above 11px on a screen 360px wide.
WIDTH = 360

#: Status of a value -> (mark, words in the key). Anything else is drawn as published.
MARKS = {
    "published": ("dot", ""),
    "derived": ("dia", "worked out"),
    "third_party": ("ring", "reported"),
    "reported": ("ring", "reported"),
    "claimed": ("ring", "claimed"),
    "suspect": ("cross", "in doubt"),
    "disputed": ("cross", "disputed"),
    "forecast": ("proj", "forecast"),
    "projected": ("proj", "projected"),
}

Place = tuple[float, float]


def n(value: float) -> str:
    """A place with one decimal at most: bytes count."""
    text = f"{value:.1f}"
    return text.removesuffix(".0") if text != "-0.0" else "0"


def text(x: float, y: float, words: str, cls: str = "", figure: str = "", made_from: Sequence[str] = ()) -> str:
    """A text, escaped. One that says a value names its figure, or the figures that the value was worked out from."""
    kind = f' class="{cls}"' if cls else ""
    if figure:
        kind += f' data-figure="{escape(figure)}"'
    elif made_from:
        kind += f' data-from="{escape(" ".join(made_from))}"'
    return f'<text x="{n(x)}" y="{n(y)}"{kind}>{escape(words)}</text>'


def axis(labels: str) -> str:
    """The labels of an axis in a group of their own: they are round values, nobody's figures."""
    return f'<g class="ax">{labels}</g>' if labels else ""


def path(d: str, cls: str) -> str:
    """A path, or nothing."""
    return f'<path class="{cls}" d="{d}"/>' if d else ""


def step(a: Place, b: Place) -> str:
    """The stroke from a to b as a difference, which takes fewer bytes; from rounded places, so that none add up."""
    dx, dy = (n(round(b[i], 1) - round(a[i], 1)) for i in (0, 1))
    return f"l{dx}{'' if dy.startswith('-') else ' '}{dy}"


def polyline(places: Sequence[Place]) -> str:
    """Path data through the places."""
    return f"M{n(places[0][0])} {n(places[0][1])}" + "".join(step(a, b) for a, b in pairwise(places))


def mark_of(status: str) -> str:
    """Which mark a status is drawn with."""
    return MARKS.get(status, MARKS["published"])[0]


def marks(places: Sequence[Place], mark: str) -> str:
    """All marks of one shape as one path: a dot is a stroke of no length with round ends."""
    if not places:
        return ""
    if mark == "dot":
        return path("".join(f"M{n(x)} {n(y)}h0" for x, y in places), "dot")
    if mark == "dia":
        return path("".join(f"M{n(x)} {n(y - 5)}l5 5-5 5-5-5z" for x, y in places), "dia")
    if mark == "proj":
        return path("".join(f"M{n(x - 3.5)} {n(y - 3.5)}h7v7h-7z" for x, y in places), "hol")
    ring = "".join(f"M{n(x - 4)} {n(y)}a4 4 0 1 0 8 0a4 4 0 1 0-8 0" for x, y in places)
    if mark == "cross":
        ring += "".join(f"M{n(x - 5)} {n(y - 5)}l10 10m-10 0l10-10" for x, y in places)
    return path(ring, "hol")


def key(statuses: Iterable[str], y: float, *, bars: bool = False, hatch: str = "") -> str:
    """One line that explains the marks in use; nothing when all values are published ones."""
    seen: list[tuple[str, str]] = []
    for status in statuses:
        entry = MARKS.get(status, MARKS["published"])
        if entry[1] and entry not in seen:
            seen.append(entry)
    out, x = [], 6.0
    for mark, words in seen:
        if bars:
            out.append(bar_box(x - 4, y - 10, 14, 11, mark, hatch))
        else:
            out.append(path(f"M{n(x - 6)} {n(y - 4)}h14", "pj") if mark == "proj" else "")
            out.append(marks([(x, y - 4)], mark))
        out.append(text(x + (14 if bars else 10), y, words))
        x += (30 if bars else 26) + width(words)
    return f'<g class="s0">{"".join(out)}</g>' if out else ""


def bar_box(x: float, y: float, w: float, h: float, mark: str, hatch: str) -> str:
    """One bar in the style of its mark: solid, tinted, hatched, or an outline with a cross."""
    box = f'x="{n(x)}" y="{n(y)}" width="{n(max(w, 0.8))}" height="{n(max(h, 0.8))}"'
    if mark == "dot":
        return f'<rect class="bar" {box}/>'
    if mark == "dia":
        return f'<rect class="tint" {box}/>'
    if mark == "cross":
        cross = path(f"M{n(x)} {n(y)}l{n(w)} {n(h)}m0-{n(h)}l-{n(w)} {n(h)}", "ld")
        return f'<rect class="out" {box}/>{cross}'
    dashed = " dsh" if mark == "proj" else ""
    return f'<rect class="out{dashed}" style="fill:url(#{hatch})" {box}/>'


def words_of(status: str) -> str:
    """What the key calls a status; nothing for a published value."""
    return MARKS.get(status, MARKS["published"])[1]


def wrap_svg(height: float, body: str, kind: str) -> str:
    """The picture. It is hidden from screen readers, who get the description and the table instead."""
    return (
        f'<svg class="{kind}" viewBox="0 0 {WIDTH} {n(height)}" width="{WIDTH}" height="{n(height)}" '
        f'aria-hidden="true">{body}</svg>'
    )
