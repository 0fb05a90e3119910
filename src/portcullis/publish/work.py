"""Makes and writes pages and other files, divided among processes.

In: jobs, each of which makes a page or a few, and a folder. Out: files; for each job, what it made and which facts it
read. A file that is the same as in the build before is linked from it: it keeps its date, and the disk is spared.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from portcullis.vocabulary import Site, date_text

from .feeds.place import put
from .pages.environment import Page, render
from .reads import Fact, Reads
from .record import Done

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
