"""The share of the schools block that is moved, and how often the council reports.

In: sentences. Out: `Term`s.
"""

from __future__ import annotations

import re

from ..figures import number_word, pounds
from ..sentences import Sentence
from .term import Term
from .wording import DEPARTMENT

_BLOCK = re.compile(
    r"(?:mov\w+ to|move\w* to) high needs|(?:block|schools? budget)(?:[^.;]|\.(?=\d)){0,120}transfer|"
    r"transfer(?:[^.;]|\.(?=\d)){0,120}block|mov\w+(?:[^.;]|\.(?=\d)){0,80}(?:schools|high needs) block|"
    r"top-?slice(?:[^.;]|\.(?=\d)){0,80}schools block",
    re.IGNORECASE,
)
_PERCENT = re.compile(
    r"(?P<n>\d+(?:\.\d+)?)\s?(?:%|per ?cent)|\b(?P<half>(?:a )?half (?:of )?(?:a |one )?per ?cent)|"
    r"\b(?P<one>one(?: and a half)?) per ?cent",
    re.IGNORECASE,
)
_REPORTS = re.compile(r"\b(?:report\w*|monitor\w*|return|returns|updates?|submission\w*|statements?)\b", re.IGNORECASE)
_OFTEN = (
    (
        re.compile(
            r"\b(one|two|three|four|five|six|twelve|\d{1,2}) times (?:in |over |during )?(?:a|each|every|"
            r"per|the|any)\s?(?:financial |calendar )?year",
            re.IGNORECASE,
        ),
        None,
    ),
    (
        re.compile(
            r"\b(one|two|three|four|five|six|twelve|\d{1,2}) (?:\w+ ){0,3}(?:reports|returns|updates|"
            r"submissions|statements)\b(?:[^.;]|\.(?=\d)){0,25}\b(?:a|each|every|per|in|during|in the) "
            r"(?:financial |any |each |every )*year",
            re.IGNORECASE,
        ),
        None,
    ),
    (
        re.compile(
            r"(?:each|every|per) (?:financial )?year(?:[^.;]|\.(?=\d)){0,60}\b(one|two|three|four|five|six|"
            r"twelve) (?:\w+ ){0,3}(?:reports|returns|updates)",
            re.IGNORECASE,
        ),
        None,
    ),
    (
        re.compile(
            r"\b(?:at|on) (one|two|three|four|five|six) (?:points|stages|times|dates|occasions)\b", re.IGNORECASE
        ),
        None,
    ),
    (
        re.compile(
            r"\b(one|two|three|four|five|six) (?:\w+ ){0,2}(?:reports|returns|updates|"
            r"submissions)\b(?:[^.;]|\.(?=\d)){0,60}\b(?:each|every|any|a|per|the) (?:\w+ )?year",
            re.IGNORECASE,
        ),
        None,
    ),
    (re.compile(r"\bevery (two|three|four|six) months", re.IGNORECASE), -12),
    (re.compile(r"\b(?:twice|two times|half[- ]yearly|six[- ]monthly|bi-?annual\w*)\b", re.IGNORECASE), 2),
    (
        re.compile(
            r"\b(?:thrice|termly|each term|every term|once a term|tri-?annual\w*|four[- ]monthly|per term|"
            r"a term)\b",
            re.IGNORECASE,
        ),
        3,
    ),
    (
        re.compile(
            r"\b(?:quarterly|(?:each|every|a|per) quarter|three[- ]monthly|end of (?:each|every) quarter)\b",
            re.IGNORECASE,
        ),
        4,
    ),
    (re.compile(r"\b(?:monthly|(?:each|every|a|per) month)\b", re.IGNORECASE), 12),
    (re.compile(r"\b(?:annually|yearly|once a year|annual report|once in each)\b", re.IGNORECASE), 1),
)
_DATES = re.compile(
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\b", re.IGNORECASE
)


def block_transfer(sentences: list[Sentence]) -> Term | None:
    """The share of the schools block that is moved, in per cent."""
    for sentence in sentences:
        if not _BLOCK.search(sentence.text):
            continue
        match = _PERCENT.search(sentence.text)
        if match:
            value = (
                float(match["n"]) if match["n"] else 0.5 if match["half"] else 1.5 if "half" in match["one"] else 1.0
            )
            if value <= 10:
                return Term(pounds(value), sentence.page, sentence.text, 0.95)
    return None


def reports_per_year(sentences: list[Sentence]) -> Term | None:
    """How many times a year the council reports to the department."""
    best: tuple[int, Term] | None = None
    for sentence in sentences:
        text = sentence.text
        if not _REPORTS.search(text) or (sentence.row and len(text) > 160):
            continue
        weight = 2 * bool(re.search(rf"{DEPARTMENT}", text, re.IGNORECASE)) + 2 * bool(
            re.search(
                r"\b(?:authority|council|it)\b(?:[^.]|\.(?=\d)){0,40}\b(?:will|shall|must|agrees)", text, re.IGNORECASE
            )
        )
        weight += 2 * bool(re.search(r"\b(?:written|monitoring)\b", text, re.IGNORECASE)) - 3 * bool(
            re.search(r"\b(?:forum|cabinet|internal|board|phone|call|meeting)", text, re.IGNORECASE)
        )
        value = None
        for pattern, fixed in _OFTEN:
            match = pattern.search(text)
            if match:
                said = number_word(match[1]) if match.re.groups else None
                value = fixed if fixed and fixed > 0 else 12 // (said or 12) if fixed else said
                break
        if value is None:
            dates = {m[0].lower() for m in _DATES.finditer(text)}
            if 2 <= len(dates) <= 6 and re.search(
                r"\b(?:each|every|in the) (?:financial )?year|annually|by the end of|at the end of|\bby\b|"
                r"\bdue\b|\bon \d",
                text,
                re.IGNORECASE,
            ):
                value, weight = len(dates), weight - 1
        if value and (best is None or weight > best[0]):
            best = (weight, Term(value, sentence.page, text, 0.95 if weight >= 2 else 0.8))
    return best[1] if best else None
