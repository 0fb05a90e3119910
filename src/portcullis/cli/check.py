"""`portcullis check`: reads the whole register, counts, and lists every mistake.

In: the register. Out: counts and mistakes; exit code 1 where there is a mistake.
"""

from __future__ import annotations

import gc

import click

from .places import Places, pass_places, places_options
from .show import FORMATS, rows_csv, to_json

MISTAKE = ("file", "line", "field", "wrong", "right")


@click.command(short_help="Read the register and list every mistake in it.")
@click.option("--format", "form", type=FORMATS, default="table", show_default=True, help="How to print.")
@places_options
@pass_places
def check(places: Places, form: str) -> None:
    """Read the whole register, count what is in it, and list every mistake: one a line, with file and line.

    Writes nothing. Exit code 0: no mistakes; 1: at least one.

    \b
    Examples:
      portcullis check
      portcullis check --register my-copy
      portcullis check --format csv > mistakes.csv
    """
    # Half a million small objects are made and all are kept: looking for rubbish among them takes a third of the time.
    gc.disable()
    from portcullis.register import check as check_register

    root = places.need_register()
    result = check_register(root, divide=True)
    gc.freeze()  # nor does the interpreter, when it ends
    counts = result.register.counts()
    mistakes = [{name: getattr(mistake, name) for name in MISTAKE} for mistake in result.mistakes]
    if form == "json":
        click.echo(to_json({"register": str(root), "counts": counts, "mistakes": mistakes}))
    elif form == "csv":
        rows_csv(mistakes, MISTAKE)
    else:
        width = max(map(len, counts))
        for name, count in counts.items():
            click.echo(f"{name.replace('_', ' '):<{width}}  {count:>9,}")
        for mistake in result.mistakes:
            click.echo(str(mistake))
        total = len(mistakes)
        click.echo("No mistakes." if not total else "1 mistake." if total == 1 else f"{total:,} mistakes.")
    if mistakes:
        raise click.exceptions.Exit(1)
