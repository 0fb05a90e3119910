"""Loads observations/<indicator>.csv.

In: the folder, and what is known (authorities, indicators, sources). Out: `Observations` as columns.
A hundred thousand rows must pass in a fraction of a second, so a file is first judged column by column.
Only a file with anything wrong in it is gone through row by row, to name the lines.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from itertools import repeat
from operator import le
from pathlib import PurePosixPath

from portcullis.vocabulary import COLUMNS, MISSING, Authority, Indicator, Observations, Source, Unit
from portcullis.vocabulary.base import TOO_LARGE

from .files import Folder
from .known import Known
from .mistakes import nearest, short
from .observation_rows import CONTROL, SOURCE_CODE, Judge, report
from .toml_lines import line_of

_NUMBERS = re.compile(r"(?:(?:-?[0-9]+(?:\.[0-9]+)?)?\n)*")
_COUNTS = re.compile(r"(?:(?:[0-9]+(?:\.0+)?)?\n)*")


def load_observations(
    folder: Folder,
    indicators: Known[Indicator],
    authorities: Known[Authority],
    old_codes: Mapping[str, str],
    sources: Known[Source],
) -> Observations:
    """All observation files; every indicator needs one and every file needs its indicator."""
    out = Observations()
    names = folder.names("observations", ".csv")
    stems = {PurePosixPath(name).stem: name for name in names}
    for stem, name in stems.items():
        if indicators.lacks(stem):
            right = nearest(stem, indicators) or "add a table for it"
            folder.note(name, 0, "file", f"{short(stem)} is not in indicators.toml", right)
        if stem not in indicators:
            continue
        judge = Judge(indicators[stem], authorities, old_codes, sources)
        text = folder.read(name)
        if text is not None and not add_clean(text, judge, out):
            report(folder, name, judge)
    for missing in sorted(indicators.keys() - stems.keys()) if names else ():
        line = line_of(folder.read("indicators.toml") or "", (missing,))
        folder.note("indicators.toml", line, missing, "has no observations", f"add observations/{missing}.csv")
    return out


def add_clean(text: str, judge: Judge, out: Observations) -> bool:
    """Add all rows of a file to `out` if there is nothing wrong with any of them; otherwise add none.

    Written for speed: sets and C loops judge whole columns, and anything doubtful is left to `report`.
    """
    try:
        header, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    except (csv.Error, ValueError):
        return False
    if tuple(header) != COLUMNS or set(map(len, rows)) != {len(COLUMNS)}:
        return False
    authority, period, value, status, basis, source, published, source_code, note = zip(*rows, strict=True)
    years: dict[str, int] = {}
    for words in set(zip(period, status, basis, source, published, strict=True)):
        years[words[0]], bad = judge.words(*words)
        if bad:
            return False
    order = list(zip(authority, period, published, source, strict=True))
    cells = "\n".join(value) + "\n"
    numbers = _COUNTS if judge.indicator.unit is Unit.COUNT else _NUMBERS
    if not (
        judge.authorities.keys() >= set(authority)
        and numbers.fullmatch(cells)
        and cells.count("\n") == len(rows)
        and all(map(SOURCE_CODE.fullmatch, set(source_code)))
        and _missing_is_explained(value, status, note)
        and not CONTROL.search("\n".join(set(note)))
        and all(map(le, order, order[1:]))
        and len(set(zip(authority, period, source, strict=True))) == len(rows)
    ):
        return False
    values = [float(cell) if cell else None for cell in value] if "" in value else list(map(float, value))
    if max(map(abs, filter(None, values)), default=0) > TOO_LARGE:
        return False
    out.indicator.extend(repeat(judge.indicator.id, len(rows)))
    out.authority.extend(authority)
    out.period.extend(period)
    out.year.extend(map(years.__getitem__, period))
    out.value.extend(values)
    out.status.extend(status)
    out.basis.extend(basis)
    out.source.extend(source)
    out.published.extend(published)
    out.source_code.extend(source_code)
    out.note.extend(note)
    return True


def _missing_is_explained(value: tuple[str, ...], status: tuple[str, ...], note: tuple[str, ...]) -> bool:
    """Whether exactly the rows with a missing status are blank, and each of them says why."""
    if MISSING.isdisjoint(status):
        return "" not in value
    rows = zip(value, status, note, strict=True)
    return all((cell == "") == (word in MISSING) and (cell or why) for cell, word, why in rows)
