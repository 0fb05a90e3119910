"""The labelled documents: what stands in them, and what a reader should find.

In: `corpus/*_documents.txt` and `corpus/*.txt`. Out: `Paper`s and labelled `Line`s. All councils are invented.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import resources
from typing import Any

import tomli

HALVES = ("development", "sealed")
_LABEL = re.compile(r"\s*\{(!?)([a-z0-9_|-]+)\}")


@dataclass(frozen=True, slots=True)
class Part:
    """One heading, paragraph, item or row (with cells) of a paper, and its labels."""

    kind: str
    text: str
    cells: tuple[str, ...] = ()
    family: str = ""
    duty: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """One document and its truth."""

    id: str
    truth: dict[str, Any]
    parts: tuple[Part, ...]

    @property
    def formats(self) -> tuple[str, ...]:
        """The formats in which it is made."""
        return tuple(self.truth["formats"])

    @property
    def actions(self) -> list[Part]:
        """Its labelled actions."""
        return [part for part in self.parts if part.family]

    @property
    def flagged(self) -> list[Part]:
        """Its labelled wordings."""
        return [part for part in self.parts if part.duty]


@dataclass(frozen=True, slots=True)
class Labelled:
    """One sentence, the document that it stands in, and the duties that are right for it (none: no flag)."""

    document: str
    text: str
    duties: frozenset[str]


def documents(half: str) -> list[Paper]:
    """The papers of a half."""
    papers = []
    for chunk in _text(f"{half}_documents.txt").split("\n=====\n")[1:]:
        _, front, body = chunk.split("+++\n", 2)
        truth = tomli.loads(front)
        papers.append(Paper(truth["id"], truth, parts_of(body)))
    return papers


def parts_of(text: str) -> tuple[Part, ...]:
    """The parts of a paper as the corpus writes them, a line each."""
    return tuple(_part(line) for line in text.splitlines() if line.strip())


def sentences(half: str) -> list[Labelled]:
    """The labelled sentences of a half."""
    out, document = [], ""
    for line in _text(f"{half}.txt").splitlines():
        if line.startswith("## "):
            document = line[3:]
        elif line.startswith("["):
            label, _, words = line[1:].partition("] ")
            out.append(Labelled(document, words, frozenset(label.split("|")) - {"-"}))
    return out


def _text(name: str) -> str:
    return resources.files("portcullis.reader.evaluation").joinpath("corpus", name).read_text(encoding="utf-8")


def _part(line: str) -> Part:
    labels = {bool(sign): name for sign, name in _LABEL.findall(line)}
    words = _LABEL.sub("", line).strip()
    family, duty = labels.get(False, ""), labels.get(True, "")
    if words.startswith("# "):
        return Part("heading", words[2:], (), family, duty)
    if words.startswith("|"):
        cells = tuple(cell.strip() for cell in words.strip("|").split("|"))
        return Part("row", " ".join(cells), cells, family, duty)
    return Part("paragraph", words, (), family, duty)
