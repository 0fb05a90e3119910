"""Makes and writes pages, divided among processes.

In: jobs, each of which makes a page or a few, and a folder. Out: files; how many pages.
A page that is the same as in the build before is linked from it: it keeps its date, and the disk is spared.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from portcullis.vocabulary import Site, date_text

from .pages.environment import Page, render

#: Into how many shares the jobs are divided: more than processes, so that all end together and progress shows.
SHARES = 12

Job = Callable[[], Iterable[Page]]


class Work:
    """All jobs of a build. Processes are forked from the one that gathered the facts, so nothing is sent to them."""

    def __init__(
        self, jobs: list[Job], site: Site, folder: Path, before: Path | None, head: Callable[[Page], Any] | None = None
    ) -> None:
        self.jobs = jobs
        self.site = site
        self.folder = folder
        self.before = before
        self.head = head

    def run(self, progress: Callable[[str], None] = lambda step: None) -> int:
        """Do all jobs; how many pages there are. Raises what a job raises."""
        global _work
        processes = min(os.cpu_count() or 1, 4) if "fork" in multiprocessing.get_all_start_methods() else 1
        if processes == 1 or len(self.jobs) < 20:
            return self.share(0, 1)
        _work = self
        try:
            pages = 0
            with ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("fork")) as pool:
                for made in pool.map(_share, range(SHARES), [SHARES] * SHARES):
                    pages += made
                    progress(f"pages: {pages}")
            return pages
        finally:
            _work = None

    def share(self, number: int, of: int) -> int:
        """Every `of`-th job from `number` on."""
        pages = 0
        data_to = date_text(self.site.data_to)
        for job in self.jobs[number::of]:
            for page in job():
                head = self.head(page) if self.head else None
                self._write(page, render(page, self.site, data_to=data_to, head=head).encode())
                pages += 1
        return pages

    def _write(self, page: Page, content: bytes) -> None:
        target = self.folder / page.path / "index.html"
        target.parent.mkdir(parents=True, exist_ok=True)
        if self.before is not None:
            old = self.before / page.path / "index.html"
            try:
                if old.read_bytes() == content:
                    os.link(old, target)
                    return
            except OSError:
                pass  # a new page, or a disk that does not link: write it
        target.write_bytes(content)


_work: Work | None = None


def _share(number: int, of: int) -> int:
    if _work is None:
        raise RuntimeError("the work was not handed over")
    return _work.share(number, of)


def link_unchanged(folder: Path, before: Path) -> None:
    """Link every file of a folder that is the same as in the build before."""
    for path in folder.rglob("*"):
        old = before / path.relative_to(folder)
        if path.is_file() and old.is_file() and _same(path, old):
            aside = path.with_name(f"{path.name}.link")
            try:
                os.link(old, aside)
            except OSError:
                return
            aside.replace(path)


def _same(one: Path, other: Path) -> bool:
    return one.stat().st_size == other.stat().st_size and one.read_bytes() == other.read_bytes()
