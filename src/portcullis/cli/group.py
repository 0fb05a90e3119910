"""The command `portcullis`: its options, its commands, its exit codes.

In: arguments. Out: `main`, the click group that the script calls.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

import click

from portcullis import __version__

from .agreement import agreement
from .audit import audit
from .backtest import backtest
from .build import build
from .check import check
from .completion import completion
from .council import council
from .docs import docs
from .errors import Polite
from .export import export
from .forecast import forecast
from .implied import implied
from .observations import observations
from .places import Places
from .project import project
from .read import compare, read
from .reader import reader
from .record_money import record_money
from .serve import serve
from .sources import sources
from .transitions import transitions

EXIT_CODES = """\
\b
Exit codes:
  0    fine
  1    something is wrong with the register, or with figures that you asked to fail on
  2    used wrongly: a name, an option or a date that is not known
  3    could not: disk full, port taken, another build at work, nothing built yet
  130  stopped with Ctrl-C
  141  whatever read our output stopped reading (head, less)
"""


@click.group(
    cls=Polite,
    epilog=EXIT_CODES,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "--register",
    "register_dir",
    type=click.Path(file_okay=False, path_type=Path),
    default="register",
    envvar="PORTCULLIS_REGISTER",
    show_default=True,
    show_envvar=True,
    metavar="DIR",
    help="Folder of facts to read.",
)
@click.option(
    "--build-dir",
    "build_dir",
    type=click.Path(file_okay=False, path_type=Path),
    default="build",
    envvar="PORTCULLIS_BUILD",
    show_default=True,
    show_envvar=True,
    metavar="DIR",
    help="Folder for what is built from them; it can always be rebuilt.",
)
@click.version_option(__version__, "-V", "--version", prog_name="portcullis")
@click.pass_context
def main(context: click.Context, register_dir: Path, build_dir: Path) -> None:
    """What English councils signed about special needs deficits, what they owe, and what became of it.

    Every figure comes with its source. Nothing is fetched from the network.

    \b
    Examples:
      portcullis serve
      portcullis council Bury
      portcullis observations --indicator ehc_plans --authority Kent --format csv
    """
    # A terminal that cannot show "£" gets "?" and not a traceback.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.encoding.lower().replace("-", "") != "utf8":
            stream.reconfigure(errors="replace")
    context.obj = Places(register_dir, build_dir)


for command in (
    serve, build, check, audit, council, agreement, implied, forecast, project, backtest, record_money, transitions,
    read, compare, reader, observations, export, sources, completion, docs,
):  # fmt: skip
    main.add_command(command)
