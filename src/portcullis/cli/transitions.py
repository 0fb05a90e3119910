"""`portcullis transitions …`: a council's own history of plans, on its own machine.

In: a folder with the council's four files. Out: the group and its commands `check`, `demo`, `sen2` and `warm`; the
others stand in `transitions_run` and `transitions_report`.
"""

from __future__ import annotations

from pathlib import Path

import click

from .show import Column, counted, heading, paragraph, table, to_json
from .transitions_files import JSON_OR_TABLE, county_files, read, said
from .transitions_report import fit, report, validate
from .transitions_run import compare, run, seek

YEARS = tuple(Column(name, number=True) for name in ("transitions of", "rows", "joiners", "leavers", "movers"))


class InOrder(click.Group):
    """Lists its commands in the order in which people need them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """As they were added."""
        return list(self.commands)


@click.group(cls=InOrder, short_help="A council's own child-level history, and every future of it.")
def transitions() -> None:
    """What a council's own history of plans makes likely: children and cost by setting, with ranges.

    For analysts in councils. It reads files about children, so it runs on your machine and sends nothing anywhere.
    What it writes has small numbers suppressed. Begin with `portcullis transitions demo`;
    docs/transitions.md is a tutorial.

    \b
    Examples:
      portcullis transitions demo --out my-county
      portcullis transitions check my-county
      portcullis transitions run my-county --out results
    """


@transitions.command()
@county_files
@click.option("--format", "form", type=JSON_OR_TABLE, default="table", show_default=True, help="How to print.")
def check(folder: Path, form: str) -> None:
    """Read the four files of DIR and say what is wrong or odd, by file and line. Nothing is run.

    Mistakes end with exit code 1; remarks do not. No row is repeated: only its line number.

    \b
    Examples:
      portcullis transitions check my-county
      portcullis transitions check my-county --format json
    """
    with said():
        from portcullis.model.transitions.checks import check as look

        found = look(read(folder))
    if form == "json":
        from dataclasses import asdict

        click.echo(to_json(asdict(found)))
        return
    click.echo(
        f"{found.children:,} children in January {found.seed_year}; {counted(found.settings, 'setting', 'settings')}, "
        f"{counted(found.needs, 'need', 'needs')}, {found.states:,} valid states."
    )
    if found.projected:
        click.echo(f"Can be projected: January {found.projected[0]} to {found.projected[-1]}.")
    heading("History")
    table(YEARS, [[str(row[0]), *(f"{n:,}" for n in row[1:])] for row in found.years], indent=2)
    heading("Remarks")
    for remark in found.remarks:
        paragraph(str(remark), indent=2, hanging=2)
    if not found.remarks:
        paragraph("None: the files are whole.", indent=2)
    if found.unchained_pct:
        paragraph(
            f"The records of one year do not lead to those of the next ({found.unchained_pct:.0f}% of them say nothing "
            "of it). Ranges of single states are widened for that; totals need it less.",
            indent=2,
        )


@transitions.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default="demo-county",
    show_default=True,
    metavar="DIR",
    help="A folder to make.",
)
@click.option(
    "--children",
    type=click.IntRange(1, 300_000),
    default=2000,
    show_default=True,
    metavar="N",
    help="Plans at the start.",
)
@click.option(
    "--years", type=click.IntRange(1, 20), default=5, show_default=True, metavar="N", help="Years of history."
)
@click.option(
    "--seed", type=click.IntRange(0), default=1, show_default=True, metavar="N", help="The same seed, the same county."
)
def demo(out: Path, children: int, years: int, seed: int) -> None:
    """Write the files of an invented county, to try everything on. No real council is in it.

    \b
    Examples:
      portcullis transitions demo
      portcullis transitions demo --out big --children 20000 --seed 7
    """
    from portcullis.model.transitions.synthetic import county

    from .errors import Misuse

    if out.exists() and any(out.iterdir() if out.is_dir() else [out]):
        raise Misuse(f"{out} is there already: name a folder that is new or empty")
    for path in county(seed, children, years=years).write(out):
        click.echo(path)
    click.echo(f"next: portcullis transitions check {out}", err=True)


@transitions.command()
@click.argument("extract", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    metavar="FILE",
    help="transitions.csv to write; it must not exist.",
)
@click.option("--names", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE",
              help="CSV `from,to`: names in the extract and names in your other files.")  # fmt: skip
@click.option("--first", type=int, metavar="YEAR", help="First January to count; else the first that a stay touches.")
@click.option("--last", type=int, metavar="YEAR", help="Last January to count.")
def sen2(extract: Path, out: Path, names: Path | None, first: int | None, last: int | None) -> None:
    """Make transitions.csv from a person-level SEN2 extract, on this machine.

    EXTRACT is a CSV with a row for each stay: child, birth-date, need, setting, from, to. The result holds no id and no
    date, and only you may read it. docs/transitions.md shows where each column comes from.

    \b
    Examples:
      portcullis transitions sen2 extract.csv --out my-county/transitions.csv
      portcullis transitions sen2 extract.csv --names names.csv --first 2021 --last 2025 --out my-county/transitions.csv
    """
    from .errors import Misuse

    if (first is None) != (last is None) or (first is not None and last is not None and first >= last):
        raise Misuse("give both --first and a later --last, or neither")
    if out.exists():
        raise Misuse(f"{out} is there already: name a file that is new")
    with said():
        from portcullis.model.transitions.sen2 import read_names, transitions_from, write_transitions

        januaries = range(first, last + 1) if first is not None and last is not None else None
        rows = transitions_from(extract, read_names(names) if names else None, januaries)
        write_transitions(out, rows)
    click.echo(f"{out}: {counted(len(rows), 'transition', 'transitions')}", err=True)


@transitions.command()
def warm() -> None:
    """Compile the simulator now, once after an installation, so that no later command waits for it.

    \b
    Examples:
      portcullis transitions warm
    """
    import tempfile
    import time

    from .progress import progress

    start = time.monotonic()
    with said(), progress("Warming") as step, tempfile.TemporaryDirectory() as folder:
        step("compiling; this takes some seconds")
        from portcullis.model.transitions.compiled import place
        from portcullis.model.transitions.plan import plan
        from portcullis.model.transitions.quirks import COMPATIBLE, SOUND
        from portcullis.model.transitions.simulate import simulate
        from portcullis.model.transitions.synthetic import county

        county(1, 50).write(Path(folder) / "county")
        inputs = read(Path(folder) / "county")
        for quirks in (SOUND, COMPATIBLE):
            simulate(plan(inputs, quirks), 1, 1)
    click.echo(f"ready after {time.monotonic() - start:.1f} s; machine code is kept in {place()}")


for command in (fit, run, compare, seek, validate, report):
    transitions.add_command(command)
