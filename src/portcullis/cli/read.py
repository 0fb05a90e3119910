"""`portcullis read FILE…` and `portcullis compare OLD NEW`: documents in, terms and flags out.

In: files. Out: text, JSON, JSON lines or a web page. Exit status 2 where a file cannot be read at all.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .errors import Impossible, Misuse
from .places import Places, pass_places, places_options
from .progress import progress
from .show import counted, heading, paragraph, to_json

if TYPE_CHECKING:
    from portcullis.reader.many import Outcome

FILES = click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
Result = dict[str, Any]
#: On one line each, in this order.
TERMS = (
    ("authority", "Council"), ("first_year", "First year"), ("last_year", "Last year"),
    ("in_year_balance_by", "In-year balance by"), ("deficit_cleared_by", "Deficit cleared by"),
    ("total_payment", "Total payment"), ("first_payment", "First payment"),
    ("authority_contribution", "Council's own contribution"), ("block_transfer_percent", "Block transfer, per cent"),
    ("reports_per_year", "Reports a year"),
)  # fmt: skip


@click.command(short_help="Read agreements and plans: terms, and clauses in tension with a duty.")
@FILES
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "jsonl", "html"]), default="text", show_default=True,
    help="jsonl: one line a file, with its name.",
)  # fmt: skip
@click.option(
    "--jobs", type=click.IntRange(1, 64), default=1, show_default=True, metavar="N", help="Files read at once."
)
@click.option("--cluster", metavar="ADDRESS", help="Read on the workers of this cluster; needs the extra `cluster`.")
@click.option(
    "--on", metavar="DATE", help="Apply the rules in force on this day (YYYY-MM-DD); without it, those in force now."
)
@places_options
@pass_places
def read(places: Places, files: tuple[Path, ...], form: str, jobs: int, cluster: str | None, on: str | None) -> None:
    """Read documents: PDF (also scanned, with the extra `ocr`), DOCX, XLSX, XLSM, ODS, HTML or text.

    A flag is a tension with a duty, to be looked at by a person. It is never a finding that anyone acted unlawfully.
    Nothing is stored and nothing is fetched. Each file is read in a process with limits of its own.

    \b
    Examples:
      portcullis read agreement.pdf
      portcullis read plan.xlsx --format json
      portcullis read papers/*.pdf --format jsonl --jobs 2
      portcullis read agreement.docx --format html > reading.html
    """
    if form in ("json", "html") and len(files) > 1:
        raise Misuse(f"--format {form} is for one file: use jsonl for several")
    told = outcomes(places, files, jobs=jobs, cluster=cluster, on=on, text=form == "html")
    failed = 0
    for outcome in told:
        if outcome.result is None:
            failed += 1
            click.echo(f"Error: {_printable(str(outcome.path))}: {outcome.error}", err=True)
        elif form == "json":
            click.echo(to_json(outcome.result))
        elif form == "jsonl":
            import json

            click.echo(json.dumps({"file": str(outcome.path)} | outcome.result, ensure_ascii=False))
        elif form == "html":
            from portcullis.reader.page import page

            click.echo(page(outcome.result, outcome.text, outcome.path.name))
        else:
            _text(outcome.result, _printable(str(outcome.path)))
    if len(files) > 1:
        click.echo(f"{counted(len(files) - failed, 'file', 'files')} read, {failed} not", err=True)
    if failed:
        raise SystemExit(2)


@click.command(short_help="What changed between two versions of an agreement or plan.")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to print."
)
@places_options
@pass_places
def compare(places: Places, old: Path, new: Path, form: str) -> None:
    """Compare two versions of a document: terms, yearly sums, actions and flags.

    \b
    Examples:
      portcullis compare agreement-2022.pdf agreement-2024.pdf
      portcullis compare draft.docx signed.pdf --format json
    """
    from portcullis.reader.compare import as_rows
    from portcullis.reader.compare import compare as changes_between

    before, after = (one_result(places, path) for path in (old, new))
    changes = changes_between(before, after)
    if form == "json":
        click.echo(to_json({"count": len(changes), "changes": as_rows(changes), "notice": after["rules"]["notice"]}))
        return
    for change in changes:
        said = [_value(one) if one is not None else "not there" for one in (change.old, change.new)]
        paragraph(f"{change.what}: {said[0]} -> {said[1]}", hanging=2)
    click.echo(counted(len(changes), "change", "changes") if changes else "Nothing that we read has changed.")
    click.echo(after["rules"]["notice"])


def outcomes(
    places: Places,
    files: tuple[Path, ...],
    *,
    jobs: int = 1,
    cluster: str | None = None,
    on: str | None = None,
    text: bool = False,
) -> list[Outcome] | Any:
    """What came of each file, one after the other, with progress where there are many."""
    import datetime as dt

    from portcullis.reader.law import from_register
    from portcullis.reader.many import ClusterMissingError, read_many

    day = on or dt.date.today().isoformat()
    try:
        dt.date.fromisoformat(day)
    except ValueError:
        raise Misuse(f"{day!r} is not a day: write YYYY-MM-DD") from None
    law = from_register(places.need_register())
    try:
        with progress("Reading") as step:
            for count, outcome in enumerate(read_many(files, law, jobs=jobs, cluster=cluster, on=day, text=text), 1):
                if len(files) > 1 and (count % 50 == 0 or count == len(files)):
                    step(f"{count} of {len(files)}")
                yield outcome
    except ClusterMissingError as error:
        raise Impossible(str(error)) from None


def one_result(places: Places, path: Path) -> Result:
    """The result of one file. Raises Misuse where it cannot be read."""
    [outcome] = outcomes(places, (path,))
    if outcome.result is None:
        raise Misuse(f"{_printable(str(path))}: {outcome.error}")
    return outcome.result


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in text)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"£{value:,.0f}" if isinstance(value, int | float) and abs(value) > 1000 else str(value)


def _text(result: Result, name: str) -> None:
    click.echo(f"{name}: {result['kind'].replace('_', ' ')}")
    paragraph(result["rules"]["notice"])
    for warning in result["warnings"]:
        paragraph(f"Take care: {warning}", hanging=2)
    if terms := result["agreement"]:
        heading("Terms")
        for key, words in TERMS:
            term = terms[key]
            page = f" (page {term['page']})" if term and term["page"] else ""
            paragraph(
                f"{words}: {_value(term['value'])}{page}" if term else f"{words}: the document does not say", hanging=2
            )
        for key, words in (("deficit_profile", "Deficit at year end"), ("payments", "Payments by the department")):
            if terms[key]:
                heading(words)
                for row in terms[key]:
                    click.echo(f"  {row['financial_year']}  {_value(row['amount']['value']):>14}")
    if result["actions"]:
        heading("Actions")
        for action in result["actions"]:
            paragraph(f"{action['number'] or '-'}  {action['text']} [{action['family'].replace('_', ' ')}]", hanging=4)
    heading("Flags")
    if not result["flags"]:
        click.echo("No wording in tension with a duty was found. That is no proof that there is none.")
    for flag in result["flags"]:
        page = f", page {flag['page']}" if flag["page"] else ""
        paragraph(f"{flag['title']} ({flag['strength']}, {flag['confidence']:.0%}{page})", hanging=2)
        paragraph(f"“{flag['quote']}”", indent=4)
        paragraph(f"In tension with: {flag['in_tension_with']}", indent=4)
        law = "; ".join(f"{one['instrument']}, {one['provision']}" for one in flag["law"])
        paragraph(f"Law: {law}", indent=4)
        paragraph(f"In no tension: {flag['lawful_counterpart']}", indent=4)
        counts = {
            words: len(flag["cases"][side])
            for side, words in (("for_families", "for families"), ("for_councils", "for councils"))
        }
        paragraph("Cases: " + ", ".join(f"{n} {words}" for words, n in counts.items()), indent=4)
        paragraph(f"Why this may be wrong: {flag['why_this_may_be_wrong']}", indent=4)
    click.echo()
