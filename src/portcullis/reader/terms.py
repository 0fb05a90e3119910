"""The terms of an agreement that stand in its sentences: years, sums, shares, how often it reports.

In: the sentences of a document. Out: `Term`s, each with the words it was read from. Nothing is worked out that the
document does not say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from .figures import YEAR, Found, number_word, pounds, sums, years
from .sentences import Sentence


@dataclass(frozen=True, slots=True)
class Term:
    """A value with its evidence."""

    value: object
    page: int | None
    quote: str
    confidence: float


_IN_YEAR = re.compile(
    r"in[- ]year (?:\w+[- ]){0,3}?(?:balance|surplus|break-?even|position|equilibrium)|balanced? (?:\w+ "
    r"){0,4}in[- ]year|"
    r"(?:live|spend|operate|remain|keep|stay|manage)\w* within (?:its|the|their|each) (?:\w+ ){0,3}(?:grant|"
    r"allocation|DSG|income|funding)|"
    r"break-?\s?even (?:\w+ ){0,5}(?:each|in[- ]year|annual|every|year)|(?:annual|yearly) (?:\w+ ){0,2}balance|"
    r"(?:yearly|annual) (?:\w+ )?(?:overspend|deficit)(?:[^.;]|\.(?=\d)){0,40}(?:eliminat|remov|nil|zero|end|clos)|"
    r"spend(?:s|ing)? no more than (?:it|the authority|the council) receives|"
    r"(?:annual|yearly|in-year|each year['’]s|high needs|DSG) (?:\w+ ){0,2}(?:spend|spending|expenditure|"
    r"costs?)(?:[^.;]|\.(?=\d)){0,40}?(?:not exceed|no more than|no greater than|within|equal|match|match\w*|"
    r"contained|covered)(?:[^.;]|\.(?=\d)){0,40}?(?:income|allocation|grant|funding|DSG)|"
    r"(?:in balance|balanced|in surplus)(?:[^.;]|\.(?=\d)){0,15}(?:each|every|in any|in-year|in year)|"
    r"(?:account|budget|block|spending)(?:[^.;]|\.(?=\d)){0,20} in(?:to)? balance|within (?:its|their) means|"
    r"(?:year|annual)(?:['’]s)? spending (?:is |to be |will be )?(?:no more than|within|matched|in line|covered)|"
    r"in[- ]year (?:\w+ ){0,3}deficit(?:[^.;]|\.(?=\d)){0,40}(?:eliminat|remov|nil|zero|end|clos)|balance "
    r"(?:its|the) (?:\w+ ){0,3}(?:in each|each year|every year|budget)",
    re.IGNORECASE,
)
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
_DEPARTMENT = r"(?:the department|DfE|the DfE|Department for Education|Secretary of State)"
_PAYS = re.compile(
    rf"{_DEPARTMENT}(?:[^.;]|\.(?=\d)){{0,60}}?\b(?:pay|pays|release|provide|give|make|transfer|contribute|"
    rf"fund|advance|payments?)\b|(?:will|shall|to) be paid|"
    rf"(?:additional|extra) (?:DSG|funding|grant)|paid by {_DEPARTMENT}|\breceiv\w+|(?:payment|instalment|sum)s? of",
    re.IGNORECASE,
)
_FIRST = re.compile(
    r"\b(?:before|by|prior to|ahead of|no later than|at|within)\b(?:[^.;]|\.(?=\d)){0,25}\b(?:end|close|31 "
    r"March|ends|closes|out)\b|\b(?:first|initial|up-?front|opening|straight away|on signature|immediately)\b",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"\b(?:in total|total(?:s|ling|ing)?|come to|comes to|add up to|adds up to|amount to|amounts to|sum to|in all|"
    r"altogether|overall|aggregate|in sum|whole|combined|up to|over the (?:life|term|period)|maximum|sum of "
    r"all)\b",
    re.IGNORECASE,
)
_OUR_MONEY = re.compile(
    r"\b(?:authority|council|it)(?:['’]s)?\b(?:[^.;]|\.(?=\d)){0,80}?\b(?:contribut\w*|put(?:s|ting)? in|"
    r"provide|commit\w*|set(?:s|ting)? aside|inject\w*|add|invest|"
    r"meet|fund|puts|use|find|make available|allocate|own (?:money|funds|resources|contribution)|draw\w*)\b|"
    r"(?:from|out of) (?:its|the authority['’]s|the council['’]s|general|earmarked|own|council) (?:own "
    r")?(?:\w+ ){0,2}(?:reserves?|funds?|resources|fund|budget|receipts)|"
    r"(?:local|council|authority) contribution|falls? to the (?:authority|council)|(?:from|out of) the general "
    r"fund|(?:receipts|reserves|balances)(?:[^.;]|\.(?=\d)){0,40}used by "
    r"the (?:council|authority)",
    re.IGNORECASE,
)
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
_STATUTORY = re.compile(
    r"\b(?:nothing|no part|no term|no provision|none of|neither)\b(?:[^.]|\.(?=\d)){0,120}\b(?:affect|alter|"
    r"overrid|remov|releas|limit|chang|displac|reliev|dilut|derogat|"
    r"detract|reduc|restrict|fetter|require|replac|cut across|weaken|excus|absolv|diminish|waiv|prejudic|"
    r"interfer|modif|qualif|vari|take away|set aside|lessen|permit)\w*(?:[^.]|\.(?=\d)){0,120}\b(?:dut|"
    r"obligation|statut|law\b|legal|legislation|right)|"
    r"\b(?:dut(?:y|ies)|obligations?|responsibilit\w+|rights?|functions)\b(?:[^.]|"
    r"\.(?=\d)){0,100}\b(?:unaffected|(?:are|is|be) not affected|unchanged|remain\w*|continu\w+ to apply|not "
    r"(?:changed|altered|reduced|affected|limited|displaced)|take precedence|come first|prevail|stand|"
    r"undiminished|in full)\b|"
    r"\b(?:does|do|shall|will|is|are|may) not\b(?:[^.]|\.(?=\d)){0,60}\b(?:affect|alter|overrid|remov|releas|"
    r"limit|chang|displac|reliev|dilut|reduc|restrict|fetter|replac|excus|absolv|waiv)\w*(?:[^.]|"
    r"\.(?=\d)){0,100}\b(?:statut\w+|legal|law\w*)\b(?:[^.]|\.(?=\d)){0,30}\b(?:dut|obligation|responsib|right|"
    r"function)|"
    r"without prejudice to(?:[^.]|\.(?=\d)){0,80}\b(?:statut|dut|legal|law)|"
    r"\b(?:in accordance|in line|consistent|compl\w+) with (?:all )?(?:its|the|their|all)(?: \w+)? "
    r"(?:statutory|legal) (?:dut|obligation|responsib)|"
    r"\b(?:override|affect|alter|change|limit|replace|remove)s? (?:\w+ ){0,3}(?:duties|duty|obligations|"
    r"rights)|subject to the law\b|(?:not|nothing)(?:[^.]|\.(?=\d)){0,40}\b(?:what is )?owed to (?:any|a|each|"
    r"individual) child|"
    r"\b(?:subject|having regard) (?:always )?to\b(?:[^.]|\.(?=\d)){0,60}\bstatutory (?:duties|obligations|"
    r"responsibilities)|"
    r"\b(?:continue\w*|must|shall|will|remains?)\b(?:[^.]|\.(?=\d)){0,60}\b(?:meet|fulfil|comply|discharg|"
    r"satisf|honour|observ|bound|perform|responsible)\w*(?:[^.]|\.(?=\d)){0,60}\b(?:statutory|legal) (?:\w+ "
    r")?(?:dut|obligation|responsib)|"
    r"\b(?:statutory|legal) (?:duties|obligations)(?:[^.]|\.(?=\d)){0,60}\b(?:must|will|shall) (?:continue to |"
    r"still |always )?be (?:met|fulfilled|complied|discharged|honoured)",
    re.IGNORECASE,
)
_LAWFUL = re.compile(r"statut|legal|\blaw\b|duty|duties|obligat|rights?\b|legislation", re.IGNORECASE)
_STATUTORY_NOT = re.compile(
    r"\bdoes not (?:say|mention|address|deal with|consider|refer)|aware of (?:its|the) statutory|silent on",
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
    return year_for(sentences, _IN_YEAR, _CLEARED)


def deficit_cleared_by(sentences: list[Sentence]) -> Term | None:
    """By when the whole deficit is to be gone."""
    return year_for(sentences, _CLEARED, _IN_YEAR)


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


_GOES_ON = re.compile(
    r"^\W*(?:it|they|of (?:this|these|that)|this|these|a first|the first|an initial|the initial|the balance|"
    r"the remainder|then|in later|in addition|after that|thereafter|the rest|further|£)\b|will be paid|to be "
    r"paid|be released",
    re.IGNORECASE,
)


def _by_department(sentences: list[Sentence], index: int) -> bool:
    """Whether a sentence says what the department pays: by name, or going on from one that does."""
    text = sentences[index].text
    if re.search(_DEPARTMENT, text, re.IGNORECASE):
        return True
    if not _GOES_ON.search(text):
        return False
    before = [s.text for s in sentences[max(0, index - 3) : index] if s.block == sentences[index].block]
    return any(re.search(_DEPARTMENT, one, re.IGNORECASE) for one in before)


def payments(sentences: list[Sentence]) -> list[tuple[str | None, Term, bool]]:
    """Sums that the department will pay: year (None where the sentence names none), sum, whether it is the first."""
    out: list[tuple[str | None, Term, bool]] = []
    for number, sentence in enumerate(sentences):
        text = sentence.text
        if sentence.row or not (_PAYS.search(text) or _GOES_ON.search(text)) or not _by_department(sentences, number):
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
            if _OUR_MONEY.search(before[-60:]) and "department" not in before[-60:].lower():
                continue
            if _TOTAL.search(before[-40:]) or re.match(
                r"\s*(?:in (?:all|total)|altogether|overall)", after, re.IGNORECASE
            ):
                continue
            spread = re.search(
                r"(?:each|every) (?:of|year|financial)|\ba year\b|per (?:year|annum)|annually|yearly",
                after[:60],
                re.IGNORECASE,
            )
            here = [y for y in when if one.end <= y.start < one.end + len(after)]
            named = _each(text, here, spread=bool(spread))
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


def _each(text: str, here: list[Found], *, spread: bool) -> list[str]:
    """The years that a sum is for: 'each of 2023-24 to 2025-26', 'both 2023-24 and 2024-25', or just the first."""
    if len(here) < 2:
        return [str(one.value) for one in here]
    joint = text[here[0].end : here[1].start]
    if re.fullmatch(r"\s*(?:to|through to|through|until|up to|[–—-])\s*", joint):
        return _range(str(here[0].value), str(here[1].value)) if spread else [str(here[0].value)]
    joined = [here[0]]
    for one in here[1:]:
        if not re.fullmatch(r",?\s*(?:and\s*)?(?:again\s*)?(?:in|for)?\s*", text[joined[-1].end : one.start]):
            break
        joined.append(one)
    return [str(one.value) for one in joined]


def _range(first: str, last: str) -> list[str]:
    return [f"{y}-{(y + 1) % 100:02d}" for y in range(int(first[:4]), min(int(last[:4]), int(first[:4]) + 15) + 1)]


def total_payment(sentences: list[Sentence]) -> Term | None:
    """What the department says it will pay in all."""
    for sentence in sentences:
        text = sentence.text
        if sentence.row or not (
            _TOTAL.search(text) and (_PAYS.search(text) or re.search(_DEPARTMENT, text, re.IGNORECASE))
        ):
            continue
        money = sums(text)
        ranked = sorted((_away(m, one, text), i) for m in _TOTAL.finditer(text) for i, one in enumerate(money))
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


def contribution(sentences: list[Sentence]) -> Term | None:
    """What the council puts in from its own money."""
    for sentence in sentences:
        text = sentence.text
        if sentence.row or not _OUR_MONEY.search(text):
            continue
        clauses = re.split(r";|(?<=[a-z]), (?:while|and the department|whereas)", text)
        for clause in clauses:
            match = _OUR_MONEY.search(clause)
            money = sums(clause)
            if (
                not match
                or not money
                or re.search(
                    rf"{_DEPARTMENT}(?:[^.;]|\.(?=\d)){{0,40}}(?:pay|provide|contribut|release)", clause, re.IGNORECASE
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
            over = _each(clause, [y for y in years(clause) if y.start > money[0].end], spread=bool(spread))
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
        weight = 2 * bool(re.search(rf"{_DEPARTMENT}", text, re.IGNORECASE)) + 2 * bool(
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


def statutory_clause(sentences: list[Sentence]) -> Sentence | None:
    """The sentence that says that statutory duties are unaffected."""
    for sentence in sentences:
        if (
            _LAWFUL.search(sentence.text)
            and _STATUTORY.search(sentence.text)
            and not _STATUTORY_NOT.search(sentence.text)
        ):
            return sentence
    return None


def deficits(sentences: list[Sentence]) -> list[tuple[str, Term]]:
    """A planned deficit by year that stands in a sentence and not in a table."""
    for sentence in sentences:
        text = sentence.text
        if sentence.row or not re.search(r"\bdeficit\b", text, re.IGNORECASE) or _IN_YEAR.search(text):
            continue
        money, when = sums(text), years(text)
        if len(money) < 2 or len(money) != len(when):
            continue
        after = all(one.end <= year.start for one, year in zip(money, when, strict=True))
        before = all(year.end <= one.start for one, year in zip(money, when, strict=True))
        if (after or before) and not re.search(_DEPARTMENT + r"[^.;]{0,60}\bpay", text, re.IGNORECASE):
            return [(str(y.value), Term(m.value, sentence.page, text, 0.85)) for m, y in zip(money, when, strict=True)]
    return []
