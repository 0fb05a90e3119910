"""`portcullis reader …`: how well the reader does on documents we labelled, and drafts for the register.

In: the labelled documents that come with the reader, or an agreement. Out: scores with intervals, or TOML.
"""

from __future__ import annotations

from pathlib import Path

import click

from .errors import Impossible
from .places import Places, pass_places, places_options
from .progress import progress
from .show import Column, paragraph, table, to_json


@click.group(short_help="How well documents are read; drafts for the register.")
def reader() -> None:
    """The reader's own matters: its scores, and drafts for the register.

    \b
    Examples:
      portcullis reader evaluate
      portcullis reader draft agreement.pdf > exampleshire.toml
    """


@reader.command(short_help="Score the reader on labelled documents, with intervals.")
@click.option(
    "--half", type=click.Choice(["development", "sealed", "both"]), default="both", show_default=True,
    help="The rules were written on the development half; the sealed half is only ever scored.",
)  # fmt: skip
@click.option(
    "--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True, help="How to print."
)
@click.option(
    "--scans/--no-scans",
    default=False,
    show_default=True,
    help="Also pages that are pictures; slow, needs the extra `ocr`.",
)
@places_options
@pass_places
def evaluate(places: Places, half: str, form: str, scans: bool) -> None:
    """Read every labelled sentence and document and say how often the reader is right.

    Terms, rows of payments and of the deficit, actions and families, flags (precision, recall, F1) and calibration,
    each with a 95% interval. Documents are made afresh in every format; all councils are invented.

    \b
    Examples:
      portcullis reader evaluate
      portcullis reader evaluate --half sealed --scans --format json
    """
    from portcullis.reader.evaluation import HALVES, evaluate_half
    from portcullis.reader.law import from_register

    law = from_register(places.need_register())
    wanted = HALVES if half == "both" else (half,)
    with progress("Scoring") as step:
        scored = []
        for name in wanted:
            step(name)
            scored.append(evaluate_half(name, law, scans=scans))
    if form == "json":
        click.echo(to_json({"halves": [one.as_row() for one in scored], "notice": law.notice}))
        return
    columns = (Column("measure"), *(Column(one.name, number=True) for one in scored))
    first = scored[0].lines()
    table(columns, [[label, *(dict(one.lines())[label] for one in scored)] for label, _ in first])
    paragraph(law.notice)


@reader.command(short_help="Draft a file for the register from an agreement.")
@click.argument("file", type=click.Path(path_type=Path))
@places_options
@pass_places
def draft(places: Places, file: Path) -> None:
    """Print a TOML draft for the register; a person completes it and checks every figure.

    \b
    Examples:
      portcullis reader draft agreement.pdf > exampleshire.toml
    """
    from portcullis.reader.proposal import proposal

    from .read import one_result

    try:
        click.echo(proposal(one_result(places, file)), nl=False)
    except ValueError as error:
        raise Impossible(str(error)) from None
