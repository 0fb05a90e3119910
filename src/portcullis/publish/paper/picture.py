"""A chart of a page, made ready for paper.

In: the SVG that a page shows. Out: an SVG that any drawing program reads: colours in plain words, light ones, and the
typeface of the brief. The rules stay those of the site's sheet.
"""

from __future__ import annotations

import re

from ..charts import standalone

_PALETTE = re.compile(r"\.chart svg,\.spark\{((?:--[a-z0-9]+:[^;}]+;?)+)\}")
_AT_RULE = re.compile(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_SIZING = re.compile(r"\.chart svg\{[^}]*\}|\.spark\{[^}]*\}")
_FONT = re.compile(r"font:([\d.]+px) [^;}]*")
_ALIAS = re.compile(r"--c:var\(--(c\d)\)")
_NAMED = re.compile(r"var\(--([a-z0-9]+)\)")
_BOX = re.compile(r'viewBox="(?:-?[\d.]+ ){2}([\d.]+) ([\d.]+)"')
TYPEFACE = "Libertinus Serif"


def print_chart(svg: str, title: str) -> str:
    """The chart with every colour resolved. Raises ValueError when the sheet has a colour that is not on its list."""
    text = _AT_RULE.sub("", standalone(svg, title))
    palette = dict(
        pair.split(":", 1)
        for found in _PALETTE.findall(text)[:1]
        for pair in found.strip(";").replace("--", "").split(";")
    )
    palette["bg"] = "#ffffff"
    text = _SIZING.sub("", _PALETTE.sub("", text))
    text = _FONT.sub(rf"font-size:\1;font-family:'{TYPEFACE}'", text)
    # A drawing program knows no variables, but it knows the colour that a group hands down: that is what --c does.
    text = _ALIAS.sub(lambda m: f"color:{palette[m[1]]}", text).replace("var(--c)", "currentColor")
    try:
        return _NAMED.sub(lambda m: palette[m[1]], text)
    except KeyError as missing:
        raise ValueError(f"the chart uses a colour that its palette lacks: {missing}") from None


def ratio(svg: str) -> float:
    """Height by width of a picture. Raises ValueError when it has no size."""
    box = _BOX.search(svg)
    if box is None:
        raise ValueError("a picture without a viewBox")
    return float(box[2]) / float(box[1])
