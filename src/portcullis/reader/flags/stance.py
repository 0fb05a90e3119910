"""What is not a flag: history, forecasts, denials, other people's words, questions, lawful counterparts.

In: a tagged sentence, the words that lead into it, and what a rule matched. Out: None, or the reason why it is no flag.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .words import Span, Tagged

_NEGATIONS = frozenset(
    {"not", "no", "never", "nor", "without", "neither", "cannot", "don't", "doesn't", "won't", "nobody", "nothing"}
)
_PASSIVE_PAST = re.compile(r"\b(?:was|were|had been|has been|have been)\b", re.IGNORECASE)
_QUOTED = re.compile(r"[“\"‘']([^”\"’']{12,})[”\"’']")
_BASE_START = re.compile(r"^\W*(?:to\s+)?[a-z]+(?:ing|e|t|p|d|n|k|w|r|y|m|l|h|x|ss)\b", re.IGNORECASE)
_CHANGED = re.compile(
    r"^\W*(?:in|during|over|since|by|at|between)\s+(?:january|february|march|april|may|june|july|august|"
    r"september|october|november|december|20\d\d|the (?:last|past|previous|autumn|spring|summer))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Context:
    """What stands around a sentence: what leads into it, the sentence after it, and the kind of document."""

    lead: str = ""
    after: str = ""
    kind: str = "other"
    row: bool = False


def not_a_flag(
    text: str, tagged: Tagged, spans: list[Span], *, own: bool, past: bool, strict: bool, context: Context
) -> str | None:
    """Why a match is no flag, or None.

    `own`: negation is part of the wording; `past`: no word of intention is needed.
    """
    has = tagged.has
    if text.rstrip().rstrip("'\"”’").endswith("?"):
        return "a question"
    if (has("UNLAWFUL") and not own) or re.search(
        r"\b(?:unlawful|illegal|ultra vires|breach of (?:its|the|a|our) (?:duty|duties|law))\b", text, re.IGNORECASE
    ):
        return "says what the law is"
    if has("REJECTED") and re.search(
        r"\b(?:option|proposal|idea|suggestion|motion|measure|approach|plan to|draft)\b", text, re.IGNORECASE
    ):
        return "an idea that was not taken up"
    if has("WHITE"):
        return "a proposal for future law"
    if has("ASKED") and not _adopted(text):
        return "what somebody else said, asked or feared"
    if re.search(
        r"\b(?:other|neighbouring|nearby) (?:councils?|authorit\w+|boroughs?|areas?)\b|\bneighbouring [A-Z]", text
    ) and not re.search(r"\bwe\b|the authority will|the council will", text, re.IGNORECASE):
        return "about another council"
    if quoted := _QUOTED.search(text):
        start, end = tagged.places[spans[0][0]][0], tagged.places[spans[-1][1] - 1][1]
        if (
            quoted.start() <= start
            and end <= quoted.end()
            and re.search(
                r"\b(?:said|called|described|wrote|says|headline|as)\b", text[: quoted.start()], re.IGNORECASE
            )
        ):
            return "words of others, quoted"
    if has("CHOICE") and not re.search(
        r"\b(?:must|have to|has to|required to|will have to) (?:waive|agree|forgo|give up|sign|accept|attend)|"
        r"\b(?:regardless of|whether or not|even (?:if|when)|against)\b[^.]{0,20}\b(?:parent|famil)",
        text,
        re.IGNORECASE,
    ):
        return "leaves the choice to the family"
    if (
        has("LEGAL")
        and not has("NOEXCEPTIONS")
        and not re.search(
            r"\b(?:not|no longer|regardless of|without) (?:be )?(?:meet|considered|decided|looked)\b|despite",
            text,
            re.IGNORECASE,
        )
    ):
        return "keeps individual decisions on the legal test"
    if has("QUALITY"):
        return "a hoped-for effect of better support or better decisions"
    if not own and _denied(tagged, spans):
        return "a denial"
    if own and re.search(
        r"\b(?:no|not any) (?:rule|policy|intention|proposal|requirement|expectation|need)s?\b|\bno plans? "
        r"to\b|\bdoes not mean\b|\bnever (?:refuse|turn)|\bit is not (?:the case|true|a requirement)|\bneed "
        r"not\b|\bis not (?:a condition|needed|required for)",
        text,
        re.IGNORECASE,
    ):
        return "a denial"
    return None if past else _unintended(text, tagged, spans, strict=strict, context=context)


def _adopted(text: str) -> bool:
    """Whether the words are the council's own decision, though somebody is said to have spoken."""
    return bool(
        re.search(
            r"\b(?:RESOLVED|resolved that|agreed that|it was agreed|it was resolved|confirmed that|has "
            r"undertaken|nevertheless|despite|in response,? the council will)\b",
            text,
        )
    )


def _denied(tagged: Tagged, spans: list[Span]) -> bool:
    """Whether a negation stands just before what was matched, or anywhere inside it that is not a limit itself."""
    allowed = {i for start, end in tagged.ideas.get("NOTNEG", ()) for i in range(start, end)}
    first = min(start for start, _ in spans)
    last = max(end for _, end in spans)
    for at in range(max(0, first - 5), last):
        if tagged.words[at] in _NEGATIONS and at not in allowed:
            if any(start <= at < end for start, end in spans):
                continue
            if tagged.words[at] == "without" and at > first + 3:
                continue
            return True
    return False


def _unintended(text: str, tagged: Tagged, spans: list[Span], *, strict: bool, context: Context) -> str | None:
    """History and forecasts: what happened or may happen is not what somebody means to do."""
    has = tagged.has
    firm = has("STRICT") and not (
        has("FORECAST")
        and not re.search(
            r"\b(?:target|cap|capped|limit|ceiling|must|shall|not exceed|held to|maximum|kpi)\b", text, re.IGNORECASE
        )
    )
    if (
        has("FORECAST")
        and not firm
        and not re.search(
            r"\b(?:officers|staff|schools|managers|caseworkers|reviews?) (?:is|are) expected to\b|expected to "
            r"(?:result|turn|refuse|decline)",
            text,
            re.IGNORECASE,
        )
    ):
        return "a forecast"
    lead = context.lead.lower()
    led = bool(
        re.search(
            r"\b(?:will|shall|must|target|aim|to|actions?|agrees?|commit\w*|undertak\w*|conditions?|kpi|"
            r"priorit\w+|objectives?|measures|mitigations?|plan)\b",
            lead,
        )
    )
    if has("HISTORY") and not (has("STRICT") and _strict_near(tagged, spans)):
        return "a report of what happened"
    if (
        re.search(r"\b(?:actual|outturn|last year|previous|baseline|forecast)\b", lead)
        and context.row
        and not re.search(r"target|planned|kpi|cap|limit", lead)
    ):
        return "a row of figures that are no targets"
    if has("NORM") or led:
        if strict and not (has("STRICT") or re.search(r"target|aim|kpi|trajectory|ambition", lead)):
            return "a figure without a target"
        if not has("STRICT") and not led and _PASSIVE_PAST.search(text):
            return "a report of what happened"
        return None
    if has("PAST") or _CHANGED.search(text):
        return "a report of what happened"
    if strict and not has("STRICT", "TARGET"):
        return "a figure without a target"
    return None


def _strict_near(tagged: Tagged, spans: list[Span]) -> bool:
    first, last = min(s for s, _ in spans), max(e for _, e in spans)
    return any(first - 8 <= start <= last + 2 for start, _ in tagged.ideas.get("STRICT", ()))
