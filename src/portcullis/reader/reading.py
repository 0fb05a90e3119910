"""Reads one document: bytes in, one result out, in the form that everything else shows, compares and counts.

In: bytes and `Law`. Out: `Reading`: the result of the contract, and the text that its positions refer to.
Nothing is written, logged or fetched.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from .actions import actions_of
from .agreement import agreement_of
from .authority import authority_of
from .blocks import Document, document
from .extract import extract
from .flags import Flag, flags
from .kinds import kind_of
from .law import Law
from .limits import SHEETS, Limits
from .sentences import sentences
from .series import plan_of
from .terms import statutory_clause

Result = dict[str, Any]
DIRECTIONS = {"for_family": "for_families", "for_authority": "for_councils", "mixed": "mixed", "sets_test": "tests"}


@dataclass(frozen=True, slots=True)
class Reading:
    """The result, and the whole text."""

    result: Result
    text: str


def read(data: bytes, law: Law, *, limits: Limits | None = None, on: str = "9999-12-31") -> Reading:
    """Read a document. `on` is the day whose rules apply. Raises UnreadableError."""
    limits = limits or Limits()
    source = extract(data, limits)
    doc = document(source)
    kind = kind_of(doc)
    said = sentences(doc)
    clause = statutory_clause(said)
    warnings = list(source.warnings)
    terms = None
    authority = authority_of(doc, law.councils)
    if kind == "agreement":
        terms, doubts = agreement_of(doc, said, authority)
        warnings += doubts
    found = flags(said, law.duties, kind=kind, on=on, clause=clause is not None)
    if len(found) > limits.findings:
        found = found[: limits.findings]
        warnings.append(f"More than {limits.findings:,} flags were found; the others were left out.")
    done = actions_of(doc, kind)
    result: Result = {
        "document": {
            "sha256": hashlib.sha256(data).hexdigest(), "media_type": source.media_type, "pages": source.pages,
            "title": source.title or _heading(doc),
        },
        "kind": kind,
        "authority": {"name": authority.name, "ons_code": authority.code} if authority else None,
        "agreement": terms,
        "plan": plan_of(doc) if source.media_type in SHEETS or kind in ("management_plan", "reform_plan") else None,
        "actions": [
            {"number": a.number, "text": a.text, "family": a.family, "page": a.page, "start": a.start, "end": a.end}
            for a in done[: limits.findings]
        ],
        "flags": [_shown(flag, law) for flag in found],
        "warnings": warnings,
        "rules": {"version": law.version, "notice": law.notice},
    }  # fmt: skip
    return Reading(result, doc.text)


def _heading(doc: Document) -> str | None:
    for block in doc.blocks[:8]:
        if block.kind != "row" and 8 <= len(block.text) <= 200:
            return block.text
    return doc.blocks[0].text[:200] if doc.blocks else None


def _shown(flag: Flag, law: Law) -> Result:
    duty = flag.duty
    sides: dict[str, list[Result]] = {name: [] for name in DIRECTIONS.values()}
    for key in duty.cases:
        if case := law.cases.get(key):
            sides[DIRECTIONS[case.direction]].append(
                {
                    "name": case.name,
                    "citation": case.citation,
                    "holding": case.holding,
                    "url": case.url,
                    "evidence": case.evidence,
                }
            )
    return {
        "rule": duty.id, "severity": flag.severity, "quote": flag.quote, "page": flag.page, "start": flag.start,
        "end": flag.end, "strength": flag.strength, "confidence": flag.confidence,
        "title": duty.title, "in_tension_with": duty.duty,
        "law": [{"instrument": one.instrument, "provision": one.provision, "url": one.url} for one in duty.law],
        "lawful_counterpart": duty.lawful_counterpart.summary, "cases": sides, "saving_clause": flag.saving or None,
        "why_this_may_be_wrong": " ".join(flag.doubts) or "A program matched words: read the passage around them.",
        "reviewed_by_lawyer": duty.reviewed_by_lawyer,
    }  # fmt: skip
