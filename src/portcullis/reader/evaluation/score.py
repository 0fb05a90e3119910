"""Scores a half of the labelled sentences and documents.

In: a half and `Law`. Out: `Scored`: every measure with a 95% interval (Wilson for shares, resampled documents for F1).
"""

from __future__ import annotations

import itertools
import math
import random
import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from ..blocks import document
from ..extract import Line, Source
from ..flags import flags
from ..law import Law
from ..limits import TXT, UnreadableError
from ..reading import Result, read
from ..sentences import sentences as split_sentences
from .documents import HALVES, Paper, documents, sentences
from .make import make

__all__ = ["HALVES", "Scored", "evaluate_half"]
TERMS = (
    "authority",
    "first_year",
    "last_year",
    "in_year_balance_by",
    "deficit_cleared_by",
    "total_payment",
    "first_payment",
    "authority_contribution",
    "block_transfer_percent",
    "reports_per_year",
)
BINS = (0.0, 0.6, 0.75, 0.85, 0.9, 1.01)
_RESAMPLED = 400


@dataclass(slots=True)
class Counts:
    """Right, wrong and missed, by document, so that whole documents can be resampled."""

    by_document: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0, 0]))

    def add(self, where: str, right: int = 0, wrong: int = 0, missed: int = 0) -> None:
        """Count what was found in a document."""
        for place, count in enumerate((right, wrong, missed)):
            self.by_document[where][place] += count

    def sums(self) -> tuple[int, int, int]:
        """Over all documents."""
        rows = list(self.by_document.values())
        return sum(r[0] for r in rows), sum(r[1] for r in rows), sum(r[2] for r in rows)

    def interval(self, of: str) -> tuple[float, float, float]:
        """Precision, recall or f1 with its 95% interval."""
        rows = list(self.by_document.values())
        value = _measure(rows, of)
        if of == "f1":
            chance = random.Random(2026)  # noqa: S311 - resampling, no secret
            drawn = (
                sorted(_measure(chance.choices(rows, k=len(rows)), of) for _ in range(_RESAMPLED)) if rows else [0.0]
            )
            return value, drawn[int(len(drawn) * 0.025)], drawn[min(len(drawn) - 1, int(len(drawn) * 0.975))]
        right, wrong, missed = self.sums()
        return value, *wilson(right, right + (wrong if of == "precision" else missed))


