"""`portcullis backtest`: how wrong we would have been, beside simpler forecasters, on the same terms.

In: the store. Out: a table or JSON.
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .completing import authorities
from .errors import Misuse
from .forecast import said
from .places import Places, opened, pass_places, places_options
from .progress import progress
from .show import Column, heading, paragraph, table, to_json

if TYPE_CHECKING:
    from portcullis.model.backtest import Backtest, Scorecard
    from portcullis.store import Store

COLUMNS = (
    Column("model", least=24), Column("origins", number=True), Column("MdAPE", number=True),
    Column("WAPE", number=True), Column("England", number=True),
    Column("in 80%", number=True), Column("in 95%", number=True), Column("width", number=True),
    Column("CRPS", number=True),
)  # fmt: skip
NAMES = ("mdape_pct", "wape_pct", "national_error_pct", "cover_80_pct", "cover_95_pct", "width_95_pct", "crps_pct")
PAST = (
    Column("from"), Column("for"), Column("forecast", number=True), Column("came", number=True),
    Column("off", number=True), Column("95% range", number=True), Column("", least=7),
)  # fmt: skip
COUNTED = {1: "One year ahead", 2: "Two years ahead", 3: "Three years ahead"}


@click.command(short_help="How wrong the forecast would have been, beside simpler ones.")
@click.option("--model", "models", multiple=True, metavar="NAME", help="Only this model; may be repeated.")
@click.option(
    "--council", metavar="NAME", help="The record of one council instead; or England.", shell_complete=authorities
)
@click.option(
    "--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True, help="How to print."
)
@click.option(
    "--record",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write the record of every council, which pages show, as CSV.",
)
@click.option("--money", is_flag=True, help="The deficits instead of the plans: model/money against simpler rules.")
@places_options
@pass_places
def backtest(
    places: Places, models: tuple[str, ...], council: str | None, form: str, record: Path | None, money: bool
) -> None:
    """Forecast from each January of 2019 to 2024 with what that June knew, and compare with what came.

    Areas that were reorganised are joined, which leaves 150. Scores are means over origins, in percent of plans: MdAPE,
    half of areas were nearer than this; WAPE, all errors over all plans; England, size of the error of the sum; in
    80% and in 95%, areas inside those ranges; width of the 95% range; CRPS, errors and ranges in one (low is good).

    \b
    Examples:
      portcullis backtest
      portcullis backtest --model demand --model panel_ridge
      portcullis backtest --council Kent
      portcullis backtest --format json > backtest.json
      portcullis backtest --record forecasts/record.csv
      portcullis backtest --money
    """
    if money:
        if models or council or record:
            raise Misuse("--money stands alone: leave out --model, --council and --record")
        from .backtest_money import money_record

        with said(), opened(places) as store:
            money_record(store, form)
        return
    from portcullis.model.backtest import BASELINES, DEMAND, run, scorecard

    known = [DEMAND, *BASELINES]
    if unknown := [name for name in models if name not in known]:
        raise Misuse(f"no model is called {unknown[0]!r}; there are {', '.join(known)}")
    if council and models:
        raise Misuse("--council shows the record of our own model: leave out --model")
    if record is not None and (council or models):
        raise Misuse("--record writes the record of our own model for every council: leave out --council and --model")
    with said(), opened(places) as store:
        if record is not None:
            _write(store, record)
            return
        if council:
            from .forecast import _whom

            code, _ = _whom(store, council)
            card = scorecard(store, code)
            if card is None:
                raise Misuse(f"{council} has no series that could be scored")
            _card(card, form)
            return
        with progress("Backtest") as step:
            done = run(store, models=models or None, progress=step)
    if form == "json":
        click.echo(to_json(_facts(done)))
    else:
        _tables(done)


def _write(store: Store, path: Path) -> None:
    from portcullis.model.backtest import scorecards
    from portcullis.model.published import write_record

    with progress("Backtest") as step:
        step("forecasting each council as it would have been")
        cards = scorecards(store)
    rows = write_record(cards, path)
    click.echo(f"{rows:,} past forecasts of {len(cards)} areas in {path}.")


def _tables(done: Backtest) -> None:
    from portcullis.model.backtest import DEMAND, HORIZONS, LABELS

    paragraph(f"Means over origins 2019 to 2024, {len(done.panel.codes)} areas, model {done.version}, in percent.")
    for horizon in HORIZONS:
        heading(COUNTED[horizon])
        rows = []
        for model in sorted(done.models, key=lambda m: done.mean(m, horizon, "crps_pct")):
            if scores := done.of(model, horizon):
                values = [done.mean(model, horizon, name) for name in NAMES]
                shown = [f"{value:.0f}" if 3 <= place <= 5 else f"{value:.2f}" for place, value in enumerate(values)]
                rows.append([LABELS[model], str(len(scores)), *shown])
        table(COLUMNS, rows, indent=2)
        if DEMAND in done.models:
            outside = [str(one.origin) for one in done.of(DEMAND, horizon) if not one.england_in_95]
            paragraph(
                f"England lay outside our 95% range from {', '.join(outside)}." if outside
                else "England lay inside our 95% range from every origin.", indent=2,
            )  # fmt: skip
            tenths = ", ".join(f"{100 * share:.0f}" for share in done.pit(DEMAND, horizon))
            paragraph(f"Areas in each tenth of our range, in percent (10 each would be right): {tenths}.", indent=2)
    click.echo()
    paragraph(
        "The panel ridge has nothing to learn from in 2019: its means are over the other origins. docs/demand.md gives "
        "ours over the same ones."
    )


def _facts(done: Backtest) -> dict[str, Any]:
    from portcullis.model.backtest import DEMAND, HORIZONS, ORIGINS, RIDGE_ORIGINS

    means = [
        {"model": model, "horizon": horizon, "over": over, "origins": len(done.of(model, horizon, origins))}
        | {name: done.mean(model, horizon, name, origins) for name in NAMES}
        for model in done.models
        for horizon in HORIZONS
        for over, origins in (("all", ORIGINS), ("ridge", RIDGE_ORIGINS))
        if done.of(model, horizon, origins)
    ]
    gains = [
        asdict(done.gain(DEMAND, than, origin, horizon)) | {"model": DEMAND, "than": than}
        for than in done.models
        if than != DEMAND and DEMAND in done.models
        for (model, origin, horizon) in done.scores
        if model == than
    ]
    scores = [asdict(one) | {"model": model} for (model, _, _), one in done.scores.items()]
    return {
        "model": done.version, "areas": len(done.panel.codes), "vintage": done.panel.vintage, "means": means,
        "gains": gains, "count": len(scores), "rows": scores,
    }  # fmt: skip


def _card(card: Scorecard, form: str) -> None:
    if form == "json":
        past = [asdict(one) | {"off_pct": one.off_pct, "in_80": one.in_80, "in_95": one.in_95} for one in card.past]
        click.echo(
            to_json(
                {"code": card.code, "name": card.name, "sentence": card.sentence(), "count": len(past), "rows": past}
            )
        )
        return
    paragraph(card.sentence())
    click.echo()
    rows = [
        [
            str(one.origin), str(one.year), f"{one.median:,.0f}", f"{one.actual:,.0f}", f"{one.off_pct:+.1f}%",
            f"{one.low_95:,.0f} to {one.high_95:,.0f}", "in doubt" if one.suspect else "" if one.in_95 else "outside",
        ]
        for one in card.past
    ]  # fmt: skip
    table(PAST, rows)
