"""Who gains from the stability grant, and who paid or cleared before, in sentences: groups, never a ranking.

In: sums of England and counts of councils. Out: `Sentence`s.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .outlook import rounded
from .sentence import Number, Sentence, said

if TYPE_CHECKING:
    from portcullis.model.projected import Told


def england_sentences(grant: Told | None, without_agreements: Told | None) -> list[Sentence]:
    """The grant of all councils, and what it would be had nobody received Safety Valve money."""
    if grant is None:
        return []
    ends = (Number(rounded(getattr(grant, part)), getattr(grant, part), grant.id_of(part))
            for part in ("median", "low_80", "high_80"))  # fmt: skip
    middle, low, high = ends
    out = [said("From the stability grant all councils may get about ", middle, ": in 80 of 100 futures between ", low,
                " and ", high, ".", projected=True)]  # fmt: skip
    if without_agreements is None:
        return out
    more = without_agreements.median - grant.median
    if more <= 0:
        return [*out, said("Without any Safety Valve money the grant would not be larger.")]
    ids = (without_agreements.id, grant.id)
    return [
        *out,
        said("Had no council received Safety Valve money, the grant might be about ",
             Number(rounded(more), more, made_from=ids), " more.", projected=True),
    ]  # fmt: skip


FAIRNESS = (
    said("The grant is worked out on what a council owed on 31 March 2026."),
    said("Safety Valve money received before, and money that a council put in itself, lowered that sum."),
    said("So a council that paid in gets fewer pounds than one that did not."),
    said("Whether former agreements change the sum has not been read in an official text: we take it as it stands."),
)


def known_sentences(signed: int, paid_in: int, received: int, complete: int) -> list[Sentence]:
    """How much is known of what councils with agreements paid in and received."""
    if not signed:
        return [said("No council here had an agreement.")]
    councils = "council" if signed == 1 else "councils"
    return [
        said(f"Of {signed} {councils} with an agreement, we know an amount of its own money for {paid_in}."),
        said(f"For {received} we know some payment received; for {complete} we know that it was all."),
        said("What is not known is shown as not known: it is not nothing."),
    ]


def count_sentences(sure: int, unsure: int, none: int, missing: int) -> list[Sentence]:
    """How many councils may get a grant: in nearly all futures, in some, in hardly any; or are not projected."""
    out = [said(f"{_councils(sure)} would get a grant in at least 90 of 100 futures.", projected=True)]
    if unsure:
        out.append(said(f"For {unsure} it is open: some futures end in surplus.", projected=True))
    if none:
        out.append(said(f"For {none} hardly any future ends in deficit, so there would be no grant.", projected=True))
    if missing:
        out.append(said(f"{_councils(missing)} {'is' if missing == 1 else 'are'} not projected."))
    return out


def _councils(count: int) -> str:
    return "One council" if count == 1 else f"{count} councils" if count else "No council"
