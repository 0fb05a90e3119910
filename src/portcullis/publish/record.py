"""What a build was made of: the digest of each fact, and which facts each piece of work read and wrote.

In: facts and pieces of work. Out: `reads.json` in the folder of the site, for the next build. Facts are numbered in it:
a council's page reads some three hundred of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from pydantic_core import from_json, to_json

from .reads import Fact

NAME = "reads.json"


class Done(NamedTuple):
    """A piece of work that was done: the files that it made, and the facts that it read."""

    paths: tuple[str, ...]
    reads: frozenset[Fact]


class Kept(NamedTuple):
    """A piece of work of an older build, its facts by number."""

    paths: tuple[str, ...]
    numbers: list[int]


@dataclass(frozen=True, slots=True)
class Record:
    """What the next build needs to know of this one."""

    state: Mapping[Fact, str] = field(default_factory=dict)
    #: A digest of findings and corrections of each series.
    told: Mapping[tuple[str, str], str] = field(default_factory=dict)
    facts: list[Fact] = field(default_factory=list)
    jobs: Mapping[str, Kept] = field(default_factory=dict)
    #: A digest of each file of the register.
    files: Mapping[str, str] = field(default_factory=dict)

    def untouched(self, changed: Collection[Fact]) -> dict[str, Kept]:
        """The pieces of work that read none of the changed facts."""
        changed = frozenset(changed)
        numbers = {place for place, name in enumerate(self.facts) if name in changed}
        return {name: job for name, job in self.jobs.items() if numbers.isdisjoint(job.numbers)}

    def read_by(self, names: Collection[str], field: str) -> set[tuple[str, ...]]:
        """The keys of one field that these pieces of work read."""
        start = f"{field}|"
        numbers = {number for name in names if name in self.jobs for number in self.jobs[name].numbers}
        found = (self.facts[number] for number in numbers)
        return {tuple(name.removeprefix(start).split("|")) for name in found if name.startswith(start)}


def save(
    folder: Path,
    state: Mapping[Fact, str],
    told: Mapping[tuple[str, str], str],
    jobs: Mapping[str, Done | Kept],
    facts: Iterable[Fact] = (),
    files: Mapping[str, str] | None = None,
) -> None:
    """Write the record of a build into the folder of its site. `facts`: as numbered by the build before."""
    number = {name: place for place, name in enumerate(facts)}
    listed = {}
    for name, job in jobs.items():
        numbers = (
            job.numbers
            if isinstance(job, Kept)
            else [number.setdefault(fact, len(number)) for fact in sorted(job.reads)]
        )
        listed[name] = [job.paths, numbers]
    content = {
        "state": state,
        "told": [[*key, digest] for key, digest in told.items()],
        "facts": list(number),
        "jobs": listed,
        "files": files or {},
    }
    (folder / NAME).unlink(missing_ok=True)  # it may be shared with an older build
    (folder / NAME).write_bytes(to_json(content) + b"\n")


def load(folder: Path) -> Record | None:
    """The record of the site in a folder; None where there is none that can be read."""
    try:
        content = from_json((folder / NAME).read_bytes())
        jobs = {name: Kept(tuple(paths), numbers) for name, (paths, numbers) in content["jobs"].items()}
        told = {(indicator, authority): digest for indicator, authority, digest in content["told"]}
        return Record(content["state"], told, content["facts"], jobs, content["files"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def paths_of(jobs: Iterable[Done | Kept]) -> list[str]:
    """Every file of these pieces of work, in order."""
    return sorted(path for job in jobs for path in job.paths)
