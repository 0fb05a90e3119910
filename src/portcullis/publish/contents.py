"""Everything of a site but its data: pages, feeds, printed sheets, cards, the index of the search.

In: the place of a store, what the audit found, what stands. Out: files in a folder, and a record of what was made of
what. What pages need is loaded with this module, so that a build can begin with the data before that.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from portcullis.model.implied import FILE as IMPLIED
from portcullis.model.implied import Expectations, read_expected
from portcullis.model.projected import NAME as RECORD_OF_MONEY
from portcullis.model.projected import Outlooks, read_outlooks
from portcullis.model.published import RECORD as RECORD_OF_MODEL
from portcullis.model.published import Published, newest
from portcullis.register.dates import load_dates_of
from portcullis.register.news import load_posts_of
from portcullis.store import Store, open_store
from portcullis.vocabulary import Finding, Site

from .downloads import describe_downloads, licences
from .downloads.files import as_json
from .folders import DATA, Counted, clear, counted, entries, keep, link_unchanged, sweep
from .gathered import Gathered, all_series, gather
from .jobs import POSTS, READING, Beside, all_jobs, data_job
from .linked import head, write_maps
from .made_from import FORECASTS
from .pages.reading_rows import reading_rows
from .paper import RECORD as PAPERS
from .paper import write_papers
from .reads import Fact, Reads
from .record import NAME as RECORD
from .record import Done, Kept, paths_of, save
from .search import FILE as SEARCH
from .search import write_search
from .standing import Standing, changed_facts
from .watched import SERIES, LazySeries, state, state_of_findings, told_of, watched
from .work import Work

if TYPE_CHECKING:
    from portcullis.model.frozen import FrozenScore

HERE = Path(__file__).parent
#: Files and folders of a site that no piece of work has made.
OTHERS = ("static/", PAPERS)
#: Those that are written last.
LATE = (RECORD, "robots.txt", "sitemap.xml")
#: When so many pieces of work are to be done, all series are read at once.
MANY = 200
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Counts:
    """What was made: pages, findings of the audit, files of all kinds."""

    pages: int
    findings: int
    files: Counted


@dataclass
class Contents:
    """One build of a site into a folder."""

    register_root: Path
    site: Site
    folder: Path
    before: Path | None
    standing: Standing | None
    files: Mapping[str, str]
    progress: Progress
    forecast: Published | None = field(init=False)
    expected: Expectations = field(init=False)
    outlooks: Outlooks | None = field(init=False)

    def __post_init__(self) -> None:
        forecasts = self.register_root.parent / FORECASTS
        self.forecast = newest(forecasts)
        self.expected = read_expected(forecasts / IMPLIED)
        self.outlooks = read_outlooks(forecasts / RECORD_OF_MONEY)

    def everything(
        self,
        store_at: Path,
        findings: Callable[[], list[Finding]],
        data: Callable[[], None],
        *,
        briefs: bool,
    ) -> Counts:
        """Pages, feeds, printed sheets; how many. `data` waits for the downloads."""
        reads = Reads()
        there = clear(self.folder, self.standing.folder) if self.standing else frozenset()
        posts, dates = load_posts_of(self.register_root), load_dates_of(self.register_root)
        self.progress("gathering what pages say")
        with open_store(store_at) as store:
            lazy = LazySeries(reads, store.place) if self.standing else None
            g = gather(
                store, [], self.site, series=lazy, forecast=self.forecast, expected=self.expected,
                outlooks=self.outlooks,
            )  # fmt: skip
            g.forecast_scores = self._scores(store)
            beside = Beside(reading_rows(store), posts, dates, self.register_root)
            credits = licences(store)
            facts = state(g) | beside.state()
            self.progress("checking the figures")
            found = findings()
            g.take(found)
            facts |= state_of_findings(g)
            told = told_of(g)
            stand = self._kept(facts, told)
            watching = watched(g, reads)
            jobs = list(all_jobs(watching, beside))
            done: dict[str, Done | Kept] = {}
            wanted = [SEARCH, *(job.name for job in jobs)]
            done |= keep({name: stand[name] for name in wanted if name in stand}, self.before, self.folder, there)
            if SEARCH not in done:  # it reads the store, and so is made before the work is divided
                done |= self._search(watching, store, beside, reads)
            jobs = [job for job in jobs if job.name not in done]
            if lazy is not None and len(jobs) > MANY:
                lazy.fill(all_series(store))
            elif lazy is not None and self.standing:
                read = self.standing.record.read_by([job.name for job in jobs], SERIES)
                lazy.expect({(indicator, authority) for indicator, authority in read}, store)
        # The store is closed before the work is divided: a database must not be carried into another process.
        self.progress("pages")
        shutil.copytree(HERE / "static", self.folder / "static")
        if self.before:
            link_unchanged(self.folder / "static", self.before / "static")
        work = Work(self.site, self.folder, self.before, reads, partial(head, watching))
        done |= work.run(jobs, self.progress)
        self.progress("briefs and cards" if briefs else "cards")
        done |= write_papers(watching, self.folder, self.before, with_briefs=briefs, reads=reads, unchanged=stand)
        # What can be done while the data is being written is done before it is waited for.
        kept = sweep(self.folder, {*paths_of(done.values()), *OTHERS})
        self.progress("downloads")
        data()
        _forecasts(self.register_root.parent / FORECASTS, self.folder / DATA / FORECASTS, self.forecast)
        (self.folder / DATA / "findings.json").write_bytes(as_json(found))
        page, of_data = data_job(watching, describe_downloads(self.folder / DATA), credits)
        done |= work.run([page])
        if lazy is not None:
            lazy.close()
        pages = [path.removesuffix("index.html") for path in paths_of(done.values()) if path.endswith("index.html")]
        write_maps(g, self.folder, pages, news=posts, before=self.before)
        numbered = self.standing.record.facts if self.standing else ()
        save(self.folder, facts | of_data, told, done, numbered, self.files)
        late = [self.folder.joinpath(name).stat() for name in LATE if (self.folder / name).is_file()]
        late += [entry.stat(follow_symlinks=False) for _, entry in entries(self.folder / DATA)]
        files, written, size = (sum(pair) for pair in zip(kept, counted(late), strict=True))
        return Counts(len(pages), len(found), Counted(files, written, size))

    def _scores(self, store: Store) -> list[FrozenScore]:
        """How the frozen forecast did, as soon as a January that it speaks of is in the register."""
        if self.forecast is None:
            return []
        newest_year = store.one("select max(year) as year from observation where indicator = 'ehc_plans' and newest")
        if not newest_year or (newest_year["year"] or 0) <= self.forecast.manifest["origin"]:
            return []
        from portcullis.model.frozen import score_frozen  # the model is heavy, and seldom needed here

        return score_frozen(store, self.register_root.parent / FORECASTS / self.forecast.name)

    def _kept(self, facts: dict[Fact, str], told: dict[tuple[str, str], str]) -> dict[str, Kept]:
        """The pieces of work of the build before that no change touches."""
        if self.standing is None:
            return {}
        changed = changed_facts(self.standing.record, facts, told, self.standing.difference.series)
        return self.standing.record.untouched(changed)

    def _search(self, g: Gathered, store: Store, beside: Beside, reads: Reads) -> Mapping[str, Done]:
        """The index of the search."""
        write = partial(write_search, g, store, self.folder / SEARCH, posts=beside.posts)
        _, facts = reads.during(write)
        return {SEARCH: Done((SEARCH,), frozenset(facts) | {READING, POSTS})}


def _forecasts(root: Path, folder: Path, forecast: Published | None) -> None:
    """The files of the newest frozen forecast, its record, what was expected of old, and projected money, as is."""
    wanted = (RECORD_OF_MODEL if forecast else "", IMPLIED, RECORD_OF_MONEY)
    alone = [name for name in wanted if name and (root / name).is_file()]
    if forecast is None and not alone:
        return
    folder.mkdir()
    if forecast is not None:
        shutil.copytree(root / forecast.name, folder / forecast.name)
    for name in alone:
        shutil.copyfile(root / name, folder / name)
