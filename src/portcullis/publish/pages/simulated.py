"""The answer of the simulator: sentences, fan charts, tables, assumptions with sources, what moves the answer most.

In: gathered facts, what was asked, and what the model told. Out: `Page`. Every number but the official ones is marked
as projected; nothing of it is kept as a figure of the site.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from portcullis.vocabulary import DIALS, ENGLAND, period_text
from portcullis.vocabulary.words import PeriodKind

from ..charts import Band, Cell, ChartBlock, Column, LineChart, Point, Series, Table, line_chart
from ..charts.format import pounds
from ..gathered import Gathered
from ..words import dials as dial_words
from ..words import projection as words
from ..words.money import claim_sentences
from ..words.sentence import Sentence, said
from .area import area_path
from .environment import Page, relative, sentence_html
from .figures import Shown
from .simulate import METHOD, PATH, Asked, form_context

if TYPE_CHECKING:
    from collections.abc import Sequence

    from portcullis.model.money import MoneyRange, Policy, Projection, Swing
    from portcullis.vocabulary import Scenario

BALANCE, PEOPLE, BUDGET = "dsg_cumulative_deficit", "population_all_ages_rebased", "ra_total_service_expenditure"
#: What of the register stands on the page.
MEASURES = (BALANCE, PEOPLE, BUDGET)
Row = dict[str, Any]
Rows = list[list[Cell | str | float | None]]


@dataclass(frozen=True, slots=True)
class Simulated:
    """What the model told for a page: the run, the scenario it is read against, how they differ, what moves it."""

    projection: Projection
    policy: Policy
    scenario: Scenario | None
    other: Projection | None
    other_title: str
    apart: Sequence[MoneyRange]
    swings: Sequence[Swing]
    #: Addresses of the same run: label, where.
    files: Sequence[tuple[str, str]] = ()
    method: bool = False


def simulated_page(g: Gathered, asked: Asked, run: Simulated, today: dt.date) -> Page:
    """The form with what was asked, and the answer."""
    shown = Shown(g, relative(PATH))
    one = run.projection
    area = g.areas[one.code]
    for source in run.scenario.sources if run.scenario else ():
        shown.source_label(source)
    facts = _facts(shown, one)
    result = {
        "name": one.name,
        "area": shown.url(area_path(area)) if one.code != ENGLAND else "",
        "title": run.scenario.title if run.scenario else "What is known",
        "explains": run.scenario.explains if run.scenario else "",
        "caution": run.scenario.caution if run.scenario else "",
        "groups": _groups(g, run, today),
        "facts": facts,
        "charts": _charts(shown, run),
        "table": _years(one),
        "assumptions": _assumptions(run),
        "others": _others(run),
        "swings": _swings(run.swings),
        "swing_sentences": words.swing_sentences(run.swings) if one.code != ENGLAND else [],
        "files": run.files,
        "method": shown.url(METHOD) if run.method else "",
        "made": _made(one),
    }
    context = form_context(g, asked) | {
        "title": f"{one.name}: what if?", "result": result, "sources": shown.sources(),
    }  # fmt: skip
    return Page(PATH, "simulate.html", context, active=PATH)


def _groups(g: Gathered, run: Simulated, today: dt.date) -> list[tuple[str, list[Sentence]]]:
    one, policy = run.projection, run.policy
    budget = g.latest(BUDGET, one.code)
    year = budget["period"] if budget else ""
    title = run.scenario.title if run.scenario else "What is known"
    changed = bool(_typed(run))
    claims = claim_sentences(g.claims.get(one.code, []))
    groups = [
        ("What may be owed", [*words.run_sentences(title, changed), *words.owed_sentences(one)]),
        ("What that means", words.share_sentences(one, year)),
        ("Grant and help", words.grant_sentences(one, policy)),
        ("Before and after", words.later_sentences(one, policy)),
        ("Compared", words.against_sentences(_apart(run), run.other_title, words.day_of(one.override_end))),
        ("Reserves", words.reserve_sentences(one)),
        ("Where it starts", [*words.start_sentences(one, policy, today), *words.care_sentences(one)]),
        ("What others say", claims),
        ("What this is not", [said(text) for text in words.NOT_A_FORECAST]),
    ]
    return [(label, sentences) for label, sentences in groups if sentences]


def _apart(run: Simulated) -> MoneyRange | None:
    """The difference in the balance on the day on which the override of this run ends."""
    day = run.projection.override_end
    return next((row for row in run.apart if row.measure == "balance" and row.year == day), None)


def _facts(shown: Shown, one: Projection) -> list[tuple[str, Any]]:
    """Official figures that the page rests on, each with its source."""
    g = shown.gathered
    rows = [
        ("Balance that it starts from (a minus is a surplus)", _start(g, one)),
        ("Residents", g.latest(PEOPLE, one.code)),
        ("Budget for all services", g.latest(BUDGET, one.code)),
    ]
    found = []
    for label, row in rows:
        if row is not None:
            kind = PeriodKind(g.indicators[row["indicator"]]["period_kind"])
            found.append((f"{label}, {period_text(row['period'], kind)}", shown.figure(row)))
    return found


def _start(g: Gathered, one: Projection) -> Row | None:
    return next((row for row in g.of(BALANCE, one.code) if row["id"] == one.start_id), None)


def _charts(shown: Shown, run: Simulated) -> list[ChartBlock]:
    blocks = [_balance_chart(shown, run), _gap_chart(run)]
    if run.other is not None:
        blocks.append(_compared_chart(run))
    return blocks


def _fan(rows: Sequence[MoneyRange], start: Sequence[tuple[str, float, float]] = ()) -> tuple[Band, Band]:
    wide = [*start, *((_x(row), row.low_95, row.high_95) for row in rows)]
    near = [*start, *((_x(row), row.low_80, row.high_80) for row in rows)]
    return Band("95 of 100 futures", wide), Band("80 of 100 futures", near)


def _x(row: MoneyRange) -> str:
    return words.year_text(row.year) if row.measure in {"gap", "spent", "funding"} else str(row.year)


def _balance_chart(shown: Shown, run: Simulated) -> ChartBlock:
    one = run.projection
    start = _start(shown.gathered, one)
    past = [
        row for row in shown.gathered.of(BALANCE, one.code)
        if row["value"] is not None and start and row["basis"] == start["basis"] and row["year"] <= start["year"]
    ]  # fmt: skip
    points = [Point(str(row["year"]), row["value"], row["status"], row["year"], row["id"]) for row in past]
    ahead = [row for row in one.of("balance") if not past or row.year > one.start]
    points += [Point(str(row.year), row.median, "projected", row.year) for row in ahead]
    known = [(str(past[-1]["year"]), past[-1]["value"], past[-1]["value"])] if past else []
    wide, near = _fan(ahead, known)
    chart = LineChart([Series(one.name, points)], unit="gbp", range=wide, inner=near, above="deficit", below="surplus")
    heading, *told = words.owed_sentences(one)
    return ChartBlock(
        heading=sentence_html(heading), svg=line_chart(chart), description=[*told, words.held_sentence(run.policy)],
        table=_ranges("Deficit on 31 March (a minus is a surplus), projected", "31 March", one.of("balance")),
        subheading="Owed on 31 March of each year. Darker band: 80 of 100 futures. Lighter band: 95 of 100.",
        id="chart-balance",
    )  # fmt: skip


def _gap_chart(run: Simulated) -> ChartBlock:
    one = run.projection
    rows = one.of("gap")
    wide, near = _fan(rows)
    series = Series(one.name, [Point(_x(row), row.median, "projected") for row in rows])
    row = next((row for row in rows if row.year == one.override_end - 1), rows[-1])
    year = words.year_text(row.year)
    if row.median > 0:
        heading = said(
            f"In {year} spending may go beyond funding by about ", words.about(row.median), ".", projected=True
        )
    else:
        heading = said(f"In {year} spending would most likely stay within funding.", projected=True)
    chart = LineChart([series], unit="gbp", range=wide, inner=near, above="spending above funding")
    told = [said("It is spending on high needs less the money for it, before Safety Valve money, grant and help.")]
    return ChartBlock(
        heading=sentence_html(heading), svg=line_chart(chart), description=told,
        table=_ranges("Gap between spending and funding, projected", "Year", rows),
        subheading="In each financial year. Darker band: 80 of 100 futures. Lighter band: 95 of 100.", id="chart-gap",
    )  # fmt: skip


def _compared_chart(run: Simulated) -> ChartBlock:
    assert run.other is not None  # noqa: S101 - only called with one
    one, day = run.projection, words.day_of(run.projection.override_end)
    told = words.against_sentences(_apart(run), run.other_title, day)
    lines = [
        Series("this run", [Point(str(row.year), row.median, "projected", row.year) for row in one.of("balance")]),
        Series(run.other_title, [Point(str(r.year), r.median, "projected", r.year) for r in run.other.of("balance")]),
    ]
    rows: Rows = [
        [str(mine.year), _money(mine.median), _money(theirs.median), _money(apart.median),
         _money(apart.low_80), _money(apart.high_80)]
        for mine, theirs, apart in zip(
            one.of("balance"), run.other.of("balance"), [r for r in run.apart if r.measure == "balance"], strict=True
        )
    ]  # fmt: skip
    columns = ["31 March", *(Column(label, numeric=True) for label in (
        "This run", run.other_title, "Difference", "80 of 100: from", "to"))]  # fmt: skip
    return ChartBlock(
        heading=sentence_html(told[0]), svg=line_chart(LineChart(lines, unit="gbp", above="deficit", below="surplus")),
        description=told[1:] or told, table=Table("Middles of both, and the difference draw by draw", columns, rows),
        subheading="The middle of each. Both meet the same luck in every draw.", id="chart-compared",
    )  # fmt: skip


def _ranges(caption: str, first: str, rows: Sequence[MoneyRange]) -> Table:
    columns = [first, *(Column(label, numeric=True) for label in (
        "Middle", "80 of 100: from", "to", "95 of 100: from", "to "))]  # fmt: skip
    body: Rows = [
        [_x(row), *(_money(v) for v in (row.median, row.low_80, row.high_80, row.low_95, row.high_95))] for row in rows
    ]
    return Table(caption, columns, body)


def _money(value: float) -> Cell:
    return Cell(pounds(value), value)


_FLOWS = {
    "spent": "Spending", "funding": "Funding", "gap": "Gap", "payments": "Safety Valve", "help": "Grant and help",
    "interest": "Interest",
}  # fmt: skip


def _years(one: Projection) -> Table:
    """Middles of every flow, and the deficit at the end of the year."""
    ends = {row.year - 1: row for row in one.of("balance")}
    flows = {name: {row.year: row for row in one.of(name)} for name in _FLOWS}
    body: Rows = [
        [words.year_text(year), *(_money(flows[name][year].median) for name in _FLOWS), _money(ends[year].median)]
        for year in flows["spent"]
    ]
    columns = ["Financial year", *(Column(label, numeric=True) for label in (*_FLOWS.values(), "Owed at its end"))]
    return Table(f"{one.name}, year by year: the middle of all draws, projected", columns, body)


def _typed(run: Simulated) -> tuple:
    """Settings that are not the scenario's own."""
    own = run.scenario.settings if run.scenario else ()
    return tuple(one for one in run.policy.settings if one not in own)


