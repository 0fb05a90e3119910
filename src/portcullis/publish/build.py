"""Builds everything: register -> store -> audit -> pages and downloads.

In: the register and a build folder. Out: `SiteReport`. Nothing is done again when nothing has changed, and when little
has, only what it touches; the last good build stands until the new one is whole.
"""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from portcullis import audit
from portcullis.model.implied import FILE as IMPLIED
from portcullis.model.implied import Expectations, read_expected
from portcullis.model.projected import NAME as RECORD_OF_MONEY
from portcullis.model.projected import Outlooks, read_outlooks
from portcullis.model.published import RECORD as RECORD_OF_MODEL
from portcullis.model.published import Published, newest
from portcullis.register import load, load_site_file
from portcullis.register.dates import load_dates_of
from portcullis.register.news import load_posts_of
from portcullis.store import Store, changed_measures, current, ensure, fingerprint, made_of, open_store, replacing
from portcullis.vocabulary import Finding, Site

from .aside import begun
from .difference import difference
from .downloads import Before, describe_downloads, licences, write_downloads
from .downloads.files import as_json
from .downloads.sqlite import write_sqlite
from .downloads.xlsx import write_xlsx
from .gathered import Gathered, all_series, gather
from .jobs import POSTS, READING, Beside, all_jobs, data_job
from .linked import head, write_maps
from .made_from import folder_digest, program_digest
from .pages.environment import keep_templates
from .pages.reading_rows import reading_rows
from .paper import RECORD as PAPERS
from .paper import write_papers
from .reads import Fact, Reads
from .record import NAME as RECORD
from .record import Done, Kept, paths_of, save
from .record import load as load_record
from .search import FILE as SEARCH
from .search import write_search
from .standing import Standing, changed_facts
from .watched import SERIES, LazySeries, state, state_of_findings, told_of, watched
from .work import Work, clear, entries, keep, link_unchanged, sweep

if TYPE_CHECKING:
    from portcullis.model.frozen import FrozenScore

HERE = Path(__file__).parent
MANIFEST = "manifest.json"
#: The folder of frozen forecasts beside the register, and its name among the data.
FORECASTS = "forecasts"
#: Files and folders of a site that no piece of work has made.
OTHERS = ("data/", "static/", PAPERS, RECORD, "robots.txt", "sitemap.xml")
#: When so many pieces of work are to be done, all series are read at once.
MANY = 200
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class SiteReport:
    """What was built: pages, files, bytes, seconds; `written`: files that are not those of the build before; `fresh`
    when nothing had to be done."""

    place: Path
    pages: int
    files: int
    written: int
    bytes: int
    findings: int
    seconds: float
    fresh: bool


