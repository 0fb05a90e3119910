"""One measure of one authority as a chart with its message, sentences and table.

In: gathered series. Out: `ChartBlock`, or None when there is no value at all.
"""

from __future__ import annotations

from typing import NamedTuple

from portcullis.vocabulary import ENGLAND

from ..charts import Band, Break, Cell, ChartBlock, Column, LineChart, Point, Series, Table, describe_series, line_chart
from ..charts.data import year_of
from ..charts.format import balance, show
from ..charts.sentences import bare
from ..gathered import Gathered
from ..words.sentence import MAX_WORDS, Number, Sentence, said
from .environment import sentence_html
from .figures import Shown, when

MIN_CHANGE = 0.03  # of the first value: less than this is 'about the same'


class Told(NamedTuple):
    """How a measure is told of one council: its title there, whether England and like councils stand beside it."""

    title: str
    compare: bool = False
    deficit: bool = False


#: Measures with a title of their own on pages of councils. Any other measure has its label.
TOLD = {
    "dsg_cumulative_deficit": Told("Schools grant deficit at 31 March", deficit=True),
    "ehc_plans": Told("EHC plans"),
    "pupils_with_ehc_plan_pct": Told("Pupils with an EHC plan", compare=True),
    "plans_within_20_weeks_pct": Told("New plans made within 20 weeks", compare=True),
    "ehc_requests_refused_pct": Told("Requests refused", compare=True),
    "send_appeal_rate_pct": Told("Appeals for each 100 decisions", compare=True),
    "high_needs_block_allocation": Told("High needs funding"),
}
TOLD_OF_ENGLAND = {"ehc_plans": "EHC plans in England"}


def area_chart(shown: Shown, indicator: str, code: str) -> ChartBlock | None:
    """The chart of one measure of one authority, as every page, file and frame shows it."""
    definition = shown.gathered.indicators.get(indicator)
    if definition is None:  # a register of somebody's own need not have every measure
        return None
    deficit = definition["sign"] == "positive_is_deficit"
    of_england = Told(TOLD_OF_ENGLAND.get(indicator, definition["label"]), deficit=deficit)
    told = of_england if code == ENGLAND else TOLD.get(indicator)
    told = told or Told(definition["label"], definition["unit"] in {"percent", "score"}, deficit)
    return measure_chart(shown, indicator, code, title=told.title, compare=told.compare, deficit=told.deficit)


def chart_address(area: dict, indicator: str) -> str:
    """Where the server offers the chart of a measure as files: add .csv, .json, .png or .svg."""
    if area["code"] == ENGLAND:
        return f"measures/{indicator}/charts/england"
    return f"areas/{area['code']}/{area['slug']}/charts/{indicator}"


def measure_chart(
    shown: Shown,
    indicator: str,
    code: str,
    *,
    title: str,
    compare: bool = False,
    deficit: bool = False,
    level_from_zero: bool = True,
) -> ChartBlock | None:
    """Chart of one indicator. `compare` adds England and the middle half of authorities of the same type."""
    g = shown.gathered
    rows = g.of(indicator, code)
    sound = [row for row in rows if row["value"] is not None]
    if not sound:
        return None
    definition = g.indicators[indicator]
    name = g.areas[code]["name"]
    breaks = breaks_inside(definition, rows)
    points = [_point(row) for row in rows]
    series = [Series(name, points)]
    england = {row["period"]: row for row in g.of(indicator, ENGLAND)} if compare and code != ENGLAND else {}
    if england:
        periods = {row["period"] for row in rows}
        line = [_point(row) for row in g.of(indicator, ENGLAND) if row["period"] in periods]
        series.append(Series("England", line, "england"))
    chart = LineChart(
        series,
        unit=definition["unit"],
        band=_band(g, indicator, code, rows) if compare else None,
        breaks=[Break(b["at"]) for b in breaks],
        decimals=definition["decimals"],
        above="deficit" if deficit else "",
        below="surplus" if deficit else "",
        from_zero=level_from_zero,
    )
    return ChartBlock(
        heading=sentence_html(
            message(title, sound, breaks, unit=definition["unit"], decimals=definition["decimals"], deficit=deficit)
        ),
        svg=line_chart(chart),
        description=told(
            title if title.endswith(name) else f"{title} in {name}", points, breaks, definition["unit"], deficit=deficit
        ),
        table=_table(shown, title, name, rows, england),
        links=[("About this measure", shown.url(f"measures/{indicator}/"))],
        id=f"chart-{indicator}",
        chart=chart,
        files=shown.url(chart_address(g.areas[code], indicator)),
    )


def _point(row: dict) -> Point:
    """A plan or forecast is drawn as one, whatever the status of the value in its source."""
    ahead = row["claim_class"] == "projected" and row["status"] != "suspect"
    return Point(row["period"], row["value"], "projected" if ahead else row["status"], row["year"], row["id"])


def measure_links(shown: Shown, indicator: str) -> list[tuple[str, str]]:
    """The figures of a chart as a file, and the page of its measure."""
    return [
        ("All areas (CSV)", shown.url(f"data/by-measure/{indicator}.csv")),
        ("About this measure", shown.url(f"measures/{indicator}/")),
    ]


