"""Loads corrections.toml and holds each against what is published now.

In: the folder and the observations. Out: `Correction`s. If the published value is no longer what the correction
expects, the source may have repaired itself: that is a mistake of the register, reported loudly.
"""

from __future__ import annotations

from portcullis.vocabulary import Correction, Observations, Source, observation_id

from .files import Folder
from .records import make, read_toml
from .tables import cite
from .toml_lines import line_of

NAME = "corrections.toml"


def load_corrections(folder: Folder, observations: Observations, sources: dict[str, Source]) -> list[Correction]:
    """All corrections, each target found and its published value as expected."""
    parsed = read_toml(folder, NAME)
    if parsed is None:
        return []
    tables, text = parsed
    out: list[Correction] = []
    for key in tables.keys() - {"correction"}:
        folder.note(NAME, line_of(text, (key,)), key, "unknown key", "each correction begins with [[correction]]")
    entries = tables.get("correction", [])
    for index, table in enumerate(entries if isinstance(entries, list) else []):
        record = make(folder, NAME, text, Correction, table, ("correction", index))
        if record is not None:
            out.append(record)
            if record.source not in sources:
                line = line_of(text, ("correction", index, "source"))
                cite(folder, NAME, line, "source", (record.source,), sources)
    wanted = {target.observation for record in out for target in record.target}
    published = _published(observations, wanted)
    _check_targets(folder, text, entries, out, published)
    return out


def _published(observations: Observations, wanted: set[str]) -> dict[str, float | None]:
    """Published values of the wanted observations."""
    o = observations
    keys = {tuple(name.split(":", 3)) for name in wanted}
    columns = zip(o.indicator, o.authority, o.period, o.source, strict=True)
    places = [index for index, key in enumerate(columns) if key in keys]
    return {observation_id(o.indicator[i], o.authority[i], o.period[i], o.source[i]): o.value[i] for i in places}


def _check_targets(
    folder: Folder, text: str, entries: list, out: list[Correction], published: dict[str, float | None]
) -> None:
    taken: dict[str, str] = {}
    ids: set[str] = set()
    places = {table.get("id"): index for index, table in enumerate(entries) if isinstance(table, dict)}
    for record in out:
        here = ("correction", places[record.id])
        if record.id in ids:
            folder.note(NAME, line_of(text, here), "id", f"{record.id} stands twice", "each id once")
        ids.add(record.id)
        for number, target in enumerate(record.target):
            key = target.observation
            if key in published and published[key] == target.expect and key not in taken:
                taken[key] = record.id
                continue
            line = line_of(text, (*here, "target", number, "expect"))
            if key not in published:
                wrong = f"{record.id}: there is no observation {key}"
                folder.note(NAME, line, "target", wrong, "check indicator, authority, period and source")
            elif published[key] != target.expect:
                wrong = f"{record.id}: {key} is now {published[key]}, the correction expects {target.expect:g}"
                right = "the source may have repaired itself: look again, then change or remove the correction"
                folder.note(NAME, line, "expect", wrong, right)
            if key in taken:
                folder.note(NAME, line, "target", f"{key} is corrected by {taken[key]} too", "one correction for each")
            taken[key] = record.id
