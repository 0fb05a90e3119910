"""Financial years and sums of money as people write them.

In: text. Out: '2022-23' for a year, pounds for a sum. Nothing is guessed: what cannot be read is None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    "oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_SPLIT = r"(?:FY\s?)?20\d\d\s?(?:[-/–—−‐‑]|\s?to\s?)\s?(?:20)?\d\d(?!\d)(?!/\d)"
_SHORT = r"FY\s?'?\d\d(?:\s?[-/–]\s?\d\d)?(?!\d)|(?<![\d/-])[12]\d[-/][123]\d(?![\d/-])|FY\s?20\d\d(?!\d)"
_DATE = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?(?:{_MONTHS})\s+(?:20)\d\d|\d{{1,2}}/\d{{1,2}}/20\d\d|20\d\d-\d\d-\d\d"
#: A financial year, or a date that ends or lies in one.
YEAR = rf"(?:{_SPLIT}|{_SHORT}|{_DATE})"
#: A sum in a table or a sentence; a dash or 'nil' stands for nothing.
AMOUNT = (
    r"\(?\s?[-−–]?\s?(?:£|GBP)?\s?[-−–]?\s?\d[\d,]*(?:\.\d+)?\s?(?:million|billion|thousand|bn|mn?\b|m\b|k\b)?\s?\)?"
    r"|[-–—−](?!\S)|nil\b|zero\b|-(?=\s*$)"
)
_YEAR = re.compile(rf"(?<![\w.,£])(?:{YEAR})", re.IGNORECASE)
_SUM = re.compile(
    r"(?P<open>\()?\s?(?P<sign>[-−–])?\s?(?P<pound>£|GBP|"
    r"f(?=\d))?\s?(?P<sign2>[-−–])?\s?(?P<figure>\d[\d,]*(?:\.\d+)?)\s?"
    r"(?P<unit>millions?|billion|thousand|bn|mn?(?![a-z])|k(?![a-z]))?",
    re.IGNORECASE,
)
_UNITS = {"m": 1e6, "b": 1e9, "t": 1e3, "k": 1e3}
_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """A year or a sum, with the place where it stands."""

    value: str | float
    start: int
    end: int
    negative: bool = False
    unit: bool = False


def ended(year: int) -> str:
    """The financial year that ends in this calendar year: 2023 -> '2022-23'."""
    return f"{year - 1}-{year % 100:02d}"


def year_of(text: str) -> str | None:
    """One year as it is written: '2022/23', 'FY23', '31 March 2023', '2022 to 2023' are all '2022-23'."""
    words = re.sub(r"\s+", " ", text.strip().lower())
    split = re.fullmatch(r"(?:fy ?)?20(\d\d) ?(?:[-/–—−‐‑]| ?to ?) ?(?:20)?(\d\d)", words)
    if split:
        first, last = int(split[1]), int(split[2])
        return ended(2000 + last) if last == (first + 1) % 100 else None
    short = re.fullmatch(r"(?:fy ?)?'?(\d\d) ?[-/–] ?(\d\d)", words)
    if short:
        first, last = int(short[1]), int(short[2])
        return ended(2000 + last) if last == first + 1 else None
    alone = re.fullmatch(r"fy ?'?(?:20)?(\d\d)", words)
    if alone:
        return ended(2000 + int(alone[1]))
    date = re.search(rf"({_MONTHS}) (20\d\d)$", words)
    if date:
        month = "janfebmaraprmayjunjulaugsepoctnovdec".index(date[1][:3]) // 3 + 1
        return ended(int(date[2]) + (month > 3))
    numbers = re.fullmatch(r"\d{1,2}/(\d{1,2})/(20\d\d)", words) or re.fullmatch(r"20\d\d-(\d\d)-\d\d", words)
    if numbers:
        year = int(numbers[2]) if numbers.re.groups == 2 else int(words[:4])
        return ended(year + (int(numbers[1]) > 3))
    return None


def years(text: str) -> list[Found]:
    """Every financial year in the text, in order."""
    found = []
    for match in _YEAR.finditer(text):
        year = year_of(match[0])
        if year and 2005 <= int(year[:4]) <= 2060:
            found.append(Found(year, match.start(), match.end()))
    return found


def sums(text: str, *, bare: bool = False) -> list[Found]:
    """Every sum of money in the text, in pounds; `bare` takes figures without a pound sign or unit as they stand."""
    found = []
    for match in _SUM.finditer(text):
        figure, unit = match["figure"].rstrip(","), (match["unit"] or "").lower()
        if not (bare or match["pound"] or unit) or len(figure) > 20:
            continue
        before = text[match.start("figure") - 1 : match.start("figure")]
        if before.isalpha() and before != "f" and not match["pound"]:
            continue
        value = float(figure.replace(",", "")) * _UNITS.get(unit[:1], 1.0)
        negative = bool(match["sign"] or match["sign2"]) or (
            bool(match["open"]) and ")" in text[match.end() : match.end() + 2]
        )
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        found.append(Found(pounds(value), start, match.end(), negative, bool(unit)))
    return found


def pounds(value: float) -> float:
    """Whole pounds where the sum is whole."""
    near = round(value, 2)
    return int(near) if near == int(near) else near


def number_word(text: str) -> int | None:
    """A small number in words or digits."""
    words = text.strip().lower()
    return int(words) if words.isascii() and words.isdigit() and len(words) < 4 else _WORDS.get(words)
