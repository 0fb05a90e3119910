"""What a document undertakes to do: the items of its list of actions, each with number, family and page.

In: `Document` and its kind. Out: `Action`s in order. Lists of payments, reports, reasons for a review and signatures
are
not actions.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .blocks import Block, Document
from .families import family_of
from .kinds import Kind
from .limits import SHEETS


@dataclass(frozen=True, slots=True)
class Action:
    """One undertaking."""

    number: str | None
    text: str
    family: str
    page: int | None
    start: int
    end: int


_LEAD = re.compile(
    r"\b(?:actions?|it will|authority (?:will|shall|agrees|undertakes|commits|is to|must)|council (?:will|"
    r"shall|agrees|undertakes|commits|is to|must)|in doing so|includ\w+|"
    r"(?:carry|carries|carrying) out|deliver\w*|implement\w*|following|commit\w*|undertak\w*|conditions?|"
    r"measures?|steps|we will|priorities|workstreams?|mitigations?|"
    r"these (?:things|matters)|will:|by:|to:|as follows)\b|:$",
    re.IGNORECASE,
)
_NOT_LEAD = re.compile(
    r"\bagreement\b(?:[^.]|\.(?=\d)){0,60}\b(?:review|re-?open|amend|revisit|look)\w*|\breview(?:ed|"
    r"s)?\b(?:[^.]|\.(?=\d)){0,80}\b(?:if|where|when|agreement|document)|\btriggers?\b|\bpay(?:s|"
    r"ments?)?\b(?:[^.]|\.(?=\d)){0,80}(?:£|table|instal)|\bdepartment (?:will|shall|agrees to|may|"
    r"undertakes)\b|"
    r"\breport(?:s|ing)?\b(?:[^.]|\.(?=\d)){0,60}(?:times|quarter|cover|contain|set out|include|department|by)|"
    r"\bmonitoring\b(?:[^.]|\.(?=\d)){0,60}(?:report|will (?:cover|include)|return)|signed|signator|cumulative "
    r"deficit to these|"
    r"deficit (?:profile|levels)|\bpresent\b|apologies|attend|contribut\w+ (?:as|the following|£)|defin(?:ed|"
    r"itions)|either (?:side|party)|capital|in these (?:terms|words)|terms used|means\b|"
    r"tell the department|inform the department|notify",
    re.IGNORECASE,
)
_HEADING = re.compile(
    r"\b(?:actions?|conditions?|commitments?|undertakings?|what (?:the (?:authority|council)|we) will do|"
    r"priorities|workstreams?|mitigations?|measures|activity|our plan|initiatives?|deliver(?:y|ables))\b",
    re.IGNORECASE,
)
_HEADING_NOT = re.compile(
    r"\b(?:payment|monitor|report|review|deficit|profile|sign|background|parties|introduction|definition|"
    r"financ|risk|governance arrangements|attendance|minutes)\w*\b",
    re.IGNORECASE,
)
_COLUMN = re.compile(
    r"\b(?:action|mitigation|initiative|workstream|measure|project|scheme|condition|commitment|activity|"
    r"intervention|saving)s?\b",
    re.IGNORECASE,
)
_INLINE = re.compile(r"(?:(?<=[:;,])|(?<=\band)|(?<=\bor))\s*\(?(?P<mark>[a-z]|[ivx]{1,4}|\d{1,2})\)\s+", re.IGNORECASE)
_MINUTED = re.compile(r"^(?:action\b|RESOLVED\b|agreed\b)[:\s-]", re.IGNORECASE)


def actions_of(document: Document, kind: Kind) -> list[Action]:
    """Every action, once."""
    if document.source.media_type in SHEETS:
        return _from_rows(document)
    found = _from_lists(document, kind) + (_from_rows(document) if kind != "agreement" else [])
    if kind == "minutes":
        found += [_action(b) for b in document.blocks if _MINUTED.match(b.text)]
    if kind == "agreement" and not found:
        found = _inline(document) or _from_rows(document)
    return list({a.start: a for a in sorted(found, key=lambda a: a.start)}.values())


def _action(block: Block, number: str | None = None) -> Action:
    return Action(
        number or block.number, block.text.strip(" ;"), family_of(block.text), block.page, block.start, block.end
    )


def _from_lists(document: Document, kind: Kind) -> list[Action]:
    blocks = document.blocks
    found: list[Action] = []
    index, under = 0, False
    while index < len(blocks):
        block = blocks[index]
        if block.kind == "heading" or (
            block.kind == "item" and len(block.text) < 60 and not re.search(r"[.;:]$", block.text)
        ):
            under = bool(_HEADING.search(block.text)) and not _HEADING_NOT.search(block.text)
        items = _items(blocks, index)
        if items and (_leads(block, document, index) or (under and block.kind == "heading")):
            found += [_action(one) for one in items]
            index += len(items) + 1
            under = False
            continue
        index += 1
    if not found and kind == "agreement":
        groups = _sub_numbered(blocks)
        found = [_action(b) for b in max(groups, key=len, default=[])]
    return found


def _leads(block: Block, document: Document, index: int) -> bool:
    """Whether a block introduces a list of actions: by its own last sentence, or its heading."""
    if block.kind in ("row",):
        return False
    tail = re.split(r"(?<=[.;])\s", block.text)[-1]
    text = tail if len(tail) > 12 else block.text
    ends = block.text.rstrip().endswith((":", "–", "—", ":-", "to", "will", "by"))
    if _NOT_LEAD.search(text) and not re.search(
        r"\bactions?\b|management plan|it will:$|in doing so", text, re.IGNORECASE
    ):
        return False
    if re.search(
        r"\b(?:triggers?|review (?:this|the|of this)|department will pay|reported|instalments)\b", text, re.IGNORECASE
    ) and not re.search(r"\bactions? (?:to|that|below|in)\b|management plan", text, re.IGNORECASE):
        return False
    return (ends and bool(_LEAD.search(text))) or bool(
        re.search(r"\bactions?\b|management plan", text, re.IGNORECASE) and _LEAD.search(text)
    )


def _items(blocks: list[Block], index: int) -> list[Block]:
    """The list right after a block: bullets, or numbers below the block's own."""
    own = blocks[index].number
    out: list[Block] = []
    for block in blocks[index + 1 :]:
        if block.kind != "item":
            break
        if block.bullet or _below(own, block.number, out, blocks[index]):
            out.append(block)
        else:
            break
    return out