def _assumptions(run: Simulated) -> Table:
    """Every dial that somebody turned: the scenario, with its reason, or the reader."""
    from portcullis.model.money.standing import standing

    why = {turned.setting: turned.why for turned in (run.scenario.dial if run.scenario else ())}
    body: Rows = []
    for setting in standing(run.policy.settings):
        dial = DIALS[setting.dial]
        where = f"{dial_words.stands(dial, setting.value)} {dial_words.years(setting)}".strip()
        mine = setting not in why
        sure = "you set it" if mine else dial_words.SURE[dial.certainty]
        reason = f"You set it. {dial_words.usually(dial)}" if mine else why[setting]
        body.append([dial.label, where, sure, reason])
    return Table("What this run assumes", ["Assumption", "Where it stands", "How sure", "Why"], body, stack=True)


def _others(run: Simulated) -> Table:
    """Dials that nobody turned."""
    turned = {one.dial for one in run.policy.settings}
    body: Rows = [
        [dial.label, dial_words.stands(dial, dial.usual), dial_words.SURE[dial.certainty], dial.says]
        for dial in DIALS.values()
        if dial.name not in turned and dial.group != "council" and dial.usual is not None
    ]
    columns = ["Assumption", "Where it stands", "How sure", "What it means"]
    return Table("Assumptions that stand where they usually do", columns, body, stack=True)


def _swings(swings: Sequence[Swing]) -> Table | None:
    """The answer with each dial at either end of its range."""
    if not swings:
        return None
    body: Rows = []
    for one in swings:
        dial = DIALS[one.dial]
        since = f", from {words.year_text(one.since)}" if one.since else ""
        label = Cell(
            dial.label, note=f"{dial_words.stands(dial, one.low)} or {dial_words.stands(dial, one.high)}{since}"
        )
        body.append([label, _rounded(one.at_low_gbp), _rounded(one.at_high_gbp), _rounded(one.width_gbp)])
    columns = ["Assumption, and its two ends", *(Column(label, numeric=True) for label in (
        "Owed at the first", "Owed at the second", "Apart"))]  # fmt: skip
    return Table("What moves the answer: the middle of what is owed when the override ends, projected", columns, body)


def _rounded(value: float) -> Cell:
    return Cell(words.rounded(value), value)


def _made(one: Projection) -> str:
    return (
        f"Made by the model {one.version} with {one.draws:,} draws and seed {one.seed}, from plans of January "
        f"{one.origin} and balances published by {one.vintage}."
    )
