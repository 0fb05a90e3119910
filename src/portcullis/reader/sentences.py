"""Sentences of a document, each with its place, its block and what leads into it.

In: `Document`. Out: `Sentence`s in order. A row of a table is one sentence, with the head of its table before it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .blocks import Block, Document

_END = re.compile(r"(?<=[.!?])['\"’”)\]]*\s+(?=['\"‘“(\[]?[A-Z0-9£])")
_ABBREVIATED = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|approx|no|nos|para|paras|s|ss|reg|regs|cllr|mr|mrs|ms|dr|st|v|p|pp|vs|art|ch|sec|fig)|\b[A-Z])\.$",
    re.IGNORECASE,
)
_LONGEST = 1_200


@dataclass(frozen=True, slots=True)
class Sentence:
    """Its words, its first and last position in the text, its page, its block, and the clause that introduces it."""

    text: str
    start: int
    end: int
    page: int | None
    block: int
    lead: str = ""
    row: bool = False


def split(text: str) -> list[tuple[int, int]]:
    """Where sentences begin and end in a paragraph; very long ones are cut, so that no pattern meets a whole book."""
    spans: list[tuple[int, int]] = []
    begin = 0
    for match in _END.finditer(text):
        if _ABBREVIATED.search(text[max(0, match.start() - 12) : match.start()].rstrip("'\"’”)] ")):
            continue
        spans.append((begin, match.start()))
        begin = match.end()
    spans.append((begin, len(text)))
    out = []
    for start, end in spans:
        while end - start > _LONGEST:
            cut = text.rfind(" ", start + _LONGEST // 2, start + _LONGEST)
            cut = cut if cut > start else start + _LONGEST
            out.append((start, cut))
            start = cut
        if text[start:end].strip():
            out.append((start, end))
    return out


def sentences(document: Document) -> list[Sentence]:
    """Every sentence."""
    out: list[Sentence] = []
    lead, head, heading = "", "", ""
    for index, block in enumerate(document.blocks):
        if block.kind == "row":
            fresh = index == 0 or document.blocks[index - 1].kind != "row"
            if fresh or not re.search(r"\d", block.text):
                head = block.text if fresh else f"{head} {block.text}"[-300:]
            said = f"{heading} {head}".strip() if block.text != head else heading
            out.append(
                Sentence(
                    block.text[:_LONGEST],
                    block.start,
                    min(block.end, block.start + _LONGEST),
                    block.page,
                    index,
                    said[:400],
                    True,
                )
            )
            continue
        if block.kind == "heading":
            heading, lead = block.text, ""
        spans = split(block.text)
        listed = block.kind == "item" and (block.bullet or _is_sub(block))
        if not listed:
            lead = ""
        for start, end in spans:
            at = block.start + start
            out.append(
                Sentence(
                    block.text[start:end], at, block.start + end, document.page_at(at), index, lead if listed else ""
                )
            )
        if block.text.rstrip().endswith((":", ":-", "–", "—")) and spans:
            lead = block.text[spans[-1][0] :].strip()[-300:]
    return out


def _is_sub(block: Block) -> bool:
    return bool(block.number and ("." in block.number or not block.number[0].isdigit() or block.number.isdigit()))
