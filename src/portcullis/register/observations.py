"""Loads observations/<indicator>.csv.

In: the folder, and what is known (authorities, indicators, sources). Out: `Observations` as columns.
A hundred thousand rows must pass in a fraction of a second, so a file is first judged column by column.
Only a file with anything wrong in it is gone through row by row, to name the lines.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from itertools import repeat
from operator import le, lt, methodcaller
from pathlib import PurePosixPath
from sys import intern

from portcullis.vocabulary import COLUMNS, MISSING, Authority, Indicator, Observations, Source, Unit
from portcullis.vocabulary.base import TOO_LARGE

from .files import Folder
from .known import Known
from .mistakes import nearest, short
from .observation_rows import CONTROL, SOURCE_CODE, Judge, report
from .toml_lines import line_of

_NUMBERS = re.compile(r"(?:(?:-?[0-9]+(?:\.[0-9]+)?)?\n)*")
_COUNTS = re.compile(r"(?:(?:[0-9]+(?:\.0+)?)?\n)*")


def observation_files(folder: Folder, indicators: Known[Indicator]) -> list[str]:
    """The files to load, in order; every indicator needs one and every file needs its indicator."""
    names = folder.names("observations", ".csv")
    stems = {PurePosixPath(name).stem: name for name in names}
    for stem, name in stems.items():
        if indicators.lacks(stem):
            right = nearest(stem, indicators) or "add a table for it"
            folder.note(name, 0, "file", f"{short(stem)} is not in indicators.toml", right)
    for missing in sorted(indicators.keys() - stems.keys()) if names else ():
        line = line_of(folder.read("indicators.toml") or "", (missing,))
        folder.note("indicators.toml", line, missing, "has no observations", f"add observations/{missing}.csv")
    return [name for stem, name in stems.items() if stem in indicators]


def load_observations(
    folder: Folder,
    names: Sequence[str],
    indicators: Known[Indicator],
    authorities: Known[Authority],
    old_codes: Mapping[str, str],
    sources: Known[Source],
) -> Observations:
    """The rows of these files, in their order."""
    out = Observations()
    for name in names:
        judge = Judge(indicators[PurePosixPath(name).stem], authorities, old_codes, sources)
        text = folder.read(name)
        if text is not None and not add_clean(text, judge, out):
            report(folder, name, judge)
    return out


def add_clean(text: str, judge: Judge, out: Observations) -> bool:
    """Add all rows of a file to `out` if there is nothing wrong with any of them; otherwise add none.

    Written for speed: sets and C loops judge whole columns, and anything doubtful is left to `report`. Words that
    come again and again are kept once: without that, most of the time goes into asking the system for memory.
    """
    columns = _columns(text)
    if columns is None:
        return False
    authority, period, value, status, basis, source, published, source_code, note = columns
    years: dict[str, int] = {}
    for words in _distinct(period, status, basis, source, published):
        first, status_word, basis_word, source_word, published_word = words
        years[first], bad = judge.words(first, status_word, basis_word, source_word, published_word)
        if bad:
            return False
    cells = "\n".join(value) + "\n"
    numbers = _COUNTS if judge.indicator.unit is Unit.COUNT else _NUMBERS
    if not (
        judge.authorities.keys() >= set(authority)
        and numbers.fullmatch(cells)
        and cells.count("\n") == len(value)
        and all(map(SOURCE_CODE.fullmatch, set(source_code)))
        and _missing_is_explained(value, status, note)
        and not CONTROL.search("\n".join(set(note)))
        and _in_order(authority, period, published, source)
    ):
        return False
    values = [float(cell) if cell else None for cell in value] if "" in value else list(map(float, value))
    if max(map(abs, filter(None, values)), default=0) > TOO_LARGE:
        return False
    out.indicator.extend(repeat(judge.indicator.id, len(value)))
    out.authority.extend(map(intern, authority))
    out.period.extend(map(intern, period))
    out.year.extend(map(years.__getitem__, period))
    out.value.extend(values)
    out.status.extend(map(intern, status))
    out.basis.extend(map(intern, basis))
    out.source.extend(map(intern, source))
    out.published.extend(map(intern, published))
    out.source_code.extend(map(intern, source_code))
    out.note.extend(note)
    return True


Column = Sequence[str]


def _columns(text: str) -> list[Column] | None:
    """The cells as columns, or None when the header or the shape of any row is not as it should be."""
    width = len(COLUMNS)
    if '"' not in text and "\r" not in text:
        head, *lines = text.removesuffix("\n").split("\n")
        if head != ",".join(COLUMNS) or set(map(methodcaller("count", ","), lines)) != {width - 1}:
            return None
        cells = ",".join(lines).split(",")
        return [cells[place::width] for place in range(width)]
    try:
        header, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    except (csv.Error, ValueError):
        return None
    if tuple(header) != COLUMNS or set(map(len, rows)) != {width}:
        return None
    return list(zip(*rows, strict=True))


def _distinct(period: Column, *others: Column) -> set[tuple[str, ...]]:
    """Every combination of words in the rows. Columns that never change, as most, are not gone through again."""
    fixed = [column[0] if len(set(column)) == 1 else None for column in others]
    varying = [column for column, word in zip(others, fixed, strict=True) if word is None]
    found: set[tuple[str, ...]] = set()
    for first, *rest in set(zip(period, *varying, strict=True)):
        words = iter(rest)
        found.add((first, *(next(words) if word is None else word for word in fixed)))
    return found


def _in_order(authority: Column, period: Column, published: Column, source: Column) -> bool:
    """Whether rows are sorted and no value stands twice; one look is enough where each area has one row a period."""
    keys = list(zip(authority, period, strict=True))
    if all(map(lt, keys, keys[1:])):
        return True
    order = list(zip(authority, period, published, source, strict=True))
    return all(map(le, order, order[1:])) and len(set(zip(authority, period, source, strict=True))) == len(order)


def _missing_is_explained(value: Column, status: Column, note: Column) -> bool:
    """Whether exactly the rows with a missing status are blank, and each of them says why."""
    if MISSING.isdisjoint(status):
        return "" not in value
    rows = set(zip(map(bool, value), status, map(bool, note), strict=True))
    return all(filled != (word in MISSING) and (filled or why) for filled, word, why in rows)
