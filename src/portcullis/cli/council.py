"""`portcullis council NAME`: one council in words and figures.

In: the store. Out: what it signed and what became of it, what is owed and who says so, plans, timeliness, appeals,
money; every figure with its date and source. JSON carries every measure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from .completing import authorities
from .places import Places, opened, pass_places, places_options
from .show import Column, heading, paragraph, table, to_json
from .who import Row

if TYPE_CHECKING:
    from portcullis.store import Store

#: What the text shows under each heading, where the council has it; `--all` and JSON show every measure.
HEADLINES = {
    "Plans": (
        "ehc_plans", "new_ehc_plans", "ehc_requests", "ehc_requests_refused_pct", "ehc_plans_mainstream",
        "ehc_plans_special", "ehc_plans_special_independent",
    ),
    "Timeliness": ("plans_within_20_weeks_pct", "plans_over_one_year"),
    "Appeals": ("send_appeals_registered", "send_appeal_rate_pct"),
    "Money": (
        "dsg_total_allocation", "high_needs_block_allocation", "s251_topup_independent", "s251_sen_transport_pre16",
        "safety_valve_paid", "high_needs_stability_grant_stated",
    ),
}  # fmt: skip
OWED = (
    Column("at", least=17), Column("deficit", number=True), Column("counts", least=10), Column("", least=8),
    Column("source", least=16), Column("published", least=17),
)  # fmt: skip
FIGURES = (
    Column("", least=24), Column("", least=12), Column("", number=True), Column("", least=7), Column("", least=16),
    Column("", least=17),
)  # fmt: skip
OFFICIAL_SHOWN = 4


@click.command(short_help="One council in words and figures.")
@click.argument("name", shell_complete=authorities)
@click.option("--all", "everything", is_flag=True, help="Every measure, not only the main ones.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@places_options
@pass_places
def council(places: Places, name: str, everything: bool, form: str) -> None:
    """One council: what it signed, what is owed and who says so, plans, timeliness, appeals, money.

    NAME is its name, an old name, or any of its codes. Every figure has its date and source. A deficit is positive.

    \b
    Examples:
      portcullis council Bury
      portcullis council "Kingston upon Hull" --all
      portcullis council E10000016 --format json
    """
    from . import who
    from .answer import sentences, site_of

    with opened(places) as store:
        area = who.authority(store, name)
        facts = gathered(store, area)
        if site := site_of(places.register_dir):
            facts["answer"] = [
                {"about": about, "text": text} for about, text in sentences(store, area, facts["agreement"], site)
            ]
    if form == "json":
        click.echo(to_json(facts))
    else:
        _print(facts, everything)


def gathered(store: Store, area: Row) -> dict[str, Any]:
    """Everything that is known about one council."""
    from portcullis.store import queries

    code = area["code"]
    kinds = {row["id"]: row for row in queries.indicators(store)}
    rows = queries.observations(store, authority=code)
    slug = queries.agreement_of(store, code)
    return {
        "council": {key: value for key, value in area.items() if key not in {"relation", "through"}},
        "formerly": [row["name"] for row in queries.predecessors(store, code)],
        "agreement": queries.agreement(store, slug) if slug else None,
        "owed": _owed(store, code, rows, kinds),
        "measures": [_measure(row, kinds[row["indicator"]]) for row in _newest(rows)],
        "events": queries.events(store, code),
        "neighbours": queries.neighbours(store, code),
    }


def _newest(rows: list[Row]) -> list[Row]:
    """Of each measure the newest period with a value; where there is none, the newest reason."""
    best: dict[str, Row] = {}
    for row in rows:
        before = best.get(row["indicator"])
        if before is None or row["value"] is not None or before["value"] is None:
            best[row["indicator"]] = row
    return list(best.values())


def _measure(row: Row, kind: Row) -> Row:
    extra = {"label": kind["label"], "topic": kind["topic"], "period_kind": kind["period_kind"]}
    return row | extra | {"decimals": kind["decimals"]}


def _owed(store: Store, code: str, rows: list[Row], kinds: dict[str, Row]) -> list[Row]:
    """Official balances and what councils or the press say, by date. Each with its basis: never added or compared."""
    from portcullis.store import queries
    from portcullis.vocabulary import span

    out = []
    for row in rows:
        kind = kinds[row["indicator"]]
        if kind["sign"] == "positive_is_deficit" and row["unit"] == "gbp" and row["value"] is not None:
            out.append(
                {
                    "id": row["id"], "label": kind["label"], "at": f"{row['year']}-03-31", "value": row["value"],
                    "basis": row["basis"], "claim_class": row["claim_class"], "source": row["source"],
                    "published": row["published"], "note": row["note"],
                }
            )  # fmt: skip
    told = {(row["at"], row["value"], row["source"]) for row in out}
    for row in queries.claims(store, code):
        if (row["as_at"], row["value_gbp"], row["source"]) in told:
            continue  # the same statement, kept as a figure of its council too
        out.append(
            {
                "id": row["id"], "label": "As stated by the council or the press", "at": row["as_at"],
                "value": row["value_gbp"], "basis": row["basis"],
                "claim_class": "projected" if row["kind"] == "forecast" else "reported", "source": row["source"],
                "published": row["published"], "note": row["note"],
            }
        )  # fmt: skip
    return sorted(out, key=lambda row: (span(row["at"])[1], row["claim_class"], row["id"]))


def _print(facts: dict[str, Any], everything: bool) -> None:
    area = facts["council"]
    click.echo(f"{area['name']} ({', '.join(filter(None, (area['code'], area['type'], area['region'])))})")
    if facts["formerly"]:
        paragraph(f"It followed {', '.join(facts['formerly'])}.", hanging=2)
    for part in facts.get("answer", ()):
        heading(part["about"])
        paragraph(part["text"], indent=2)
    if facts["agreement"]:
        _states(facts["agreement"])
    _print_owed(facts["owed"])
    by_id = {row["indicator"]: row for row in facts["measures"]}
    groups: dict[str, Any] = HEADLINES
    if everything:
        groups = {}
        for row in facts["measures"]:
            groups.setdefault(row["topic"].capitalize(), []).append(row["indicator"])
    for title, wanted in groups.items():
        heading(f"{title}: newest figures")
        shown = [_figure(by_id[name]) for name in wanted if name in by_id]
        if shown:
            table(FIGURES, shown, indent=2)
        else:
            click.echo("  no figures in this register")
    click.echo(f"\nEvery figure with its id: portcullis observations --authority {area['code']}")


def _states(agreement: Row) -> None:
    from . import words

    heading("What became of the agreement" if agreement["kind"] == "agreement" else "The bid that was refused")
    for state in agreement["states"]:
        as_of = f", {words.date(state['as_of'])}" if state["as_of"] else ""
        paragraph(f"{state['question']}: {words.word(state['value'])}{as_of}. {state['why']}", indent=2, hanging=2)
    click.echo(f"  More: portcullis agreement {agreement['slug']}")


def _print_owed(rows: list[Row]) -> None:
    from . import words

    heading("Deficits, official and claimed (a surplus is negative; different bases cannot be compared)")
    confirmed = [row for row in rows if row["claim_class"] in {"confirmed", "disputed"}]
    dropped = {row["id"] for row in confirmed[:-OFFICIAL_SHOWN]}
    shown = [
        [
            words.date(row["at"]),
            words.money(row["value"]),
            words.BASES[row["basis"]],
            words.TAGS.get(row["claim_class"], "official"),
            row["source"],
            words.date(row["published"]),
        ]
        for row in rows
        if row["id"] not in dropped
    ]
    if shown:
        table(OWED, shown, indent=2)
    else:
        click.echo("  no figure in this register")


def _figure(row: Row) -> list[str]:
    from . import words

    decimals = row["decimals"] if row["unit"] != "gbp" else None
    return [
        row["label"],
        words.period(row, row["period_kind"]),
        words.value(row, row["unit"], decimals),
        words.tag(row),
        row["source"],
        words.date(row["published"]),
    ]
