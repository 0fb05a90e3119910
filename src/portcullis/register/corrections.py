"""Loads corrections.toml and holds each against what is published now.

In: the folder and the observations. Out: `Correction`s. If the published value is no longer what the correction
expects, the source may have repaired itself: that is a mistake of the register, reported loudly.
"""

from __future__ import annotations

from portcullis.vocabulary import Correction, Indicator, Observations, Source, observation_id

from .files import Folder
from .known import Known
from .records import make, read_toml
from .tables import cite
from .toml_lines import line_of

NAME = "corrections.toml"


def load_corrections(
    folder: Folder, observations: Observations, indicators: Known[Indicator], sources: Known[Source]
) -> list[Correction]:
    """All corrections, each target found and its published value as expected."""
    parsed = read_toml(folder, NAME)
    if parsed is None:
        return []
    tables, text = parsed
    out: list[tuple[int, Correction]] = []
    for key in tables.keys() - {"correction"}:
        folder.note(NAME, line_of(text, (key,)), key, "unknown key", "each correction begins with [[correction]]")
    entries = tables.get("correction", [])
    if not isinstance(entries, list):
        folder.note(
            NAME, line_of(text, ("correction",)), "correction", "is not a list", "write [[correction]], twice ["
        )
        return []
    for index, table in enumerate(entries):
        record = make(folder, NAME, text, Correction, table, ("correction", index))
        if record is not None:
            out.append((index, record))
            if sources.lacks(record.source):
                line = line_of(text, ("correction", index, "source"))
                cite(folder, NAME, line, "source", (record.source,), sources)
    wanted = {target.observation for _, record in out for target in record.target}
    published = _published(observations, wanted)
    loaded = set(observations.indicator)
    # Where the observations themselves could not be loaded, nothing can be said about what is laid over them.
    unread = {t.indicator for _, c in out for t in c.target if t.indicator not in loaded}
    _check_targets(folder, text, out, published, {name for name in unread if not indicators.lacks(name)})
    return [record for _, record in out]


def _published(observations: Observations, wanted: set[str]) -> dict[str, float | None]:
    """Published values of the wanted observations."""
    o = observations
    keys = {tuple(name.split(":", 3)) for name in wanted}
    columns = zip(o.indicator, o.authority, o.period, o.source, strict=True)
    places = [index for index, key in enumerate(columns) if key in keys]
    return {observation_id(o.indicator[i], o.authority[i], o.period[i], o.source[i]): o.value[i] for i in places}


def _check_targets(
    folder: Folder,
    text: str,
    out: list[tuple[int, Correction]],
    published: dict[str, float | None],
    unread: set[str],
) -> None:
    taken: dict[str, str] = {}
    ids: set[str] = set()
    for index, record in out:
        here = ("correction", index)
        if record.id in ids:
            folder.note(NAME, line_of(text, here), "id", f"{record.id} stands twice", "each id once")
        ids.add(record.id)
        for number, target in enumerate(record.target):
            key = target.observation
            if target.indicator in unread:
                continue
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
