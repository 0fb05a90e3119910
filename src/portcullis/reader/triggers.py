"""What may lead to a review of an agreement: the list in its review paragraph.

In: `Document` and its sentences. Out: a `Term` for each reason.
"""

from __future__ import annotations

import re

from .blocks import Document
from .sentences import Sentence
from .terms import Term

_REVIEW = re.compile(
    r"\b(?:review\w*|re-?open\w*|revisit\w*|re-?consider\w*|re-?negotiat\w*|look(?:ed)? at (?:\w+ )?again|amend\w*)\b",
    re.IGNORECASE,
)
_CUE = re.compile(
    r"\b(?:for example|for instance|such as|in particular|including|among them|namely|(?:any|one|some|each) of "
    r"(?:the following|these)|in the event (?:that|of)|"
    r"triggers? (?:are|is|include|may be)|reasons? (?:are|is|may include|include|includes|may be|can be)|these "
    r"(?:are|include)|circumstances (?:are|include)|"
    r"prompted by|triggered by|following|because of|should|if|where|when|whenever|on account of|in the case of|"
    r"after)\b[:,]?\s*(?:(?:if|where|when|because|that)\s)?",
    re.IGNORECASE,
)
_MAY = re.compile(
    r"trigger|reason|example|circumstance|may (?:arise|follow|be)|this (?:could|may|might|would)|such|these",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\b(?:inspection\w*|fund\w*|polic\w*|progress|capital|grant|formula|law|legislation|national|demand|"
    r"assum\w*|chang\w*|higher|lower|reorgani\w*|inspection|reform\w*|slow\w*|"
    r"events?|circumstances|forecast|deviat\w*|miss\w*|fail\w*|award\w*|inflation|pay|cost\w*|risk\w*|DSG|"
    r"settlement|income)\b",
    re.IGNORECASE,
)
_CUT = re.compile(
    r",?\s*(?:or|and)?\s+should\s+|;\s*(?:or\s+|and\s+)?|,\s*(?:or|and)\s+(?=(?:if|where|when|the|a|an|any|"
    r"there|capital|progress|national|DSG|funding|significant|insufficient|new|more|extra|additional|"
    r"changes?)\b)|,\s+(?:if|where|when)\s+|\s+or\s+(?:if|where|when|because|there)\s+|,\s+or\s+|"
    r"\s+or\s+(?=(?:an?|the|any|progress|insufficient|capital|significant|slow\w*|lack)\b)|,\s+(?=(?:if|where|"
    r"when|the|a|an|any|there|capital|progress|national|DSG|funding|significant|insufficient|new|more|extra|"
    r"additional|changes?|slow\w*)\b)"
)


def review_triggers(document: Document, sentences: list[Sentence]) -> list[Term]:
    """Each reason for a review, in the words of the document."""
    for index, sentence in enumerate(sentences):
        if (
            sentence.row
            or not _REVIEW.search(sentence.text)
            or re.search(
                r"annual review|review (?:of )?(?:plans|EHC|each|every|provision|all)", sentence.text, re.IGNORECASE
            )
        ):
            continue
        listed = _listed(document, sentences, index)
        if len(listed) >= 1 and sentence.text.rstrip().endswith((":", "–", "-", "—")):
            return [Term(one.text.strip(" ;,."), one.page, one.text, 0.95) for one in listed]
        inline = _inline(sentence)
        if inline:
            return inline
        following = sentences[index + 1] if index + 1 < len(sentences) else None
        if following and following.block == sentence.block and _MAY.search(following.text):
            inline = _inline(following)
            if inline:
                return inline
    return []


def _listed(document: Document, sentences: list[Sentence], index: int) -> list[Sentence]:
    out: list[Sentence] = []
    own = document.blocks[sentences[index].block]
    for sentence in sentences[index + 1 :]:
        block = document.blocks[sentence.block]
        if sentence.block == sentences[index].block:
            continue
        if block.kind != "item" or not (block.bullet or _below(own.number, block.number)):
            break
        if out and sentence.block == out[-1].block:
            continue
        out.append(sentence)
    return out


def _below(parent: str | None, child: str | None) -> bool:
    if not child:
        return False
    if not child[0].isdigit():
        return True
    return bool(parent) and child.startswith(f"{parent}.") if "." in child else not parent


def _inline(sentence: Sentence) -> list[Term]:
    text = sentence.text.rstrip(" .")
    review = _REVIEW.search(text)
    cues = list(_CUE.finditer(text))
    if not cues:
        return []
    # The cue that leads into the longest list of matters that reviews are about; 'for example if' beats a bare 'if'.
    best: list[str] = []
    for cue in cues:
        rest = text[cue.end() :]
        parts = [part.strip(" ,;") for part in _CUT.split(rest)]
        parts = [re.sub(r"^(?:or|and|if|where|when|because|also|:)\s+", "", p).strip(" ,;:") for p in parts]
        parts = [p for p in parts if len(p) > 5]
        if parts and sum(bool(_ABOUT.search(p)) for p in parts) >= max(1, len(parts) - 1) and len(parts) > len(best):
            best = parts
    if review and not best:
        return []
    return [Term(part, sentence.page, sentence.text, 0.85) for part in best[:12]]
