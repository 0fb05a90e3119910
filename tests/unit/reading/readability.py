"""How hard a text is to read: sentences, words, syllables, and the Flesch-Kincaid grade.

In: HTML or plain text. Out: sentences and a school grade (American; grade + 5 is the age). A measure of length only:
it does not see whether a text makes sense. Names and terms of the glossary count as words of one syllable, since
every term is explained one click away and a name cannot be made shorter.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

ONE = "word"
_BLOCK = re.compile(r"</(?:p|li|h[1-6]|dd|dt|td|th|tr)>")
_WORD = re.compile(r"[A-Za-z][A-Za-z’'-]*|\d[\d.,]*")


def plain(markup: str) -> str:
    """The words of a piece of HTML, without citations; each block ends a sentence."""
    markup = re.sub(r'<span class="src">.*?</span>', "", markup, flags=re.DOTALL)
    markup = _BLOCK.sub(".\n", markup)
    text = html.unescape(re.sub(r"<[^>]+>", "", markup))
    text = re.sub(r"[:.]?\s*\.\n", ".\n", text)
    return re.sub(r"([.?!])[ ]*\.\n", r"\1\n", text)


def sentences(text: str) -> list[str]:
    """Split where a sentence ends, not inside a number."""
    found = re.split(r"(?<=[.?!])[”’)]*\s+", text)
    return [s.strip() for s in found if _WORD.search(s)]


def syllables(word: str) -> int:
    """A count by groups of vowels: silent e and -ed taken off, -le and -ia added."""
    word = re.sub(r"[^a-z]", "", word.lower())
    if not word:
        return 1
    count = len(re.findall(r"[aeiouy]+", word))
    if re.search(r"[^aeioul]e$|[aeiou][^aeiou]es$|[^aeioutd]ed$", word) and count > 1:
        count -= 1
    count += len(re.findall(r"i[ao]|[aeo]ing$|eo[^u]", word)) - len(re.findall(r"[tsc]i[ao]", word))
    return max(1, count)


def without(text: str, terms: Iterable[str]) -> str:
    """Terms and names replaced by one short word each."""
    for term in sorted(terms, key=len, reverse=True):
        text = re.sub(rf"(?<![\w-]){re.escape(term)}(?![\w-])", ONE, text, flags=re.IGNORECASE if term.islower() else 0)
    # A capital inside a sentence begins a name: Bournemouth, Safety Valve, High Court.
    return re.sub(r"(?<=[a-z,] )[A-Z][A-Za-z]+(?:,? (?:and |of )?[A-Z][A-Za-z]+)*", ONE, text)


def grade(text: str) -> float:
    """Flesch-Kincaid grade level (Kincaid and others, 1975)."""
    count = len(sentences(text))
    words = _WORD.findall(text)
    return 0.39 * len(words) / count + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
