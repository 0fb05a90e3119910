"""`portcullis audit`: what looks wrong in figures as they were published.

In: the store. Out: findings, each with the reason why it may be innocent. A finding is no failure of ours.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import click

from .completing import authorities
from .errors import Misuse
from .places import Places, opened, pass_places, places_options
from .progress import progress
from .show import FORMATS, Column, listing, table

if TYPE_CHECKING:
    from portcullis.vocabulary import Finding

SEVERITIES = ("error", "warning", "note")
RAW = (
    "id", "check", "severity", "what", "why_it_may_be_innocent", "indicator", "period", "authorities", "observations",
)  # fmt: skip
COLUMNS = (Column("severity", least=8), Column("check", least=9), Column("what we see, and why it may be innocent"))


@click.command(short_help="List what looks wrong in figures as they were published.")
@click.option("--severity", type=click.Choice(SEVERITIES), help="Only findings of one severity.")
@click.option("--check", "name", metavar="NAME", help="Only findings of one check, such as totals.")
@click.option(
    "--authority", "who_text", metavar="NAME", help="Only findings that name this council.", shell_complete=authorities
)
@click.option(
    "--fail-on", type=click.Choice(SEVERITIES), help="Exit code 1 if a finding is as serious as this, or more."
)
@click.option("--format", "form", type=FORMATS, default="table", show_default=True, help="How to print.")
@places_options
@pass_places
def audit(
    places: Places, severity: str | None, name: str | None, who_text: str | None, fail_on: str | None, form: str
) -> None:
    """Look for faults in figures as they were published: sums, codes, copies, jumps, rates, missing years.

    A finding is a question, not a verdict: each says why it may be innocent. Exit code 0 whatever is found, unless
    --fail-on is given.

    \b
    Examples:
      portcullis audit --severity error
      portcullis audit --authority Kent
      portcullis audit --check totals --format csv
      portcullis audit --fail-on error
    """
    from portcullis.audit import CHECKS, run

    from . import who

    known = sorted(check.name for check in CHECKS)
    if name is not None and name not in known:
        raise Misuse(f"no check is called {name!r}: use one of {', '.join(known)}")
    with opened(places) as store:
        code = who.authority(store, who_text, statuses=who.ANYBODY)["code"] if who_text else None
        with progress("Checking the figures") as step:
            step(f"{len(CHECKS)} checks")
            found = run(store)
    found = [
        finding
        for finding in found
        if (severity is None or finding.severity == severity)
        and (name is None or finding.check == name)
        and (code is None or code in finding.authorities)
    ]
    if form != "table":
        listing([_raw(finding) for finding in found], RAW, form)
    elif found:
        table(COLUMNS, [_cells(finding) for finding in found])
    click.echo(_summary(found), err=True)
    if fail_on and any(SEVERITIES.index(finding.severity) <= SEVERITIES.index(fail_on) for finding in found):
        raise click.exceptions.Exit(1)


def _raw(finding: Finding) -> dict[str, Any]:
    return {field: getattr(finding, field) for field in RAW} | {"severity": str(finding.severity)}


def _cells(finding: Finding) -> list[str]:
    return [str(finding.severity), finding.check, f"{finding.what} {finding.why_it_may_be_innocent}"]


def _summary(found: list[Finding]) -> str:
    if not found:
        return "No findings."
    count = Counter(str(finding.severity) for finding in found)
    parts = [f"{count[word]:,} {word}{'s' if count[word] != 1 else ''}" for word in SEVERITIES if count[word]]
    return f"{len(found):,} finding{'s' if len(found) != 1 else ''}: {', '.join(parts)}."
