"""Terms that are years: when the yearly account balances, when the deficit is gone, how long the agreement runs.

In: sentences. Out: `Term`s.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..figures import YEAR, number_word, years
from ..sentences import Sentence
from .term import Term
from .wording import IN_YEAR

_CLEARED = re.compile(
    r"(?<!in-year )(?<!in year )(?:deficit|overspend|shortfall|negative balance)\b(?:[^.;]|"
    r"\.(?=\d)){0,90}?\b(?:clear\w*|eliminat\w*|gone|extinguish\w*|paid off|repaid|(?:to|at|reach\w*|be|is) "
    r"(?:zero|nil|nothing)|"
    r"remov\w*|dealt with|wiped|written off|brought to an end|discharg\w*|resolv\w*)\b|"
    r"\b(?:clear\w*|eliminat\w*|extinguish\w*|pay(?:ing)? off|repay\w*|repaid|recover\w*|dealt with|nothing|"
    r"zero|nil|remov\w*|"
    r"wip(?:e|ing) out|discharg\w*|no)\b(?:[^.;]|\.(?=\d)){0,70}?(?<!in-year )(?<!in year )(?:deficit|"
    r"overspend)\b|"
    r"balance(?:[^.;]|\.(?=\d)){0,40}(?:return\w*|brought|reach\w*|back) (?:\w+ ){0,2}(?:to )?(?:zero|nil)|"
    r"(?:zero|nil) (?:cumulative|DSG|closing|overall) (?:\w+ )?balance|the cumulative (?:deficit|one)(?= by)",
    re.IGNORECASE,
)
_RUNS = re.compile(
    rf"(?P<a>{YEAR})(?P<between>(?:[^.;]|\.(?=\d)){{0,40}}?\b(?:to|until|through|and|ending|ends|till|end "
    rf"of)\b(?:[^.;]|\.(?=\d)){{0,30}}?|\s?[–—-]\s?|,\s)(?P<b>{YEAR})",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    r"financial years?|agreement|\bterm\b|duration|covers|runs|period|term of|lasts|in force|duration|spans|"
    r"applies|parties",
    re.IGNORECASE,
)


def year_for(sentences: Iterable[Sentence], about: re.Pattern[str], other: re.Pattern[str]) -> Term | None:
    """The year that belongs to what `about` finds: the nearest, unless `other` stands between them."""
    best: tuple[float, Term] | None = None
    for number, sentence in enumerate(sentences):
        if sentence.row:
            continue
        found = years(sentence.text)
        if not found:
            continue
        others = [m.span() for m in other.finditer(sentence.text)]
        for match in about.finditer(sentence.text):
            for year in found:
                between = (match.end(), year.start) if year.start >= match.start() else (year.end, match.start())
                away = max(0, between[1] - between[0])
                cost = away + (60.0 if year.start < match.start() else 0.0) + number * 3
                if any(between[0] <= start < between[1] for start, _ in others):
                    cost += 150
                lead = sentence.text[max(0, year.start - 40) : year.start]
                if not re.search(
                    r"\b(?:by|until|before|end|close|later than|in|at|during|from|of|for)\b(?:[^.]|\.(?=\d)){0,25}$",
                    lead,
                    re.IGNORECASE,
                ):
                    cost += 60
                if re.search(
                    r"\b(?:stood at|was|were|at 31 March|forecast|currently)\b(?:[^.]|\.(?=\d)){0,30}$",
                    lead,
                    re.IGNORECASE,
                ):
                    cost += 120
                if best is None or cost < best[0]:
                    best = (cost, Term(year.value, sentence.page, sentence.text, 0.97 if cost < 120 else 0.8))
    return best[1] if best and best[0] < 400 else None


def in_year_balance_by(sentences: list[Sentence]) -> Term | None:
    """By when the yearly account is to balance."""
    return year_for(sentences, IN_YEAR, _CLEARED)


def deficit_cleared_by(sentences: list[Sentence]) -> Term | None:
    """By when the whole deficit is to be gone."""
    return year_for(sentences, _CLEARED, IN_YEAR)


def runs(sentences: list[Sentence]) -> tuple[Term, Term] | None:
    """First and last financial year of the agreement."""
    for sentence in sentences[:80]:
        if sentence.row or not _PERIOD.search(sentence.text):
            continue
        match = _RUNS.search(sentence.text)
        if match:
            first, last = years(match["a"]), years(match["b"])
            if first and last and str(first[0].value) < str(last[0].value):
                return tuple(Term(y[0].value, sentence.page, sentence.text, 0.97) for y in (first, last))  # ty: ignore[invalid-explicit-return]
        lasts = re.search(
            r"\b(?:for|of|over|covers|spans|lasts)(?: a period of| the| a term of)? (\w+) (?:financial )?years?\b",
            sentence.text,
            re.IGNORECASE,
        )
        found = years(sentence.text)
        if (
            lasts
            and found
            and (count := number_word(lasts[1]))
            and re.search("begin|start|from|first|commenc", sentence.text, re.IGNORECASE)
        ):
            start = int(str(found[0].value)[:4])
            end = start + count - 1
            return (
                Term(found[0].value, sentence.page, sentence.text, 0.9),
                Term(f"{end}-{(end + 1) % 100:02d}", sentence.page, sentence.text, 0.85),
            )
    return None
