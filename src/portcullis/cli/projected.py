"""Projections, and how they differ, as a table, CSV or JSON; and the scenarios and dials that there are.

In: `Projection`s and differences. Out: text on standard output, how it was made on standard error.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from .show import Column, counted, heading, listing, paragraph, table, to_json

if TYPE_CHECKING:
    from portcullis.model.money import MoneyRange, Policy, Projection
    from portcullis.vocabulary import Dial, Scenario

Row = dict[str, Any]
Apart = Sequence["tuple[MoneyRange, ...] | None"]
RANGE = ("median", "low_50", "high_50", "low_80", "high_80", "low_95", "high_95")
#: `against`: the scenario that this is the difference from; blank for a projection itself.
RAW = (
    "code", "name", "scenario", "against", "measure", "year", "period_kind", *RANGE, "model", "seed", "draws", "origin",
    "starts", "vintage", "settings",
)  # fmt: skip
LISTED = ("kind", "name", "label", "says", "unit", "least", "most", "usual", "certainty", "years")
STOCK = (
    Column("31 March"), Column("middle", number=True), Column("80 in 100 fall between", number=True),
    Column("95 in 100 fall between", number=True),
)  # fmt: skip
FLOWS = {
    "spent": "spending", "funding": "funding", "gap": "gap", "payments": "Safety Valve", "help": "grant and help",
    "interest": "interest",
}  # fmt: skip
ONCE = {
    "grant": "Stability grant on the deficit of 31 March 2026",
    "residual": "Deficit of March 2026 that the grant leaves",
    "new_deficit": "Deficit that arises after March 2026",
}


def show(
    told: list[Projection], apart: Apart, against: Policy | None, titles: dict[str, str], form: str, through: str | None
) -> None:
    """Print it all."""
    rows = [_raw(one, row, "") for one in told for row in one.ranges]
    other = against.name if against else ""
    rows += [_raw(one, row, other) for one, found in zip(told, apart, strict=True) for row in found or ()]
    if form == "csv":
        listing(rows, RAW, form)
    elif form == "json":
        click.echo(to_json({"count": len(rows), "projections": [_facts(one) for one in told], "rows": rows}))
    else:
        for place, (one, found) in enumerate(zip(told, apart, strict=True)):
            if place:
                click.echo()
            _table(one, titles, through)
            if found:
                _differences(one, found, titles.get(other, other))
        click.echo()
        paragraph(f"Made by {_made(told[0])}. Middles of parts do not add up exactly; every draw does.")
    click.echo(f"{counted(len(rows), 'range', 'ranges')}; {_made(told[0])}", err=True)


def _raw(one: Projection, row: MoneyRange, against: str) -> Row:
    about = one.about()
    return asdict(row) | about | {
        "code": one.code, "name": one.name, "against": against, "period_kind": kind_of(row.measure),
    }  # fmt: skip


def kind_of(measure: str) -> str:
    """How the year of a measure is to be read."""
    from portcullis.model.money.compare import is_flow

    return "financial_year" if is_flow(measure) else "march_31"


def _facts(one: Projection) -> Row:
    """What is known of a projection besides its ranges."""
    names = (
        "state", "reasons", "start_gbp", "start_id", "override_end", "deficit_share", "reserves_gbp", "reserves_on",
        "above_reserves", "people", "service_budget_gbp",
    )  # fmt: skip
    return one.about() | {"code": one.code, "name": one.name} | {name: getattr(one, name) for name in names}


def _made(one: Projection) -> str:
    return f"model {one.version}, seed {one.seed}, {one.draws:,} draws, balances published by {one.vintage}"


def _table(one: Projection, titles: dict[str, str], through: str | None) -> None:
    from portcullis.model.money.standing import standing

    turned = ", ".join(map(str, standing(one.settings)))
    click.echo(f"{one.name}: {titles.get(one.policy, one.policy)}" + (f" (for {through})" if through else ""))
    paragraph(f"A projection, not a forecast of what the council decides. It assumes: {turned or 'what is known'}.")
    paragraph(_starts(one))
    for reason in one.reasons:
        paragraph(f"Take care: {reason}.", hanging=2)
    heading("Deficit (a minus is a surplus)")
    table(STOCK, [[str(row.year), *_cells(row)] for row in one.of("balance")], indent=2)
    _flows(one)
    _exposed(one)


def _starts(one: Projection) -> str:
    if one.start_gbp is None:
        return "No official balance to start from is known." if one.state != "sum" else "The sum of all councils."
    return f"It starts from the official balance of 31 March {one.start}: {_pounds(one.start_gbp)}."


def _cells(row: MoneyRange) -> list[str]:
    return [
        _pounds(row.median), f"{_pounds(row.low_80)} to {_pounds(row.high_80)}",
        f"{_pounds(row.low_95)} to {_pounds(row.high_95)}",
    ]  # fmt: skip


def _flows(one: Projection) -> None:
    heading("In the financial year (middles)")
    years: dict[int, list[str]] = {}
    for name in FLOWS:
        for row in one.of(name):
            years.setdefault(row.year, []).append(_pounds(row.median))
    columns = [Column("year"), *(Column(label, number=True) for label in FLOWS.values())]
    table(columns, [[_year(year), *cells] for year, cells in sorted(years.items())], indent=2)


def _exposed(one: Projection) -> None:
    row = one.at("exposure", one.override_end)
    heading(f"When the override ends, on 31 March {one.override_end}")
    lines = [f"Deficit: {_range(row)}; some deficit in {100 * one.deficit_share:.0f} of 100 draws."]
    if one.people:
        lines.append(f"For each resident: £{row.median / one.people:,.0f} in the middle.")
    if one.service_budget_gbp:
        share = 100 * row.median / one.service_budget_gbp
        lines.append(f"Of a year's spending on services: {share:,.1f}% in the middle.")
    for name, label in ONCE.items():
        for once in one.of(name):
            lines.append(f"{label}: {_range(once)}.")
    if one.above_reserves is not None and one.reserves_gbp is not None:
        held = f"usable reserves of {_pounds(one.reserves_gbp)} ({one.reserves_on})"
        lines.append(f"Larger than {held} in {100 * one.above_reserves:.0f} of 100 draws: no prediction of a notice.")
    elif one.state != "sum":
        lines.append("No recent figure of its reserves is known: give one with --set reserves_gbp=POUNDS.")
    for line in lines:
        paragraph(line, indent=2, hanging=2)


def _differences(one: Projection, found: Sequence[MoneyRange], other: str) -> None:
    heading(f"Less or more than under “{other}”, with the same luck (a minus is less)")
    rows = [[str(row.year), *_cells(row)] for row in found if row.measure == "balance"]
    table([Column("deficit, 31 March"), *STOCK[1:]], rows, indent=2)
    exposed = next(row for row in found if row.measure == "exposure")
    paragraph(f"On the day the override ends: {_range(exposed)}.", indent=2, hanging=2)


def _range(row: MoneyRange) -> str:
    return f"{_pounds(row.median)} in the middle, {_pounds(row.low_80)} to {_pounds(row.high_80)} in 80 of 100"


def _pounds(value: float) -> str:
    from portcullis.publish.charts.format import pounds

    return pounds(value)


def _year(began: int) -> str:
    return f"{began}-{(began + 1) % 100:02d}"


def lists(known: dict[str, Scenario], form: str) -> None:
    """Scenarios and dials with their meaning."""
    from portcullis.vocabulary import DIALS

    rows = [_scenario(one) for one in known.values()] + [_dial(one) for one in DIALS.values()]
    if form != "table":
        listing(rows, LISTED, form)
        return
    click.echo("Scenarios (--scenario NAME)")
    for row in rows[: len(known)]:
        paragraph(f"{row['name']}: {row['label']}. {row['says']}", indent=2, hanging=2)
    heading("Dials (--set NAME=VALUE; those with years also NAME=VALUE@2027 or NAME=VALUE@2027-2030)")
    for row in rows[len(known) :]:
        paragraph(f"{row['name']}: {row['label']}. {row['says']}", indent=2, hanging=2)
        paragraph(_ends(row), indent=6)


def _scenario(one: Scenario) -> Row:
    blank = dict.fromkeys(LISTED, "")
    return blank | {"kind": "scenario", "name": one.slug, "label": one.title, "says": one.explains}


def _dial(one: Dial) -> Row:
    numeric = one.kind == "number"
    words = "|".join(word for word, _ in one.choices)
    years = "" if not one.dated else "first" if one.group == "demand" else "first and last"
    return {
        "kind": "dial", "name": one.name, "label": one.label, "says": one.says, "unit": one.unit or words,
        "least": one.least if numeric else None, "most": one.most if numeric else None, "usual": one.usual,
        "certainty": one.certainty, "years": years,
    }  # fmt: skip


def _ends(row: Row) -> str:
    """How far a dial can be turned, where it usually stands and how sure that is."""
    ends = f"{row['least']:,.10g} to {row['most']:,.10g} {row['unit']}" if row["least"] is not None else row["unit"]
    usual = row["usual"]
    stands = "as known" if usual is None else f"{usual:.10g}" if isinstance(usual, float) else usual
    years = f"; with its {row['years']} year" if row["years"] else ""
    return f"[{ends or 'a 31 March'}; usually {stands}; {row['certainty']}{years}]"
