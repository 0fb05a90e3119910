"""What the department will pay, year by year and in all, and a deficit that is planned in a sentence.

In: sentences. Out: `Term`s. Nothing is worked out that the document does not say.
"""

from __future__ import annotations

import re

from ..figures import Found, pounds, sums, years
from ..sentences import Sentence
from .each import each_year
from .term import Term
from .wording import DEPARTMENT, IN_YEAR, OUR_MONEY, PAYS, TOTAL

_FIRST = re.compile(
    r"\b(?:before|by|prior to|ahead of|no later than|at|within)\b(?:[^.;]|\.(?=\d)){0,25}\b(?:end|close|31 "
    r"March|ends|closes|out)\b|\b(?:first|initial|up-?front|opening|straight away|on signature|immediately)\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"^\W*(?:it|they|of (?:this|these|that)|this|these|a first|the first|an initial|the initial|the balance|"
    r"the remainder|then|in later|in addition|after that|thereafter|the rest|further|£)\b|will be paid|to be "
    r"paid|be released",
    re.IGNORECASE,
)


def _by_department(sentences: list[Sentence], index: int) -> bool:
    """Whether a sentence says what the department pays: by name, or going on from one that does."""
    text = sentences[index].text
    if re.search(DEPARTMENT, text, re.IGNORECASE):
        return True
    if not _GOES_ON.search(text):
        return False
    before = [s.text for s in sentences[max(0, index - 3) : index] if s.block == sentences[index].block]
    return any(re.search(DEPARTMENT, one, re.IGNORECASE) for one in before)


def payments(sentences: list[Sentence]) -> list[tuple[str | None, Term, bool]]:
    """Sums that the department will pay: year (None where the sentence names none), sum, whether it is the first."""
    out: list[tuple[str | None, Term, bool]] = []
    for number, sentence in enumerate(sentences):
        text = sentence.text
        if sentence.row or not (PAYS.search(text) or _GOES_ON.search(text)) or not _by_department(sentences, number):
            continue
        money, when = sums(text), years(text)
        if not money or re.search(
            r"\b(?:capital|deficit (?:stood|was|of)|withheld|was paid|has paid|were paid)\b", text, re.IGNORECASE
        ):
            continue
        for index, one in enumerate(money):
            before = text[max(0, one.start - 70, money[index - 1].end if index else 0) : one.start]
            before = re.sub(r"^\s*(?:in (?:all|total)|altogether|overall)", "", before)
            after = text[one.end : money[index + 1].start if index + 1 < len(money) else len(text)]
            if OUR_MONEY.search(before[-60:]) and "department" not in before[-60:].lower():
                continue
            if TOTAL.search(before[-40:]) or re.match(
                r"\s*(?:in (?:all|total)|altogether|overall)", after, re.IGNORECASE
            ):
                continue
            spread = re.search(
                r"(?:each|every) (?:of|year|financial)|\ba year\b|per (?:year|annum)|annually|yearly",
                after[:60],
                re.IGNORECASE,
            )
            here = [y for y in when if one.end <= y.start < one.end + len(after)]
            named = each_year(text, here, spread=bool(spread))
            if len(named) > 1:
                parts = re.search(
                    r"\bequal (?:annual |yearly )?(?:payments|instal?ments|sums|parts|shares)",
                    after[:70],
                    re.IGNORECASE,
                )
                if parts:
                    share = pounds(float(one.value) / len(named))
                    out += [(y, Term(share, sentence.page, text, 0.8), False) for y in named]
                    continue
                out += [(y, Term(one.value, sentence.page, text, 0.9), False) for y in named]
                continue
            first = bool(_FIRST.search(after[:80]) or _FIRST.search(before[-50:]))
            year = (
                here[0]
                if here
                else next((y for y in reversed(when) if y.end <= one.start and one.start - y.end < 60), None)
            )
            out.append(
                (str(year.value) if year else None, Term(one.value, sentence.page, text, 0.95 if year else 0.85), first)
            )
    return out


def total_payment(sentences: list[Sentence]) -> Term | None:
    """What the department says it will pay in all."""
    for sentence in sentences:
        text = sentence.text
        if sentence.row or not (
            TOTAL.search(text) and (PAYS.search(text) or re.search(DEPARTMENT, text, re.IGNORECASE))
        ):
            continue
        money = sums(text)
        ranked = sorted((_away(m, one, text), i) for m in TOTAL.finditer(text) for i, one in enumerate(money))
        for away, index in ranked:
            one = money[index]
            about = text[max(0, one.start - 70) : one.end + 50]
            ours = re.search(
                r"(?:authority|council)(?:['’]s)? (?:will |shall |agrees to |own )?(?:contribut|put|provide|"
                r"add|find)|reserves|general fund",
                about,
                re.IGNORECASE,
            )
            if away < 60 and not ours and not re.search(r"deficit (?:of|stood|was)|capital", about, re.IGNORECASE):
                return Term(one.value, sentence.page, text, 0.95)
    return None


def _away(word: re.Match[str], one: Found, text: str) -> int:
    """How far a sum stands from a word for "total"; a comma, or a word that follows its sum, decides between two."""
    follows = bool(re.match(r"in (?:total|all)|altogether|overall", word[0], re.IGNORECASE))
    if one.start >= word.end():
        between = text[word.end() : one.start]
        after = follows and any(other.end <= word.start() for other in sums(text))
        return len(between) + (80 if after and re.search(r",|:|of which|\bof this\b", between) else 0)
    return max(0, word.start() - one.end) + (0 if follows else 25)


def deficits(sentences: list[Sentence]) -> list[tuple[str, Term]]:
    """A planned deficit by year that stands in a sentence and not in a table."""
    for sentence in sentences:
        text = sentence.text
        if sentence.row or not re.search(r"\bdeficit\b", text, re.IGNORECASE) or IN_YEAR.search(text):
            continue
        money, when = sums(text), years(text)
        if len(money) < 2 or len(money) != len(when):
            continue
        after = all(one.end <= year.start for one, year in zip(money, when, strict=True))
        before = all(year.end <= one.start for one, year in zip(money, when, strict=True))
        if (after or before) and not re.search(DEPARTMENT + r"[^.;]{0,60}\bpay", text, re.IGNORECASE):
            return [(str(y.value), Term(m.value, sentence.page, text, 0.85)) for m, y in zip(money, when, strict=True)]
    return []
