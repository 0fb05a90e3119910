"""A chart as a Vega-Lite spec, for whoever wants to change it: open it at https://vega.github.io/editor or in any tool
that reads Vega-Lite. It is made from the same record as our SVG and holds its own figures, each with id and source.

In: an `Offer`. Out: a plain dict, valid against the schema of Vega-Lite 5.
"""

from __future__ import annotations

import json
import textwrap
from typing import Any

from ..charts import DotChart, LineChart, StripChart
from ..charts.data import known_points, year_of
from ..charts.format import show
from ..charts.line import stretches
from ..charts.svg import words_of
from ..gathered import Gathered
from ..words.sentence import Number
from .dots import COLOURS, INK, RULE, SOFT, dots, layer
from .offer import Offer, source_words

Spec = dict[str, Any]
SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
#: How a value is drawn, by the word for its status; the same shapes as in our SVG.
SHAPES = {
    "published": "circle", "worked out": "diamond", "reported": "circle", "claimed": "circle", "in doubt": "cross",
    "disputed": "cross", "forecast": "square", "projected": "square",
}  # fmt: skip
_AHEAD = frozenset({"forecast", "projected"})
_SCALES = ((1e9, "bn"), (1e6, "m"), (1e3, "k"), (1, ""))


def spec_of(offer: Offer, g: Gathered) -> Spec:
    """The spec of a chart."""
    chart = offer.block.chart
    body = _body(offer)
    shaded = chart.band if isinstance(chart, LineChart) else None
    band = [f"Grey band: {shaded.label[0].lower()}{shaded.label[1:]}"] if shaded else []
    band += [offer.block.subheading] if offer.block.subheading else []
    address = f"{str(g.site.address).rstrip('/')}/{offer.page}" if g.site.address else offer.page
    kept = ("id", "title", "publisher", "url", "published", "licence")
    return {
        "$schema": SCHEMA,
        "title": {
            "text": textwrap.wrap(f"{offer.subject}. {offer.message}", 70),
            "subtitle": [f"Source: {'; '.join(source_words(offer)[:3])}", f"Period: {offer.period}", *band],
            "anchor": "start", "color": INK, "subtitleColor": SOFT,
        },
        "description": offer.block.told,
        "usermeta": {
            "page": address, "indicator": offer.indicator["id"], "definition": offer.indicator["definition"],
            "unit": offer.indicator["unit"], "data_to": g.site.data_to, "published_by": g.site.name,
            "sources": [{name: source[name] for name in kept} for source in offer.sources],
            "breaks": offer.indicator["breaks"],
        },
        "width": 560,
        **body,
        "config": {"view": {"stroke": None}, "axis": {"domain": False, "labelColor": SOFT, "tickColor": RULE}},
    }  # fmt: skip


def _body(offer: Offer) -> Spec:
    """What is drawn, by the kind of chart."""
    chart = offer.block.chart
    if isinstance(chart, LineChart):
        return _lines(offer, chart)
    if isinstance(chart, DotChart):
        return dots(offer, chart, _label(offer))
    if isinstance(chart, StripChart):
        return _strips(offer, chart)
    raise TypeError(f"{type(chart).__name__} has no spec")


