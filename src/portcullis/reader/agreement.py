"""The terms of an agreement, put together from its tables and its sentences, with every figure's evidence.

In: `Document`, its sentences, the council. Out: the `agreement` part of the contract, and warnings.
"""

from __future__ import annotations

import re

from .arithmetic import checks
from .authority import Named
from .blocks import Document
from .figures import years
from .sentences import Sentence
from .tables import Entry, Series, all_series
from .terms import (
    Term,
    block_transfer,
    contribution,
    deficit_cleared_by,
    deficits,
    in_year_balance_by,
    payments,
    reports_per_year,
    runs,
    statutory_clause,
    total_payment,
)
from .triggers import review_triggers

Shown = dict[str, object]
_LONGEST_QUOTE = 600


def agreement_of(document: Document, sentences: list[Sentence], authority: Named | None) -> tuple[Shown, list[str]]:
    """All terms; what the document does not say is None."""
    series = all_series(document)
    warnings: list[str] = []
    profile = _best(series, "deficit", sentences)
    paying = _best(series, "payment", sentences)
    profile_rows = _rows(profile) or deficits(sentences)
    payment_rows = _rows(paying)
    span = runs(sentences)
    if span is None:
        span = _span_of_tables([profile, paying])
    prose = payments(sentences)
    first = _first(prose, payment_rows, span)
    known = {row[0] for row in payment_rows}
    tabled = payment_rows[0][0] if payment_rows else None
    for year, term, is_first in prose:
        when = year or (str(span[0].value) if span and is_first else None)
        if when and when not in known and (tabled is None or is_first or when < tabled):
            payment_rows.append((when, term))
            known.add(when)
    payment_rows.sort(key=lambda row: row[0])
    total = total_payment(sentences) or (_entry(paying.total, 0.95) if paying and paying.total else None)
    ours = contribution(sentences)
    if ours is None and (own := _best(series, "contribution", sentences)) and own.total:
        ours = _entry(own.total, 0.85)
    balance, cleared = in_year_balance_by(sentences), deficit_cleared_by(sentences)
    clause = statutory_clause(sentences)
    for one in (profile, paying):
        if one and not one.unit_known:
            name = "deficit profile" if one is profile else "payments"
            warnings.append(
                f"The table of the {name} does not say its unit; the figures were taken as millions of pounds."
            )
    warnings += checks(
        [(y, _number(t)) for y, t in payment_rows], [(y, _number(t)) for y, t in profile_rows],
        total=_number(total) if total else None, first_payment=_number(first) if first else None,
        first=str(span[0].value) if span else None, last=str(span[1].value) if span else None,
        balance_by=str(balance.value) if balance else None, cleared_by=str(cleared.value) if cleared else None,
    )  # fmt: skip
    if not profile_rows:
        warnings.append("No table of the deficit by year was found.")
    if not payment_rows:
        warnings.append("No yearly payments were found.")
    named = None
    if authority:
        line = document.text.rfind("\n", 0, authority.start) + 1
        quote = document.text[line : document.text.find("\n", authority.start)]
        named = shown(Term(authority.name, document.page_at(authority.start), quote, authority.confidence))
        assert named is not None  # noqa: S101 - for the type checker: a term is shown
        if authority.code:
            named["ons_code"] = authority.code
    return {
        "authority": named,
        "first_year": shown(span[0] if span else None), "last_year": shown(span[1] if span else None),
        "in_year_balance_by": shown(balance), "deficit_cleared_by": shown(cleared),
        "deficit_profile": [{"financial_year": y, "amount": shown(t)} for y, t in profile_rows],
        "payments": [{"financial_year": y, "amount": shown(t)} for y, t in payment_rows],
        "total_payment": shown(total), "first_payment": shown(first),
        "authority_contribution": shown(ours), "block_transfer_percent": shown(block_transfer(sentences)),
        "reports_per_year": shown(reports_per_year(sentences)),
        "review_triggers": [shown(one) for one in review_triggers(document, sentences)],
        "statutory_duties_clause": clause is not None,
    }, warnings  # fmt: skip


def shown(term: Term | None) -> Shown | None:
    """A term as the contract prints it."""
    if term is None:
        return None
    quote = " ".join(term.quote.split())
    short = quote if len(quote) <= _LONGEST_QUOTE else quote[: _LONGEST_QUOTE - 1] + "…"
    return {"value": term.value, "page": term.page, "quote": short, "confidence": term.confidence}


def _number(term: Term) -> float:
    assert isinstance(term.value, int | float)  # noqa: S101 - sums are numbers
    return term.value


def _best(series: list[Series], meaning: str, sentences: list[Sentence]) -> Series | None:
    """The first series of this meaning with most years; parts of a table cut by a page are put together."""
    fitting = [one for one in series if one.meaning == meaning]
    if not fitting:
        return None
    best = fitting[0] if len(fitting[0].entries) > 1 else max(fitting, key=lambda one: len(one.entries))
    joined = Series(best.meaning, best.label, list(best.entries), best.total, best.unit_known)
    for one in series[series.index(best) + 1 :]:
        goes_on = one.entries and joined.entries and one.entries[0].year == _next(joined.entries[-1].year)
        if (
            not goes_on
            or (one.meaning not in (meaning, "other"))
            or one.entries[0].block.page == joined.entries[-1].block.page
        ):
            break
        joined.entries += one.entries
        joined.total = joined.total or one.total
    return joined


def _next(year: str) -> str:
    start = int(year[:4]) + 1
    return f"{start}-{(start + 1) % 100:02d}"


def _entry(entry: Entry, confidence: float) -> Term:
    return Term(entry.amount, entry.block.page, entry.block.text, confidence)


def _rows(series: Series | None) -> list[tuple[str, Term]]:
    if series is None:
        return []
    sure = 0.97 if series.unit_known else 0.75
    return [(entry.year, _entry(entry, sure)) for entry in series.entries]


def _span_of_tables(tables: list[Series | None]) -> tuple[Term, Term] | None:
    entries = sorted((e for one in tables if one for e in one.entries), key=lambda e: e.year)
    if len(entries) < 2:
        return None
    ends = (entries[0], entries[-1])
    first, last = (Term(e.year, e.block.page, e.block.text, 0.6) for e in ends)
    return first, last


def _first(
    prose: list[tuple[str | None, Term, bool]], rows: list[tuple[str, Term]], span: tuple[Term, Term] | None
) -> Term | None:
    for _, term, is_first in prose:
        if is_first:
            return term
    if rows and (span is None or rows[0][0] == span[0].value):
        return Term(rows[0][1].value, rows[0][1].page, rows[0][1].quote, 0.85)
    return prose[0][1] if prose else None


def council_in_force(document: Document) -> str | None:
    """The latest financial year that the head of the document names, if any: for the dates of rules."""
    found = years(re.sub(r"\s+", " ", document.text[:2_000]))
    return str(found[-1].value) if found else None
