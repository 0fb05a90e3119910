"""What the money of one council may do: its part of a council's page.

In: gathered facts with recorded projections. Out: `OutlookView`: chart, sentences, what it starts from, what others
say, and each scenario in a table.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from portcullis.vocabulary import ENGLAND, span

from ...charts import Band, Cell, ChartBlock, Column, LineChart, Point, Series, Table, line_chart
from ...words import outlook as words
from ...words.sentence import Sentence
from ..environment import sentence_html
from ..figures import Shown
from .places import ENGLAND_PATH, FILE, RANGE_WORDS, SCENARIOS_PATH, SIMULATOR, cell, made, range_cells

if TYPE_CHECKING:
    from portcullis.model.projected import Outlook

Row = dict[str, Any]
DEFICIT = "dsg_cumulative_deficit"
YEARS = range(2024, 2029)


@dataclass(frozen=True, slots=True)
class OutlookView:
    """What the template prints. Without a projection only `start` is there, which says why."""

    start: list[Sentence]
    #: What comes before the last day, which stands under the chart.
    groups: list[tuple[str, list[Sentence]]] | None = None
    block: ChartBlock | None = None
    beside: list[Sentence] | None = None
    scenarios: Table | None = None
    simulate: str = ""
    made: str = ""


def outlook_view(shown: Shown, code: str) -> OutlookView | None:
    """The projection of one council; None where this copy has no record of projections."""
    g = shown.gathered
    outlook = g.outlooks.get(code)
    if outlook is None:
        return None
    official = _start(shown, outlook)
    start = words.start_sentences(outlook, official, span(g.site.data_to)[1])
    if not outlook.runs:
        return OutlookView(start)
    agreement = g.agreement_of.get(code)
    return OutlookView(
        start=[*start, *words.agreement_sentences(agreement)],
        groups=words.outlook_groups(outlook)[:-1],
        block=_block(shown, outlook),
        beside=words.beside_sentences(outlook, g.claims.get(code, [])),
        scenarios=scenario_table(shown, outlook),
        simulate=shown.url(f"{SIMULATOR}?council={g.areas[code]['slug']}"),
        made=made(g.outlook_about),
    )


def _start(shown: Shown, outlook: Outlook) -> Row | None:
    """The official balance that the projection starts from, noted as shown; None where it is no longer there."""
    rows = shown.gathered.of(DEFICIT, outlook.code)
    row = next((row for row in rows if row["id"] == outlook.start_id and row["value"] is not None), None)
    shown.figure(row)
    return row


def _block(shown: Shown, outlook: Outlook) -> ChartBlock:
    return ChartBlock(
        heading=sentence_html(words.heading(shown.gathered.areas[outlook.code]["name"], outlook)),
        svg=line_chart(_fan(shown, outlook)),
        description=[*words.outlook_groups(outlook)[-1][1], words.LIMITS],
        table=_years(outlook),
        links=[
            ("What each scenario assumes", shown.url(SCENARIOS_PATH)),
            ("England beside other forecasts", shown.url(ENGLAND_PATH)),
            ("All councils (CSV)", shown.url(FILE)),
        ],
        subheading="Each 31 March, with what has been announced so far. The stability grant comes off in 2026-27. "
        "Darker band: 80 of 100 futures. Lighter band: 95 of 100.",
        id="chart-outlook",
    )


def _fan(shown: Shown, outlook: Outlook) -> LineChart:
    """Official balances, then the middle of what is projected with both ranges."""
    g = shown.gathered
    past = [row for row in g.of(DEFICIT, outlook.code) if row["value"] is not None and row["year"] <= YEARS[0]]
    points = [Point(str(row["year"]), row["value"], row["status"], row["year"], row["id"]) for row in past]
    known = max((point.x for point in points), default=0)
    ahead = [told for year in YEARS if year > known and (told := outlook.at(words.TODAY, "balance", year))]
    points += [Point(str(told.year), told.median, "projected", told.year, told.id) for told in ahead]
    begins = [(str(p.x), p.value, p.value) for p in points if p.x == known and p.value is not None]
    ranges = [
        Band(f"{level} of 100 futures", begins + [
            (str(told.year), getattr(told, f"low_{level}"), getattr(told, f"high_{level}")) for told in ahead])
        for level in (95, 80)
    ]  # fmt: skip
    name = "England" if outlook.code == ENGLAND else g.areas[outlook.code]["name"]
    return LineChart(
        [Series(name, points)], unit="gbp", above="deficit", below="surplus", range=ranges[0], inner=ranges[1]
    )


def _years(outlook: Outlook) -> Table:
    rows: list[list[Cell | str | float | None]] = [
        [f"31 March {year}", *range_cells(told), cell(told, "low_95"), cell(told, "high_95")]
        for year in YEARS
        if year > (outlook.start or 0) and (told := outlook.at(words.TODAY, "balance", year))
    ]
    columns = ["Deficit on", *(Column(label, numeric=True) for label in (*RANGE_WORDS, "95 of 100: from", "to "))]
    return Table("Projected deficit, as announced so far (a minus sign is a surplus)", columns, rows)


def scenario_table(shown: Shown, outlook: Outlook) -> Table:
    """Each scenario of the register in its order: the grant, and what is owed on 31 March 2028."""
    rows: list[list[Cell | str | float | None]] = []
    for slug, scenario in shown.gathered.scenarios.items():
        run = outlook.runs.get(slug)
        name = Cell(scenario["title"], href=shown.url(f"{SCENARIOS_PATH}#{slug}"))
        if run is None:
            rows.append([name, *[Cell("not run", missing=True)] * 4])
            continue
        rows.append([name, cell(run.at("grant", 2026)), *range_cells(run.at("balance", 2028))])
    columns = [
        "Scenario", *(Column(label, numeric=True) for label in ("Grant", "March 2028", "80 of 100: from", "to")),
    ]  # fmt: skip
    caption = "Projected under each scenario: the stability grant, and the deficit on 31 March 2028 with its range"
    return Table(caption, columns, rows)
