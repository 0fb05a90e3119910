"""Which council the document is about: by the names of the register, or as the document names it.

In: `Document`, and the councils of the register. Out: name, code where known, and where it was read.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from .blocks import Document

_NOT_NAMES = frozenset(
    {
        "the",
        "this",
        "county",
        "city",
        "borough",
        "district",
        "local",
        "our",
        "each",
        "every",
        "any",
        "full",
        "united",
        "metropolitan",
        "royal",
        "london",
        "department",
        "education",
        "council",
        "unitary",
        "parish",
        "town",
        "dsg",
        "safety",
        "valve",
        "agreement",
        "dedicated",
        "schools",
        "grant",
        "management",
        "plan",
        "high",
        "needs",
        "send",
    }
)
_NAME = (
    r"(?:[A-Z][A-Za-z’'\-]+|upon|and|with|of|in|on|le|the|under|St\.?)(?:[ ](?:[A-Z][A-Za-z’'\-]+|upon|and|"
    r"with|of|in|on|le|the|under|St\.?|&)){0,7}"
)
_TITLES = (
    re.compile(
        rf"(?:agreement|plan|report|return)(?:\s+20\d\d\S*)?\s*(?:with|for|[:–—-])\s*(?:the )?(?P<name>{_NAME})",
        re.IGNORECASE,
    ),
    re.compile(
        rf"^(?P<name>{_NAME})\s*(?:council)?\s*[:–—|,-]\s*(?:DSG|dedicated|safety|local|high needs|SEND)",
        re.IGNORECASE | re.MULTILINE,
    ),
    re.compile(
        rf"^(?P<name>{_NAME})\s+(?:Council|County Council|City Council|Borough Council)?\s*(?:dedicated "
        rf"schools grant|DSG|safety valve|local SEND)",
        re.MULTILINE,
    ),
)
_PARTIES = (
    re.compile(
        rf"\band (?:the )?(?:council of )?(?P<name>{_NAME})\s*(?:\(|,)?\s*(?:hereafter |referred to as "
        rf")?(?:\(?the |[“\"‘'(]+)(?:local )?(?:authority|council)"
    ),
    re.compile(
        rf"between (?:the )?(?P<name>{_NAME})\s*(?:\((?:the )?[“\"‘']?(?:local )?(?:authority|"
        rf"council)[”\"’']?\))?\s*and (?:the )?(?:Department|DfE)"
    ),
    re.compile(rf"(?:Education|DfE|department[”\"’']?\)?),? and (?:the )?(?P<name>{_NAME})"),
)
_COUNCIL = re.compile(
    rf"\b(?P<name>{_NAME})\s+(?:(?:Metropolitan |London |Royal )?(?:County|City|Borough|District|Unitary) "
    rf")?(?:Council|Borough|Authority)\b"
)
_BOROUGH = re.compile(rf"\b(?:(?:London|Royal|Metropolitan) )*(?:Borough|City|County) of (?P<name>{_NAME})")
_TAIL = re.compile(
    r"(?:\s+(?:county|city|borough|metropolitan|district|unitary|mbc|cc|bc|london|royal|council|authority|and|"
    r"of|the|with|in|on|dsg|dedicated|schools|grant|safety|valve|agreement|local|send|reform|plan|deficit))+$",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:the |london |royal |metropolitan |borough |county |city |of |and |council |in |with |on |for |"
    r"between |agreement )+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Named:
    """A council: its name, its code where the register knows it, where it stands, and how sure we are."""

    name: str
    code: str | None
    start: int
    end: int
    confidence: float


class Councils:
    """The councils of the register by every name."""

    def __init__(self, names: dict[str, tuple[str, str]]) -> None:
        self.names = names
        self._names = {_key(name): value for name, value in names.items() if _key(name)}

    def find(self, name: str) -> tuple[str, str] | None:
        """The register's name and code."""
        return self._names.get(_key(name))


@lru_cache(maxsize=4096)
def _key(name: str) -> str:
    words = re.sub(r"[^a-z ]", " ", name.lower().replace("&", " and ").replace("’", "'").replace("'s", "s"))
    gone = {
        "council",
        "county",
        "city",
        "borough",
        "metropolitan",
        "london",
        "royal",
        "the",
        "of",
        "authority",
        "unitary",
        "district",
        "mbc",
    }
    return " ".join(w for w in words.split() if w not in gone)


def authority_of(document: Document, councils: Councils) -> Named | None:
    """The council that the document is about."""
    text = document.text[:40_000]
    votes: Counter[str] = Counter()
    first: dict[str, tuple[int, int]] = {}

    def vote(match: re.Match[str], weight: float) -> None:
        name = _tidied(match["name"])
        if not name:
            return
        start = match.start("name") + match["name"].find(name)
        # A longer run of capitals may hold a name of the register: try it from each word on.
        words = name.split(" ")
        for begin in range(len(words)):
            for end in range(len(words), begin, -1):
                if councils.find(shorter := " ".join(words[begin:end])):
                    known = councils.find(shorter)
                    name = known[0] if known else shorter
                    weight *= 1.5
                    break
            else:
                continue
            break
        votes[name] += int(weight * 10)
        first.setdefault(name, (start, start + len(match["name"])))

    head = text[:600]
    for pattern in _TITLES:
        for match in list(pattern.finditer(head))[:2]:
            vote(match, 3)
    for pattern in _PARTIES:
        for match in list(pattern.finditer(text[:6000]))[:2]:
            vote(match, 4)
    for pattern in (_COUNCIL, _BOROUGH):
        for match in list(pattern.finditer(text))[:40]:
            vote(match, 1.5 if match.start() < 2500 else 0.5)
    if not votes:
        return None
    # 'Ambleford' and 'Ambleford Vale' support one another.
    best = max(
        votes, key=lambda n: (votes[n] + sum(votes[o] // 2 for o in votes if o != n and (o in n or n in o)), len(n))
    )
    known = councils.find(best)
    start, end = first[best]
    share = votes[best] / sum(votes.values())
    return Named(known[0] if known else best, known[1] if known else None, start, end, round(0.6 + 0.39 * share, 2))


def _tidied(name: str) -> str:
    name = _LEAD.sub("", name.strip())
    name = _TAIL.sub("", name).strip(" -–—,")
    words = name.split()
    if not words or not words[0][:1].isupper() or all(w.lower() in _NOT_NAMES for w in words):
        return ""
    if words[0].lower() in {
        "department",
        "secretary",
        "dsg",
        "send",
        "signed",
        "ehc",
        "year",
        "schools",
        "director",
        "education",
        "dfe",
        "safety",
    }:
        return ""
    return name if len(name) > 2 else ""
