"""Councils with their intervals as the body of a Vega-Lite spec; colours and layers that all specs share.

In: an `Offer` of a `DotChart`. Out: a part of a spec.
"""

from __future__ import annotations

from typing import Any

from ..charts import DotChart
from ..charts.format import show
from ..charts.svg import words_of
from .offer import Offer

Spec = dict[str, Any]
INK, SOFT, RULE = "#221d26", "#5f5666", "#8d8392"
COLOURS = ("#6f2458", "#0b6b82", "#9a5600", "#4a4aa0")


def layer(kept: str, mark: Spec, encoding: Spec) -> Spec:
    """One layer over those values for which `kept`, an expression of Vega, holds."""
    return {"transform": [{"filter": kept}], "mark": mark, "encoding": encoding}


def dots(offer: Offer, chart: DotChart, label: str) -> Spec:
    """A row for each council in the order of the page; a line at England's value.

    `label`: how values are written on the axis, as an expression of Vega.
    """
    strong = {dot.label for dot in chart.dots if dot.strong}
    values = []
    for row in offer.rows:
        england = row["id"] is not None and row["id"] == chart.line_figure
        word = words_of(row["status"]) if row["value"] is not None else "no figure"
        shown = None if row["value"] is None else show(row["value"], chart.unit, chart.decimals)
        part = "england" if england else "subject" if row["series"] in strong else "other"
        values.append(row | {"part": part, "said": ", ".join(filter(None, (shown, word)))})
    names = [dot.label for dot in chart.dots]
    axis = {"title": None, "labelLimit": 260, "grid": False, "ticks": False}
    y = {"field": "series", "type": "nominal", "sort": names, "scale": {"domain": names}, "axis": axis}
    x = {
        "field": "value",
        "type": "quantitative",
        "scale": {"zero": False},
        "axis": {"title": None, "labelExpr": label},
    }
    scale = {"domain": ["subject", "other"], "range": [COLOURS[0], SOFT]}
    colour = {"field": "part", "type": "nominal", "scale": scale, "legend": None}
    council = "datum.part !== 'england'"
    span = {"x": x | {"field": "lower"}, "x2": {"field": "upper"}, "y": y, "color": colour}
    point = {"type": "point", "filled": True, "size": 60, "opacity": 1, "tooltip": {"content": "data"}}
    words = {"type": "text", "align": "left", "dx": 8, "dy": -10}
    said = {"x": x, "y": y, "color": colour, "text": {"field": "said", "type": "nominal"}}
    layers = [
        layer(f"{council} && datum.lower !== null", {"type": "rule", "strokeWidth": 2}, span),
        layer(f"{council} && datum.value !== null", point, {"x": x, "y": y, "color": colour}),
        layer(f"{council} && datum.value !== null", words, said),
    ]
    if chart.line is not None:
        only = {"x": x, "text": {"field": "line", "type": "nominal"}}
        transform = [{"filter": "datum.part === 'england'"}, {"calculate": "'England ' + datum.said", "as": "line"}]
        layers.append(layer("datum.part === 'england'", {"type": "rule", "color": INK, "strokeDash": [4, 3]}, {"x": x}))
        layers.append({"transform": transform, "mark": {"type": "text", "y": -8, "color": INK}, "encoding": only})
    return {"height": {"step": 36}, "data": {"name": "figures", "values": values}, "layer": layers}
