"""Loads the timeline, the duties with their cases, the rulebook and the site file.

In: the folder, authorities and sources. Out: records.
"""

from __future__ import annotations

from typing import TypeVar

from pydantic import BaseModel

from portcullis.vocabulary import Authority, Case, Duty, Event, Rulebook, Site, Source
from portcullis.vocabulary.period import span

from .files import Folder
from .known import Known
from .mistakes import nearest
from .records import make, read_toml
from .tables import cite
from .toml_lines import line_of

R = TypeVar("R", bound=BaseModel)


def _entries(folder: Folder, name: str, key: str, kind: type[R], identity: str) -> list[tuple[int, R]]:
    """Records of an array of tables with their places in it; ids must not repeat."""
    parsed = read_toml(folder, name)
    if parsed is None:
        return []
    tables, text = parsed
    for other in sorted(tables.keys() - {key}):
        folder.note(name, line_of(text, (other,)), other, "unknown key", f"each entry begins with [[{key}]]")
    entries = tables.get(key, [])
    if not isinstance(entries, list) or not entries:
        folder.note(name, 1, key, "there is none", f"at least one [[{key}]] is needed")
        return []
    out: list[tuple[int, R]] = []
    ids: dict[str, int] = {}
    for index, table in enumerate(entries):
        record = make(folder, name, text, kind, table, (key, index))
        if record is None:
            continue
        mine = getattr(record, identity)
        if mine in ids:
            folder.note(name, line_of(text, (key, index)), identity, f"{mine} stands twice", "each id once")
        ids[mine] = index
        out.append((index, record))
    return out


def _lines(folder: Folder, name: str, key: str, index: int, field: str) -> int:
    return line_of(folder.read(name) or "", (key, index, field))


def load_events(folder: Folder, authorities: Known[Authority], sources: Known[Source]) -> list[Event]:
    """The national timeline, in order of date."""
    name, out = "events.toml", []
    last: Event | None = None
    for index, event in _entries(folder, name, "event", Event, "id"):
        if last and span(event.date)[1] < span(last.date)[0]:
            wrong = f"{event.date} stands after {last.date}"
            folder.note(name, _lines(folder, name, "event", index, "date"), "date", wrong, "put events in order")
        last = event
        for code in event.authorities:
            if authorities.lacks(code):
                line = _lines(folder, name, "event", index, "authorities")
                folder.note(name, line, "authorities", f"{code} is not an authority", nearest(code, authorities))
        if any(source not in sources for source in event.sources):
            cite(
                folder,
                name,
                _lines(folder, name, "event", index, "sources"),
                "sources",
                event.sources,
                sources,
            )
        out.append(event)
    return out


def load_duties(folder: Folder, sources: Known[Source]) -> tuple[list[Duty], list[Case], Rulebook | None]:
    """Duties in the order of their files, cases, and what holds for every duty."""
    cases = [case for _, case in _entries(folder, "cases.toml", "case", Case, "key")]
    known = {case.key for case in cases}
    certain = not any(mistake.file == "cases.toml" for mistake in folder.mistakes)
    duties: list[Duty] = []
    ids: dict[str, str] = {}
    for name in folder.names("duties", ".toml"):
        for index, duty in _entries(folder, name, "duty", Duty, "id"):
            for key in duty.cases:
                if key not in known and certain:
                    line = _lines(folder, name, "duty", index, "cases")
                    folder.note(name, line, "cases", f"{key} is not in cases.toml", nearest(key, known))
            if duty.id in ids and ids[duty.id] != name:
                line = _lines(folder, name, "duty", index, "id")
                folder.note(name, line, "id", f"{duty.id} stands in {ids[duty.id]} too", "each id once")
            if duty.valid_from and duty.valid_to and span(duty.valid_to)[1] < span(duty.valid_from)[0]:
                line = _lines(folder, name, "duty", index, "valid_to")
                folder.note(name, line, "valid_to", "is before valid_from", "check both dates")
            for number, example in enumerate(duty.example):
                if sources.lacks(example.source):
                    line = line_of(folder.read(name) or "", ("duty", index, "example", number, "source"))
                    cite(folder, name, line, "example.source", (example.source,), sources)
            ids[duty.id] = name
            duties.append(duty)
    return duties, cases, _single(folder, "rulebook.toml", Rulebook)


def load_site(folder: Folder) -> Site | None:
    """Whoever runs this copy."""
    return _single(folder, "site.toml", Site)


def _single(folder: Folder, name: str, kind: type[R]) -> R | None:
    parsed = read_toml(folder, name)
    return make(folder, name, parsed[1], kind, parsed[0]) if parsed else None
