"""Tables of years and sums, whichever way they stand: years down the side or across the top, with or without lines.

In: `Document`. Out: `Series`, each one column or row of sums by financial year, with what its heading calls it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from .blocks import Block, Document
from .figures import AMOUNT, YEAR, ended, pounds, sums, year_of, years

Meaning = Literal["deficit", "payment", "in_year", "contribution", "other"]
_IN_YEAR = re.compile(r"in[- ]year|annual (?:deficit|position|balance)|yearly (?:deficit|balance)", re.IGNORECASE)
_DEFICIT = re.compile(
    r"deficit|cumulative (?:balance|position|overspend)|year[- ]?end (?:balance|position)|carried forward|"
    r"accumulated (?:overspend|balance|shortfall)|overspend|shortfall|DSG (?:balance|reserve|position)",
    re.IGNORECASE,
)
_PAYMENT = re.compile(
    r"\breceived from|(?:from|by) (?:the )?(?:DfE|department)\b|\bpa(?:y|ys|id|yments?|yable|ying)\b|"
    r"instal?ments?|(?:additional|extra|further) (?:DSG|grant|funding|"
    r"money)|release[ds]?\b|"
    r"(?:DfE|department\w*|departmental|safety valve|government)(?:['’]s)? (?:funding|contribution|support|"
    r"money|grant|sums?)|"
    r"(?:funding|contribution|support|money|sums?|grant) (?:from|by) (?:the )?(?:DfE|department)",
    re.IGNORECASE,
)
_TOWARDS = re.compile(
    r"(?:pay\w*|fund\w*|contribut\w*|support|money|sums?)(?:[^.]|\.(?=\d)){0,30}(?:towards?|to clear|to reduce|"
    r"against|for)(?:[^.]|\.(?=\d)){0,20}deficit",
    re.IGNORECASE,
)
_OURS = re.compile(
    r"(?:council|authority|local)(?:['’]s)?(?: own)? (?:contribution|funding|money|reserves)|general fund|from "
    r"reserves",
    re.IGNORECASE,
)
_MILLIONS = re.compile(r"£\s?m\b|£\s?mn\b|£\s?millions?|\bmillions?\b|GBP\s?m\b|\(m\)|[f£]m\b|\bmillion", re.IGNORECASE)
_THOUSANDS = re.compile(r"£\s?['’]?000|£\s?k\b|['’]000s?|\bthousands?\b|\(k\)|£0{3}", re.IGNORECASE)
_AMOUNT = re.compile(rf"(?<![\w.,])(?:{AMOUNT})(?![\w])", re.IGNORECASE)
_OWN_UNIT = re.compile(
    r"(?:£|GBP)\s?\d[\d,.]*\s?(?:million|m|k|thousand|bn|billion)\b|\d[\d,.]*\s?(?:million|thousand|billion)\b",
    re.IGNORECASE,
)
_CELL_END = re.compile(r"[*†‡¹²³]+|\s\((?:note )?[a-z\d]\)$", re.IGNORECASE)
_LEFT_OUT = re.compile(
    r"\b(?:before|without|excluding|prior to|not including|leaving (?:aside|out)|counting nothing|gross of|"
    r"other than)\b"
    r"[^.,;|]{0,40}?\b(?:support|pay\w*|funding|contributions?|money|instal?ments?|grant)\b",
    re.IGNORECASE,
)
_TOTAL = re.compile(r"\s*(?:grand\s+)?(?:total|sum|overall)\b", re.IGNORECASE)
_PLAIN_YEAR = re.compile(
    rf"\s*(?:(?:year|financial year|at|by|to|end|ending|ended|end of|as at|fy|the|and|y/e)[\s:]+)*({YEAR})",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Entry:
    """One sum: its year, pounds, and the row it stands in."""

    year: str
    amount: float
    block: Block
    negative: bool = False
    own_unit: bool = False


@dataclass(slots=True)
class Series:
    """Sums of one meaning. `total` is the row or cell that the table itself calls its total."""

    meaning: Meaning
    label: str
    entries: list[Entry] = field(default_factory=list)
    total: Entry | None = None
    unit_known: bool = True


@dataclass(slots=True)
class _Table:
    """Rows that stand together, and what was said before them."""

    above: list[Block]
    rows: list[Block]


def all_series(document: Document) -> list[Series]:
    """Every series of the document, in order."""
    found: list[Series] = []
    for table in _tables(document.blocks):
        found += _down(table) or _across(table)
    return found


def _tables(blocks: list[Block]) -> list[_Table]:
    tables: list[_Table] = []
    before: list[Block] = []
    current: _Table | None = None
    for block in blocks:
        if block.kind == "row":
            if current is None:
                current = _Table(before[-3:], [])
                tables.append(current)
            current.rows.append(block)
        else:
            current = None
            before.append(block)
    return tables


#: A year alone, in a table that says that its years end on 31 March.
_MARCH = re.compile(r"31 March|year (?:to|ending|ended)|financial year end|y/e", re.IGNORECASE)
_ALONE = re.compile(r"\s*(20\d\d)(?![-/\d])")


def _row(block: Block, *, march: bool = False) -> tuple[str, list[tuple[float, bool, bool]]] | None:
    """A row that begins with a year: the year and its sums (pounds as written, negative, own unit)."""
    text = _CELL_END.sub(" ", block.text) if len(block.cells) < 2 else block.text
    match = _PLAIN_YEAR.match(text) or (_ALONE.match(text) if march else None)
    if not match:
        return None
    year = year_of(match[1]) or (ended(int(match[1])) if march and match[1].isdigit() else None)
    if year is None:
        return None
    if len(block.cells) >= 2 and (len(years(block.cells[0])) == 1 or block.cells[0].strip() == match[1]):
        found = [_amount(cell) for cell in block.cells[1:]]
        found = [one for one in found if one is not None] if any(one is None for one in found) else found
    else:
        rest = _CELL_END.sub(" ", text[match.end() :])
        rest = re.sub(r"^\s*\([a-z][a-z ]{0,10}\d{0,2}\)", " ", rest)
        if years(rest):  # years across the top, or a run of years in a sentence
            return None
        found = [_amount(one[0]) for one in _AMOUNT.finditer(rest)]
    amounts = [one for one in found if one is not None]
    return (year, amounts) if amounts else None


def _amount(cell: str) -> tuple[float, bool, bool] | None:
    text = _CELL_END.sub("", cell).strip()
    if re.fullmatch(r"[-–—−]|nil|zero|£?0(?:\.0+)?m?", text, re.IGNORECASE):
        return (0, False, True)
    found = sums(text, bare=True)
    if len(found) != 1 or len(text) > 40:
        return None
    one = found[0]
    return (float(one.value), one.negative, one.unit)


def _down(table: _Table) -> list[Series]:
    heads_say = " ".join(b.text for b in [*table.above[-1:], *table.rows[:3]])
    march = bool(_MARCH.search(heads_say))
    rows = [(block, _row(block, march=march)) for block in table.rows]
    if sum(one is not None for _, one in rows) < 1:
        return []
    runs: list[Series] = []
    heads: list[Block] = []
    current: list[Series] = []
    texts = table.above
    for block, row in rows:
        if row is None:
            if _TOTAL.match(block.text) and current:
                _total(block, current)
                continue
            if current and _same_head(heads, block):
                continue  # the heading again, on the next page
            if current:
                current, heads = [], []
            heads.append(block)
            continue
        year, amounts = row
        if current and any(entry.year == year for entry in current[0].entries):
            current, heads = [], (heads if heads else [])
        if not current:
            current = _columns(len(amounts), heads, texts)
            runs += current
        for series, amount in zip(current, amounts, strict=False):
            series.entries.append(Entry(year, amount[0], block, amount[1], amount[2]))
    for series in runs:
        _settle(
            series,
            [
                *(b.text for b in table.rows if not years(b.text)),
                *(b.text for b in reversed(table.above[-3:])),
            ],
        )
    return [series for series in runs if series.entries]


def _total(block: Block, current: list[Series]) -> None:
    """Give each column its total; where cells are missing, a total goes to the column that it is the sum of."""
    if len(block.cells) == len(current) + 1:
        amounts = [_amount(cell) if cell else None for cell in block.cells[1:]]
    else:
        amounts = [_amount(m[0]) for m in _AMOUNT.finditer(block.text)]
        if len(amounts) < len(current):
            sums_ = [sum(entry.amount for entry in series.entries) for series in current]
            amounts = [next((a for a in amounts if a and abs(a[0] - s) < max(1.0, s * 0.002)), None) for s in sums_]
    for series, amount in zip(current, amounts, strict=False):
        if amount:
            series.total = Entry("", amount[0], block, amount[1], amount[2])


def _same_head(heads: list[Block], block: Block) -> bool:
    return any(" ".join(h.text.split()).lower() == " ".join(block.text.split()).lower() for h in heads)


def _columns(count: int, heads: list[Block], above: list[Block]) -> list[Series]:
    """What each column of sums is called."""
    if heads and len(heads[-1].cells) == count + 1:
        labels = [" ".join(h.cells[i + 1] for h in heads if len(h.cells) == count + 1) for i in range(count)]
    elif count == 1:
        labels = [" ".join(h.text for h in heads)]
    else:
        labels = _in_order(count, " ".join(h.text for h in heads) or (above[-1].text if above else ""))
    return [Series(_meaning(label, above if count == 1 else above[-1:]), label) for label in labels]


def _in_order(count: int, text: str) -> list[str]:
    """Headings that ran together: cut where the next meaning begins."""
    marks = sorted({m.start() for p in (_DEFICIT, _PAYMENT, _OURS) for m in list(p.finditer(text))[:1]})
    if len(marks) != count:
        return [text if i == 0 else "" for i in range(count)]
    return [text[start:end] for start, end in zip(marks, [*marks[1:], len(text)], strict=True)]


def _meaning(label: str, above: list[Block]) -> Meaning:
    """The heading of the column decides; then the words before the table, the nearest first."""
    nearest = [part for block in reversed(above) for part in (re.split(r"(?<=[.;])\s", block.text)[-1], block.text)]
    for text in (label, *nearest):
        meaning = what(text)
        if meaning != "other":
            return meaning
    return "other"


def what(text: str) -> Meaning:
    """What sums under these words are."""
    text = _LEFT_OUT.sub(" ", text)
    if not text.strip():
        return "other"
    deficit, payment = _DEFICIT.search(text), _PAYMENT.search(text)
    if _OURS.search(text) and not deficit:
        return "contribution"
    if (
        _IN_YEAR.search(text)
        and not re.search("cumulative|accumulated|year[- ]?end", text, re.IGNORECASE)
        and len(text) < 200
    ):
        return "in_year"
    if payment and _TOWARDS.search(text):
        return "payment"
    if len(text) > 120 and payment and deficit:
        # A paragraph that speaks of both: who does what at its end leads into the table.
        last = max((m.start() for m in re.finditer(r"\b(?:department|DfE|Secretary of State)\b", text)), default=-1)
        tail = text[last:] if last >= 0 else ""
        if re.search(r"will (?:then )?(?:pay|release|provide)|agrees? to pay", tail) and not _DEFICIT.search(tail):
            return "payment"
        return "deficit" if deficit.start() < payment.start() else "payment"
    if deficit:
        return "deficit"
    return "payment" if payment else "other"


def _across(table: _Table) -> list[Series]:
    """Years across the top; each row below is a series."""
    found: list[Series] = []
    top: list[str] = []
    heading = ""
    extra = False
    for block in table.rows:
        here = years(block.text)
        if len(here) >= 2 and not re.search(r"£|\d\.\d", block.text):
            top = [str(one.value) for one in here]
            extra = bool(re.search(r"total\s*$", block.text.rstrip(), re.IGNORECASE))
            heading += " " + block.text
            continue
        if not top:
            heading += " " + block.text
            continue
        cells = list(block.cells)
        if len(cells) > len(top):
            label, body = cells[0], cells[1:]
            amounts = [_amount(cell) if cell else None for cell in body]
        else:
            matches = list(_AMOUNT.finditer(block.text))[-(len(top) + extra) :]
            label = block.text[: matches[0].start()] if matches else block.text
            amounts = [_amount(m[0]) for m in matches]
        if sum(a is not None for a in amounts) < max(1, len(top) - 1):
            continue
        series = Series(_meaning(label, table.above[-2:]), label.strip())
        for year, amount in zip(top, amounts, strict=False):
            if amount is not None:
                series.entries.append(Entry(year, amount[0], block, amount[1], amount[2]))
        if extra and len(amounts) > len(top) and (total := amounts[len(top)]):
            series.total = Entry("", total[0], block, total[1], total[2])
        _settle(series, [heading, *(b.text for b in reversed(table.above[-3:]))])
        found.append(series)
    return found


def _unit(texts: list[str]) -> float:
    """The unit of a table: that of the nearest words which name one. Sums inside sentences carry units of their own."""
    for text in texts:
        words = _OWN_UNIT.sub(" ", text)
        thousands, millions = _THOUSANDS.search(words), _MILLIONS.search(words)
        if thousands or millions:
            return 1e3 if thousands and not (millions and millions.start() > thousands.start()) else 1e6
    return 0.0


def _settle(series: Series, context: list[str]) -> None:
    """Turn figures into pounds by the unit that the headings name, and give deficits their sign: positive = deficit."""
    entries = series.entries + ([series.total] if series.total else [])
    factor = _unit([series.label, *context])
    figures = [entry.amount for entry in entries if not entry.own_unit]
    if figures and not factor:
        series.unit_known = max(figures) >= 10_000
        factor = 1.0 if series.unit_known else 1e6
    elif figures and factor and max(figures) >= 100_000 and factor == 1e6:
        factor = 1.0  # the heading says millions, the figures are whole pounds
    elif figures and factor == 1e3 and max(figures) >= 3_000_000:
        factor = 1.0  # thousands of these would be billions: another column's unit
    negative = [entry.negative for entry in entries if entry.amount]
    mixed = any(negative) and not all(negative)
    surplus = re.search(r"\(?surplus\)?", series.label, re.IGNORECASE)
    balance = re.search(r"balance|position|reserve", series.label, re.IGNORECASE) and not re.search(
        "deficit", series.label, re.IGNORECASE
    )
    for entry in entries:
        entry.amount = pounds(entry.amount if entry.own_unit else entry.amount * factor)
        if series.meaning == "deficit" and entry.amount:
            if mixed and balance:
                entry.amount = entry.amount if entry.negative else -entry.amount
            elif mixed or (surplus and any(negative)):
                entry.amount = -entry.amount if entry.negative else entry.amount
