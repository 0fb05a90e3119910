"""`portcullis agreement NAME`: one agreement in words and figures.

In: the store. Out: versions and totals, states, money due beside money made over, deficits, conditions, events, gaps.
"""

from __future__ import annotations

from typing import Any

import click

from .completing import agreements
from .places import Places, opened, pass_places, places_options
from .show import Column, heading, paragraph, table, to_json
from .who import Row

VERSIONS = (
    Column("version", least=8), Column("since", least=17), Column("to end in", least=9),
    Column("promised", number=True), Column("source", least=20),
)  # fmt: skip
PAYMENTS = (
    Column("period", least=12), Column("amount", number=True), Column("", least=16), Column("source", least=16),
)  # fmt: skip
DEFICITS = (
    Column("at", least=17), Column("deficit", number=True), Column("kind", least=8), Column("counts", least=12),
    Column("source", least=16),
)  # fmt: skip
KINDS = {"actual": "actual", "council_forecast": "forecast by the council", "agreement_profile": "planned"}


@click.command(short_help="One agreement: terms, money due and made over, conditions, gaps.")
@click.argument("name", shell_complete=agreements)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@places_options
@pass_places
def agreement(places: Places, name: str, form: str) -> None:
    """One Safety Valve agreement, or a refused bid. NAME is the council's name, an old name, or any of its codes.

    What was due and what was made over stand apart. What has not been found is said, with a way to help.

    \b
    Examples:
      portcullis agreement Bury
      portcullis agreement kirklees --format json
    """
    from portcullis.store import queries

    from . import who

    with opened(places) as store:
        facts = queries.agreement(store, who.agreement_slug(store, name))
    assert facts is not None  # noqa: S101 - the slug was read from the store a moment ago
    if form == "json":
        click.echo(to_json(facts))
    else:
        _print(facts)


def _print(facts: Row) -> None:
    from . import words

    what = "Safety Valve agreement" if facts["kind"] == "agreement" else "Safety Valve bid, refused"
    when = ", ".join(
        part
        for part in (
            f"{facts['round']} round" if facts["round"] else "",
            f"signed {words.date(facts['signed'])}" if facts["signed"] else "",
            f"published {words.date(facts['published'])}" if facts["published"] else "",
        )
        if part
    )
    click.echo(f"{facts['name']}: {what}" + (f" ({when})" if when else ""))
    paragraph(facts["summary"])
    heading("Latest")
    paragraph(facts["latest"], indent=2)
    heading("States: three separate questions")
    for state in facts["states"]:
        as_of = f" ({words.date(state['as_of'])})" if state["as_of"] else ""
        paragraph(f"{state['question']}: {words.word(state['value'])}{as_of}. {state['why']}", indent=2, hanging=2)
    _versions(facts)
    _payments(facts, "due", "Money due from the Department")
    _payments(facts, "made", "Money made over")
    if any(row["kind"] == "capital" for row in facts["payments"]):
        _payments(facts, "capital", "Capital award beside it")
    _deficits(facts["deficits"])
    _conditions(facts["conditions"])
    _events(facts["events"])
    heading("Not found yet")
    for gap in facts["gaps"]:
        paragraph(f"- {gap['what']}" + (f" (may be in: {gap['help']})" if gap["help"] else ""), indent=2, hanging=2)
    if not facts["gaps"]:
        click.echo("  nothing noted")


def _versions(facts: Row) -> None:
    from . import words

    heading("Versions")
    rows = []
    for row in facts["versions"]:
        others = [
            words.money(other["total_gbp"]) for other in facts["other_totals"] if other["version"] == row["version"]
        ]
        total = words.money(row["total_gbp"]) + (f" (also {', '.join(others)})" if others else "")
        rows.append([row["label"], words.date(row["since"]), row["end_year"], total, _sources(row)])
    _table(VERSIONS, rows)


def _payments(facts: Row, kind: str, title: str) -> None:
    from . import words

    heading(title)
    rows = []
    for row in facts["payments"]:
        if row["kind"] == kind:
            notes = ["worked out" if row["derived"] else "", "overlaps other rows" if row["overlaps"] else ""]
            notes += [row["missing"] if row["amount_gbp"] is None else ""]
            amount = words.money(row["amount_gbp"], "not known")
            rows.append([row["period"], amount, ", ".join(filter(None, notes)), _sources(row)])
    _table(PAYMENTS, rows)


def _deficits(found: list[Row]) -> None:
    from . import words

    heading("Deficits named with it (a surplus is negative; bases differ)")
    rows = []
    for row in found:
        counts = [words.BASES[row["basis"]], words.SCOPES[row["scope"]]]
        counts += ["in-year" if row["measure"] == "in_year" else "", "worked out" if row["derived"] else ""]
        at = words.date(row["as_at"]) or row["as_at_missing"]
        rows.append(
            [at, words.money(row["value_gbp"]), KINDS[row["kind"]], ", ".join(filter(None, counts)), _sources(row)]
        )
    _table(DEFICITS, rows)


def _conditions(found: list[Row]) -> None:
    from . import words

    heading("Conditions: what the council undertook, in our words")
    for row in found:
        text = row["text"] if row["text"].endswith(".") else f"{row['text']}."
        target = f" Target: {row['target_text']}." if row["target_text"] else ""
        paragraph(f"- {words.word(row['family'])}: {text}{target}", indent=2, hanging=2)
    if not found:
        click.echo("  none found")


def _events(found: list[Row]) -> None:
    heading("What happened")
    for row in found:
        paragraph(f"- {_when(row)}: {row['what']}", indent=2, hanging=2)
    if not found:
        click.echo("  nothing noted")


def _when(row: Row) -> str:
    from . import words

    if row["date"]:
        return words.date(row["date"])
    window = [
        f"not before {words.date(row['not_before'])}" if row["not_before"] else "",
        f"not after {words.date(row['not_after'])}" if row["not_after"] else "",
    ]
    return ", ".join(filter(None, window)) or row["date_note"] or "date not known"


def _sources(row: Row) -> str:
    return row["sources"].replace("|", ", ")


def _table(columns: Any, rows: list[list[str]]) -> None:
    if rows:
        table(columns, rows, indent=2)
    else:
        click.echo("  none found")
