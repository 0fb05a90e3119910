"""Holds the build that is being served, and changes to the next one without a request noticing.

In: the folder in which the places `store` and `site` stand. Out: `Current`, which lends an `Edition`.
An edition is one store and one site, opened. It stays open until the last request that uses it has ended.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any, TypeVar

from portcullis.publish.search import FILE, SearchIndex
from portcullis.store import Store, open_store

from .codes import Codes
from .files import SiteFiles

log = logging.getLogger("portcullis.web")
T = TypeVar("T")

#: How often, at most, we look whether a place points elsewhere. Looking is two `readlink` calls.
LOOK_EVERY_S = 0.25


class Held:
    """A store with a count of its users; the last one to let go closes it."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._users = 1
        self._lock = threading.Lock()

    def take(self) -> Held:
        """One user more."""
        with self._lock:
            self._users += 1
        return self

    def drop(self) -> None:
        """One user less."""
        with self._lock:
            self._users -= 1
            last = self._users == 0
        if last:
            self.store.close()


class Edition:
    """One build: its store, its site, the codes of its councils, and what was read from it once."""

    def __init__(self, targets: tuple[str, str], held: Held, site: SiteFiles) -> None:
        self.targets = targets
        self.held = held
        self.site = site
        self.codes = Codes.read(held.store, site)
        self.findings = _findings(site.folder, held.store.place)
        self.site_words = _json(site.folder / "manifest.json", {}).get("site") or {}
        made_from = _json(held.store.place / "manifest.json", {}).get("fingerprint", targets[0])
        found = json.dumps(self.findings, sort_keys=True)
        #: The same for the same facts on any machine, so that caches before us may be shared.
        self.fingerprint = hashlib.sha256(f"{made_from}\n{found}".encode()).hexdigest()
        self._memo: dict[str, Any] = {}
        #: Opened now, not when it is first asked: by then a later build may have swept the folder away.
        self.index = _index(site)

    @property
    def store(self) -> Store:
        """The store, open to read."""
        return self.held.store

    def once(self, name: str, make: Callable[[Store], T]) -> T:
        """What `make` reads from the store: read once for each edition. Call it in a thread, not in the loop."""
        if name not in self._memo:
            self._memo[name] = make(self.store)
        return self._memo[name]


class Current:
    """The edition being served. `look` is cheap enough for every request."""

    def __init__(self, build_dir: Path) -> None:
        self._places = (build_dir / "store", build_dir / "site")
        self._lock = threading.Lock()
        self._opening = threading.Lock()
        self._next_look = 0.0
        self._edition = self._open(None)

    def look(self) -> Edition:
        """The present edition. When a place points elsewhere, the next one is opened in a thread of its own."""
        now = time.monotonic()
        if now >= self._next_look:
            self._next_look = now + LOOK_EVERY_S
            if self._targets() != self._edition.targets and not self._opening.locked():
                threading.Thread(target=self.refresh, name="open the next build", daemon=True).start()
        return self._edition

    @contextlib.contextmanager
    def lease(self) -> Generator[Edition]:
        """The present edition, which stays open for as long as the block lasts."""
        self.look()
        with self._lock:
            edition = self._edition
            edition.held.take()
        try:
            yield edition
        finally:
            edition.held.drop()

    def refresh(self) -> None:
        """Change to what the places point at now. If that cannot be opened, the present edition stays."""
        with self._opening:
            old = self._edition
            if self._targets() == old.targets:
                return
            new = None
            try:
                new = self._open(old)
                new.site.warm(old.site)  # a build that is swept away meanwhile is as good as one that cannot be opened
            except Exception as error:
                if new:
                    new.held.drop()
                log.warning("The new build cannot be opened (%s): the last one is still served.", type(error).__name__)
                return
            with self._lock:
                self._edition = new
            old.held.drop()

    def close(self) -> None:
        """Let go of the edition."""
        self._edition.held.drop()

    def _targets(self) -> tuple[str, str]:
        store, site = (_target(place) for place in self._places)
        return store, site

    def _open(self, old: Edition | None) -> Edition:
        targets = self._targets()
        store, site = self._places
        if not (site / "index.html").is_file():
            raise FileNotFoundError(f"there is no site at {site}: run `portcullis build`")
        # DuckDB lets one process open a locked-down file once only: an edition with the same store shares it.
        same = old is not None and old.targets[0] == targets[0]
        held = old.held.take() if old is not None and same else Held(open_store(store))
        try:
            return Edition(targets, held, SiteFiles(site.resolve()))
        except BaseException:
            held.drop()
            raise


def _target(place: Path) -> str:
    """Where a place points; a plain folder points at itself."""
    try:
        return str(place.readlink())
    except OSError:
        return str(place)


def _json(path: Path, otherwise: Any) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return otherwise


def _index(site: SiteFiles) -> SearchIndex | None:
    """The search over everything; without it, councils are still found by their names."""
    if f"/{FILE}" not in site.addresses:
        return None
    try:
        return SearchIndex(site.folder / FILE, lambda page: f"/{page}" in site.addresses)
    except (sqlite3.Error, OSError) as error:
        log.warning("The search cannot be opened (%s): only councils are found.", type(error).__name__)
        return None


def _findings(site: Path, store: Path) -> list[dict[str, Any]] | None:
    """What the audit found, as the publisher wrote it; None when it wrote nothing."""
    for path in (site / "data" / "findings.json", store / "findings.json"):
        found = _json(path, None)
        if isinstance(found, dict):
            found = found.get("findings")
        if isinstance(found, list):
            return found
    return None
