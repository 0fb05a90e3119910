"""`portcullis transitions run | compare | seek`: futures, scenarios beside each other, and what it would take.

In: a council's files and scenario files. Out: tables or JSON on standard output; result files in a new folder.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .errors import Misuse
from .show import Column, heading, paragraph, table, to_json
from .transitions_files import (
    JSON_OR_TABLE,
    county_files,
    needs_council,
    planned,
    quirks_of,
    quirky,
    read,
    said,
    simulated,
    simulating,
)

if TYPE_CHECKING:
    from portcullis.model.transitions.simulate import Futures

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
Row = dict[str, Any]
COLUMNS = (Column("January"), Column("expected", number=True), Column("80 in 100 fall between", number=True),
           Column("95 in 100 fall between", number=True))  # fmt: skip


@click.command()
@county_files
@click.option("--scenario", type=FILE, metavar="FILE", help="A scenario file (TOML): levers by year.")
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="Write CSV and Parquet into a new folder.")
@click.option("--provision", type=FILE, metavar="FILE", help="CSV `setting,provision` for the management-plan tables.")
@click.option(
    "--private", is_flag=True, help="Do not suppress small numbers: for your own eyes; the files are named so."
)
@click.option(
    "--first", type=click.IntRange(0), default=0, metavar="N", help="Number of the first simulation: replays one alone."
)
@simulating
@quirky
@click.option("--format", "form", type=JSON_OR_TABLE, default="table", show_default=True, help="How to print.")
def run(
    folder: Path, scenario: Path | None, out: Path | None, provision: Path | None, private: bool, first: int,
    simulations: int, seed: int, threads: int | None, cluster: str | None, reference: bool, quirks: tuple[str, ...],
    form: str,
) -> None:  # fmt: skip
    """Exact means and sampled futures of children with plans and their cost, from the files in DIR.

    The same seed gives the same numbers for any number of threads or machines. Small numbers are suppressed in what is
    printed and written. If nothing changes, and no reform comes: use --scenario to ask "what if".

    \b
    Examples:
      portcullis transitions run my-county
      portcullis transitions run my-county --scenario fewer-refusals.toml --out results
      portcullis transitions run my-county --simulations 1 --first 4711 --format json
      portcullis transitions run my-county --cluster tcp://10.0.0.5:8786 --simulations 100000
    """
    with said():
        needs_council()
        from portcullis.model.transitions.management_plan import read_provision
        from portcullis.model.transitions.results import about, all_rows, write_results

        inputs = read(folder)
        plan, found = planned(inputs, quirks_of(reference, quirks), scenario)
        kinds = read_provision(provision, inputs.space)
        if out is not None and out.exists() and (not out.is_dir() or any(out.iterdir())):
            raise Misuse(f"{out} is there already: name a folder that is new or empty")
        futures = simulated(plan, simulations, seed, threads, cluster, first=first)
        rows, _ = all_rows(futures, kinds, private=private)
        if out is not None:
            for path in write_results(futures, out, kinds, scenario=found, private=private):
                click.echo(path, err=True)
        made = about(futures, found)
    if form == "json":
        click.echo(to_json(made | {"count": len(rows), "rows": rows}))
        return
    _print(rows, made)


def _print(rows: list[Row], made: Row) -> None:
    click.echo(f"A projection from January {made['start_january']}; scenario: {made['scenario']}")
    for group, title in (("total", "Children with plans"), ("cost", "Cost of their places in the year, £")):
        heading(title)
        table(COLUMNS, [_range(row) for row in rows if row["group"] == group], indent=2)
    heading("Settings, last January projected")
    last = made["januaries"][-1]
    columns = (Column("setting"), *COLUMNS[1:])
    table(
        columns,
        [[row["key"], *_range(row)[1:]] for row in rows if (row["group"], row["january"]) == ("setting", last)],
        indent=2,
    )
    if made["places_without_cost"]:
        click.echo()
        paragraph(
            f"Take care: money leaves out {len(made['places_without_cost'])} kinds of place "
            "without a cost in costs.csv."
        )
    if not made["exact_means_are_exact"]:
        paragraph("Take care: under a cap the expected number is an approximation; the ranges are simulated.")
    click.echo()
    paragraph(f"Made by {made['program']}, seed {made['seed']}, {made['simulations']:,} futures, {made['mode']}.")


def _range(row: Row) -> list[str]:
    if row["status"] == "suppressed":
        return [str(row["january"]), "suppressed", "", ""]
    return [
        str(row["january"]), f"{row['exact_mean']:,.0f}", f"{row['low_80']:,.0f} to {row['high_80']:,.0f}",
        f"{row['low_95']:,.0f} to {row['high_95']:,.0f}",
    ]  # fmt: skip


@click.command()
@county_files
@click.argument("scenarios", type=FILE, nargs=-1, required=True, metavar="SCENARIO…")
@simulating
@click.option("--format", "form", type=JSON_OR_TABLE, default="table", show_default=True, help="How to print.")
def compare(
    folder: Path,
    scenarios: tuple[Path, ...],
    simulations: int,
    seed: int,
    threads: int | None,
    cluster: str | None,
    form: str,
) -> None:
    """Scenarios beside "no change": the difference that each makes, with its range.

    A simulation has the same luck in every scenario, so the range is of the difference itself.

    \b
    Examples:
      portcullis transitions compare my-county fewer-refusals.toml
      portcullis transitions compare my-county a.toml b.toml --format json
    """
    with said():
        needs_council()
        inputs = read(folder)
        base = simulated(planned(inputs, quirks_of(False, ()), None)[0], simulations, seed, threads, cluster)
        out: list[Row] = []
        for path in scenarios:
            plan, found = planned(inputs, quirks_of(False, ()), path)
            futures = simulated(plan, simulations, seed, threads, cluster)
            out += _differences(found.name if found else path.stem, base, futures)
    if form == "json":
        click.echo(to_json({"count": len(out), "seed": seed, "simulations": simulations, "rows": out}))
        return
    for what, title in (
        ("total", "Children with plans: more (+) or fewer (-) than with no change"),
        ("cost", "Cost in the year, £: more or less"),
    ):
        heading(title)
        columns = (Column("scenario"), Column("January"),
                   Column("expected", number=True), Column("difference", number=True),
                   Column("95 in 100 differences", number=True))  # fmt: skip
        table(columns, [
            [row["scenario"], str(row["january"]), f"{row['expected']:,.0f}", f"{row['difference']:+,.0f}",
             f"{row['low_95']:+,.0f} to {row['high_95']:+,.0f}"]
            for row in out if row["measure"] == what
        ], indent=2)  # fmt: skip


def _differences(name: str, base: Futures, futures: Futures) -> list[Row]:
    import numpy as np

    from portcullis.model.transitions.disclosure import ROUND_GBP

    out = []
    for what, one, two, m1, m2, to in (
        (
            "total",
            base.total,
            futures.total,
            base.means.stock.sum(axis=(1, 2)),
            futures.means.stock.sum(axis=(1, 2)),
            1,
        ),
        ("cost", base.cost_gbp, futures.cost_gbp, base.means.cost_gbp, futures.means.cost_gbp, ROUND_GBP),
    ):
        low, high = np.percentile(two - one, [2.5, 97.5], axis=0, method="inverted_cdf")
        for t, january in enumerate(base.plan.years):
            numbers = {"expected": m2[t], "difference": m2[t] - m1[t], "low_95": low[t], "high_95": high[t]}
            rounded = {key: round(float(value) / to) * to for key, value in numbers.items()}
            out.append({"scenario": name, "measure": what, "january": january, **rounded})
    return out


@click.command()
@county_files
@click.option("--change", required=True,
              type=click.Choice(["joiners", "refusals", "leaving", "movement", "inflation", "cost"]),
              help="What would change.")  # fmt: skip
@click.option(
    "--measure", default="total", show_default=True, metavar="WHAT", help="total, cost, or the name of a setting."
)
@click.option("--to", "target", type=float, required=True, metavar="N", help="The number to reach.")
@click.option("--january", type=int, required=True, metavar="YEAR", help="When to reach it.")
@click.option("--from", "first", type=int, metavar="YEAR", help="First January that the change affects.")
@click.option("--ages", metavar="LIST", help="School years that it affects, such as 7-11 or 0,1,2; all by default.")
@click.option("--setting", "settings", multiple=True, metavar="NAME", help="Settings that it affects; may be repeated.")
@click.option("--scenario", type=FILE, metavar="FILE", help="Levers that hold anyway.")
@simulating
@click.option("--format", "form", type=JSON_OR_TABLE, default="table", show_default=True, help="How to print.")
def seek(
    folder: Path, change: str, measure: str, target: float, january: int, first: int | None, ages: str | None,
    settings: tuple[str, ...], scenario: Path | None, simulations: int, seed: int, threads: int | None,
    cluster: str | None, form: str,
) -> None:  # fmt: skip
    """What would have to change to reach a number in a year? Found on exact means, then checked by simulation.

    It says what a target implies, not that it is right: a plan is a child's right wherever the law's test is met.

    \b
    Examples:
      portcullis transitions seek my-county --change joiners --to 2400 --january 2029
      portcullis transitions seek my-county --change movement --measure INDEPENDENT --to 120 --january 2028
      portcullis transitions seek my-county --change inflation --measure cost --to 60000000 --january 2030
    """
    if cluster:
        raise Misuse("seek runs on this machine: a goal takes a fraction of a second")
    with said():
        needs_council()
        from portcullis.model.transitions.levers import with_levers  # noqa: F401 - fails early where it cannot be had
        from portcullis.model.transitions.plan import plan
        from portcullis.model.transitions.scenario import read_scenario
        from portcullis.model.transitions.seek import seek as found_by
        from portcullis.model.transitions.seek import template_of

        inputs = read(folder)
        held = read_scenario(scenario, inputs.space).levers if scenario else ()
        template = template_of(change, inputs.space, first=first, ages=_ages(ages), settings=settings)
        found = found_by(
            plan(inputs), held, template, measure, january, target, simulations=simulations, seed=seed, threads=threads
        )
    if form == "json":
        from dataclasses import asdict

        click.echo(to_json(asdict(found) | {"measure": measure, "january": january, "target": target, "seed": seed}))
        return
    click.echo(f"{change}: {found.name} = {found.number:.4g}")
    paragraph(
        f"With that, {measure} in January {january} is expected to be {found.reached:,.0f}; without it, "
        f"{found.without:,.0f}. "
        f"Simulated: {found.simulated:,.0f} on average, 95 in 100 futures between {found.low_95:,.0f} "
        f"and {found.high_95:,.0f}. "
        f"In {found.below_pct:.0f} of 100 futures it is {target:,.0f} or less."
    )


def _ages(text: str | None) -> tuple[int, ...]:
    if not text:
        return ()
    out: list[int] = []
    for part in text.split(","):
        low, dash, high = part.strip().partition("-") if not part.strip().startswith("-") else (part.strip(), "", "")
        try:
            out += range(int(low), int(high) + 1) if dash else [int(low)]
        except ValueError:
            raise Misuse(f"--ages must be school years such as 7-11 or 0,1,2, not {text!r}") from None
    if not out:
        raise Misuse(f"--ages {text!r} names no school year")
    return tuple(out)
