"""What a build was made of: the digest of each fact, and which facts each piece of work read and wrote.

In: facts and pieces of work. Out: `reads.json` in the folder of the site, for the next build. Facts are numbered in it:
a council's page reads some three hundred of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from .reads import Fact

NAME = "reads.json"


class Done(NamedTuple):
    """A piece of work that was done: the files that it made, and the facts that it read."""

    paths: tuple[str, ...]
    reads: frozenset[Fact]


@dataclass(frozen=True, slots=True)
class Record:
    """What the next build needs to know of this one."""

    state: Mapping[Fact, str] = field(default_factory=dict)
    #: A digest of findings and corrections of each series.
    told: Mapping[tuple[str, str], str] = field(default_factory=dict)
    jobs: Mapping[str, Done] = field(default_factory=dict)


def save(record: Record, folder: Path) -> None:
    """Write the record into the folder of a site."""
    facts = sorted({name for done in record.jobs.values() for name in done.reads})
    number = {name: place for place, name in enumerate(facts)}
    content = {
        "state": dict(record.state),
        "told": [[*key, digest] for key, digest in record.told.items()],
        "facts": facts,
        "jobs": {name: [done.paths, sorted(map(number.__getitem__, done.reads))] for name, done in record.jobs.items()},
    }
    (folder / NAME).write_text(json.dumps(content, separators=(",", ":")) + "\n", encoding="utf-8")


def load(folder: Path) -> Record | None:
    """The record of the site in a folder; None where there is none that can be read."""
    try:
        content = json.loads((folder / NAME).read_text(encoding="utf-8"))
        facts = content["facts"]
        jobs = {
            name: Done(tuple(paths), frozenset(facts[place] for place in places))
            for name, (paths, places) in content["jobs"].items()
        }
        told = {(indicator, authority): digest for indicator, authority, digest in content["told"]}
        return Record(content["state"], told, jobs)
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        return None


def paths_of(jobs: Iterable[Done]) -> list[str]:
    """Every file of these pieces of work, in order."""
    return sorted(path for done in jobs for path in done.paths)
