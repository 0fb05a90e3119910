"""Builds everything: register -> store -> audit -> pages and downloads.

In: the register and a build folder. Out: `SiteReport`. Nothing is done again when nothing has changed; files that
stay the same are linked from the build before; the last good build stands until the new one is whole.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from portcullis import audit
from portcullis.register import load, load_site_file
from portcullis.register.dates import load_dates_of
from portcullis.register.news import load_posts_of
from portcullis.store import Store, current, ensure, fingerprint, open_store, replacing
from portcullis.vocabulary import Finding, Site

from .downloads import LICENCE_TEXT, describe_downloads, licences, write_downloads
from .downloads.sqlite import write_sqlite
from .downloads.xlsx import write_xlsx
from .feeds import write_calendars, write_feeds
from .gathered import Gathered, gather
from .linked import head, write_maps
from .pages.agreement import agreement_page, agreements_page
from .pages.area import area_page
from .pages.checks import audit_page, corrections_page, data_page
from .pages.compare import compare_form, neighbours_page
from .pages.embed import embed_pages
from .pages.environment import Page
from .pages.home import about_page, areas_page, home_page, search_page
from .pages.measures import measure_page, measures_page
from .pages.reading import reading_pages
from .pages.reading_rows import reading_rows
from .pages.sources import source_pages
from .paper import write_papers
from .search import FILE as SEARCH
from .search import write_search
from .work import Job, Work, link_unchanged

HERE = Path(__file__).parent
MANIFEST = "manifest.json"
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class SiteReport:
    """What was built: pages, files, bytes, seconds; `fresh` when nothing had to be done."""

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
    """
    start = time.perf_counter()
    place = out or build_dir / "site"
    wanted = site_fingerprint(register_root)
    before = _manifest(place)
    whole = before is not None and (before.get("briefs", False) or not briefs)
    if not force and before and whole and before["fingerprint"] == wanted and (build_dir / "store").exists():
        report = before["report"] | {"seconds": time.perf_counter() - start, "fresh": True, "written": 0}
        return SiteReport(**report | {"place": place})
    progress("reading and checking the register")
    ensure(register_root, build_dir / "store", load, progress=lambda step: progress(f"store: {step}"))
    site = load_site_file(register_root)
    with replacing(place) as folder:
        with open_store(build_dir / "store") as store:
            progress("checking the figures")
            findings = audit.run(store)
            progress("downloads")
            _data(store, findings, folder / "data", site)
            gathered = gather(store, findings, site)
            rows = reading_rows(store)
            write_search(gathered, store, folder / SEARCH, posts=load_posts_of(register_root))
            credits = licences(store)
        # The store is closed before the work is divided: a database must not be carried into another process.
        progress("pages")
        shutil.copytree(HERE / "static", folder / "static")
        standing = current(place)
        if standing:
            link_unchanged(folder, standing)  # so far: data, styles and the search index
        jobs = [*_jobs(gathered, describe_downloads(folder / "data"), credits)]
        jobs.append(partial(reading_pages, gathered, rows, register_root))
        pages = Work(jobs, site, folder, standing, partial(head, gathered)).run(progress)
        _for_programs(gathered, register_root, folder, standing)
        progress("briefs and cards" if briefs else "cards")
        write_papers(gathered, folder, standing, with_briefs=briefs)
        report = _report(place, folder, pages, len(findings), start)
        words = site.model_dump(mode="json")  # the server prints its own pages in the same frame
        manifest = {"fingerprint": wanted, "report": asdict(report) | {"place": "", "seconds": 0}, "site": words}
        manifest["briefs"] = briefs
        (folder / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n")
    return report


def _for_programs(g: Gathered, register_root: Path, folder: Path, before: Path | None) -> None:
    """Feeds, calendars, and the map of the site for search engines."""
    posts = load_posts_of(register_root)
    write_feeds(g, folder, news=posts, before=before)
    write_calendars(g, folder, load_dates_of(register_root), before=before)
    paths = [path.parent.relative_to(folder).as_posix() + "/" for path in folder.rglob("index.html")]
    write_maps(g, folder, ["" if path == "./" else path for path in paths], news=posts, before=before)


def site_fingerprint(register_root: Path) -> str:
    """A digest of the register and of everything that makes pages from it."""
    digest = hashlib.sha256(fingerprint(register_root).encode())
    for root in (HERE, Path(audit.__file__).parent):
        for path in sorted(p for p in root.rglob("*") if p.is_file() and p.suffix != ".pyc"):
            digest.update(str(path.relative_to(root)).encode() + path.read_bytes())
    return digest.hexdigest()


def _manifest(place: Path) -> dict | None:
    try:
        return json.loads((place / MANIFEST).read_text())
    except (OSError, ValueError):
        return None


def _data(store: Store, findings: list[Finding], folder: Path, site: Site) -> None:
    """Everything under data/."""
    folder.mkdir()
    write_downloads(store, folder, parquet_from=store.place / "parquet", site=site)
    write_sqlite(store, folder, site=site)
    write_xlsx(store, folder, site=site)
    (folder / "findings.json").write_text(json.dumps([asdict(f) for f in findings], indent=1) + "\n")


def _jobs(g: Gathered, downloads: list, credits: list) -> Iterator[Job]:
    """Pieces of work, each of which makes a page or a few: they are divided among processes."""
    yield partial(_single_pages, g, downloads, credits)
    for code, area in g.areas.items():
        if area["status"] == "current":
            yield partial(_council_pages, g, code)
    for agreement in g.agreements:
        yield lambda a=agreement: [agreement_page(g, a)]
    for indicator in g.indicators.values():
        yield lambda i=indicator: [measure_page(g, i)]
    yield partial(source_pages, g)


def _single_pages(g: Gathered, downloads: list, credits: list) -> Iterator[Page]:
    yield home_page(g)
    yield areas_page(g)
    yield agreements_page(g)
    yield measures_page(g)
    yield corrections_page(g)
    yield audit_page(g)
    yield data_page(g, downloads, credits, LICENCE_TEXT)
    yield about_page(g)
    yield search_page(g)
    yield compare_form(g, [])


def _council_pages(g: Gathered, code: str) -> Iterator[Page]:
    yield area_page(g, code)
    yield neighbours_page(g, code)
    yield from embed_pages(g, code)


def _report(place: Path, folder: Path, pages: int, findings: int, start: float) -> SiteReport:
    stats = [path.stat() for path in folder.rglob("*") if path.is_file()]
    written = sum(stat.st_nlink == 1 for stat in stats)
    size = sum(stat.st_size for stat in stats)
    return SiteReport(place, pages, len(stats), written, size, findings, time.perf_counter() - start, fresh=False)
