"""Finds the line of a key in a TOML file, for messages: the parser itself keeps no lines.

In: the text and a path such as ("correction", 2, "target", 0, "expect"). Out: a line number.
Only run when there is a mistake to report, so it may be simple: it follows table headers and `key =` lines.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache

_HEADER = re.compile(r"\s*(\[\[?)\s*([A-Za-z0-9_.\"-]+)\s*\]\]?")
_KEY = re.compile(r"\s*([A-Za-z0-9_-]+|\"[^\"]+\")\s*(\.[A-Za-z0-9_.-]+\s*)?=")

Path = tuple[str | int, ...]


def line_of(text: str, wanted: Path) -> int:
    """The line where the key, or failing that what lies in it or around it, stands; 1 when none is found."""
    lines = _index(text)
    path = wanted
    while path:
        if path in lines:
            return lines[path]
        inside = [line for other, line in lines.items() if other[: len(path)] == path]
        if inside:
            return min(inside)
        path = path[:-1]
    return 1


@lru_cache(maxsize=4)
def _index(text: str) -> dict[Path, int]:
    lines: dict[Path, int] = {}
    counts: dict[Path, int] = defaultdict(int)
    current: Path = ()
    inside = ""
    for number, line in enumerate(text.split("\n"), 1):
        if inside:
            inside = "" if inside in line else inside
            continue
        if match := _HEADER.match(line):
            current = _enter(match[2].replace('"', "").split("."), match[1] == "[[", counts)
            lines.setdefault(current, number)
            continue
        if match := _KEY.match(line):
            lines.setdefault((*current, match[1].strip('"')), number)
        for quotes in ('"""', "'''"):
            if line.count(quotes) % 2:
                inside = quotes
    return lines


def _enter(parts: list[str], is_array: bool, counts: dict[Path, int]) -> Path:
    """The full path of a header: arrays of tables on the way get the index of their newest entry."""
    path: Path = ()
    for part in parts[:-1]:
        path = (*path, part)
        if counts[path]:
            path = (*path, counts[path] - 1)
    path = (*path, parts[-1])
    if is_array:
        counts[path] += 1
        path = (*path, counts[path] - 1)
        for deeper in [p for p in counts if len(p) > len(path) and p[: len(path)] == path]:
            del counts[deeper]
    return path
