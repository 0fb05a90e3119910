"""The forecast: its part of a council's page, the national page, and the pages that say how it is made.

In: gathered facts with a frozen forecast. Out: `ChartBlock`s and `Page`s. What is shown was frozen with its digest
before the figures came; the command and the API make it anew, with other years, draws and switches.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from importlib.resources import files

from markupsafe import Markup

from portcullis.model.published import past_id, plan_id
from portcullis.vocabulary import ENGLAND, date_text

from ..charts import Band, Cell, ChartBlock, Column, LineChart, Point, Series, Table, line_chart
from ..charts.data import Break
from ..gathered import Gathered, Row
from ..words import forecast as words
from ..words.sentence import Sentence
from .area import area_path
from .charts import breaks_inside
from .environment import Page, relative, sentence_html
from .figures import Shown
from .prose import References, prose

PATH = "forecast/"
PLANS = "ehc_plans"
#: Texts about the model: file -> address below the page, title, what it says.
TEXTS = {
    "method": ("method/", "How plans are forecast", "What was known when, how fast plans grow, how wrong it can be."),
    "model-card": ("model-card/", "Model card", "What the forecast is for, what it does not know, how it was tested."),
    "broken-series": (
        "broken-series/", "When a council's counts are broken", "A worked story: where a forecast starts, or stops."
    ),
    "money": (
        "money-method/", "How the money is projected", "What a council spends, from which balance, how wrong it was."
    ),
    "implied": (
        "implied/", "What targets would have asked", "How numbers in agreements are held against forecasts then."
    ),
    "tried": ("tried/", "What was tried", "Every model that was tried, and how often we looked at later figures."),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ForecastView:
    """What the template prints: the chart with its sentences, what to take care of, and the record."""

    block: ChartBlock
    care: list[Sentence]
    record: list[Sentence]
    past: Table | None
    made: str


def forecast_view(shown: Shown, code: str) -> ForecastView | None:
    """The forecast of one council or of England; None where none was frozen."""
    g = shown.gathered
    rows = g.forecasts.get(code, [])
    if not rows:
        return None
    name = g.areas[code]["name"]
    origin = g.forecast_about["origin"]
    card = g.records.get(code)
    chart = _fan(shown, code, rows)
    block = ChartBlock(
        heading=sentence_html(words.heading(name, rows, origin)),
        svg=line_chart(chart),
        description=words.range_sentences(rows, origin),
        table=_table(name, rows),
        links=[
            ("How it is made", shown.url(f"{PATH}method/")),
            ("What it does not know", shown.url(f"{PATH}model-card/")),
            ("All councils (CSV)", shown.url(f"data/forecasts/{g.forecast_about['name']}/plans.csv")),
        ],
        subheading="Darker band: 80 of 100 futures. Lighter band: 95 of 100.",
        id="chart-forecast",
        chart=chart,
        files=shown.url(forecast_address(g.areas[code])),
    )
    care = words.care_sentences(rows)
    return ForecastView(block, care, words.record_sentences(card, name), _past(card), _made(g.forecast_about))


def forecast_address(area: Row) -> str:
    """Where the server offers the chart of a forecast as files: add .csv, .json, .png or .svg."""
    return f"{PATH}charts/england" if area["code"] == ENGLAND else f"{area_path(area)}charts/forecast"


def _made(about: Row) -> str:
    return (
        f"Frozen forecast {about['name']}: model {about['model']}, {about['draws']:,} draws, from figures published by "
        f"{date_text(about['vintage'])}."
    )


def _fan(shown: Shown, code: str, rows: list[Row]) -> LineChart:
    g = shown.gathered
    past = g.of(PLANS, code)
    points = [Point(row["period"], row["value"], row["status"], row["year"], row["id"]) for row in past]
    known = max((p.x for p in points if p.value is not None), default=0)
    # Januaries that have come since are shown as they came: what was forecast for them stands in the table.
    ahead = [row for row in rows if row["january"] > known]
    points += [
        Point(str(row["january"]), row["median"], "projected", row["january"], row["ids"]["median"]) for row in ahead
    ]
    start = [(str(known), value, value) for value in [_last(past)] if value is not None]
    ranges = [
        Band(label, start + [(str(row["january"]), row[f"low_{level}"], row[f"high_{level}"]) for row in ahead])
        for label, level in (("95 of 100 futures", 95), ("80 of 100 futures", 80))
    ]
    breaks = [Break(b["at"]) for b in breaks_inside(g.indicators[PLANS], past)]
    return LineChart(
        [Series(g.areas[code]["name"], points)], unit="count", decimals=0, breaks=breaks, range=ranges[0],
        inner=ranges[1],
    )  # fmt: skip


def _last(past: list[Row]) -> float | None:
    return next((row["value"] for row in reversed(past) if row["value"] is not None), None)


def _table(name: str, rows: list[Row]) -> Table:
    columns = ["January", *(Column(label, numeric=True) for label in (
        "Middle", "80 of 100: from", "to", "95 of 100: from", "to "))]  # fmt: skip
    parts = ("median", "low_80", "high_80", "low_95", "high_95")
    body: list[list[Cell | str | float | None]] = [
        [str(row["january"]), *(Cell(f"{row[part]:,.0f}", row[part], row["ids"][part]) for part in parts)]
        for row in rows
    ]
    return Table(f"Projected EHC plans, {name}, if nothing changes", columns, body)


def _past(card) -> Table | None:

    if card is None or not card.past:
        return None
    columns = ["Forecast made from", "For January", *(Column(label, numeric=True) for label in (
        "Forecast", "Came", "Off by", "95 of 100: from", "to"))]  # fmt: skip

    def cell(one, part: str, text: str) -> Cell:
        return Cell(text, getattr(one, part), past_id(card.code, one, part))

    body: list[list[Cell | str | float | None]] = [
        [
            f"January {one.origin}",
            str(one.year),
            *(cell(one, part, f"{getattr(one, part):,.0f}") for part in ("median", "actual")),
            "in doubt" if one.suspect else Cell(f"{one.off_pct:+.1f}%", round(one.off_pct, 1),
                                                past_id(card.code, one, "off_pct")),
            *(cell(one, part, f"{getattr(one, part):,.0f}") for part in ("low_95", "high_95")),
        ]
        for one in card.past
    ]  # fmt: skip
    return Table(f"Past forecasts of {card.name} against what came", columns, body)


def forecast_pages(g: Gathered) -> Iterator[Page]:
    """The national page and the texts; none where nothing was frozen."""
    if not g.forecast_about:
        return
    yield _national(g)
    for slug, (below, title, summary) in TEXTS.items():
        path = PATH + below
        text = prose(_text(slug), References(relative(path)))
        context = {
            "title": title, "description": summary, "html": _tables(text.html), "headings": text.headings,
        }  # fmt: skip
        yield Page(path, "forecast_text.html", context, active="measures/")


def _national(g: Gathered) -> Page:
    shown = Shown(g, relative(PATH))
    context = {
        "title": "How many children will need plans",
        "description": "A forecast of EHC plans for England and each council, with its range and its record.",
        "view": forecast_view(shown, ENGLAND) if ENGLAND in g.areas else None,
        "councils": _councils(shown),
        "scores": _scores(g),
        "texts": [(PATH + below, title, summary) for below, title, summary in TEXTS.values()],
        "about": g.forecast_about,
        "sources": shown.sources(),
    }
    return Page(PATH, "forecast.html", context, active="measures/")


def _scores(g: Gathered) -> Table | None:
    """How the frozen forecast did; None until a January that it speaks of has been counted."""
    if not g.forecast_scores:
        return None
    columns = ["January", *(Column(label, numeric=True) for label in (
        "Councils scored", "Half were nearer than", "Within the 80% range", "Within the 95% range", "England: forecast",
        "England: came"))]  # fmt: skip
    body: list[list[Cell | str | float | None]] = [
        [
            str(one.january), str(one.councils), f"{one.scores.mdape_pct:.1f}%", f"{one.scores.cover_80_pct:.0f}%",
            f"{one.scores.cover_95_pct:.0f}%",
            Cell(f"{one.england_median:,.0f}", one.england_median,
                 plan_id(g.forecast_about["name"], ENGLAND, one.january, "median")),
            _came(g, one.january),
        ]
        for one in g.forecast_scores
    ]  # fmt: skip
    return Table(f"How the forecast of {g.forecast_about['name']} did", columns, body)


def _came(g: Gathered, january: int) -> Cell:
    row = g.at(PLANS, ENGLAND, str(january))
    if row is None or row["value"] is None:
        return Cell("not available", missing=True)
    return Cell(f"{row['value']:,.0f}", row["value"], row["id"])


def _councils(shown: Shown) -> Table:
    """Every council by name; never by size."""
    g = shown.gathered
    origin = g.forecast_about["origin"]
    body: list[list[Cell | str | float | None]] = []
    for code, area in sorted(g.areas.items(), key=lambda item: item[1]["name"]):
        row = words.told(g.forecasts.get(code, []), origin) if area["status"] == "current" else None
        if row is None or code == ENGLAND:
            continue
        name = Cell(area["name"], href=shown.url(f"{area_path(area)}#forecast"))
        numbers = [Cell(words.rounded(row[p]), row[p], row["ids"][p]) for p in ("median", "low_80", "high_80")]
        body.append([name, shown.cell(g.at(PLANS, code, str(origin))), *numbers])
    year = origin + words.TESTED
    columns = ["Council", *(Column(label, numeric=True) for label in (
        f"Plans, January {origin}", f"Middle, January {year}", "80 of 100: from", "to"))]  # fmt: skip
    return Table(f"EHC plans projected for January {year}, if nothing changes, by name of council", columns, body)


@lru_cache(maxsize=8)
def _text(slug: str) -> str:
    return (files("portcullis.publish") / "forecasts" / f"{slug}.md").read_text(encoding="utf-8")


def _tables(html: Markup) -> Markup:
    """Tables of a text as every table of this site is: with a caption (the heading above it), scopes, and a box that
    scrolls."""
    parts = re.split(r"(<table>.*?</table>)", str(html), flags=re.DOTALL)
    heading, out, count = "", [], 0
    for part in parts:
        if part.startswith("<table>"):
            count += 1
            caption = f"{heading}, table {count}"
            part = part.replace("<table>", f"<table><caption>{escape(caption)}</caption>", 1)
            part = part.replace("<th>", '<th scope="col">').replace("<th style", '<th scope="col" style')
            part = re.sub(r' style="text-align:(left|right|center)"', "", part)
            part = re.sub(r"<tr>\n<td>(.*?)</td>", r'<tr>\n<th scope="row">\1</th>', part)
            part = re.sub(r'<th scope="col"></th>', "<td></td>", part)
            box = f'role="group" aria-label="{escape(caption)}" tabindex="0"'
            part = f'<div class="scroll" {box}>{part}</div>'
        else:
            part = part.replace("<pre>", '<pre tabindex="0">')  # a formula may be wider than a phone: it scrolls
            found = re.findall(r"<h[2-4][^>]*>(.*?)</h[2-4]>", part, flags=re.DOTALL)
            if found:
                heading, count = re.sub(r"<[^>]+>", "", found[-1]), 0
        out.append(part)
    return Markup("".join(out))  # noqa: S704 - made of escaped parts
