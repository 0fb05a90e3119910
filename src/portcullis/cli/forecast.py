"""`portcullis forecast COUNCIL`: how many children will need plans, with ranges and with our record.

In: the store. Out: a table, CSV or JSON; every one carries the model, the seed, the vintage and the backtest.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .completing import authorities
from .errors import Impossible, Misuse
from .places import Places, opened, pass_places, places_options
from .progress import progress
from .show import FORMATS, Column, counted, heading, listing, paragraph, table, to_json

if TYPE_CHECKING:
    from portcullis.model.backtest import Scorecard
    from portcullis.model.demand import Fitted, Forecast, Range
    from portcullis.store import Store

RAW = (
    "code", "name", "measure", "year", "median", "low_50", "high_50", "low_80", "high_80", "low_95", "high_95", "model",
    "seed", "draws", "origin", "vintage", "switches",
)  # fmt: skip
PLANS = (
    Column("January"), Column("plans", number=True), Column("80 in 100 fall between", number=True),
    Column("95 in 100 fall between", number=True),
)  # fmt: skip
FLOWS = {
    "requests": "requests", "refused": "refused", "assessed": "assessed", "issued": "new plans", "exits": "net exits",
    "waiting": "in hand", "appeals": "appeals",
}  # fmt: skip
SETTINGS = {
    "mainstream": "mainstream", "special_state": "state special", "special_independent": "indep. special",
    "alternative_provision": "alt. provision", "post16": "post-16", "elsewhere": "elsewhere",
}  # fmt: skip
AGES = {
    "age_0_4": "0 to 4",
    "age_5_10": "5 to 10",
    "age_11_15": "11 to 15",
    "age_16_19": "16 to 19",
    "age_20_25": "20 to 25",
}
Row = dict[str, Any]


@click.command(short_help="How many plans a council will have, with ranges and our record.")
@click.argument("council", required=False, shell_complete=authorities)
@click.option("--years", type=int, default=10, show_default=True, metavar="N", help="How many years ahead: 1 to 15.")
@click.option(
    "--draws", type=int, default=10_000, show_default=True, metavar="N", help="Sampled futures: 100 to 100,000."
)
@click.option("--seed", type=int, default=2026, show_default=True, metavar="N", help="The same seed, the same numbers.")
@click.option("--origin", type=int, metavar="YEAR", help="Forecast from this January, knowing what its June knew.")
@click.option(
    "--switch", "dials", multiple=True, metavar="DIAL", help="A dated dial, such as refusals=1.5@2027; may be repeated."
)
@click.option("--format", "form", type=FORMATS, default="table", show_default=True, help="How to print.")
@click.option(
    "--freeze", type=click.Path(path_type=Path), metavar="DIR", help="Write the forecast of all to a new folder."
)
@click.option(
    "--score", type=click.Path(path_type=Path), metavar="DIR", help="Score a frozen forecast on what has come since."
)
@places_options
@pass_places
def forecast(
    places: Places,
    council: str | None,
    years: int,
    draws: int,
    seed: int,
    origin: int | None,
    dials: tuple[str, ...],
    form: str,
    freeze: Path | None,
    score: Path | None,
) -> None:
    """Forecast EHC plans and what goes with them. COUNCIL is a name, an old name or any code; or England.

    All councils are drawn jointly from the public figures, so England is the sum of its councils. Nothing that the law
    may change is in it: "no change" is what it shows. A --switch lays one assumption over it: refusals, requests,
    issuing, exits and mix:SETTING (each =SIZE@YEAR), or requests_held@YEAR. docs/demand.md explains each.

    A council whose figures are broken is forecast from an earlier January and says so, or is refused with the reason.

    \b
    Examples:
      portcullis forecast Kent
      portcullis forecast England --years 5 --format csv
      portcullis forecast Bury --switch refusals=1.5@2027
      portcullis forecast Kent --origin 2022 --years 3
      portcullis forecast --freeze forecasts/2026-01 --origin 2025
      portcullis forecast --score forecasts/2026-01
    """
    if sum(x is not None for x in (council, freeze, score)) != 1:
        raise Misuse("say which: a council (or England), --freeze DIR, or --score DIR")
    with said(), opened(places) as store:
        if score is not None:
            _scored(store, score, form)
            return
        from portcullis.model import demand

        switches = tuple(demand.parse_switch(text) for text in dials)
        fitted = demand.fit(store, origin=origin)
        if freeze is not None:
            if switches:
                raise Misuse("a frozen forecast has no switches: it is what we expect if nothing changes")
            _frozen(fitted, freeze, years=years, draws=draws, seed=seed)
            return
        code, through = _whom(store, council or "")
        told = _told(fitted, code, years=years, draws=draws, seed=seed, switches=switches)
        from portcullis.model.backtest import scorecard

        card = None if code in told.refused else scorecard(store, code)
    if why := told.refused.get(code):
        raise Misuse(f"there is no forecast for {told.names[code]}: {why}")
    _print(told, code, card, form, through)


@contextmanager
def said() -> Generator[None]:
    """What the model refuses, as a sentence with the exit code of a wrong use."""
    from portcullis.model.demand import DemandError, SwitchError
    from portcullis.model.frozen import FrozenError
    from portcullis.model.money import MoneyError
    from portcullis.vocabulary import DialError

    try:
        yield
    except (DemandError, SwitchError, MoneyError, DialError) as error:
        raise Misuse(str(error)) from None
    except FrozenError as error:
        raise Impossible(str(error)) from None


def _whom(store: Store, council: str) -> tuple[str, str | None]:
    from portcullis.vocabulary import ENGLAND

    from . import who

    if council.strip().casefold() in {"england", ENGLAND.casefold()}:
        return ENGLAND, None
    row = who.authority(store, council)
    return row["code"], row["through"]


def _told(fitted: Fitted, code: str, **options: Any) -> Forecast:
    from portcullis.vocabulary import ENGLAND

    if code != ENGLAND:
        return fitted.forecast([code], **options)
    with progress("Forecasting") as step:

        def done(count: int, of: int) -> None:
            if count % 50 == 0 or count == of:
                step(f"{count} of {of} councils")

        return fitted.forecast(None, progress=done, **options)


def _print(told: Forecast, code: str, card: Scorecard | None, form: str, through: str | None) -> None:
    from dataclasses import asdict

    about = told.about()
    ranges = told.ranges(code)
    base = told.bases.get(code)
    if form == "csv":
        listing([_raw(one) | about | {"code": code, "name": told.names[code]} for one in ranges], RAW, form)
    elif form == "json":
        past = (
            [asdict(one) | {"off_pct": round(one.off_pct, 2), "in_95": one.in_95} for one in card.past] if card else []
        )
        click.echo(
            to_json(
                about
                | {
                    "code": code, "name": told.names[code],
                    "series": base.state if base else "sum", "reasons": list(base.reasons) if base else _unusual(told),
                    "refused": told.refused,
                    "backtest": {"area": card.name, "sentence": card.sentence(), "past": past} if card else None,
                    "count": len(ranges), "rows": [_raw(one) for one in ranges],
                }
            )
        )  # fmt: skip
    else:
        _table(told, code, card, through)
    click.echo(f"{counted(len(ranges), 'range', 'ranges')}; {_made(about)}", err=True)


def _raw(one: Range) -> Row:
    """A range with a tenth of a child as its smallest part: more digits would only be noise of the draws."""
    from dataclasses import asdict

    return {name: round(value, 1) if isinstance(value, float) else value for name, value in asdict(one).items()}


def _unusual(told: Forecast) -> list[str]:
    """For England: whose series are not plain, so that the sum can be read rightly."""
    found = [
        f"{told.names[code]}: {'; '.join(base.reasons)}" for code, base in told.bases.items() if base.state != "ok"
    ]
    return found + [f"{told.names[code]} is not in the sum: {why}" for code, why in told.refused.items()]


def _made(about: Row) -> str:
    model = f"model {about['model']}, seed {about['seed']}, {about['draws']:,} draws"
    return f"{model}, figures of plans published by {about['vintage']}"


def _table(told: Forecast, code: str, card: Scorecard | None, through: str | None) -> None:
    click.echo(
        f"{told.names[code]}: forecast of EHC plans from January {told.origin}"
        + (f" (for {through})" if through else "")
    )
    switches = ", ".join(map(str, told.switches))
    paragraph(
        f"A projection, with these switches laid over it: {switches}." if switches
        else "A projection if nothing changes. The reforms of 2026 are a break that no history covers: use --switch to "
        'ask "what if".'
    )  # fmt: skip
    base = told.bases.get(code)
    for reason in base.reasons if base else _unusual(told):
        paragraph(f"Take care: {reason}.", hanging=2)
    heading("Plans")
    plans = told.ranges(code, "plans")
    table(PLANS, [_plans(one) for one in plans], indent=2)
    _years(told, code, "In the calendar year (medians)", FLOWS, "year")
    _years(told, code, "Where they are educated, each January (medians)", SETTINGS, "January")
    _years(told, code, "Ages, each January (medians)", AGES, "January")
    if card:
        heading("Our record")
        paragraph(card.sentence(), indent=2)
        if card.joined:
            paragraph(
                f"The record is that of {card.name}: the council was reorganised, and its own series is short.",
                indent=2,
            )
    click.echo()
    paragraph(f"Made by {_made(told.about())}. Medians of parts do not add up exactly; every draw does.")


def _plans(one: Range) -> list[str]:
    return [
        str(one.year),
        f"{one.median:,.0f}",
        f"{one.low_80:,.0f} to {one.high_80:,.0f}",
        f"{one.low_95:,.0f} to {one.high_95:,.0f}",
    ]


def _years(told: Forecast, code: str, title: str, names: dict[str, str], first: str) -> None:
    heading(title)
    by_year: dict[int, list[str]] = {}
    for name in names:
        for one in told.ranges(code, name):
            by_year.setdefault(one.year, []).append(f"{one.median:,.0f}")
    if not by_year:
        paragraph(f"No figures of these were known by June {told.origin}.", indent=2)
        return
    columns = [Column(first), *(Column(label, number=True) for label in names.values())]
    table(columns, [[str(year), *cells] for year, cells in sorted(by_year.items())], indent=2)


def _frozen(fitted: Fitted, place: Path, *, years: int, draws: int, seed: int) -> None:
    from portcullis.model.frozen import freeze

    options = f"--origin {fitted.origin} --years {years} --draws {draws} --seed {seed}"
    command = f"portcullis forecast --freeze {place.name} {options}"
    manifest = freeze(fitted, place, command=command, years=years, draws=draws, seed=seed)
    for name, digest in manifest["sha256"].items():
        click.echo(f"{digest}  {place / name}")


def _scored(store: Store, place: Path, form: str) -> None:
    from dataclasses import asdict

    from portcullis.model.frozen import score_frozen

    found = score_frozen(store, place)
    rows = [
        asdict(one.scores) | {"january": one.january, "councils": one.councils, "left_out": list(one.left_out),
        "england_actual": one.england_actual, "england_median": one.england_median}
        for one in found
    ]  # fmt: skip
    if form == "table":
        for row in rows:
            paragraph(
                f"January {row['january']}: {row['councils']} councils scored, half of them within "
                f"{row['mdape_pct']:.1f}%; WAPE {row['wape_pct']:.1f}%, CRPS {row['crps_pct']:.2f}% of plans; "
                f"{row['cover_80_pct']:.0f}% inside the 80% range, {row['cover_95_pct']:.0f}% inside the 95% range.",
                hanging=2,
            )
    else:
        columns = list(rows[0]) if rows else ["january"]
        listing(rows, columns, form)
    nothing = "nothing to score yet: no figure for a January of this forecast has entered the register"
    click.echo(counted(len(rows), "January scored", "Januaries scored") if rows else nothing, err=True)
