"""Each scenario: what it is, which dials it turns and why, what it cannot tell, and what it gives for England.

In: gathered facts with scenarios and recorded projections. Out: `Page`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from portcullis.vocabulary import DIALS, ENGLAND, date_text

from ...charts import Cell, Column, Table
from ...gathered import Gathered
from ...words import scenario as words
from ...words.outlook import TODAY
from ..environment import Page, relative
from ..figures import Shown
from .places import SCENARIOS_PATH, SIMULATOR, cell, made, range_cells

if TYPE_CHECKING:
    from portcullis.model.projected import Outlook

Row = dict[str, Any]
#: Where a dial stands comes from: words for people.
CERTAINTY = {
    "law": "the law", "official": "said by government", "reported": "reported", "inferred": "our reading",
    "assumption": "nobody has said", "fitted": "worked out from official figures",
}  # fmt: skip


def scenarios_page(g: Gathered) -> list[Page]:
    """The page; none where the register has no scenario or nothing was recorded."""
    outlook = g.outlooks.get(ENGLAND)
    if not g.scenarios or outlook is None:
        return []
    shown = Shown(g, relative(SCENARIOS_PATH))
    today = outlook.runs.get(TODAY)
    listed = []
    for slug, scenario in g.scenarios.items():
        run = outlook.runs.get(slug)
        for source in filter(None, scenario["sources"].split("|")):
            shown.source_label(source)
        listed.append({
            "scenario": scenario, "dials": _dials(scenario), "sources": _sources(shown, scenario),
            "made_on": date_text(scenario["made"]),
            "result": words.result_sentences(run) if run else [],
            "difference": words.difference_sentences(run, today) if run and today and slug != TODAY else [],
            "simulate": shown.url(f"{SIMULATOR}?council=england&scenario={slug}"),
        })  # fmt: skip
    context = {
        "title": "Scenarios: what if the rules were others?",
        "description": "Each scenario of the money model: what it assumes and why, and what it gives for England.",
        "listed": listed, "table": _table(shown, outlook), "usual": _usual(),
        "made": made(g.outlook_about), "draws": g.outlook_about["draws"],
    }  # fmt: skip
    context["sources"] = shown.sources()
    return [Page(SCENARIOS_PATH, "money_scenarios.html", context, active="money/")]


def _table(shown: Shown, outlook: Outlook) -> Table:
    rows: list[list[Cell | str | float | None]] = []
    for slug, scenario in shown.gathered.scenarios.items():
        name = Cell(scenario["title"], href=f"#{slug}")
        at = outlook.at
        rows.append([name, cell(at(slug, "deficits", 2026)), cell(at(slug, "grant", 2026)),
                     *range_cells(at(slug, "deficits", 2028)), cell(at(slug, "gap", 2028))])  # fmt: skip
    columns = ["Scenario", *(Column(label, numeric=True) for label in (
        "March 2026", "Grant", "March 2028", "80 of 100: from", "to", "Gap 2028-29"))]  # fmt: skip
    caption = (
        "Projected for England, middles: deficits in March 2026, the grant, deficits in March 2028 with their range"
    )
    return Table(caption, columns, rows)


def _dials(scenario: Row) -> Table | None:
    """The dials that it turns, each with where it stands, when, and why."""
    rows: list[list[Cell | str | float | None]] = []
    for turned in scenario["dials"]:
        dial = DIALS[turned["dial"]]
        rows.append([dial.label, stands(turned["dial"], turned["value"]), _years(turned), turned["why"]])
    return (
        Table(f"Dials turned: {scenario['title']}", ["Dial", "Stands at", "Years", "Why"], rows, stack=True)
        if rows
        else None
    )


def stands(name: str, value: object) -> str:
    """Where a dial stands, in words: 'as known', '31 March 2028', '50 percent'."""
    dial, text = DIALS[name], str(value)
    if dial.kind == "choice":
        return dict(dial.choices).get(text, text)
    if dial.kind == "date":
        return date_text(text)
    return f"{float(text):g} {dial.unit}".strip()


def _years(turned: Row) -> str:
    if turned["since"] is None:
        return "always"
    return f"{turned['since']} to {turned['until']}" if turned["until"] else f"from {turned['since']} on"


def _sources(shown: Shown, scenario: Row) -> list[tuple[str, str]]:
    ids = filter(None, scenario["sources"].split("|"))
    return [(shown.source_label(identity), f"#source-{identity}") for identity in ids]


def _usual() -> Table:
    """Every dial, where it stands when no scenario turns it, and what that rests on."""
    rows: list[list[Cell | str | float | None]] = []
    for name, dial in DIALS.items():
        usual = "as known or fitted" if dial.usual is None else stands(name, dial.usual)
        rows.append([dial.label, usual, CERTAINTY[dial.certainty], dial.says])
    columns = ["Dial", "Usually", "Rests on", "What it means"]
    return Table("All dials, and where they stand when nobody turns them", columns, rows, stack=True)