def breaks_inside(definition: dict, rows: list[dict]) -> list[dict]:
    """Breaks of a measure, oldest first, that have figures of this series on both sides."""
    years = [row["year"] for row in rows if row["value"] is not None]
    inside = (b for b in definition["breaks"] if years and min(years) < year_of(b["at"]) <= max(years))
    return sorted(inside, key=lambda b: year_of(b["at"]))


def message(
    title: str, sound: list[dict], breaks: list[dict], *, unit: str, decimals: int, deficit: bool = False
) -> Sentence:
    """The heading: what the line does from its first to its last trusted value that can be compared.

    Where the method changed in between, only the figures since then are compared, and the heading says so.
    """
    trusted = [row for row in sound if row["status"] != "suspect"] or sound
    last = trusted[-1]
    since = next((b["at"] for b in reversed(breaks) if trusted[0]["year"] < year_of(b["at"]) <= last["year"]), None)
    first = next(row for row in trusted if since is None or row["year"] >= year_of(since))
    tail = "" if since is None else f"; figures before {since} are not comparable"
    last_number = _number(last, unit, decimals, deficit)
    if first is last:
        return said(f"{title}: ", last_number, f" in {last['period']}{tail}")
    first_number = _number(first, unit, decimals, deficit)
    scale = abs(first["value"]) or 1
    change = (last["value"] - first["value"]) / scale
    if abs(change) < MIN_CHANGE:
        way = "about the same:"
    elif deficit and (first["value"] < 0) != (last["value"] < 0):
        way = "turned round:"
    else:
        way = "up" if change > 0 else "down"
    return said(
        f"{title}: {way} from ", first_number, f" in {first['period']} to ", last_number, f" in {last['period']}{tail}"
    )


def _number(row: dict, unit: str, decimals: int, deficit: bool) -> Number:
    text = show(abs(row["value"]) if deficit else row["value"], unit, decimals)
    if deficit and row["value"] < 0:
        text = f"a surplus of {text}"
    return Number(text, row["value"], row["id"])


def _band(g: Gathered, indicator: str, code: str, rows: list[dict]) -> Band | None:
    kind = g.areas[code]["type"]
    quartiles = g.quartiles.get((indicator, kind), {})
    points = [(row["period"], *quartiles[row["period"]][:2]) for row in rows if row["period"] in quartiles]
    return Band(f"Middle half of {plural(kind)}", points) if len(points) > 1 else None


def plural(kind: str) -> str:
    """'County council' -> 'county councils'; names of kinds that stand alone stay as they are."""
    words = {
        "County council": "county councils",
        "Unitary authority": "unitary authorities",
        "Metropolitan district": "metropolitan districts",
        "Inner London borough": "inner London boroughs",
        "Outer London borough": "outer London boroughs",
    }
    return words.get(kind, kind)


def told(label: str, points: list[Point], breaks: list[dict], unit: str, *, deficit: bool = False) -> list[Sentence]:
    """The series in sentences, stretch by stretch: nothing is compared across a change of method."""
    out: list[Sentence] = []
    edges = [year_of(b["at"]) for b in breaks]
    for start, end, change in zip([None, *edges], [*edges, None], [None, *breaks], strict=True):
        if change:
            out += _changed(change)
        stretch = [p for p in points if (start is None or p.x >= start) and (end is None or p.x < end)]
        known = [p for p in stretch if p.value is not None]
        if len(known) == 1 and breaks:  # not "the only figure so far": there are others, on the other side
            amount = balance(known[0].value or 0) if deficit else show(known[0].value, unit)
            doubt = ", in doubt" if known[0].status == "suspect" else ""
            out.append(said(f"{label}: ", bare(known[0], amount), f" in {known[0].period}{doubt}."))
        elif known or not breaks:
            out += describe_series(label, stretch, unit, deficit=deficit)
    return out


def _changed(change: dict) -> list[Sentence]:
    """That the method changed, and why; a long reason in sentences of its own."""
    whole = f"From {change['at']} the figures are not comparable with earlier ones: {change['why']}."
    if len(whole.split()) <= MAX_WORDS:
        return [said(whole)]
    reasons = [f"{part[:1].upper()}{part[1:]}." for part in change["why"].split("; ")]
    return [said(f"From {change['at']} the figures are not comparable with earlier ones."), *map(said, reasons)]


def _table(shown: Shown, title: str, name: str, rows: list[dict], england: dict[str, dict]) -> Table:
    columns: list[Column | str] = ["Period", Column(name, numeric=True)]
    if england:
        columns.append(Column("England", numeric=True))
    columns.append("Source")
    body = []
    for row in rows:
        line: list[Cell | str | float | None] = [when(row, shown.gathered), shown.cell(row)]
        if england:
            line.append(shown.cell(england.get(row["period"])))
        body.append([*line, shown.source_cell(row)])
    return Table(f"{title}, {name}", columns, body)
