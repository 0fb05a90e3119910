"""Asks the index: all words first, then words that were mistyped put right, then some of the words.

In: `search.sqlite` and what a reader typed. Out: `Found`.
"""

from __future__ import annotations

import sqlite3
import threading
import weakref
from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from .entries import Entry
from .nearest import SHORTEST, Nearest
from .words import EMPTY, MOST_WORDS, SHOWN, expression, forms, meanings, words_of

FILE = "search.sqlite"
#: Where a found word begins and ends in an extract; entries hold no control characters.
BEGIN, END = "\x02", "\x03"
MOST_PARTIAL = 30
#: What is typed after this many characters is not looked at.
LONGEST = 200
#: With fewer entries found, the beginning of a word ("noth", of "nothing") may have been a mistyped word ("north").
FEW = 3
#: How many mistyped words are put right in one search.
MOST_FIXED = 3
_COLUMNS = "kind, title, also, text, address, date"
_MATCH = "select rowid from search where search match ? order by bm25(search, 8.0, 3.0, 1.0), rowid"
_EXTRACT = "select rowid, snippet(search, 2, ?, ?, '…', 22) from search where search match ? and rowid in ({})"


@dataclass(frozen=True, slots=True)
class Found:
    """Numbers of entries, best first. `instead` is what was looked for when a word had been mistyped; `partial` says
    that no entry has all of the words."""

    hits: tuple[int, ...]
    asked: str = ""
    instead: str = ""
    partial: bool = False


class SearchIndex:
    """An index, open to be read by several threads. It is closed when nobody holds it any longer."""

    def __init__(self, path: Path, exists: Callable[[str], bool] = lambda page: True) -> None:
        """`exists` says whether a page is on the site: what is not there is not found. Raises sqlite3.Error."""
        address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        self._connection = sqlite3.connect(address, uri=True, check_same_thread=False)
        self._close = weakref.finalize(self, self._connection.close)
        self._lock = threading.Lock()
        try:
            self._read(exists)
        except BaseException:
            self._close()
            raise

    def _read(self, exists: Callable[[str], bool]) -> None:
        rows = self._connection.execute(f"select rowid, {_COLUMNS} from search order by rowid")  # noqa: S608
        #: Entries by number.
        self.entries = {n: e for n, *row in rows if exists((e := Entry(*row)).address.partition("#")[0])}
        counts = dict(self._connection.execute("select term, doc from word"))
        self._words = sorted(counts)
        self._exact = frozenset(counts) | SHOWN.keys()
        self._shown = SHOWN | {
            word: shown
            for e in self.entries.values()
            if e.kind == "council"
            for shown in f"{e.title} {e.also}".replace("-", " ").split()
            for word in words_of(shown)[:1]
            if shown[:1].isupper()
        }
        # Between two words that are equally near, the name of a council is meant, then the word used more often.
        weights = dict.fromkeys(SHOWN, 0.0) | {word: min(n, 99) / 10_000 for word, n in counts.items()}
        self._nearest = Nearest(
            {w: n + 0.04 * (w in self._shown) for w, n in weights.items() if w.isalpha() and len(w) >= SHORTEST}
        )

    def ask(self, text: str) -> Found:
        """What has all words of a text; with mistyped words put right; or, failing that, some of the words."""
        text = text[:LONGEST]
        words = words_of(text)[:MOST_WORDS]
        if not words:
            return Found(())
        found = Found(())
        for known in (self._begins, self._is_word):
            fixed = self._fixed(words, known)
            question = expression(meanings([w for word in words for w in fixed.get(word, word).split()]))
            hits = self._match(question)
            if len(hits) > len(found.hits):
                found = Found(hits, question, self._told(text, fixed))
            if len(found.hits) >= FEW:
                break
        if found.hits:
            return found
        question = expression(meanings(words), any_of=True)
        return Found(self._match(question)[:MOST_PARTIAL], question, partial=True)

    def extracts(self, found: Found, numbers: Iterable[int]) -> dict[int, str]:
        """A line of each entry, with BEGIN and END around the words found."""
        wanted = list(numbers)
        marks = ", ".join("?" * len(wanted))
        with self._lock:
            rows = self._connection.execute(_EXTRACT.format(marks), (BEGIN, END, found.asked, *wanted)).fetchall()
        return dict(rows)

    def right(self, word: str) -> str | None:
        """The word, or two words, that a mistyped one was meant to be."""
        if len(word) < SHORTEST or not word.isalpha():
            return None
        for at in range(3, len(word) - 2):
            if word[:at] in self._exact and word[at:] in self._exact:
                return f"{word[:at]} {word[at:]}"
        return self._nearest.of(word)

    def _match(self, question: str) -> tuple[int, ...]:
        with self._lock:
            rows = self._connection.execute(_MATCH, (question,)).fetchall()
        return tuple(number for (number,) in rows if number in self.entries)

    def _fixed(self, words: list[str], known: Callable[[str], bool]) -> dict[str, str]:
        wrong = [word for word in words if word not in EMPTY and not known(word)][:MOST_FIXED]
        return {word: right for word in wrong if (right := self.right(word)) and right != word}

    def _is_word(self, word: str) -> bool:
        return any(form in self._exact for form in forms(word))

    def _begins(self, word: str) -> bool:
        """Whether it is a word, or the beginning of one."""
        at = bisect_left(self._words, word)
        return self._is_word(word) or (at < len(self._words) and self._words[at].startswith(word))

    def _told(self, text: str, fixed: dict[str, str]) -> str:
        if not fixed:
            return ""
        out = []
        for part in text.split():
            words = words_of(part)
            if any(word in fixed for word in words):
                right = " ".join(fixed.get(word, word) for word in words).split()
                part = " ".join(self._shown.get(word, word) for word in right)
            out.append(part)
        return " ".join(out)
