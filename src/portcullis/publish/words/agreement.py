"""What was signed and what became of it, in sentences.

In: an agreement with its parts (or none). Out: sentences; each state of the register has its own.
"""

from __future__ import annotations

from typing import Any

from portcullis.vocabulary import date_text

from ..charts.format import pounds
from .sentence import Number, Sentence, said

Row = dict[str, Any]

FINANCE = {
    "on_plan": "Its spending was on plan when last reported",
    "off_plan": "Its spending was off the agreed plan when last reported",
    "cleared": "Its deficit was cleared when last reported",
    "in_deficit_again": "It had a new deficit when last reported",
    "not_known": "Whether it kept to the plan is not known to us",
    "not_signed": "",
}
PAYMENT = {
    "paying": "Payments were being made when last reported",
    "delayed": "Payments had been delayed when last reported",
    "suspended": "Payments had been stopped when last reported",
    "complete": "All the money promised had been paid",
    "ended": "Whether all payments were made before the scheme ended is not known to us",
    "not_known": "Whether the payments were made is not known to us",
    "never": "",
}


def agreement_sentences(name: str, agreement: Row | None) -> list[Sentence]:
    """What a council signed, what it was promised, and the last known states."""
    if agreement is None:
        return [said(f"{name} did not sign a Safety Valve agreement with the government.")]
    if agreement["kind"] == "refused_bid":
        return [
            said(f"{name} asked for a Safety Valve agreement, and the government refused."),
            said("So there was no money and no agreement."),
        ]
    when = f" in the {agreement['round']} round" if agreement["round"] else ""
    out = [said(f"{name} signed a Safety Valve agreement with the government{when}.")]
    out.append(_promised(agreement))
    states = {row["question"]: row for row in agreement["states"]}
    for question, words in (("finance", FINANCE), ("payment", PAYMENT)):
        state = states[question]
        if text := words.get(state["value"], ""):
            as_of = f" ({date_text(state['as_of'])})" if state["as_of"] and "not known" not in text else ""
            out.append(said(f"{text}{as_of}."))
    out.append(said("The scheme ended for all councils on 1 April 2026."))
    return out


def _promised(agreement: Row) -> Sentence:
    known = [version for version in agreement["versions"] if version["total_gbp"] is not None]
    if not known:
        return said("How much money it was promised is not known to us yet.")
    version = known[-1]
    total = Number(pounds(version["total_gbp"]), version["total_gbp"], version["figure"])
    others = {row["total_gbp"] for row in agreement["other_totals"]} - {version["total_gbp"]}
    if others:
        return said("It was promised ", total, " towards its deficit; another source gives a different total.")
    return said("It was promised ", total, " towards its deficit, if it met the terms.")
