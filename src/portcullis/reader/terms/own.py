"""What the council puts in from its own money.

In: sentences. Out: a `Term`.
"""

from __future__ import annotations

import re

from ..figures import number_word, pounds, sums, years
from ..sentences import Sentence
from .each import each_year
from .term import Term
from .wording import DEPARTMENT, OUR_MONEY


def contribution(sentences: list[Sentence]) -> Term | None:
    """What the council puts in from its own money."""
    for sentence in sentences:
        text = sentence.text
        if sentence.row or not OUR_MONEY.search(text):
            continue
        clauses = re.split(r";|(?<=[a-z]), (?:while|and the department|whereas)", text)
        for clause in clauses:
            match = OUR_MONEY.search(clause)
            money = sums(clause)
            if (
                not match
                or not money
                or re.search(
                    rf"{DEPARTMENT}(?:[^.;]|\.(?=\d)){{0,40}}(?:pay|provide|contribut|release)", clause, re.IGNORECASE
                )
            ):
                continue
            if (
                re.search(r"deficit (?:of|stood|was)|cap(?:ital)? (?:bid|award|funding)", clause, re.IGNORECASE)
                and len(money) == 1
            ):
                continue
            spread = re.match(
                r"\s*(?:in|for|over|during)?\s*(?:each|every|both)\b", clause[money[0].end :], re.IGNORECASE
            )
            over = each_year(clause, [y for y in years(clause) if y.start > money[0].end], spread=bool(spread))
            if spread and len(money) == 1 and len(over) > 1:
                return Term(pounds(float(money[0].value) * len(over)), sentence.page, text, 0.75)
            stated = [
                one
                for one in money
                if re.search(r"total\w*(?: of)?\s*$|in all,?\s*$|altogether,?\s*$", clause[: one.start], re.IGNORECASE)
                or re.match(r"\s*(?:in (?:total|all)|altogether|overall)", clause[one.end :], re.IGNORECASE)
            ]
            yearly = re.match(
                r"\s*(?:a year|per year|per annum|each year|annually|every year)\s*(?:for|over)\s*(\w+) years",
                clause[money[0].end :],
                re.IGNORECASE,
            )
            if stated:
                return Term(stated[0].value, sentence.page, text, 0.95)
            if yearly and (count := number_word(yearly[1])):
                return Term(pounds(float(money[0].value) * count), sentence.page, text, 0.75)
            when = years(clause)
            if len(money) == len(when) + 1 and len(money) > 2:  # a sum, and how it falls on the years
                return Term(money[0].value, sentence.page, text, 0.9)
            if len(money) > 1 and len(when) >= len(money):
                value = sum(float(one.value) for one in money)
                return Term(pounds(value), sentence.page, text, 0.8)
            return Term(money[0].value, sentence.page, text, 0.95)
    return None
