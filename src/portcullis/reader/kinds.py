"""What kind of document it is, by what such documents say of themselves.

In: `Document`. Out: one of the six kinds of the contract. Words near the beginning count for more.
"""

from __future__ import annotations

import re
from typing import Literal

from .blocks import Document
from .limits import SHEETS

Kind = Literal["agreement", "management_plan", "monitoring_report", "minutes", "reform_plan", "other"]
KINDS: tuple[Kind, ...] = ("agreement", "management_plan", "monitoring_report", "minutes", "reform_plan", "other")
_HEAD = 1_500
#: Words, what they speak for, and how much: at the head of the document, and anywhere.
_CUES: tuple[tuple[str, Kind, float, float], ...] = (
    (
        r"safety valve['’\"]* agreement|agreement\s*[:–-]\s*\w+|deficit recovery agreement|\bagreement between\b",
        "agreement",
        3,
        0.5,
    ),
    (r"\bagreement\b", "agreement", 1, 0),
    (
        r"the parties|between the department|(?:department|DfE) (?:for education )?(?:\(|and)|this agreement|"
        r"under this (?:agreement|document)",
        "agreement",
        2,
        1,
    ),
    (r"the department (?:will|agrees to|undertakes to|shall) pay|agrees to pay the authority", "agreement", 2, 2),
    (r"positive in[- ]year balance", "agreement", 1, 1),
    (r"signed (?:by|on behalf|for)|^signed\b", "agreement", 0, 1),
    (r"management plan|recovery plan|deficit (?:reduction )?plan|mitigation plan", "management_plan", 4, 0.3),
    (r"\b(?:un)?mitigated\b", "management_plan", 2, 2),
    (
        r"monitoring (?:report|return)|progress report|quarterly (?:report|return|update)|(?:return|report) to "
        r"the department|update (?:report )?(?:to|for) the (?:DfE|department)",
        "monitoring_report",
        4,
        0.3,
    ),
    (
        r"\bRAG\b|progress against|against (?:each|the|all) (?:of the )?conditions?|reporting period|since the "
        r"last (?:report|return)|on track|off track|behind plan",
        "monitoring_report",
        2,
        1,
    ),
    (r"\bminutes\b(?: of)?", "minutes", 4, 0.3),
    (
        r"^(?:present|in attendance|apologies)\b|apologies (?:for absence|were)|declarations? of interest",
        "minutes",
        3,
        2,
    ),
    (
        r"\bRESOLVED\b|it was (?:agreed|resolved|noted)|members (?:asked|noted|agreed|were told)|the (?:chair|"
        r"chairman|forum|committee|board) (?:asked|noted|agreed|thanked|heard)|cllr\.? [A-Z]",
        "minutes",
        1,
        1,
    ),
    (r"SEND reform plan|local (?:area )?(?:SEND )?reform plan|reform plan|local inclusion plan", "reform_plan", 5, 0.5),
    (r"white paper|every child achieving|reform partnership|experts at hand|inclusion base", "reform_plan", 0.5, 0.5),
)
_PATTERNS = tuple(
    (re.compile(words, re.IGNORECASE | re.MULTILINE), kind, head, body) for words, kind, head, body in _CUES
)


def kind_of(document: Document) -> Kind:
    """The kind with the most to say for it, or "other"."""
    head = " \n".join(filter(None, (document.source.title, document.text[:_HEAD])))
    first = " \n".join(filter(None, (document.source.title, document.text[:220])))
    body = document.text[:60_000]
    scores: dict[Kind, float] = dict.fromkeys(KINDS, 0.0)
    for pattern, kind, at_head, anywhere in _PATTERNS:
        if at_head and pattern.search(head):
            scores[kind] += at_head * (1.6 if pattern.search(first) else 1.0)
        if anywhere:
            scores[kind] += min(3, sum(1 for _ in _few(pattern, body))) * anywhere
    if document.source.media_type in SHEETS:
        scores["management_plan"] += 2.5
        scores["agreement"] -= 4
        scores["minutes"] -= 3
    # Other papers speak of "the agreement" all the time; an agreement says who pays whom.
    if not re.search(
        r"(?:department|DfE|Secretary of State)\W[^.]{0,80}\b(?:pay|release|provide|fund)", body, re.IGNORECASE
    ):
        scores["agreement"] -= 2.5
    best = max(KINDS, key=lambda kind: scores[kind])
    return best if scores[best] >= 3 else "other"


def _few(pattern: re.Pattern[str], text: str) -> list[re.Match[str]]:
    found = []
    for match in pattern.finditer(text):
        found.append(match)
        if len(found) == 3:
            break
    return found
