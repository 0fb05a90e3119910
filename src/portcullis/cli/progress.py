"""Progress of anything that takes more than a second.

In: names of steps. Out: on a terminal one line that changes; otherwise one plain line a step; always on standard error.
"""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable, Generator

import click

CLEAR = "\r\033[K"


@contextlib.contextmanager
def progress(what: str) -> Generator[Callable[[str], None]]:
    """A function to call with the name of each step."""
    live = sys.stderr.isatty()
    start = time.monotonic()

    def step(name: str) -> None:
        if live:
            click.echo(f"{CLEAR}{what}: {name} ({time.monotonic() - start:.0f} s)", nl=False, err=True)
        else:
            click.echo(f"{what}: {name}", err=True)

    try:
        yield step
    finally:
        if live:
            click.echo(CLEAR, nl=False, err=True)
