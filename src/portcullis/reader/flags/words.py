"""Finds ideas in sentences: each word or phrase of the lexicon that stands in a sentence, with its place.

In: `lexicon.toml` and a sentence. Out: `Tagged`: the words, and for each idea the spans of words that carry it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources

import tomli

_WORD = re.compile(r"£?\d[\d,]*(?:\.\d+)?(?:m\b|k\b)?%?|[a-z]+(?:['’][a-z]+)?|£|%")
_YEAR = re.compile(r"20\d\d")
_NUMBERS = frozenset(
    [
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "fifteen",
        "twenty",
        "thirty",
        "forty",
        "fifty",
        "sixty",
        "seventy",
        "eighty",
        "ninety",
        "hundred",
        "half",
        "third",
        "quarter",
        "double",
        "zero",
        "none",
    ]
)
Span = tuple[int, int]
#: Words whose ideas are kept: the English of officers has fewer, and a hostile file cannot fill our memory.
MOST_KEPT = 50_000


@dataclass(slots=True)
class Tagged:
    """A sentence as words with their places in its text, and the spans of each idea."""

    words: list[str]
    places: list[Span]
    ideas: dict[str, list[Span]]

    def has(self, *names: str) -> bool:
        """Whether one of the ideas stands in the sentence."""
        return any(name in self.ideas for name in names)


@dataclass(slots=True)
class _Begun:
    """What a word may begin: ideas that it carries alone, phrases by their second word, and those open there."""

    alone: tuple[str, ...]
    next: dict[str, list[tuple[str, tuple[str, ...]]]] = field(default_factory=dict)
    open: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)


class Lexicon:
    """Phrases by their first word, and by how their first word begins."""

    def __init__(self, ideas: dict[str, str]) -> None:
        self._exact: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        self._begins: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        self.names = frozenset(ideas)
        for name, phrases in ideas.items():
            for phrase in phrases.split(";"):
                parts = tuple(_parts(phrase))
                if not parts:
                    continue
                first = parts[0]
                where = self._begins if first.endswith("*") and len(first) > 1 else self._exact
                where.setdefault(first.rstrip("*"), []).append((name, parts))
        self._known: dict[str, _Begun] = {}
        self._shortest = min(map(len, self._begins), default=1)
        self._longest = max(map(len, self._begins), default=0)

    def tag(self, text: str) -> Tagged:
        """Every idea of a sentence."""
        lowered = text.lower().replace("’", "'")
        words, places = [], []
        for match in _WORD.finditer(lowered):
            words.append(match[0].replace(",", ""))
            places.append(match.span())
        ideas: dict[str, list[Span]] = {}
        known = self._known
        for at, word in enumerate(words):
            begun = known.get(word) or self._learn(word)
            for name in begun.alone:
                ideas.setdefault(name, []).append((at, at + 1))
            after = words[at + 1] if at + 1 < len(words) else ""
            for name, parts in begun.next.get(after, ()):
                self._try(name, parts, at, words, ideas)
            for name, parts in begun.open:
                self._try(name, parts, at, words, ideas)
        _figures(words, ideas)
        for covering in ("PLANS", "ASSESS", "REQUEST", "REVIEW"):
            _uncover(ideas, covering, f"NOT{covering}")
        _uncover(ideas, "PLANS", "REQUEST")
        return Tagged(words, places, ideas)

    def _learn(self, word: str) -> _Begun:
        """What a word may begin: ideas that it carries alone, and longer phrases. Kept, for words come again."""
        found = list(self._exact.get(word, ()))
        for size in range(self._shortest, min(len(word), self._longest) + 1):
            found += self._begins.get(word[:size], ())
        made = _Begun(tuple(dict.fromkeys(name for name, parts in found if len(parts) == 1)))
        for name, parts in found:
            if len(parts) > 1 and (parts[1].endswith("*") or parts[1] == "£"):
                made.open.append((name, parts))
            elif len(parts) > 1:
                made.next.setdefault(parts[1], []).append((name, parts))
        if len(self._known) < MOST_KEPT:
            self._known[word] = made
        return made

    @staticmethod
    def _try(name: str, parts: tuple[str, ...], at: int, words: list[str], ideas: dict[str, list[Span]]) -> None:
        here = at + 1
        for index, part in enumerate(parts[1:], 1):
            if part == "*":  # up to four words in between
                after = parts[index + 1]
                gap = words[here : here + 6]
                if any(_fits(word, after) for word in gap[1:]):
                    break  # the words in between may carry other ideas
                return
            if here >= len(words) or not _fits(words[here], part):
                return
            here += 1
        ideas.setdefault(name, []).append((at, here))


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lexicon that comes with the reader."""
    return Lexicon(
        tomli.loads(resources.files("portcullis.reader.flags").joinpath("lexicon.toml").read_text(encoding="utf-8"))
    )


