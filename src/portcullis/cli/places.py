"""Where the register and the build lie, and the store opened.

In: `--register` and `--build-dir`, before or after the command. Out: `Places`, `places_options`, `opened`.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .errors import Misuse
from .progress import progress

if TYPE_CHECKING:
    from portcullis.store import Store


@dataclass
class Places:
    """The two folders that every command works with."""

    register_dir: Path
    build_dir: Path

    @property
    def store(self) -> Path:
        """Where the store stands."""
        return self.build_dir / "store"

    @property
    def forecasts(self) -> Path:
        """Where frozen forecasts stand: beside the register."""
        return self.register_dir.resolve().parent / "forecasts"

    def need_register(self) -> Path:
        """The register's folder, or a plain word that there is none."""
        if not self.register_dir.is_dir():
            raise Misuse(f"there is no register at {self.register_dir}: give its place with --register DIR")
        return self.register_dir


pass_places = click.make_pass_decorator(Places)


def places_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--register` and `--build-dir` after the command too: that is where people write them."""
    for flag, name in (("--build-dir", "build_dir"), ("--register", "register_dir")):
        command = click.option(
            flag,
            name,
            type=click.Path(file_okay=False, path_type=Path),
            metavar="DIR",
            expose_value=False,
            callback=_keep,
            help="As before the command: portcullis --help says more.",
        )(command)
    return command


def _keep(context: click.Context, parameter: click.Parameter, value: Path | None) -> None:
    if value is not None and context.obj is not None:
        setattr(context.obj, str(parameter.name), value)


@contextlib.contextmanager
def opened(places: Places) -> Generator[Store]:
    """The store of this register, built first if it is not there or is out of date.

    Without a register the store that stands is opened as it is: a copy of the build alone can be read.
    """
    from portcullis.store import ensure, is_fresh, open_store

    if places.register_dir.is_dir():
        if not is_fresh(places.store, places.register_dir):
            from portcullis.register import load

            with progress("Building the store") as step:
                step("reading the register")
                ensure(places.register_dir, places.store, load, progress=step)
    elif not places.store.is_dir():
        places.need_register()
    with open_store(places.store) as store:
        yield store