def _lines(offer: Offer, chart: LineChart) -> Spec:
    values = _line_values(offer, chart)
    labels = [s.label for s in chart.series]
    coloured = iter(COLOURS)
    colours = [SOFT if s.role == "england" else next(coloured) for s in chart.series]
    colour = {"field": "series", "type": "nominal", "scale": {"domain": labels, "range": colours}, "legend": None}
    split = any(p.x != int(p.period[:4]) for s in chart.series for p in s.points if p.period[:4].isdigit())
    axis: Spec = {"format": "d", "tickMinStep": 1, "grid": False, "title": None}
    if split:
        axis["labelExpr"] = "format(datum.value - 1, 'd') + '-' + slice(format(datum.value, 'd'), 2)"
    x = {"field": "year", "type": "quantitative", "scale": {"zero": False, "nice": False}, "axis": axis}
    y = {
        "field": "value", "type": "quantitative", "scale": {"zero": chart.from_zero},
        "axis": {"title": _y_title(chart), "labelExpr": _label(offer), "grid": True},
    }  # fmt: skip
    path: Spec = {"x": x, "y": y, "color": colour, "detail": {"field": "stretch", "type": "nominal"}}
    solid = "datum.value !== null && datum.series_role !== 'band' && !datum.drawn_ahead"
    layers: list[Spec] = []
    middle = {"y": y | {"field": "lower"}, "y2": {"field": "upper"}}
    shades = ((chart.band, SOFT, 0.17), (chart.range, COLOURS[0], 0.14), (chart.inner, COLOURS[0], 0.2))
    for band, ink, opacity in shades:
        if band:
            own = f"datum.lower !== null && datum.series === {json.dumps(band.label)}"
            layers.append(layer(own, {"type": "area", "color": ink, "opacity": opacity}, {"x": x, **middle}))
    if chart.breaks:
        layers += _breaks(chart)
    layers.append(layer(solid, {"type": "line", "strokeWidth": 2.5}, path))
    if any(value["ahead"] for value in values):
        layers.append(layer("datum.ahead", {"type": "line", "strokeWidth": 2.5, "strokeDash": [1, 5]}, path))
    dot: Spec = {"type": "point", "size": 45, "opacity": 1, "tooltip": {"content": "data"}}
    solid_dot = {"condition": {"test": "datum.drawn === 'published'", "value": 1}, "value": 0}
    marks = {"x": x, "y": y, "color": colour, "fill": colour, "shape": _shape(values), "fillOpacity": solid_dot}
    layers.append(layer("datum.value !== null", dot, marks))
    ends = {"x": x, "y": y, "color": colour, "text": {"field": "label", "type": "nominal"}}
    layers.append(layer("datum.label !== null", {"type": "text", "align": "left", "dx": 9, "lineBreak": "\n"}, ends))
    return {"height": 300, "data": {"name": "figures", "values": values}, "layer": layers}


def _breaks(chart: LineChart) -> list[Spec]:
    """Dotted lines from which on the series means something else; with figures of their own, or each is drawn often."""
    data = {"name": "breaks", "values": [{"at": year_of(b.at) - 0.5, "label": b.label} for b in chart.breaks]}
    where = {"x": {"field": "at", "type": "quantitative"}}
    word = {"type": "text", "align": "left", "dx": 4, "y": 6, "color": SOFT}
    rule = {"data": data, "mark": {"type": "rule", "color": RULE, "strokeDash": [2, 3]}, "encoding": where}
    return [rule, {"data": data, "mark": word, "encoding": where | {"text": {"field": "label", "type": "nominal"}}}]


def _line_values(offer: Offer, chart: LineChart) -> list[Spec]:
    """The rows, with how each is drawn: runs without a gap, marks, what lies ahead, the words at the ends."""
    values = [row | {"series_role": "band", "drawn": None, "stretch": None, "ahead": False, "drawn_ahead": False,
                     "label": None} for row in offer.rows]  # fmt: skip
    by_id = {value["id"]: value for value in values if value["id"]}
    for number, series in enumerate(chart.series):
        for point in series.points:
            value = by_id[point.figure_id]
            value["series_role"] = series.role
            value["drawn"] = words_of(point.status) or "published"
            value["drawn_ahead"] = value["ahead"] = value["drawn"] in _AHEAD
        for run, points in enumerate(stretches(series)):
            for before, point in zip([None, *points], points, strict=False):
                value = by_id[point.figure_id]
                value["stretch"] = f"{number}.{run}"
                if before is not None and value["drawn_ahead"]:
                    by_id[before.figure_id]["ahead"] = True  # the dashes begin at the last value that is a fact
        if known := known_points(series):
            shown = show(known[-1].value, chart.unit, chart.decimals)
            word = words_of(known[-1].status)
            by_id[known[-1].figure_id]["label"] = "\n".join(filter(None, (shown, word, series.label)))
    return values