def _parts(phrase: str) -> list[str]:
    return re.findall(
        r"£?\d[\d,]*%?\*?|[A-Za-z]+(?:'[a-z]+)?\*?|£|%|\d[\d,]*%?\*?|\*", phrase.replace("-", " ").lower()
    )


def _fits(word: str, part: str) -> bool:
    if part.endswith("*"):
        return word.startswith(part[:-1])
    return word == part or (part == "£" and word.startswith("£"))


def _uncover(ideas: dict[str, list[Span]], name: str, cover: str) -> None:
    covers = ideas.get(cover)
    if covers and name in ideas:
        kept = [s for s in ideas[name] if not any(c[0] <= s[0] < c[1] or c[0] < s[1] <= c[1] for c in covers)]
        if kept:
            ideas[name] = kept
        else:
            del ideas[name]


def _figures(words: list[str], ideas: dict[str, list[Span]]) -> None:
    """Ideas that figures carry: numbers, shares, hours, weeks beyond the time limit."""

    def add(name: str, start: int, end: int) -> None:
        ideas.setdefault(name, []).append((start, end))

    for at, word in enumerate(words):
        digit = word[0].isdigit() or (word[0] == "£" and len(word) > 1)
        if word[0] == "£":
            add("SUM", at, at + 1)
            add("COST", at, at + 1)
        if not digit and word not in _NUMBERS:
            continue
        after = words[at + 1] if at + 1 < len(words) else ""
        next_but_one = words[at + 2] if at + 2 < len(words) else ""
        year = bool(_YEAR.fullmatch(word)) or (at > 0 and bool(_YEAR.fullmatch(words[at - 1])) and len(word) == 2)
        if year:
            continue
        before = words[at - 1] if at else ""
        if before in (
            "year",
            "section",
            "stage",
            "element",
            "paragraph",
            "f",
            "march",
            "april",
            "sections",
            "s",
            "post",
            "para",
            "over",
            "aged",
            "age",
            "part",
        ) and not (before == "over" and word[0] == "£"):
            continue
        if after in (
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ):
            continue
        if (word in ("20", "twenty") and after in ("week", "weeks")) or (word == "one" and after in ("to", "of")):
            continue
        if word in ("one", "16", "18", "19", "25", "16s") and after in ("to", "of", "and", "year", "years", "plus"):
            continue
        add("NUMBER", at, at + 1)
        if word not in ("one", "half", "double", "two", "none") or after in ("of", "the"):
            add("NUMBERNOTYEAR", at, at + 1)
        if word.endswith("%") or (after in ("%", "percent")) or (after == "per" and next_but_one == "cent"):
            add("NUMBERPCT", at, at + 1)
        if after in ("pupils", "children", "learners", "students", "young", "places", "placements", "families"):
            add("NUMBERPUPILS", at, at + 2)
        if after in ("hour", "hours") or (after in ("half", "mornings", "sessions", "lessons")):
            add("HOURNUM", at, at + 2)
        if after == "weeks" and word.isdigit() and 20 < int(word) < 100:
            add("LONGWEEKS", at, at + 2)
        if word.rstrip("%") in ("100",) and (word.endswith("%") or after in ("per", "%")):
            add("FULLPCT", at, at + 1)
    for at, word in enumerate(words):
        if word in ("transfer", "transferred", "transferring", "move", "moved", "moving", "slice", "shift"):
            for other in range(max(0, at - 10), min(len(words), at + 14)):
                size = words[other].rstrip("%")
                share = words[other].endswith("%") or words[other + 1 : other + 3] == ["per", "cent"]
                size = {"one": "1", "two": "2", "three": "3"}.get(size, size)
                if (
                    share
                    and re.fullmatch(r"\d+(?:\.\d+)?", size)
                    and float(size) > 0.5
                    and any(w in ("block", "schools", "budget", "budgets") for w in words[max(0, at - 10) : at + 14])
                ):
                    add("TRANSFERPCT", min(at, other), max(at, other) + 1)
