"""What the commands of `transitions` share: the folder of files, quirks, a cluster, and errors said plainly.

In: options. Out: inputs, plans, futures.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .errors import Found, Misuse
from .progress import progress

if TYPE_CHECKING:
    from portcullis.model.transitions.plan import Plan
    from portcullis.model.transitions.quirks import Quirks
    from portcullis.model.transitions.reading import Inputs
    from portcullis.model.transitions.scenario import Scenario
    from portcullis.model.transitions.simulate import Futures

JSON_OR_TABLE = click.Choice(["table", "json"])
Command = Callable[..., Any]


def county_files(function: Command) -> Command:
    """The argument DIR."""
    where = click.Path(exists=True, file_okay=False, path_type=Path)
    return click.argument("folder", type=where, metavar="DIR")(function)


def simulating(function: Command) -> Command:
    """--simulations, --seed, --threads, --cluster."""
    for option in (
        click.option("--cluster", metavar="ADDRESS",
                     help="Scheduler of a Dask cluster that you trust: counts by state go there."),
        click.option("--threads", type=click.IntRange(1, 256), metavar="N",
                     help="Threads; all cores by default. It changes no number."),
        click.option("--seed", type=click.IntRange(0), default=2026, show_default=True, metavar="N",
                     help="The same seed, the same numbers."),
        click.option(
            "--simulations", type=click.IntRange(1, 1_000_000), default=10_000, show_default=True, metavar="N",
            help="Sampled futures.",
        ),
    ):  # fmt: skip
        function = option(function)
    return function


def quirky(function: Command) -> Command:
    """--reference and --quirk."""
    function = click.option(
        "--quirk",
        "quirks",
        multiple=True,
        metavar="NAME",
        help="Switch one peculiarity of the reference on; may be repeated.",
    )(function)
    return click.option(
        "--reference",
        is_flag=True,
        help="As the reference tool does it: all its quirks on. See docs/transitions-from-reference.md.",
    )(function)


@contextmanager
def said() -> Generator[None]:
    """What the model refuses, in plain words: mistakes in files end with 1, wrong questions with 2."""
    from portcullis.model.transitions.errors import FilesError, TransitionsError

    try:
        yield
    except FilesError as error:
        raise Found(str(error)) from None
    except TransitionsError as error:
        raise Misuse(str(error)) from None


def read(folder: Path) -> Inputs:
    """The council's files."""
    from portcullis.model.transitions.reading import read_inputs

    return read_inputs(folder)


def quirks_of(reference: bool, quirks: tuple[str, ...]) -> Quirks:
    """The switches that were asked for."""
    from portcullis.model.transitions.quirks import COMPATIBLE, SOUND, with_quirks

    return with_quirks(COMPATIBLE if reference else SOUND, on=quirks)


def planned(inputs: Inputs, quirks: Quirks, scenario: Path | None) -> tuple[Plan, Scenario | None]:
    """The plan under a scenario file, if there is one."""
    from portcullis.model.transitions.levers import with_levers
    from portcullis.model.transitions.plan import plan
    from portcullis.model.transitions.scenario import read_scenario

    if scenario is None:
        return plan(inputs, quirks), None
    found = read_scenario(scenario, inputs.space)
    return with_levers(plan(inputs, quirks, changes=found.changes), found.levers), found


def simulated(
    plan: Plan, simulations: int, seed: int, threads: int | None, cluster: str | None, *, first: int = 0
) -> Futures:
    """Futures, with progress on standard error."""
    from portcullis.model.transitions.simulate import simulate

    with progress("Simulating") as step:
        if not _compiled():
            step("compiling once; later runs start at once")
        shown = 0

        def tell(done: int, of: int) -> None:
            nonlocal shown
            if done == of or done - shown >= of / 10:
                shown = done
                step(f"{done:,} of {of:,} futures")

        if cluster is None:
            return simulate(plan, simulations, seed, first=first, threads=threads, progress=tell)
        from portcullis.model.transitions.cluster import connected

        client = connected(cluster)
        try:
            return simulate(plan, simulations, seed, first=first, chunk=2000, cluster=client, progress=tell)
        finally:
            client.close()


def _compiled() -> bool:
    from portcullis.model.transitions.compiled import place

    try:
        return any(place().rglob("*.nbc"))
    except (OSError, RuntimeError):
        return False


def needs_council() -> None:
    """Raises TransitionsError at once where the extra `council` is missing."""
    from portcullis.model.transitions.compiled import installed

    installed()
