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
from pathlib import PurePosixPath

from portcullis.vocabulary import COLUMNS, MISSING, Authority, Indicator, Observations, Source, Unit

from .files import Folder
from .mistakes import nearest, short
from .observation_rows import CONTROL, TOO_LARGE, Judge, report

_NUMBERS = re.compile(r"(?:(?:-?\d+(?:\.\d+)?)?\n)*")
_COUNTS = re.compile(r"(?:(?:\d+(?:\.0+)?)?\n)*")


def load_observations(
    folder: Folder,
    indicators: Mapping[str, Indicator],
    authorities: Mapping[str, Authority],
    old_codes: Mapping[str, str],
    sources: Mapping[str, Source],
) -> Observations:
    """All observation files; every indicator needs one and every file needs its indicator."""
    out = Observations()
    names = folder.names("observations", ".csv")
    stems = {PurePosixPath(name).stem: name for name in names}
    for stem, name in stems.items():
        if stem not in indicators:
            right = nearest(stem, indicators) or "add a table for it"
            folder.note(name, 0, "file", f"{short(stem)} is not in indicators.toml", right)
            continue
        judge = Judge(indicators[stem], authorities, old_codes, sources)
        text = folder.read(name)
        if text is not None and not add_clean(text, judge, out):
            report(folder, name, judge)
    for missing in sorted(indicators.keys() - stems.keys()) if names else ():
        folder.note("indicators.toml", 0, missing, "has no observations", f"add observations/{missing}.csv")
    return out


def add_clean(text: str, judge: Judge, out: Observations) -> bool:
    """Add all rows of a file to `out` if there is nothing wrong with any of them; otherwise add none."""
    try:
        header, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    except (csv.Error, ValueError):
        return False
    rows = [row for row in rows if row]
    if tuple(header) != COLUMNS or not rows or any(len(row) != len(COLUMNS) for row in rows):
        return False
    authority, period, value, status, basis, source, published, source_code, note = map(list, zip(*rows, strict=True))
    years = {words: judge.words(*words) for words in set(zip(period, status, basis, source, published, strict=True))}
    numbers = _COUNTS if judge.indicator.unit is Unit.COUNT else _NUMBERS
    order = list(zip(authority, period, published, source, strict=True))
    clean = (
        judge.authorities.keys() >= set(authority)
        and not any(bad for _, bad in years.values())
        and numbers.fullmatch("\n".join(value) + "\n") is not None
        and all((cell == "") == (word in MISSING) for cell, word in zip(value, status, strict=True))
        and all(reason or word not in MISSING for reason, word in set(zip(note, status, strict=True)))
        and not CONTROL.search("\n".join(note))
        and len(set(zip(authority, period, source, strict=True))) == len(rows)
        and order == sorted(order)
    )
    values = [float(cell) if cell else None for cell in value] if clean else []
    if not clean or any(abs(number) > TOO_LARGE for number in values if number is not None):
        return False
    out.indicator.extend(repeat(judge.indicator.id, len(rows)))
    out.authority.extend(authority)
    out.period.extend(period)
    out.year.extend(years[words][0] for words in zip(period, status, basis, source, published, strict=True))
    out.value.extend(values)
    out.status.extend(status)
    out.basis.extend(basis)
    out.source.extend(source)
    out.published.extend(published)
    out.source_code.extend(source_code)
    out.note.extend(note)
    return True
