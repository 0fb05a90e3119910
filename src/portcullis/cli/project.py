"""`portcullis project COUNCIL`: deficits, the grant and what is left, under one scenario or several.

In: the store. Out: a table, CSV or JSON, and if wanted the draws themselves as a file. A projection says its scenario,
each dial that was turned, its seed and how old the balance is that it starts from.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Generator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from . import projected
from .completing import authorities, dials, scenarios
from .errors import Misuse
from .places import Places, opened, pass_places, places_options
from .progress import progress
from .show import FORMATS

if TYPE_CHECKING:
    from portcullis.model.money import Fitted, MoneyRange, Policy, Projection
    from portcullis.store import Store

ENDINGS = (".csv", ".parquet")
Step = Callable[[int, int], None]


@click.command(short_help="What a council may owe under one scenario or another.")
@click.argument("council", required=False, shell_complete=authorities)
@click.option(
    "--scenario", "names", multiple=True, metavar="NAME", shell_complete=scenarios,
    help="A scenario; may be repeated, then the first is what the others are compared with.  [default: today]",
)  # fmt: skip
@click.option(
    "--set", "settings", multiple=True, metavar="DIAL=VALUE", shell_complete=dials,
    help="A dial turned over every scenario named, such as support_pct=50 or funding_growth_pct=3@2027-2030.",
)  # fmt: skip
@click.option(
    "--compare", metavar="NAME", shell_complete=scenarios,
    help="Show the difference from this scenario, which is left as it is, drawn with the same luck.",
)  # fmt: skip
@click.option("--years", type=int, default=10, show_default=True, metavar="N", help="How many years ahead: 1 to 15.")
@click.option(
    "--draws", type=int, default=10_000, show_default=True, metavar="N", help="Sampled futures: 100 to 100,000."
)
@click.option("--seed", type=int, default=2026, show_default=True, metavar="N", help="The same seed, the same numbers.")
@click.option("--format", "form", type=FORMATS, default="table", show_default=True, help="How to print.")
@click.option(
    "--draws-out", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
    help="Write the draws themselves too: a .csv or .parquet file.",
)  # fmt: skip
@click.option(
    "--cluster", "address", metavar="ADDRESS",
    help="Project on the workers of this Dask cluster, with the same numbers; needs the extra `cluster`.",
)  # fmt: skip
@click.option("--list", "listed", is_flag=True, help="List scenarios and dials with their meaning, and stop.")
@places_options
@pass_places
def project(
    places: Places,
    council: str | None,
    names: tuple[str, ...],
    settings: tuple[str, ...],
    compare: str | None,
    years: int,
    draws: int,
    seed: int,
    form: str,
    draws_out: Path | None,
    address: str | None,
    listed: bool,
) -> None:
    """Project what a council owes. COUNCIL is a name, an old name or any code; or England, the sum of all.

    A scenario is a dated set of assumptions from the register; a dial is one of them. --list says what each means, how
    far it can be turned and how sure anybody can be of where it stands. Projections with the same seed meet the same
    luck, so a difference between two is the policy's own, and its range is narrow.

    It is not a forecast of what the council decides, and never a prediction of a section 114 notice.

    \b
    Examples:
      portcullis project Kent
      portcullis project Kent --set support_pct=50 --compare today
      portcullis project Bury --scenario today --scenario petition --years 5
      portcullis project England --format csv
      portcullis project England --cluster tcp://127.0.0.1:8786
      portcullis project Devon --set reserves_gbp=90000000 --draws-out devon.parquet
      portcullis project --list
    """
    if listed == bool(council):
        raise Misuse("say which council, or England; or --list alone, for the scenarios and dials that there are")
    if draws_out is not None and draws_out.suffix not in ENDINGS:
        raise Misuse(f"--draws-out writes .csv or .parquet, and {draws_out.name!r} ends otherwise")
    if draws_out is not None and len(names) > 1:
        raise Misuse("--draws-out writes the draws of one scenario: name one")
    with said(), opened(places) as store:
        from portcullis.model import money

        known = money.scenarios(store)
        if listed:
            projected.lists(known, form)
            return
        code, through = _whom(store, council or "")
        policies = _policies(known, names, settings)
        against = money.Policy.of(money.named(known, compare)) if compare else None
        if against is None and len(policies) > 1:
            against = policies[0]
        fitted = money.fit_money(store)
        options: dict[str, Any] = {"years": years, "draws": draws, "seed": seed}
        told = _told(fitted, code, policies, options, address)
        apart = _apart(fitted, code, policies, against, options)
        if draws_out is not None:
            _write(fitted, code, policies[0], draws_out, options)
    titles = {name: scenario.title for name, scenario in known.items()}
    projected.show(told, apart, against, titles, form, through)
    if draws_out is not None:
        click.echo(f"{draws:,} draws written to {draws_out}", err=True)


@contextlib.contextmanager
def said() -> Generator[None]:
    """What the model refuses, as a sentence with the exit code of a wrong use."""
    from portcullis.model.demand import DemandError, SwitchError
    from portcullis.model.money import MoneyError
    from portcullis.vocabulary import DialError

    try:
        yield
    except (DialError, MoneyError, DemandError, SwitchError) as error:
        raise Misuse(str(error)) from None


def _whom(store: Store, council: str) -> tuple[str, str | None]:
    from portcullis.vocabulary import ENGLAND

    from . import who

    if council.strip().casefold() in {"england", ENGLAND.casefold()}:
        return ENGLAND, None
    row = who.authority(store, council)
    return row["code"], row["through"]


def _policies(known: dict, names: Sequence[str], settings: Sequence[str]) -> list[Policy]:
    from portcullis.model import money
    from portcullis.vocabulary import parse_setting

    turned = [parse_setting(text) for text in settings]
    if not names:  # a register of somebody's own may have no scenarios: then every dial is where it usually stands
        return [money.Policy.of(known.get(money.USUAL), turned)]
    return [money.Policy.of(money.named(known, name), turned) for name in dict.fromkeys(names)]


def _told(
    fitted: Fitted, code: str, policies: list[Policy], options: dict[str, Any], address: str | None
) -> list[Projection]:
    """One projection for each policy, of the council or of England alone; on a cluster where one was named."""
    from portcullis.model import money

    with contextlib.ExitStack() as stack:
        spread: dict[str, Any] = {}
        if address is not None:
            from portcullis.model.money.cluster import cluster, pieces, spread_over

            client = stack.enter_context(cluster(address))
            spread = {"spread": spread_over(client), "threads": pieces(client)}
        step = stack.enter_context(_steps(code, "Projecting"))
        told = money.project(fitted, [code], policies, progress=step, **spread, **options)
    return [one for one in told if one.code == code]


def _apart(
    fitted: Fitted, code: str, policies: list[Policy], against: Policy | None, options: dict[str, Any]
) -> list[tuple[MoneyRange, ...] | None]:
    """How each differs from `against`; None for that one itself."""
    from portcullis.model.money import compare

    if against is None:
        return [None for _ in policies]
    rounds = [one for one in (against, *policies) if one is against or one != against]
    if len(rounds) == 1:
        return [None for _ in policies]
    total = len(rounds) * (1 if code in fitted.purses else len(fitted.codes))
    count = 0
    with _steps(code, "Comparing") as step:

        def done() -> None:
            nonlocal count
            count += 1
            if step:
                step(count, total)

        base = compare.futures(fitted, code, against, done=done, **options)
        return [
            None
            if one == against
            else compare.between(
                compare.futures(fitted, code, one, done=done, **options), base, fitted.newest, one.override_end
            )
            for one in policies
        ]


@contextlib.contextmanager
def _steps(code: str, what: str) -> Generator[Step | None]:
    """Progress for England, which takes seconds; a council is there at once."""
    from portcullis.vocabulary import ENGLAND

    if code != ENGLAND:
        yield None
        return
    with progress(what) as step:

        def done(count: int, of: int) -> None:
            if count % 50 == 0 or count == of:
                step(f"{count} of {of} councils")

        yield done


def _write(fitted: Fitted, code: str, policy: Policy, place: Path, options: dict[str, Any]) -> None:
    """The draws beside the place where they belong, then renamed: a file that is there is whole."""
    from portcullis.model import money

    table = money.draws_table(fitted, code, policy, **options)
    aside = place.with_name(f".{place.name}.{place.suffix.lstrip('.')}")
    try:
        money.write_draws(table, aside, "csv" if place.suffix == ".csv" else "parquet", code=code, scenario=policy.name)
        aside.replace(place)
    finally:
        aside.unlink(missing_ok=True)