def build_all(
    register_root: Path,
    build_dir: Path,
    out: Path | None = None,
    *,
    progress: Progress = lambda step: None,
    force: bool = False,
    briefs: bool = True,
) -> SiteReport:
    """Build the store and the site. Raises RegisterError, PlaceError, and OSError when a disk is full.

    `briefs`: print the one-page brief of every council. Without, the server prints each when it is asked for.
    `force`: make everything anew.
    """
    start = time.perf_counter()
    place = out or build_dir / "site"
    program = program_digest()
    forecasts = register_root.parent / FORECASTS
    wanted = f"{fingerprint(register_root)} {program} {folder_digest(forecasts)}"
    before = {} if force else _manifest(place)
    whole = before.get("briefs", False) or not briefs
    if before.get("fingerprint") == wanted and whole and (build_dir / "store").exists():
        report = before["report"] | {"seconds": time.perf_counter() - start, "fresh": True, "written": 0}
        return SiteReport(**report | {"place": place})
    progress("reading and checking the register")
    store_at = build_dir / "store"
    ensure(register_root, store_at, load, progress=lambda step: progress(f"store: {step}"))
    keep_templates(build_dir / ".templates")
    site = load_site_file(register_root)
    words = site.model_dump(mode="json")  # the server prints its own pages in the same frame
    same = before.get("program") == program and before.get("site") == words
    with begun(_audit, store_at) as findings:
        standing = _standing(place, store_at) if same else None
        with replacing(place, reuse=standing is not None) as folder:
            if standing:
                clear(folder, standing.folder)
            before_data = Before(standing.folder / "data", standing.difference) if standing else None
            stands = current(place)
            # Pages wait for the audit, and nothing but the page of downloads waits for the data.
            with begun(_data, store_at, folder / "data", site, before_data, stands, patience=5) as data:
                made = _Build(
                    register_root, site, folder, stands, standing, newest(forecasts),
                    read_expected(forecasts / IMPLIED), read_outlooks(forecasts / RECORD_OF_MONEY), made_of(store_at),
                    progress,
                )  # fmt: skip
                done = made.everything(store_at, findings, data, briefs=briefs)
            report = _report(place, folder, done, made.findings, start)
            manifest = {"fingerprint": wanted, "program": program, "briefs": briefs, "site": words,
                        "report": asdict(report) | {"place": "", "seconds": 0}}  # fmt: skip
            (folder / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n")
    return report


@dataclass
class _Build:
    """One build of a site into a folder."""

    register_root: Path
    site: Site
    folder: Path
    before: Path | None
    standing: Standing | None
    forecast: Published | None
    expected: Expectations
    outlooks: Outlooks | None
    files: Mapping[str, str]
    progress: Progress
    findings: int = 0

    def everything(
        self,
        store_at: Path,
        findings: Callable[[], list[Finding]],
        data: Callable[[], None],
        *,
        briefs: bool,
    ) -> dict[str, Done | Kept]:
        """Pages, feeds, printed sheets; what was made of what. `data` waits for the downloads."""
        reads = Reads()
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
            self.findings = len(found)
            g.take(found)
            facts |= state_of_findings(g)
            told = told_of(g)
            stand = self._kept(facts, told)
            watching = watched(g, reads)
            jobs = list(all_jobs(watching, beside))
            done: dict[str, Done | Kept] = {}
            done |= keep({job.name: stand[job.name] for job in jobs if job.name in stand}, self.before, self.folder)
            done |= self._search(watching, store, beside, reads, stand)
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
        self.progress("downloads")
        data()
        _forecasts(self.register_root.parent / FORECASTS, self.folder / "data" / FORECASTS, self.forecast)
        (self.folder / "data" / "findings.json").write_bytes(as_json(found))
        page, of_data = data_job(watching, describe_downloads(self.folder / "data"), credits)
        done |= work.run([page])
        if lazy is not None:
            lazy.close()
        pages = [path.removesuffix("index.html") for path in paths_of(done.values()) if path.endswith("index.html")]
        write_maps(g, self.folder, pages, news=posts, before=self.before)
        numbered = self.standing.record.facts if self.standing else ()
        save(self.folder, facts | of_data, told, done, numbered, self.files)
        sweep(self.folder, {*paths_of(done.values()), *OTHERS})
        return done

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

    def _search(
        self, g: Gathered, store: Store, beside: Beside, reads: Reads, stand: dict[str, Kept]
    ) -> Mapping[str, Done | Kept]:
        """The index of the search, which reads the store and so is made before the work is divided."""
        if SEARCH in stand and self.before and (found := keep({SEARCH: stand[SEARCH]}, self.before, self.folder)):
            return found
        write = partial(write_search, g, store, self.folder / SEARCH, posts=beside.posts)
        _, facts = reads.during(write)
        return {SEARCH: Done((SEARCH,), frozenset(facts) | {READING, POSTS})}


def _data(store_at: Path, folder: Path, site: Site, before: Before | None, stands: Path | None) -> None:
    """Everything under data/ but the findings, in a process of its own. What cannot be taken over from `before` is
    made anew."""
    with open_store(store_at) as store:
        if before:
            try:
                return _write_data(store, folder, site, before)
            except (OSError, ValueError, KeyError):  # somebody has changed what stands
                shutil.rmtree(folder, ignore_errors=True)
        _write_data(store, folder, site, None)
    if stands:
        link_unchanged(folder, stands / "data")
    return None


def _audit(store_at: Path) -> list[Finding]:
    with open_store(store_at) as store:
        return audit.run(store)


def _standing(place: Path, store_at: Path) -> Standing | None:
    """The site that stands and what differs from it, if parts of it can be kept."""
    folder = current(place)
    record = load_record(folder) if folder else None
    if folder is None or record is None:
        return None
    # What the store took over when it was made cannot differ: the record says of which register the site was made.
    measures = changed_measures(record.files, made_of(store_at)) if record.files else None
    differs = difference(folder / "data", store_at / "parquet", measures)
    return Standing(folder, record, differs) if differs is not None else None


def _write_data(store: Store, folder: Path, site: Site, before: Before | None) -> None:
    folder.mkdir()
    write_downloads(store, folder, parquet_from=store.place / "parquet", site=site, standing=before)
    write_sqlite(store, folder, site=site, standing=before)
    write_xlsx(store, folder, site=site, standing=before)


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


def _manifest(place: Path) -> dict[str, Any]:
    try:
        found = json.loads((place / MANIFEST).read_text())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _report(place: Path, folder: Path, done: Mapping[str, Done | Kept], findings: int, start: float) -> SiteReport:
    pages = sum(path.endswith("index.html") for path in paths_of(done.values()))
    stats = [entry.stat(follow_symlinks=False) for _, entry in entries(folder)]
    written = sum(stat.st_nlink == 1 for stat in stats)
    size = sum(stat.st_size for stat in stats)
    return SiteReport(place, pages, len(stats), written, size, findings, time.perf_counter() - start, fresh=False)
