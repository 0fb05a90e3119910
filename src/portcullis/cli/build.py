"""`portcullis build`: the store, the audit, the pages and the downloads, as one folder of files.

In: the register. Out: the site in the build folder or in `--out`; the last good build stands until the new is whole.
"""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Generator
from pathlib import Path
from typing import Any

import click

from .places import Places, pass_places, places_options
from .progress import progress
from .show import counted


@click.command(short_help="Write the whole site as a folder of files.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Where the site shall stand.  [default: site/ in the build folder]",
)
@click.option("--force", is_flag=True, help="Even if nothing has changed.")
@click.option(
    "--briefs/--no-briefs", default=True, show_default=True, help="Print the one-page brief (PDF) of every council."
)
@places_options
@pass_places
def build(places: Places, out: Path | None, force: bool, briefs: bool) -> None:
    """Check the register, build the store, audit the figures, write pages and downloads.

    Nothing is done again when nothing has changed. Killed at any moment, the last good build stands. The folder can be
    put on any web server as it is.

    \b
    Examples:
      portcullis build
      portcullis build --out public
      portcullis build --force
      portcullis build --no-briefs
    """
    report = built(places, out, force=force, briefs=briefs)
    if report.fresh:
        click.echo(f"Nothing has changed: {report.place} is up to date ({counted(report.pages, 'page', 'pages')}).")
        return
    click.echo(
        f"{counted(report.pages, 'page', 'pages')}, {counted(report.files, 'file', 'files')}, "
        f"{report.bytes / 1e6:,.1f} MB in {report.place} after {report.seconds:.1f} s; "
        f"{counted(report.findings, 'finding', 'findings')} about published figures (portcullis audit)."
    )


def built(places: Places, out: Path | None = None, *, force: bool = False, briefs: bool = True) -> Any:
    """Build with progress; the report."""
    root = places.need_register()
    with progress("Building") as step, _rarely_collecting():
        from portcullis.publish.build import build_all

        return build_all(root, places.build_dir, out, progress=step, force=force, briefs=briefs)


@contextlib.contextmanager
def _rarely_collecting() -> Generator[None]:
    """Look for unreachable rings of objects seldom: loading modules and rows makes a great many objects and no rings,
    and looking through them again and again takes a tenth of a small build."""
    usual = gc.get_threshold()
    gc.set_threshold(200_000, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)
