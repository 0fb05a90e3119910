"""Plans, timeliness, requests and appeals, in sentences.

In: newest values with England's. Out: sentences that follow the data; a difference is named only when chance
alone would rarely make it.
"""

from __future__ import annotations

from typing import Any

from ..charts.format import number, percent
from ..intervals import against
from .sentence import Number, Sentence, said

Row = dict[str, Any]


def _share(row: Row, decimals: int = 0) -> Number:
    return Number(percent(row["value"], decimals), row["value"], row["id"])


def plan_sentences(now: Row | None, before: Row | None) -> list[Sentence]:
    """How many children and young people have a plan, and how that changed in a year."""
    if now is None:
        return [said("How many children have an EHC plan here is not in this register.")]
    count = Number(number(now["value"]), now["value"], now["id"])
    out = [said(count, f" children and young people had an EHC plan in January {now['period']}.")]
    if now["status"] == "suspect":
        return [*out, said("The council’s return for that date looks incomplete, so do not rely on it.")]
    if before is None or before["value"] in (None, 0) or before["status"] == "suspect":
        return out
    change = 100 * (now["value"] / before["value"] - 1)
    was = Number(number(before["value"]), before["value"], before["id"])
    if abs(change) < 0.5:
        out.append(said("That is about as many as a year before (", was, ")."))
    else:
        way = "more" if change > 0 else "fewer"
        out.append(said(f"That is {abs(change):.0f}% {way} than a year before (", was, ")."))
    return out


def time_sentences(here: Row | None, cases: Row | None, england: Row | None) -> list[Sentence]:
    """The share of new plans made within the 20 weeks that the law allows, against England."""
    if here is None:
        return [said("How many new plans were made in time is not known for this council.")]
    opening = f"In {here['period']}, "
    if here["status"] == "suspect":
        return [said(opening, _share(here), " of new plans were made in time, but the return looks incomplete.")]
    first = said(opening, _share(here), " of new plans were made within the 20 weeks that the law allows.")
    return [first, *_versus(here, cases, england, "the share for England")]


def refusal_sentences(here: Row | None, requests: Row | None, england: Row | None) -> list[Sentence]:
    """The share of requests for an assessment that were refused, against England."""
    if here is None:
        return [said("How many requests for an assessment were refused is not known for this council.")]
    opening = f"In {here['period']}, "
    if here["status"] == "suspect":
        return [said(opening, "the council’s figures on requests look incomplete.")]
    first = said(opening, "the council refused ", _share(here), " of requests for an assessment.")
    return [first, *_versus(here, requests, england, "the share for England")]


def appeal_sentences(
    here: Row | None, decisions: Row | None, england: Row | None, appeals: Row | None
) -> list[Sentence]:
    """Appeals to the tribunal, as a share of decisions that could be appealed, against England."""
    if here is None:
        return [said("How often its decisions were appealed is not known for this council.")]
    out = []
    if appeals and appeals["value"] is not None and appeals["period"] == here["period"]:
        count = Number(number(appeals["value"]), appeals["value"], appeals["id"])
        noun = "appeal was" if appeals["value"] == 1 else "appeals were"
        out.append(said(f"In {here['period']}, ", count, f" {noun} registered against its decisions at the tribunal."))
    if here["status"] == "suspect":
        return [*out, said("The published appeal rate for that year is doubtful; the note beside it says why.")]
    out.append(
        said("That is ", _share(here, 1), " of the decisions that could be appealed.")
        if out
        else said(f"In {here['period']}, ", _share(here, 1), " of decisions that could be appealed were appealed.")
    )
    return [*out, *_versus(here, decisions, england, "the rate for England", 1)]


def _versus(here: Row, base: Row | None, england: Row | None, what: str, decimals: int = 0) -> list[Sentence]:
    if england is None or england["value"] is None or england["status"] == "suspect":
        return []
    n = base["value"] if base and base["status"] != "suspect" and base["period"] == here["period"] else None
    figure = Number(percent(england["value"], decimals), england["value"], england["id"])
    verdict = against(here["value"], n, england["value"])
    if not n:
        return [said(f"{what[0].upper()}{what[1:]} was ", figure, ".")]
    if verdict == "unclear":
        return [said(f"That is not clearly different from {what}, ", figure, ".")]
    return [said(f"That is {verdict} than {what}, ", figure, ".")]
