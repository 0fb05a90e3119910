"""The glossary: one text for the repository, the site and every first use of a term.

In: guides/glossary.md, the same text as GLOSSARY.md (a test holds them equal). Out: entries, the words that lead to
each, and the page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from portcullis.vocabulary import slugify

from .environment import Page, relative
from .prose import References, prose

PATH = "guides/glossary/"
#: Words that are also everyday English: linking each "agreement" or "source" would only be noise.
EVERYDAY = frozenset(
    {
        "agreement", "as of", "authority", "basis", "block", "claim", "claim class", "condition", "correction",
        "due", "made", "duty", "finding", "flag", "gap", "indicator", "observation", "period", "register", "scenario",
        "source", "state", "status", "switch", "version", "vintage", "statement", "appeal", "cease",
    }
)  # fmt: skip
#: What guides call a thing where the glossary files it under a longer name.
ALSO = {"the override": "statutory override", "tribunal": "send-tribunal", "schools grant": "dsg"}
_ENTRY = re.compile(r"\*\*(?P<term>[^*]+)\*\*(?:, or \*(?P<other>[^*]+)\*)?\s+(?P<text>.+)", re.DOTALL)
_BETWEEN = re.compile(r",\s+(?![^(]*\))")
_BRACKETS = re.compile(r"\s*\(([^)]*)\)")


@dataclass(frozen=True, slots=True)
class Entry:
    """One term: as printed, its anchor, the words that stand for it, and its meaning as Markdown."""

    term: str
    anchor: str
    words: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the glossary."""

    heading: str
    entries: tuple[Entry, ...]


@lru_cache(maxsize=1)
def glossary() -> tuple[str, tuple[Section, ...]]:
    """The opening words and the parts of the glossary."""
    return parsed((files("portcullis.publish") / "guides" / "glossary.md").read_text(encoding="utf-8"))


def parsed(text: str) -> tuple[str, tuple[Section, ...]]:
    """A glossary in Markdown: a title, an opening, and parts whose paragraphs each begin with a term in bold."""
    opening, *parts = re.split(r"^## ", text, flags=re.MULTILINE)
    sections = []
    for part in parts:
        heading, _, rest = part.partition("\n")
        found = (_ENTRY.fullmatch(paragraph.strip()) for paragraph in re.split(r"\n\s*\n", rest))
        sections.append(Section(heading.strip(), tuple(_entry(match) for match in found if match)))
    return opening.partition("\n")[2].strip(), tuple(sections)


def _entry(match: re.Match[str]) -> Entry:
    term, other = match["term"].strip(), match["other"]
    words = []
    for name in _BETWEEN.split(term):
        words.append(_BRACKETS.sub("", name).strip())
        words += [inner for inner in _BRACKETS.findall(name) if len(inner) > 2 and not inner.startswith("a ")]
    printed = f"{term}, or {other}" if other else term
    return Entry(printed, anchor_of(words[0]), tuple(words + ([other] if other else [])), match["text"])


def anchor_of(word: str) -> str:
    """The anchor of a term: '20 weeks' -> 'n20-weeks', since a style sheet can name no id that begins with a digit."""
    slug = slugify(word)
    return f"n{slug}" if slug[:1].isdigit() else slug


@lru_cache(maxsize=1)
def terms() -> dict[str, str]:
    """The words that a guide may link, in the singular and the plural, and the anchor of each."""
    out: dict[str, str] = {}
    for section in glossary()[1]:
        for entry in section.entries:
            for word in entry.words:
                if word not in EVERYDAY:
                    out.setdefault(word, entry.anchor)
                    out.setdefault(f"{word}s", entry.anchor)
    known = set(out.values())
    for word, anchor in ALSO.items():
        if slugify(anchor) in known:
            out.setdefault(word, slugify(anchor))
    return out


def glossary_page() -> Page:
    """Every term with an anchor of its own."""
    opening, sections = glossary()
    refs = References(relative(PATH))
    context = {
        "title": "Glossary", "opening": prose(opening, refs).html,
        "groups": [
            (section.heading, slugify(section.heading), [(e, prose(e.text, refs).html) for e in section.entries])
            for section in sections
        ],
    }  # fmt: skip
    return Page(PATH, "glossary.html", context, active="guides/")