@dataclass(slots=True)
class Scored:
    """Everything that was counted in one half."""

    name: str
    documents: int = 0
    renderings: int = 0
    sentences: int = 0
    kinds: Counts = field(default_factory=Counts)
    terms: Counts = field(default_factory=Counts)
    payments: Counts = field(default_factory=Counts)
    profile: Counts = field(default_factory=Counts)
    triggers: Counts = field(default_factory=Counts)
    actions: Counts = field(default_factory=Counts)
    families: Counts = field(default_factory=Counts)
    flags: Counts = field(default_factory=Counts)
    rule_right: Counts = field(default_factory=Counts)
    sure: list[tuple[float, bool]] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    misses: list[str] = field(default_factory=list)

    def lines(self) -> list[tuple[str, str]]:
        """Each measure in words."""
        shares = (
            ("kind of document right", self.kinds, "recall"), ("terms right", self.terms, "recall"),
            ("payment rows, F1", self.payments, "f1"), ("deficit rows, F1", self.profile, "f1"),
            ("reasons for review, F1", self.triggers, "f1"),
            ("actions, recall", self.actions, "recall"), ("actions, precision", self.actions, "precision"),
            ("family of action right", self.families, "recall"), ("flags, precision", self.flags, "precision"),
            ("flags, recall", self.flags, "recall"), ("flags, F1", self.flags, "f1"),
        )  # fmt: skip
        said = [
            ("documents (renderings)", f"{self.documents} ({self.renderings})"),
            ("labelled sentences", str(self.sentences)),
        ]
        for label, counts, of in shares:
            value, low, high = counts.interval(of)
            said.append((label, f"{value:.3f} ({low:.2f} to {high:.2f})"))
        said.append(("calibration error", f"{self.calibration_error():.3f}"))
        return said

    def calibration_error(self) -> float:
        """The mean distance, over flags, between how sure we were and how often we were right, in bins."""
        total = 0.0
        for low, high in itertools.pairwise(BINS):
            here = [(sure, right) for sure, right in self.sure if low <= sure < high]
            if here:
                total += abs(sum(s for s, _ in here) - sum(r for _, r in here))
        return total / len(self.sure) if self.sure else 0.0

    def as_row(self) -> dict[str, Any]:
        """For JSON."""
        named = {
            "kinds": (self.kinds, "recall"),
            "terms": (self.terms, "recall"),
            "payment_rows_f1": (self.payments, "f1"),
            "profile_rows_f1": (self.profile, "f1"),
            "review_triggers_f1": (self.triggers, "f1"),
            "actions_recall": (self.actions, "recall"),
            "actions_precision": (self.actions, "precision"),
            "families": (self.families, "recall"),
            "flags_precision": (self.flags, "precision"),
            "flags_recall": (self.flags, "recall"),
            "flags_f1": (self.flags, "f1"),
        }
        out: dict[str, Any] = {
            "half": self.name,
            "documents": self.documents,
            "renderings": self.renderings,
            "sentences": self.sentences,
        }
        for key, (counts, of) in named.items():
            value, low, high = counts.interval(of)
            out[key] = {"value": round(value, 4), "low_95": round(low, 4), "high_95": round(high, 4)}
        return out | {"calibration_error": round(self.calibration_error(), 4), "unread": self.unread}


def _measure(rows: list[list[int]], of: str) -> float:
    right, wrong, missed = (sum(r[i] for r in rows) for i in range(3))
    if of == "f1":
        return 2 * right / (2 * right + wrong + missed) if right + wrong + missed else 1.0
    base = right + (wrong if of == "precision" else missed)
    return right / base if base else 1.0


def wilson(right: int, of: int) -> tuple[float, float]:
    """The 95% interval of a share (E. B. Wilson, 1927)."""
    if not of:
        return 0.0, 1.0
    z, share = 1.96, right / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    return max(0.0, middle - half), min(1.0, middle + half)


def evaluate_half(name: str, law: Law, *, scans: bool = False) -> Scored:
    """Score one half: every sentence alone, every document in each of its formats."""
    scored = Scored(name)
    for index, one in enumerate(sentences(name)):
        scored.sentences += 1
        kind = "minutes" if "minutes" in one.document else "other"
        said = split_sentences(document(Source(TXT, [Line(one.text, whole=True)])))
        found = {flag.duty.id: flag.confidence for flag in flags(said, law.duties, kind=kind)}
        _judge(scored, f"{one.document}", one.duties, found, one.text)
        del index
    for paper in documents(name):
        scored.documents += 1
        for form in paper.formats:
            if form == "scan" and not scans:
                continue
            scored.renderings += 1
            where = f"{paper.id}.{form}"
            try:
                result = read(make(paper, form), law).result
            except UnreadableError as error:
                scored.unread.append(f"{where}: {error}")
                continue
            _paper(scored, where, paper, result)
    return scored


def _judge(scored: Scored, where: str, wanted: frozenset[str], found: dict[str, float], words: str) -> None:
    right = [duty for duty in found if duty in wanted]
    wrong = [duty for duty in found if duty not in wanted]
    scored.flags.add(where, bool(right), len(wrong), bool(wanted) and not right)
    scored.sure += [(found[duty], duty in wanted) for duty in found]
    if wrong or (wanted and not right):
        scored.misses.append(f"{where} wanted {sorted(wanted)} found {sorted(found)}: {words}")


