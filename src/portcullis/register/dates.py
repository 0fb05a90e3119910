"""Loads the dates ahead: dates.toml, one [[date]] for each.

In: the folder and the sources. Out: `KnownDate`s in order of date. No file means that no dates are known.
"""

from __future__ import annotations

from pathlib import Path

from portcullis.vocabulary import Source, span
from portcullis.vocabulary.dates import KnownDate

from .files import Folder
from .known import Known
from .mistakes import RegisterError
from .records import make, read_toml
from .tables import cite, load_sources
from .toml_lines import line_of

NAME = "dates.toml"


def load_dates(folder: Folder, sources: Known[Source]) -> list[KnownDate]:
    """Every date, in order; mistakes are noted on the folder."""
    path = folder.root / NAME
    if not path.exists() and not path.is_symlink():
        return []
    parsed = read_toml(folder, NAME)
    if parsed is None:
        return []
    tables, text = parsed
    for key in sorted(tables.keys() - {"date"}):
        folder.note(NAME, line_of(text, (key,)), key, "unknown key", "each entry begins with [[date]]")
    entries = tables.get("date", [])
    if not isinstance(entries, list):
        folder.note(NAME, line_of(text, ("date",)), "date", "is not a list", "write [[date]], twice [")
        return []
    found: dict[str, KnownDate] = {}
    for index, table in enumerate(entries):
        record = make(folder, NAME, text, KnownDate, table, ("date", index))
        if record is None:
            continue
        if record.id in found:
            line = line_of(text, ("date", index, "id"))
            folder.note(NAME, line, "id", f"{record.id} stands twice", "each id once")
        cite(folder, NAME, line_of(text, ("date", index, "sources")), "sources", record.sources, sources)
        found[record.id] = record
    return sorted(found.values(), key=lambda known: (span(known.date), known.id))


def load_dates_of(root: Path | str) -> list[KnownDate]:
    """The dates alone, when the rest is known to be sound. Raises RegisterError."""
    folder = Folder(Path(root))
    dates = load_dates(folder, load_sources(folder))
    if folder.mistakes:
        raise RegisterError(folder.mistakes)
    return dates
