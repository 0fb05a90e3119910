"""Builds everything: register -> store -> audit -> pages and downloads.

In: the register and a build folder. Out: `SiteReport`. Nothing is done again when nothing has changed, and when little
has, only what it touches; the last good build stands until the new one is whole.
"""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from portcullis.register import load, load_site_file
from portcullis.store import Store, changed_measures, current, ensure, fingerprint, made_of, open_store, replacing
from portcullis.vocabulary import Finding, Site

from .aside import begun
from .difference import difference
from .downloads import Before, write_downloads
from .downloads.sqlite import write_sqlite
from .downloads.xlsx import write_xlsx
from .folders import DATA, link_unchanged, make_way
from .made_from import FORECASTS, folder_digest, program_digest
from .record import load as load_record
from .standing import Standing

MANIFEST = "manifest.json"
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
    site = load_site_file(register_root)
    words = site.model_dump(mode="json")  # the server prints its own pages in the same frame
    same = before.get("program") == program and before.get("site") == words
    with begun(_audit, store_at) as findings:
        standing = _standing(place, store_at) if same else None
        with replacing(place, reuse=standing is not None) as folder:
            make_way(folder)
            before_data = Before(standing.folder / DATA, standing.difference) if standing else None
            stands = current(place)
            # Pages wait for the audit, and nothing but the page of downloads waits for the data.
            with begun(_data, store_at, folder / DATA, site, before_data, stands, patience=5) as data:
                # What pages need takes a while to load, and is loaded while the other processes are at work.
                from .contents import Contents
                from .pages.environment import keep_templates

                keep_templates(build_dir / ".templates")
                made = Contents(register_root, site, folder, stands, standing, made_of(store_at), progress)
                counts = made.everything(store_at, findings, data, briefs=briefs)
            seconds = time.perf_counter() - start
            files, written, size = counts.files
            report = SiteReport(place, counts.pages, files, written, size, counts.findings, seconds, fresh=False)
            manifest = {"fingerprint": wanted, "program": program, "briefs": briefs, "site": words,
                        "report": asdict(report) | {"place": "", "seconds": 0}}  # fmt: skip
            (folder / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n")
    return report


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
        link_unchanged(folder, stands / DATA)
    return None


def _audit(store_at: Path) -> list[Finding]:
    from portcullis import audit

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
    differs = difference(folder / DATA, store_at / "parquet", measures)
    return Standing(folder, record, differs) if differs is not None else None


def _write_data(store: Store, folder: Path, site: Site, before: Before | None) -> None:
    folder.mkdir()
    write_downloads(store, folder, parquet_from=store.place / "parquet", site=site, standing=before)
    write_sqlite(store, folder, site=site, standing=before)
    write_xlsx(store, folder, site=site, standing=before)


def _manifest(place: Path) -> dict[str, Any]:
    try:
        found = json.loads((place / MANIFEST).read_text())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
