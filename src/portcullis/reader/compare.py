"""What changed between two versions of a document: in terms, actions and flags.

In: two results. Out: `Change`s in words and as data. Positions and pages may move; only what is said counts.
"""

from __future__ import annotations

import difflib
from dataclasses import asdict, dataclass
from typing import Any, Literal

Result = dict[str, Any]
_TERMS = {
    "authority": "Council", "first_year": "First year", "last_year": "Last year",
    "in_year_balance_by": "In-year balance by", "deficit_cleared_by": "Deficit cleared by",
    "total_payment": "Total payment", "first_payment": "First payment",
    "authority_contribution": "Council’s own contribution", "block_transfer_percent": "Block transfer (per cent)",
    "reports_per_year": "Reports a year",
}  # fmt: skip
#: Two actions as alike as this are one action in other words.
ALIKE = 0.6


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `old` or `new` is None for what was added or taken away."""

    part: Literal["kind", "term", "row", "action", "flag"]
    what: str
    old: Any
    new: Any


def compare(old: Result, new: Result) -> list[Change]:
    """Every difference, terms first."""
    changes: list[Change] = []
    if old["kind"] != new["kind"]:
        changes.append(Change("kind", "Kind of document", old["kind"], new["kind"]))
    before, after = old["agreement"] or {}, new["agreement"] or {}
    for key, words in _TERMS.items():
        a, b = _value(before.get(key)), _value(after.get(key))
        if a != b:
            changes.append(Change("term", words, a, b))
    for key, words in (("deficit_profile", "Planned deficit"), ("payments", "Payment")):
        a, b = (
            {row["financial_year"]: row["amount"]["value"] for row in side.get(key, [])} for side in (before, after)
        )
        for year in sorted(a.keys() | b.keys()):
            if a.get(year) != b.get(year):
                changes.append(Change("row", f"{words} {year}", a.get(year), b.get(year)))
    triggers = [[t["value"] for t in side.get("review_triggers", [])] for side in (before, after)]
    changes += _lists("term", "Reason for a review", *triggers)
    clause = [side.get("statutory_duties_clause") for side in (before, after)]
    if clause[0] != clause[1]:
        changes.append(Change("term", "Says that statutory duties are unaffected", *clause))
    changes += _lists("action", "Action", [a["text"] for a in old["actions"]], [a["text"] for a in new["actions"]])
    flagged = [[f"{f['title']}: {f['quote']}" for f in side["flags"]] for side in (old, new)]
    changes += _lists("flag", "Flag", *flagged)
    return changes


def as_rows(changes: list[Change]) -> list[dict[str, Any]]:
    """Changes as plain data."""
    return [asdict(change) for change in changes]


def _value(term: Result | None) -> Any:
    return term["value"] if term else None


def _lists(part: Literal["term", "action", "flag"], what: str, old: list[str], new: list[str]) -> list[Change]:
    """Items that stayed are left out; items reworded are paired; the rest came or went."""
    stayed = {_plain(one) for one in old} & {_plain(one) for one in new}
    gone = [one for one in old if _plain(one) not in stayed]
    come = [one for one in new if _plain(one) not in stayed]
    out: list[Change] = []
    for one in gone:
        alike = max(come[:400], key=lambda other: _ratio(one, other), default=None)
        if alike is not None and _ratio(one, alike) >= ALIKE:
            out.append(Change(part, what, one, alike))
            come.remove(alike)
        else:
            out.append(Change(part, what, one, None))
    return out + [Change(part, what, None, one) for one in come]


def _plain(text: str) -> str:
    return " ".join(text.lower().split()).rstrip(" .;")


def _ratio(a: str, b: str) -> float:
    return difflib.SequenceMatcher(None, _plain(a)[:600], _plain(b)[:600], autojunk=False).ratio()
