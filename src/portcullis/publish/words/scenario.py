"""What a scenario gives for England, and how that differs from today, in sentences.

In: ranges of England under a scenario and under today. Out: `Sentence`s.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .outlook import rounded
from .reconcile import ours_sentence
from .sentence import Number, Sentence, said

if TYPE_CHECKING:
    from portcullis.model.projected import Run, Told

#: A difference smaller than this share of today's middle is not told.
LEAST = 0.005


def result_sentences(run: Run) -> list[Sentence]:
    """What all councils in deficit may owe on 31 March 2026 and 2028, and the grant between them."""
    out = []
    if before := run.at("deficits", 2026):
        out.append(ours_sentence(before, "On 31 March 2026 the deficits of all councils"))
    if (grant := run.at("grant", 2026)) and grant.high_95 <= 0:
        out.append(said("There is no stability grant."))
    elif grant:
        out.append(ours_sentence(grant, "The stability grant"))
    after = run.at("deficits", 2028)
    if after and after.high_95 <= 0:
        out.append(said("On 31 March 2028 nothing would be owed.", projected=True))
    elif after:
        out.append(ours_sentence(after, "On 31 March 2028 the deficits of all councils"))
    if run.override_end != 2028 and (falls := run.at("exposure")):
        out.append(ours_sentence(falls, f"What falls on main accounts on 31 March {run.override_end}"))
    return out


def difference_sentences(run: Run, today: Run) -> list[Sentence]:
    """How the middles differ from today's: the same luck lies under both."""
    out = []
    for measure, year, what in (
        ("grant", 2026, "the grant"), ("deficits", 2028, "what is owed in March 2028"),
        ("gap", 2028, "the gap of 2028-29"),
    ):  # fmt: skip
        one, other = run.at(measure, year), today.at(measure, year)
        if one and other:
            out += _difference(one, other, what)
    return out or [said("Its middles are those of today.")]


def _difference(one: Told, other: Told, what: str) -> list[Sentence]:
    change = one.median - other.median
    if abs(change) < LEAST * max(abs(other.median), 1.0):
        return []
    number = Number(rounded(change), abs(change), made_from=(one.id, other.id))
    way = "more" if change > 0 else "less"
    return [said(f"Against today, {what} would be about ", number, f" {way}.", projected=True)]