def _paper(scored: Scored, where: str, paper: Paper, result: Result) -> None:
    truth = paper.truth
    scored.kinds.add(where, result["kind"] == truth["kind"], 0, result["kind"] != truth["kind"])
    if result["kind"] != truth["kind"]:
        scored.misses.append(f"{where} kind {result['kind']} for {truth['kind']}")
    if truth["kind"] == "agreement":
        terms = result["agreement"] or {}
        for key in TERMS:
            _same(scored, where, key, truth.get(key), (terms.get(key) or {}).get("value"))
        _same(
            scored,
            where,
            "statutory_duties_clause",
            truth["statutory_duties_clause"],
            terms.get("statutory_duties_clause"),
        )
        for key, counts in (("payments", scored.payments), ("deficit_profile", scored.profile)):
            wanted = {(row.split()[0], float(row.split()[1])) for row in truth[key]}
            got = {(row["financial_year"], float(row["amount"]["value"])) for row in terms.get(key, [])}
            counts.add(where, len(wanted & got), len(got - wanted), len(wanted - got))
            if wanted != got:
                scored.misses.append(f"{where} {key}: missed {sorted(wanted - got)} extra {sorted(got - wanted)}")
        count, seen = truth["review_triggers"], len(terms.get("review_triggers", []))
        scored.triggers.add(where, min(count, seen), max(0, seen - count), max(0, count - seen))
        if count != seen:
            scored.misses.append(f"{where} review_triggers: {seen} for {count}")
    got_actions = {_plain(a["text"]): a for a in result["actions"]}
    wanted_actions = {_plain(_words(part)): part for part in paper.actions}
    hits = wanted_actions.keys() & got_actions.keys()
    scored.actions.add(where, len(hits), len(got_actions.keys() - hits), len(wanted_actions.keys() - hits))
    if got_actions.keys() != wanted_actions.keys():
        scored.misses.append(
            f"{where} actions: missed {sorted(wanted_actions.keys() - hits)} extra {sorted(got_actions.keys() - hits)}"
        )
    for key in hits:
        right = got_actions[key]["family"] == wanted_actions[key].family
        scored.families.add(where, right, 0, not right)
        if not right:
            scored.misses.append(f"{where} family {got_actions[key]['family']} for {wanted_actions[key].family}: {key}")
    _flags(scored, where, paper, result)


def _flags(scored: Scored, where: str, paper: Paper, result: Result) -> None:
    left = [(_plain(flag["quote"]), flag) for flag in result["flags"]]
    for part in paper.flagged:
        words = _plain(_words(part))
        here = [one for one in left if one[0] in words or words in one[0]]
        left = [one for one in left if one not in here]
        _judge(
            scored,
            where,
            frozenset(part.duty.split("|")),
            {flag["rule"]: flag["confidence"] for _, flag in here},
            part.text,
        )
    # Rows of figures are labelled only where they hold words; a table of targets may be flagged or not.
    tables = {_plain(" ".join(part.cells)) for part in paper.parts if part.kind == "row"}
    for words, flag in left:
        if words not in tables:
            _judge(scored, where, frozenset(), {flag["rule"]: flag["confidence"]}, flag["quote"])


def _same(scored: Scored, where: str, key: str, wanted: Any, got: Any) -> None:
    same = got == wanted or (
        isinstance(wanted, int | float) and isinstance(got, int | float) and abs(wanted - got) < 0.01
    )
    scored.terms.add(where, same, 0, not same)
    if not same:
        scored.misses.append(f"{where} {key}: {got!r} for {wanted!r}")


def _words(part: Any) -> str:
    return max(part.cells, key=len) if part.cells else part.text


def _plain(text: str) -> str:
    text = re.sub(r"^\s*(?:\(?[a-z0-9]{1,4}(?:\.\d+)*[.)]|\d+(?:\.\d+)*|[•-])\s+", "", text.lower().replace("’", "'"))
    return re.sub(r"[^a-z0-9£%.]+", " ", text).strip(" .")
