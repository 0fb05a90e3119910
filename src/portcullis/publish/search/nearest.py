"""The known words that a mistyped one is most like.

In: known words, each with a weight that decides between two that are alike. Out: `Nearest`.
Words are first chosen by the groups of three letters that they share, which is fast; then compared letter by letter.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from difflib import SequenceMatcher
from functools import lru_cache

#: How many words are compared letter by letter.
COMPARED = 16
#: Shorter words are like too many others.
SHORTEST, LONGEST = 4, 40
ALIKE = 0.75
#: People often begin a word rightly: between two that are equally near, that decides.
BEGINS_ALIKE = 0.03
#: An ending that is often left out: "Glouster" is Gloucestershire.
LEFT_OUT = "shire"


class Nearest:
    """Known words, ready to be compared with."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        short = {term.removesuffix(LEFT_OUT): term for term in weights if term.endswith(LEFT_OUT)}
        #: What is compared, and the word that is meant by it.
        self._meant = {term: term for term in weights} | {s: w for s, w in short.items() if s and s not in weights}
        self._terms = sorted(self._meant)
        self._weights = [weights[self._meant[term]] for term in self._terms]
        self._sizes: list[int] = []
        self._holding: dict[str, list[int]] = defaultdict(list)
        for number, term in enumerate(self._terms):
            grams = _trigrams(term)
            self._sizes.append(len(grams))
            for gram in grams:
                self._holding[gram].append(number)
        self.of = lru_cache(maxsize=512)(self._of)

    def _of(self, word: str, alike: float = ALIKE) -> str | None:
        """The word that is most like this one, or None when none is like enough."""
        if not SHORTEST <= len(word) <= LONGEST:
            return None
        grams = _trigrams(word)
        shared = Counter(number for gram in sorted(grams) for number in self._holding.get(gram, ()))
        near = sorted(shared, key=lambda n: (-shared[n] / (len(grams) + self._sizes[n] - shared[n]), n))[:COMPARED]
        matcher = SequenceMatcher(autojunk=False)
        matcher.set_seq2(word)
        best: tuple[float, str] | None = None
        for number in near:
            term = self._terms[number]
            # One wrong letter in four is much: a short word must at least begin right.
            if len(word) <= 5 and term[0] != word[0]:
                continue
            matcher.set_seq1(term)
            if (
                matcher.real_quick_ratio() < alike
                or matcher.quick_ratio() < alike
                or (ratio := matcher.ratio()) < alike
            ):
                continue
            found = (ratio + self._weights[number] + BEGINS_ALIKE * (term[0] == word[0]), term)
            if best is None or found > best:
                best = found
        return self._meant[best[1]] if best else None


def _trigrams(word: str) -> set[str]:
    padded = f"  {word} "
    return {padded[at : at + 3] for at in range(len(padded) - 2)}
