"""`portcullis transitions fit | validate | report`: what was learnt, how wrong it would have been, and a paper of both.

In: a council's files. Out: tables or JSON on standard output; a report as HTML and PDF in a new folder.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from .errors import Misuse
from .progress import progress
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

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
Row = dict[str, Any]


@click.command()
@county_files
@quirky
@click.option("--format", "form", type=JSON_OR_TABLE, default="table", show_default=True, help="How to print.")
def fit(folder: Path, reference: bool, quirks: tuple[str, ...], form: str) -> None:
    """What the history in DIR says: rates by school year, trend, yearly shocks, and exact means. No simulation.

    \b
    Examples:
      portcullis transitions fit my-county
      portcullis transitions fit my-county --reference --format json
    """
    with said():
        needs_council()
        from portcullis.model.transitions.fitted import fitted

        found = fitted(planned(read(folder), quirks_of(reference, quirks), None)[0])
    if form == "json":
        click.echo(to_json(found))
        return
    heading("Exact means")
    means = (
        Column("January"),
        *(Column(n, number=True) for n in ("children", "joiners", "leavers", "movers", "cost £")),
    )
    table(
        means,
        [
            [str(r["january"]), *(f"{r[n]:,.0f}" for n in ("children", "joiners", "leavers", "movers", "cost_gbp"))]
            for r in found["means"]
        ],
        indent=2,
    )
    heading("Rates by school year, a year")
    rates = (
        Column("school year"),
        *(Column(n, number=True) for n in ("join % of children", "leave % of plans", "move % of plans")),
    )
    table(
        rates,
        [
            [str(r["school_year"]), f"{r['join_pct']:.2f}", f"{r['leave_pct']:.1f}", f"{r['move_pct']:.1f}"]
            for r in found["rates"]
        ],
        indent=2,
    )
    heading("What is common to a year")
    for line in found["sentences"]:
        paragraph(line, indent=2)


@click.command()
@county_files
@click.option(
    "--simulations",
    type=click.IntRange(100, 100_000),
    default=2000,
    show_default=True,
    metavar="N",
    help="Futures of each fold.",
)
@click.option(
    "--seed",
    type=click.IntRange(0),
    default=2026,
    show_default=True,
    metavar="N",
    help="The same seed, the same numbers.",
)
@quirky
@click.option("--format", "form", type=JSON_OR_TABLE, default="table", show_default=True, help="How to print.")
def validate(folder: Path, simulations: int, seed: int, reference: bool, quirks: tuple[str, ...], form: str) -> None:
    """How wrong this would have been: forecasts from each earlier year, scored on what came.

    \b
    Examples:
      portcullis transitions validate my-county
      portcullis transitions validate my-county --reference --format json
    """
    with said():
        needs_council()
        from portcullis.model.transitions.validate import totals
        from portcullis.model.transitions.validate import validate as score

        inputs = read(folder)
        with progress("Validating") as step:
            found = score(inputs, quirks_of(reference, quirks), simulations=simulations, seed=seed, progress=step)
        rows, folds = found.rows(shared=True), totals(found)
    if form == "json":
        click.echo(
            to_json(
                {
                    "mode": found.mode,
                    "seed": seed,
                    "simulations": simulations,
                    "count": len(rows),
                    "rows": rows,
                    "totals": folds,
                }
            )
        )
        return
    heading("Totals of each fold")
    columns = (Column("learnt up to"), Column("January"), Column("expected", number=True),
               Column("95% range", number=True),
               Column("came", number=True), Column("off", number=True))  # fmt: skip
    table(columns, [
        [str(r["trained_to"]), str(r["january"]), f"{r['expected']:,.0f}", f"{r['low_95']:,.0f} to {r['high_95']:,.0f}",
         f"{r['came']:,}", f"{r['off_pct']:+.1f}%"] for r in folds
    ], indent=2)  # fmt: skip
    heading("Scores")
    score_columns = (
        Column("of"),
        Column("cells", number=True),
        Column("inside 95%", number=True),
        Column("CRPS, children", number=True),
        Column("bias", number=True),
    )
    table(score_columns, [
        [r["of"], f"{r['count']:,}", f"{r['cover_95_pct']:.0f}%", f"{r['crps']:.2f}",
         "" if r["bias_pct"] is None else f"{r['bias_pct']:+.1f}%"]
        for r in rows
    ], indent=2)  # fmt: skip
    paragraph(
        "A 95% range should hold about 95 in 100. CRPS is the mean distance from what came, ranges counted in: "
        "smaller is better."
    )


@click.command()
@county_files
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    metavar="DIR",
    help="A new folder for report.html and report.pdf.",
)
@click.option("--name", default="This council", show_default=True, metavar="NAME", help="The name that stands on it.")
@click.option("--scenario", type=FILE, metavar="FILE", help="A scenario file (TOML).")
@click.option("--provision", type=FILE, metavar="FILE", help="CSV `setting,provision` for the management-plan tables.")
@simulating
def report(
    folder: Path, out: Path, name: str, scenario: Path | None, provision: Path | None, simulations: int, seed: int,
    threads: int | None, cluster: str | None,
) -> None:  # fmt: skip
    """A report for a schools forum, as HTML and PDF: what may come, ranges, and how wrong this would have been.

    Small numbers are suppressed. The HTML needs no network and no script.

    \b
    Examples:
      portcullis transitions report my-county --out forum-paper --name "Exampleshire"
      portcullis transitions report my-county --out paper --scenario fewer-refusals.toml
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise Misuse(f"{out} is there already: name a folder that is new or empty")
    with said():
        needs_council()
        from portcullis.model.transitions.errors import TransitionsError
        from portcullis.model.transitions.management_plan import read_provision
        from portcullis.model.transitions.results import about, all_rows
        from portcullis.model.transitions.tally import januaries
        from portcullis.model.transitions.validate import validate as score
        from portcullis.publish.transitions import Paper, write_paper

        inputs = read(folder)
        plan, found = planned(inputs, quirks_of(False, ()), scenario)
        kinds = read_provision(provision, inputs.space)
        futures = simulated(plan, simulations, seed, threads, cluster)
        rows, lines = all_rows(futures, kinds)
        with progress("Validating") as step:
            try:
                past = score(inputs, simulations=min(simulations, 2000), seed=seed, progress=step).rows(shared=True)
            except TransitionsError:
                past = []
        paper = Paper(name, about(futures, found), rows, lines, past, januaries(inputs.space, inputs.history))
        for path in write_paper(paper, out):
            click.echo(path)
