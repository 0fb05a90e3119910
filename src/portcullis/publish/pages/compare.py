"""One council beside others: each measure with intervals, in the order of names, never a rank.

In: gathered facts (all, or those of a few councils), codes and measures. Out: `Page`. The same page is built for each
council beside its statistical neighbours, and made by the server for any choice.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from portcullis.vocabulary import ENGLAND

from ..charts import Cell, ChartBlock, Column, Dot, DotChart, Table, dot_chart
from ..charts.format import number, percent
from ..gathered import Gathered
from ..intervals import wilson
from ..words.sentence import Number, Sentence, said
from .area import area_path
from .charts import measure_links, plural
from .environment import Page, relative
from .figures import Shown, when

Row = dict[str, Any]
#: What is compared unless somebody chooses: shares, which councils of different sizes can be compared by.
DEFAULT = ("plans_within_20_weeks_pct", "ehc_requests_refused_pct", "send_appeal_rate_pct", "pupils_with_ehc_plan_pct")
FEW = 30  # cases: with fewer, a handful of children moves the share a long way
#: The page for any choice of councils.
CHOSEN = "compare/"
MOST = 12  # councils on one page: more cannot be read


def neighbours_page(g: Gathered, code: str) -> Page:
    """A council beside its ten statistical neighbours."""
    return compare_page(g, code, neighbours_of(g, code), DEFAULT, path=neighbours_path(g.areas[code]))


def neighbours_of(g: Gathered, code: str) -> list[str]:
    """The statistical neighbours of a council that have a page."""
    return [n["code"] for n in g.neighbours.get(code, []) if n["code"] in g.areas]


def neighbours_path(area: Row) -> str:
    """The page of a council beside its neighbours."""
    return f"{area_path(area)}neighbours/"


def compare_page(g: Gathered, subject: str, others: list[str], measures: tuple[str, ...], *, path: str) -> Page:
    """The subject and others, measure by measure."""
    shown = Shown(g, relative(path))
    codes = in_order(g, subject, others)
    blocks = [block for measure in measures if (block := compare_block(shown, subject, codes, measure, path=path))]
    subject_area = g.areas[subject]
    kinds = {g.areas[code]["type"] for code in codes}
    context = {
        "title": f"{subject_area['name']} beside {'councils with similar children' if len(codes) > 2 else 'others'}",
        "area": subject_area,
        "areas": [g.areas[code] for code in codes],
        "area_path": area_path,
        "blocks": blocks,
        "mixed": sorted(plural(kind) for kind in kinds) if len(kinds) > 1 else [],
        "sources": shown.sources(),
    }
    return Page(path, "compare.html", context, active="compare/")


def in_order(g: Gathered, subject: str, others: Sequence[str]) -> list[str]:
    """The council first, then the others by name: as many as can be read."""
    return [subject, *sorted({*others} - {subject}, key=lambda code: g.areas[code]["name"])][:MOST]


def compare_block(shown: Shown, subject: str, codes: list[str], measure: str, *, path: str) -> ChartBlock | None:
    """One measure at the newest period for which the subject has a value. `path`: of the page that it stands on."""
    g = shown.gathered
    own = g.latest(measure, subject)
    if own is None:
        return None
    definition = g.indicators[measure]
    period = own["period"]
    england = g.england(measure, period)
    rows = [(code, g.at(measure, code, period)) for code in codes]
    spans = {code: interval(g, definition, row) for code, row in rows}
    dots = [_dot(g, code, row, spans[code], strong=code == subject) for code, row in rows]
    line = england["value"] if england and subject != ENGLAND else None
    chart = DotChart(dots, definition["unit"], line, definition["decimals"], england["id"] if england else "")
    return ChartBlock(
        heading=f"{definition['label']}, {when(own, g)}",
        svg=dot_chart(chart),
        description=verdicts(g, subject, dict(rows), spans),
        table=_table(shown, definition, rows, spans),
        links=measure_links(shown, measure),
        id=f"compare-{measure}",
        chart=chart,
        files=shown.url(f"{path}charts/{measure}"),
        # The page of a council and its neighbours needs no names; any other choice is the reader's.
        query="" if path != CHOSEN else "?" + "&".join(f"areas={code}" for code in codes),
    )  # fmt: skip


def _dot(g: Gathered, code: str, row: Row | None, span: tuple[float, float, float] | None, *, strong: bool) -> Dot:
    low, high = span[:2] if span else (None, None)
    status = row["status"] if row else "published"
    figure = row["id"] if row and row["value"] is not None else ""
    return Dot(g.areas[code]["name"], row["value"] if row else None, low, high, status, strong, figure)


def interval(g: Gathered, definition: Row, row: Row | None) -> tuple[float, float, float] | None:
    """95% interval of a percentage and the cases behind it, where the register says what counts them."""
    cases = definition["relations"].get("cases")
    if row is None or row["value"] is None or not cases or row["status"] == "suspect":
        return None
    base = g.at(cases, row["authority"], row["period"])
    if base is None or not base["value"] or base["status"] == "suspect":
        return None
    low, high = wilson(min(max(row["value"] / 100, 0), 1), base["value"])
    return 100 * low, 100 * high, base["value"]


def verdicts(g: Gathered, subject: str, rows: dict[str, Row | None], spans: dict[str, Any]) -> list[Sentence]:
    """How many of the others lie clearly above, clearly below, or cannot be told apart."""
    name = g.areas[subject]["name"]
    own = spans[subject]
    if own is None:
        return [said("How many cases lie behind these figures is not known, so chance may explain the differences.")]
    others = [spans[code] for code in rows if code != subject and spans[code]]
    above = sum(low > own[1] for low, _, _ in others)
    below = sum(high < own[0] for _, high, _ in others)
    out = []
    if others:
        out += _counted(name, len(others), above, below)
    row = rows[subject]
    if row and own[2] < FEW:
        cases = g.at(g.indicators[row["indicator"]]["relations"]["cases"], subject, row["period"])
        count = Number(number(own[2]), own[2], cases["id"] if cases else "")
        out.append(said(f"{name} had only ", count, " cases, so a few children move its share a long way."))
    return out or [said("None of the others has a figure for this period.")]


def _counted(name: str, others: int, above: int, below: int) -> list[Sentence]:
    """The same in words; one other council is not counted but told."""
    if others == 1:
        side = "clearly above" if above else "clearly below" if below else ""
        if not side:
            return [said(f"The other council cannot be told apart from {name}: the intervals overlap.")]
        return [said(f"The other council is {side} {name}.")]
    alike = others - above - below
    out = []
    if above or below:
        verb = "is" if above == 1 else "are"
        out.append(
            said(f"Of the {others} others with figures, {above} {verb} clearly above {name} and {below} clearly below.")
        )
    if alike:
        who = "None of the others can" if alike == others else f"{alike} cannot"
        out.append(said(f"{who} be told apart from {name if alike == others else 'it'}: the intervals overlap."))
    return out


def _table(shown: Shown, definition: Row, rows: list[tuple[str, Row | None]], spans: dict[str, Any]) -> Table:
    body = []
    for code, row in rows:
        span = spans[code]
        words = f"{percent(span[0])} to {percent(span[1])}" if span else "not known"
        few = "few cases" if span and span[2] < FEW else ""
        cases = Cell(number(span[2]), note=few) if span else Cell("not known", missing=True)
        body.append([shown.gathered.areas[code]["name"], shown.cell(row), words, cases, shown.source_cell(row)])
    columns = ["Council", Column("Value", numeric=True), "95% interval", Column("Cases", numeric=True), "Source"]
    return Table(f"{definition['label']}: the council first, then the others by name", columns, body, stack=True)


def compare_form(g: Gathered, chosen: list[str], ticked: tuple[str, ...] = DEFAULT, problem: str = "") -> Page:
    """The form to choose councils and measures; the server answers it, and it keeps what was chosen."""
    areas = sorted((a for a in g.areas.values() if a["status"] == "current"), key=lambda a: a["name"])
    shares = [i for i in g.indicators.values() if i["unit"] in {"percent", "score"}]
    context = {
        "title": "Compare councils",
        "areas": areas,
        "chosen": chosen,
        "measures": sorted(shares, key=lambda i: (i["id"] not in DEFAULT, i["label"])),
        "ticked": ticked,
        "problem": problem,
    }
    return Page("compare/", "compare_form.html", context, active="compare/")
