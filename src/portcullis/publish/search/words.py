"""Cuts a text into words as the index does, and makes from typed words a question that the index understands.

In: what a reader typed. Out: words, and an FTS5 expression. Every word in it stands in quotes and consists of letters
and digits only, so nothing that a reader types can become syntax.
"""

from __future__ import annotations

import unicodedata

from .synonyms import SYNONYMS

#: More words than this are no search; the rest is not looked at.
MOST_WORDS = 12
#: Words that say nothing about what is looked for, unless they stand alone.
EMPTY = frozenset(
    [
        "a", "an", "and", "are", "at", "be", "by", "can", "do", "does", "for", "from", "how", "i", "in", "is", "it",
        "its", "me", "my", "of", "on", "or", "our", "that", "the", "their", "they", "to", "was", "we", "what",
        "when", "where", "which", "who", "why", "will", "with", "you", "your",
    ]
)  # fmt: skip
Meaning = tuple[str, ...]
_APOSTROPHES = str.maketrans("", "", "'’‘`ʼ")


def words_of(text: str) -> list[str]:
    """The words of a text: small letters and digits, without accents and apostrophes."""
    bare = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES)).lower()
    kept = (c for c in bare if not unicodedata.combining(c))
    return "".join(c if c.isalnum() else " " for c in kept).split()


def stem(word: str) -> str:
    """The singular of a plural, as far as one can tell from its end."""
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    plural = len(word) > 3 and word.endswith("s") and not word.endswith("ss") and word != "news"
    return word[:-1] if plural else word


def forms(word: str) -> list[str]:
    """A word, its singular, and its plural."""
    one = stem(word)
    many = f"{one[:-1]}ies" if one.endswith("y") else f"{one}s"
    return list(dict.fromkeys((word, one, many)))


def _phrases(line: tuple[str, ...]) -> tuple[Meaning, ...]:
    return tuple(tuple(words_of(phrase)) for phrase in line)


GROUPS = tuple(_phrases(line) for line in SYNONYMS)
#: Every phrase with the line that it stands on, longest first.
_KNOWN = sorted(
    ((tuple(map(stem, phrase)), number) for number, group in enumerate(GROUPS) for phrase in group),
    key=lambda item: (-len(item[0]), item),
)
#: Words of synonyms as they are shown.
SHOWN = {word: shown for line in SYNONYMS for phrase in line for shown in phrase.split() for word in words_of(shown)}
#: The line of "council": true of nearly every page, so it does not narrow a search for "some of these words".
COMMONPLACE = next(number for number, group in enumerate(GROUPS) if ("council",) in group)


def meanings(words: list[str]) -> list[Meaning | int]:
    """Words one by one, but a run of words that is a synonym as the number of its line."""
    stems = [stem(word) for word in words]
    out: list[Meaning | int] = []
    at = 0
    while at < len(words):
        for phrase, number in _KNOWN:
            if tuple(stems[at : at + len(phrase)]) == phrase:
                out.append(number)
                at += len(phrase)
                break
        else:
            out.append((words[at],))
            at += 1
    kept = [m for m in out if isinstance(m, int) or m[0] not in EMPTY]
    return list(dict.fromkeys(kept or out))


def expression(wanted: list[Meaning | int], *, any_of: bool = False) -> str:
    """The FTS5 expression for all of the meanings, or for any of them."""
    if any_of:
        wanted = [m for m in wanted if m != COMMONPLACE] or wanted
    parts = [_group(m) if isinstance(m, int) else _word(m[0], last=m == wanted[-1]) for m in wanted]
    return (" OR " if any_of else " AND ").join(f"({part})" for part in parts)


def _word(word: str, *, last: bool) -> str:
    """A word in its forms; also as the beginning of a longer one, but the whole word weighs more."""
    begins = word.isalpha() and len(word) >= (2 if last else 3)
    return " OR ".join([*map(_quoted, forms(word)), *([f"{_quoted(word)}*"] if begins else [])])


def _group(number: int) -> str:
    atoms = []
    for phrase in GROUPS[number]:
        if len(phrase) > 1 and phrase[-1].isalpha():
            atoms.append(f"{_quoted(' '.join(phrase))}*")  # the plural too
        else:
            atoms += [_quoted(" ".join((*phrase[:-1], end))) for end in forms(phrase[-1])]
    return " OR ".join(dict.fromkeys(atoms))


def _quoted(words: str) -> str:
    return f'"{words}"'
