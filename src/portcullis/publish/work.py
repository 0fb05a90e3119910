"""Makes and writes pages and other files, divided among processes.

In: jobs, each of which makes a page or a few, and a folder. Out: files; for each job, what it made and which facts it
read. A file that is the same as in the build before is linked from it: it keeps its date, and the disk is spared.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from portcullis.vocabulary import Site, date_text

from .feeds.place import put
from .pages.environment import Page, render
from .reads import Fact, Reads
from .record import Done, Kept

#: Into how many shares the jobs are divided: more than processes, so that all end together and progress shows.
SHARES = 12
#: Fewer jobs than this are done sooner without another process.
_WORTH_A_PROCESS = 40


@dataclass(frozen=True, slots=True)
class File:
    """A file that is not a page: its path in the site, and its bytes."""

    path: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Job:
    """A piece of work with a name that stays the same from build to build.

    `leans_on`: facts that it reads and that are not watched.
    """

    name: str
    make: Callable[[], Iterable[Page | File]]
    leans_on: tuple[Fact, ...] = ()


class Work:
    """The work of a build. Processes are forked from the one that gathered the facts, so nothing is sent to them."""

    def __init__(
        self,
        site: Site,
        folder: Path,
        before: Path | None,
        reads: Reads,
        head: Callable[[Page], Any] | None = None,
    ) -> None:
        self.jobs: list[Job] = []
        self.site = site
        self.folder = folder
        self.before = before
        self.reads = reads
        self.head = head

    def run(self, jobs: list[Job], progress: Callable[[str], None] = lambda step: None) -> dict[str, Done]:
        """Do these jobs; what each did. Raises what a job raises."""
        global _work
        self.jobs = jobs
        processes = min(os.cpu_count() or 1, 4) if "fork" in multiprocessing.get_all_start_methods() else 1
        if processes == 1 or len(self.jobs) < _WORTH_A_PROCESS:
            return self.share(0, 1)
        _work = self
        try:
            found: dict[str, Done] = {}
            with ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("fork")) as pool:
                for done in pool.map(_share, range(SHARES), [SHARES] * SHARES):
                    found |= done
                    progress(f"pages: {sum(len(one.paths) for one in found.values())}")
            return found
        finally:
            _work = None

    def share(self, number: int, of: int) -> dict[str, Done]:
        """Every `of`-th job from `number` on."""
        found = {}
        for job in self.jobs[number::of]:
            paths, reads = self.reads.during(lambda job=job: self._do(job))
            found[job.name] = Done(paths, frozenset(reads).union(job.leans_on))
        return found

    def _do(self, job: Job) -> tuple[str, ...]:
        data_to = date_text(self.site.data_to)
        paths = []
        for made in job.make():
            if isinstance(made, File):
                path, content = made.path, made.content
            else:
                head = self.head(made) if self.head else None
                path, content = f"{made.path}index.html", render(made, self.site, data_to=data_to, head=head).encode()
            put(self.folder, path, content, self.before)
            paths.append(path)
        return tuple(paths)


_work: Work | None = None


def _share(number: int, of: int) -> dict[str, Done]:
    if _work is None:
        raise RuntimeError("the work was not handed over")
    return _work.share(number, of)


def clear(folder: Path, before: Path) -> None:
    """Leave in a folder that is used again only those pages that are the very files of the build before.

    What is made anew for each build goes: data, styles, records.
    """
    for name in ("data", "static"):
        shutil.rmtree(folder / name, ignore_errors=True)
    stands = _inodes(before)
    for path, inode in _inodes(folder).items():
        if stands.get(path) != inode:
            (folder / path).unlink()


def keep(done: Mapping[str, Kept], before: Path | None, folder: Path) -> dict[str, Kept]:
    """Link the files of jobs that need not be done again; those of which every file is there."""
    found: dict[str, Kept] = {}
    if before is None:
        return found
    old, new = os.fspath(before), os.fspath(folder)  # paths as text: there are thousands
    there = _inodes(folder).keys()
    made: set[str] = set()
    for name, one in done.items():
        try:
            for path in one.paths:
                if path in there:  # of this very file: the folder was cleared
                    continue
                place = path.rpartition("/")[0]
                if place not in made:
                    os.makedirs(f"{new}/{place}", exist_ok=True)  # noqa: PTH103
                    made.add(place)
                os.link(f"{old}/{path}", f"{new}/{path}")
        except OSError:
            continue  # it is made again
        found[name] = one
    return found


def sweep(folder: Path, wanted: Collection[str]) -> None:
    """Remove what no piece of work has made: pages of a council or a post that is no more. `x/` stands for a folder."""
    folders = tuple(name for name in wanted if name.endswith("/"))
    for path in _inodes(folder).keys() - wanted:
        if not path.startswith(folders):
            (folder / path).unlink()


def _inodes(folder: Path) -> dict[str, int]:
    """The number of every file below a folder, by its path in it."""
    return {path: entry.inode() for path, entry in entries(folder)}


def entries(folder: Path | str, below: str = "") -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Every file below a folder, with its path in it. Much quicker than `Path.rglob`: a site has thousands."""
    with os.scandir(folder) as found:
        for entry in found:
            if entry.is_dir(follow_symlinks=False):
                yield from entries(entry.path, f"{below}{entry.name}/")
            else:
                yield f"{below}{entry.name}", entry


def link_unchanged(folder: Path, before: Path) -> None:
    """Link every file of a folder that is the same as in the build before."""
    for path in folder.rglob("*"):
        old = before / path.relative_to(folder)
        if path.is_file() and old.is_file() and not path.samefile(old) and _same(path, old):
            aside = path.with_name(f"{path.name}.link")
            try:
                os.link(old, aside)
            except OSError:
                return
            aside.replace(path)


def _same(one: Path, other: Path) -> bool:
    return one.stat().st_size == other.stat().st_size and one.read_bytes() == other.read_bytes()