def _below(own: str | None, number: str | None, so_far: list[Block], parent: Block) -> bool:
    if not number:
        return False
    if own and own[0].isdigit():
        if number[0].isdigit():
            return number.startswith(own.rstrip(".") + ".") and number != own
        return True
    if not number[0].isdigit():
        return True
    if so_far:
        first = so_far[0].number or ""
        return number.count(".") == first.count(".") and bool(first[:1].isdigit())
    return number.rstrip(".").split(".")[-1] == "1" or number.count(".") >= 1


def _sub_numbered(blocks: list[Block]) -> list[list[Block]]:
    """Runs of 3.1, 3.2, … whatever leads into them, but for lists about money, reports and reviews."""
    groups: list[list[Block]] = []
    last = ""
    for index, block in enumerate(blocks):
        if block.kind != "item" or not block.number or "." not in block.number:
            continue
        stem = block.number.rsplit(".", 1)[0]
        if stem != last or not groups:
            lead = blocks[index - 1].text if index else ""
            groups.append([])
            if _NOT_LEAD.search(lead):
                last = ""
                groups[-1] = []
                continue
            last = stem
        groups[-1].append(block)
    return [group for group in groups if len(group) >= 2]


def _inline(document: Document) -> list[Action]:
    """(a) … ; (b) … inside one paragraph."""
    for block in document.blocks:
        marks = list(_INLINE.finditer(block.text))
        lead = block.text[: marks[0].start()] if marks else ""
        if len(marks) < 2 or not _LEAD.search(lead) or _NOT_LEAD.search(lead[-120:]):
            continue
        out = []
        for mark, after in zip(marks, [*marks[1:], None], strict=True):
            end = after.start() if after else len(block.text)
            words = re.sub(r"[;,.]?\s*(?:and|or)?\s*$", "", block.text[mark.end() : end])
            start = block.start + mark.end()
            out.append(
                Action(mark["mark"], words, family_of(words), document.page_at(start), start, start + len(words))
            )
        return out
    return []


def _from_rows(document: Document) -> list[Action]:
    """Rows of a sheet or table with a column of actions."""
    found: list[Action] = []
    column: int | None = None
    for block in document.blocks:
        if block.kind != "row":
            column = None
            continue
        cells = block.cells
        named = [i for i, cell in enumerate(cells) if len(cell) < 45 and _COLUMN.search(cell)]
        if named and len(cells) > 1 and not any(len(c) > 60 for c in cells):
            best = [
                i
                for i in named
                if not re.search(
                    r"saving|£|\bid\b|ref|no\.?$|owner|lead|progress|status|update", cells[i], re.IGNORECASE
                )
            ]
            column = best[0] if best else None
            continue
        if (
            column is None
            or column >= len(cells)
            or len(cells[column]) < 12
            or not re.search("[a-z]{3}", cells[column])
        ):
            continue
        if re.match(r"(?:total|sub-?total)", cells[column], re.IGNORECASE):
            continue
        words = cells[column]
        offset = block.text.find(words)
        start = block.start + max(offset, 0)
        number = re.fullmatch(r"\d{1,2}(?:\.\d{1,2}){0,2}", cells[0])
        found.append(
            Action(
                number[0] if number and column else None, words, family_of(words), block.page, start, start + len(words)
            )
        )
    return found
