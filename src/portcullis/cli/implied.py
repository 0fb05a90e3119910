"""`portcullis implied [COUNCIL]`: what meeting each target would have asked, and what came instead.

In: the store, and the file of past forecasts beside the register. Out: sentences, CSV or JSON; or that file, written.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .completing import agreements
from .errors import Impossible, Misuse
from .places import Places, opened, pass_places, places_options
from .progress import progress
from .show import FORMATS, counted, heading, listing, paragraph

if TYPE_CHECKING:
    from portcullis.model.implied import Implied
    from portcullis.store import Store

STATES = {
    "held": "held against a forecast",
    "sized": "a sum of money, with its size in placements",
    "listed": "listed, with the reason",
}


@click.command(short_help="What meeting each target of an agreement would have asked.")
@click.argument("council", required=False, shell_complete=agreements)
@click.option("--format", "form", type=FORMATS, default="table", show_default=True, help="How to print.")
@click.option(
    "--record",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write the forecasts of their day, which pages show, as CSV.",
)
@places_options
@pass_places
def implied(places: Places, council: str | None, form: str, record: Path | None) -> None:
    """What meeting each numeric target would have asked, against the forecast of its day. COUNCIL is a name, an old
    name or any code; without one, every agreement.

    Each number of an agreement is held against what the model would have expected with the figures of the June before
    it: in children, plans and placements, with a range that holds 80 of 100 futures. A sum of money is also given as
    the independent placements that cost as much: a measure of size, not a plan. What cannot be turned into any of
    these is listed with the reason. docs/implied.md explains the sums.

    \b
    Examples:
      portcullis implied Haringey
      portcullis implied --format csv > targets.csv
      portcullis implied Barnsley --format json
      portcullis implied --record forecasts/implied.csv
    """
    if record and council:
        raise Misuse("--record writes the forecasts of all councils: leave the council out")
    with opened(places) as store:
        if record:
            _record(store, record)
            return
        found = _found(store, places, council)
    _print(found, form)


def _found(store: Store, places: Places, council: str | None) -> list[Implied]:
    from portcullis.model.implied import FILE, ImpliedError, StoreFacts, read_expected
    from portcullis.model.implied import implied as worked_out
    from portcullis.store import queries

    from . import who

    try:
        expected = read_expected(places.forecasts / FILE)
    except ImpliedError as error:
        raise Impossible(str(error)) from None
    slug = who.agreement_slug(store, council) if council else None
    facts = StoreFacts(store)
    rows = [row for row in queries.all_agreements(store) if slug in (None, row["slug"])]
    return [one for row in rows for one in worked_out(row, expected, facts)]


def _record(store: Store, path: Path) -> None:
    from portcullis.model.implied import write_expected
    from portcullis.model.implied.made import expectations

    with progress("Forecasts of their day") as step:
        rows = expectations(store, progress=step)
    count = write_expected(rows, path)
    click.echo(f"{count:,} expectations of {len({row.code for row in rows})} councils in {path}.")


def _print(found: list[Implied], form: str) -> None:
    from portcullis.model.implied import FIELDS, flat
    from portcullis.publish.words.implied import all_sentences

    if form != "table":
        rows: list[dict[str, Any]] = [flat(one) for one in found]
        listing(rows, FIELDS, form)
    else:
        name = ""
        for one in found:
            if one.target.name != name:
                name = one.target.name
                heading(name)
            paragraph(f"- {one.target.text}", indent=2, hanging=2)
            paragraph(" ".join(said.text for said in all_sentences(one)), indent=4)
        if not found:
            paragraph("No target with a number has been found for this agreement.")
    told = [f"{sum(one.state == state for one in found)} {words}" for state, words in STATES.items()]
    click.echo(f"{counted(len(found), 'target', 'targets')}: {'; '.join(told)}", err=True)
