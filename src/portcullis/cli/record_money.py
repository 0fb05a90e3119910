"""`portcullis record-money FILE`: run every scenario for every council, and keep what pages show.

In: the store. Out: a CSV file, which the site and the API read.
"""

from __future__ import annotations

from pathlib import Path

import click

from .errors import Misuse
from .places import Places, opened, pass_places, places_options
from .progress import progress


@click.command("record-money", short_help="Keep what pages show of every projection of money.")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@places_options
@pass_places
def record_money(places: Places, file: Path) -> None:
    """Project every council and England under every scenario of the register, and write what pages show to FILE.

    Pages are built from that file and never run the model. Write it again when the model, a scenario or a figure that
    the model reads has changed; a test says when that is so. The same register gives the same bytes.

    \b
    Examples:
      portcullis record-money forecasts/money.csv
    """
    from portcullis.model import money
    from portcullis.model.demand import DemandError
    from portcullis.model.projected import write_outlooks

    with opened(places) as store, progress("Money") as step:
        policies = [money.Policy.of(one) for one in money.scenarios(store).values()]
        if not policies:
            raise Misuse("the register holds no scenario: add one to scenarios/")
        step("fitting")
        try:
            fitted = money.fit_money(store)
        except (money.MoneyError, DemandError) as error:
            raise Misuse(str(error)) from None

        def done(count: int, of: int) -> None:
            if count % 25 == 0 or count == of:
                step(f"{count} of {of} councils, {len(policies)} scenarios each")

        told = money.project(fitted, None, policies, progress=done)
        names = {row["code"]: row["name"] for row in store.rows("select code, name from authority")}
    refused = {code: (names[code], why) for code, why in sorted(fitted.refused.items())}
    rows = write_outlooks(told, refused, file)
    click.echo(f"{rows:,} rows of {len(fitted.codes)} councils and England in {file}.")
