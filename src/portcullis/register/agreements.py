"""Loads agreements/<slug>.toml and checks what a form cannot: sums, order, sources, one file a council.

In: the folder, authorities and sources. Out: `Agreement`s in the order of their slugs.
"""

from __future__ import annotations

from pathlib import PurePosixPath

from portcullis.vocabulary import Agreement, Authority, Payment, Source, financial_year
from portcullis.vocabulary.period import span

from .files import Folder
from .known import Known
from .mistakes import nearest
from .records import make, read_toml
from .tables import cite
from .toml_lines import Path, line_of

#: Totals are rounded to £0.1m in most sources, so parts may exceed a total by this share before it is a mistake.
ROUNDING = 0.01


def load_agreements(folder: Folder, authorities: Known[Authority], sources: Known[Source]) -> list[Agreement]:
    """All agreements and the refused bids."""
    out: list[Agreement] = []
    holders: dict[str, str] = {}
    for name in folder.names("agreements", ".toml"):
        parsed = read_toml(folder, name)
        if parsed is None:
            continue
        table, text = parsed
        slug = PurePosixPath(name).stem
        record = make(folder, name, text, Agreement, table, (), {"slug": slug})
        if record is None:
            continue
        out.append(record)
        authority = authorities.get(record.authority)
        if authorities.lacks(record.authority):
            right = nearest(record.authority, authorities)
            folder.note(
                name,
                line_of(text, ("authority",)),
                "authority",
                f"{record.authority} is not an authority",
                right,
            )
        elif authority and authority.slug != slug:
            right = f"name the file {authority.slug}.toml"
            folder.note(
                name,
                line_of(text, ("authority",)),
                "authority",
                f"is {authority.name}, the file is {slug}",
                right,
            )
        if record.authority in holders:
            wrong = f"{holders[record.authority]} is about the same council"
            folder.note(name, line_of(text, ("authority",)), "authority", wrong, "one file a council, versions inside")
        holders[record.authority] = name
        _check_sources(folder, name, text, record, sources)
        _check_dates(folder, name, text, record)
        _check_sums(folder, name, text, record)
        _check_versions(folder, name, text, record)
    return out


def _check_sources(folder: Folder, name: str, text: str, record: Agreement, sources: Known[Source]) -> None:
    places: list[tuple[Path, tuple[str, ...]]] = [(("documents",), record.documents)]
    for key in ("finance", "payment", "service"):
        places.append((("state", key, "sources"), getattr(record.state, key).sources))
    for key in (
        "version",
        "payment_due",
        "payment_made",
        "capital",
        "deficit",
        "condition",
        "event",
        "statement",
    ):
        for index, part in enumerate(getattr(record, key)):
            places.append(((key, index, "sources"), part.sources))
    for index, version in enumerate(record.version):
        for number, other in enumerate(version.alternative_total):
            places.append((("version", index, "alternative_total", number, "sources"), other.sources))
    for path, cited in places:
        if any(source not in sources for source in cited):
            cite(folder, name, line_of(text, path), f"{path[0]}.sources", cited, sources)


def _check_dates(folder: Folder, name: str, text: str, record: Agreement) -> None:
    if record.signed and record.published and span(record.published)[1] < span(record.signed)[0]:
        folder.note(name, line_of(text, ("published",)), "published", "is before `signed`", "check both dates")
    if span(record.next_review)[1] < span(record.compiled)[0]:
        folder.note(name, line_of(text, ("next_review",)), "next_review", "is before `compiled`", "set a date to come")
    last = None
    for index, event in enumerate(record.event):
        here: Path = ("event", index, "date")
        if event.not_before and event.not_after and span(event.not_before)[0] > span(event.not_after)[1]:
            folder.note(name, line_of(text, here), "event.not_after", "is before not_before", "check both dates")
        start = event.date or event.not_before
        if not start:
            if not event.date_note:
                right = "give `date`, or say in `date_note` why there is none"
                folder.note(name, line_of(text, here), "event.date", "is missing", right)
            continue
        if last and span(start)[1] < span(last)[0]:
            folder.note(name, line_of(text, here), "event.date", f"{start} stands after {last}", "put events in order")
        last = start
    for index, deficit in enumerate(record.deficit):
        if not deficit.as_at and not deficit.as_at_missing:
            line = line_of(text, ("deficit", index))
            folder.note(name, line, "deficit.as_at", "is missing", "give the date, or the reason in `as_at_missing`")


def _years(payment: Payment) -> tuple[int, int] | None:
    """First and last financial year that a payment covers, where it is tied to years."""
    if payment.period:
        return financial_year(payment.period), financial_year(payment.period)
    if payment.from_year and payment.to_year:
        return financial_year(payment.from_year), financial_year(payment.to_year)
    return None


def _check_sums(folder: Folder, name: str, text: str, record: Agreement) -> None:
    """Payments due, and payments made, may not add to more than the largest total that any source gives."""
    totals = [version.total_gbp for version in record.version if version.total_gbp is not None]
    totals += [other.total_gbp for version in record.version for other in version.alternative_total]
    for key in ("payment_due", "payment_made"):
        amounts = [p.amount_gbp for p in getattr(record, key) if p.amount_gbp is not None and not p.overlaps]
        if totals and sum(amounts) > max(totals) * (1 + ROUNDING):
            wrong = f"£{sum(amounts):,} in all, more than the total of £{max(totals):,}"
            right = "check the amounts; mark a row that counts money of other rows again with overlaps = true"
            folder.note(name, line_of(text, (key, 0)), key, wrong, right)
        for index, payment in enumerate(getattr(record, key)):
            years = _years(payment)
            if years and years[0] > years[1]:
                line = line_of(text, (key, index))
                folder.note(name, line, f"{key}.to_year", "is before from_year", "check both years")


def _check_versions(folder: Folder, name: str, text: str, record: Agreement) -> None:
    ids = [version.id for version in record.version]
    if len(ids) != len(set(ids)):
        folder.note(name, line_of(text, ("version", 0)), "version.id", "two versions have one id", "each id once")
    if record.kind == "agreement" and not ids:
        folder.note(name, 1, "version", "is missing", "an agreement has at least its original version")
    for index, condition in enumerate(record.condition):
        if ids and condition.version not in ids:
            wrong = f"{condition.version!r} is not a version of this agreement"
            folder.note(
                name,
                line_of(text, ("condition", index)),
                "condition.version",
                wrong,
                nearest(condition.version, ids),
            )
    for index, version in enumerate(record.version):
        if version.end_year and record.round and financial_year(version.end_year) < financial_year(record.round):
            line = line_of(text, ("version", index, "end_year"))
            folder.note(name, line, "version.end_year", f"{version.end_year} is before the round", "check both years")