def _strips(offer: Offer, chart: StripChart) -> Spec:
    kinds = {mark.figure_id: mark.kind or "sound" for strip in chart.strips for mark in strip.marks}
    values = [row | {"mark": kinds.get(row["id"])} for row in offer.rows]
    middle = [_middle(strip.label, strip.quartiles) for strip in chart.strips if strip.quartiles]
    y = {"field": "series", "type": "nominal", "sort": [s.label for s in chart.strips],
         "axis": {"title": None, "labelLimit": 260, "grid": False, "ticks": False}}  # fmt: skip
    sides = " / ".join(filter(None, (chart.below, chart.above))) or None
    axis = {"title": sides, "labelExpr": _label(offer)}
    x = {"field": "value", "type": "quantitative", "scale": {"zero": False}, "axis": axis}
    shape = {"field": "mark", "type": "nominal", "legend": None,
             "scale": {"domain": ["sound", "few", "doubt"], "range": ["circle", "circle", "cross"]}}  # fmt: skip
    hollow = {"condition": {"test": "datum.mark === 'sound'", "value": 0.45}, "value": 0}
    point = {"type": "point", "color": SOFT, "fill": SOFT, "size": 34, "opacity": 0.8, "tooltip": {"content": "data"}}
    layers = [layer("datum.value !== null", point, {"x": x, "y": y, "shape": shape, "fillOpacity": hollow})]
    if middle:
        data = {"name": "middle_half", "values": middle}
        bar = {"type": "rule", "color": COLOURS[0], "strokeWidth": 3, "yOffset": 10}
        notch = {"type": "tick", "color": COLOURS[0], "thickness": 3, "size": 9, "yOffset": 10}
        span = {"x": x | {"field": "lower"}, "x2": {"field": "upper"}, "y": y}
        layers.append({"data": data, "mark": bar, "encoding": span})
        layers.append({"data": data, "mark": notch, "encoding": {"x": x | {"field": "middle"}, "y": y}})
    return {"height": {"step": 44}, "data": {"name": "figures", "values": values}, "layer": layers}


def _middle(kind: str, quartiles: tuple[Number, Number, Number]) -> Spec:
    low, middle, high = quartiles
    ends = {"lower": low.value, "middle": middle.value, "upper": high.value}
    return {"series": kind, **ends, "made_from": sorted({figure for q in quartiles for figure in q.made_from})}


def _shape(values: list[Spec]) -> Spec:
    """The marks in use; a legend only where there is something to explain."""
    used = [word for word in SHAPES if any(value["drawn"] == word for value in values)]
    legend = {"title": None, "orient": "bottom"} if used != ["published"] else None
    scale = {"domain": used, "range": [SHAPES[word] for word in used]}
    return {"field": "drawn", "type": "nominal", "scale": scale, "legend": legend}


def _y_title(chart: LineChart) -> str | None:
    return f"{chart.above} (a {chart.below} lies below zero)" if chart.above and chart.below else None


def _label(offer: Offer) -> str:
    """How the labels of the axis of values are written, as an expression of Vega."""
    unit = offer.indicator["unit"]
    if unit == "percent":
        return "format(datum.value, ',~f') + '%'"
    if unit not in {"gbp", "gbp_each"}:
        return "format(datum.value, ',~f')"
    top = max((abs(row["value"]) for row in offer.rows if row["value"] is not None), default=0)
    scale, suffix = next((pair for pair in _SCALES if top >= pair[0]), _SCALES[-1])
    sign = "(datum.value < 0 ? '\u2212' : '')"
    return f"{sign} + '£' + format(abs(datum.value) / {scale:.0f}, ',~f') + (datum.value ? '{suffix}' : '')"
