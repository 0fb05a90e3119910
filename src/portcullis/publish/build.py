"""Builds everything: register -> store -> audit -> pages and downloads.

In: the register and a build folder. Out: `SiteReport`. Nothing is done again when nothing has changed; files that
stay the same are linked from the build before; the last good build stands until the new one is whole.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from portcullis import audit
from portcullis.register import load, load_site_file
from portcullis.store import Store, current, ensure, fingerprint, open_store, replacing
from portcullis.vocabulary import Finding, date_text

from .downloads import LICENCE_TEXT, describe_downloads, licences, write_downloads
from .gathered import Gathered, gather
from .pages.agreement import agreement_page, agreements_page
from .pages.area import area_page
from .pages.checks import audit_page, corrections_page, data_page
from .pages.compare import compare_form, neighbours_page
from .pages.embed import embed_pages
from .pages.environment import Page, render
from .pages.home import about_page, areas_page, home_page, search_page
from .pages.measures import measure_pages
from .pages.sources import source_pages

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
) -> SiteReport:
    """Build the store and the site. Raises RegisterError, PlaceError, and OSError when a disk is full."""
    start = time.perf_counter()
    place = out or build_dir / "site"
    wanted = site_fingerprint(register_root)
    before = _manifest(place)
    if not force and before and before["fingerprint"] == wanted and (build_dir / "store").exists():
        report = before["report"] | {"seconds": time.perf_counter() - start, "fresh": True, "written": 0}
        return SiteReport(**report | {"place": place})
    progress("reading and checking the register")
    ensure(register_root, build_dir / "store", load, progress=lambda step: progress(f"store: {step}"))
    with open_store(build_dir / "store") as store:
        progress("checking the figures")
        findings = audit.run(store)
        with replacing(place) as folder:
            pages = _write(store, findings, register_root, folder, current(place), progress)
            report = _report(place, folder, pages, len(findings), start)
            manifest = {"fingerprint": wanted, "report": asdict(report) | {"place": "", "seconds": 0}}
            (folder / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n")
    return report


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


def _write(
    store: Store, findings: list[Finding], register_root: Path, folder: Path, before: Path | None, progress: Progress
) -> int:
    site = load_site_file(register_root)
    progress("downloads")
    data = folder / "data"
    data.mkdir()
    write_downloads(store, data, parquet_from=store.place / "parquet")
    (data / "findings.json").write_text(json.dumps([asdict(f) for f in findings], indent=1) + "\n")
    shutil.copytree(HERE / "static", folder / "static")
    progress("pages")
    gathered = gather(store, findings, site)
    count = 0
    for page in _pages(gathered, describe_downloads(data), licences(store)):
        target = folder / page.path / "index.html"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(render(page, site, data_to=date_text(site.data_to)), encoding="utf-8")
        count += 1
        if count % 100 == 0:
            progress(f"pages: {count}")
    if before:
        _keep_unchanged(folder, before)
    return count


def _pages(g: Gathered, downloads: list, credits: list) -> Iterator[Page]:
    yield home_page(g)
    yield areas_page(g)
    for code, area in g.areas.items():
        if area["status"] == "current":
            yield area_page(g, code)
            yield neighbours_page(g, code)
            yield from embed_pages(g, code)
    yield agreements_page(g)
    for agreement in g.agreements:
        yield agreement_page(g, agreement)
    yield from measure_pages(g)
    yield from source_pages(g)
    yield corrections_page(g)
    yield audit_page(g)
    yield data_page(g, downloads, credits, LICENCE_TEXT)
    yield about_page(g)
    yield search_page(g)
    yield compare_form(g, [])


def _keep_unchanged(folder: Path, before: Path) -> None:
    """Link files that are the same as in the build before: they keep their date, and the disk is spared."""
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


def _report(place: Path, folder: Path, pages: int, findings: int, start: float) -> SiteReport:
    stats = [path.stat() for path in folder.rglob("*") if path.is_file()]
    written = sum(stat.st_nlink == 1 for stat in stats)
    size = sum(stat.st_size for stat in stats)
    return SiteReport(place, pages, len(stats), written, size, findings, time.perf_counter() - start, fresh=False)
