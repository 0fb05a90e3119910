"""Gathered facts that note what is read of them, and that read a series only when it is asked for.

In: gathered facts. Out: the same facts, watched; and a digest of each, to be held against those of the build before.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from portcullis.store import Store, open_store, queries

from .gathered import Gathered, Row, Series
from .reads import Fact, Reads, Watched, digest_of, digests, fact

#: Fields that are read as a whole.
LISTS = ("agreements", "national", "events", "findings", "old_areas", "forecast_scores")
#: A change in the site file changes every page: nobody keeps a page then.
ALWAYS = ("site",)
SERIES = "series"
#: What the audit finds, which comes later than the rest.
FOUND = ("findings", "findings_of_measure")
#: Findings and corrections of a figure count as part of its series.
_OF_A_SERIES = ("findings_of",)


class LazySeries(Watched):
    """Series that come from the store when they are asked for. Each process opens the store for itself."""

    def __init__(self, reads: Reads, store: Path) -> None:
        super().__init__(reads, SERIES, {})
        self._place, self._store, self._pid = store, None, 0
        self._asked: Counter[str] = Counter()
        self._whole: set[str] = set()
        self._full = False

    def fill(self, series: Mapping[tuple[str, str], Series]) -> None:
        """Take all series there are: nothing more is read."""
        self.update(series)
        self._full = True

    def expect(self, keys: Collection[tuple[str, str]], store: Store) -> None:
        """Read these series at once: they will be asked for."""
        found: dict[tuple[str, str], Series] = {key: [] for key in keys}
        for row in queries.observations_of(store, keys):
            found[row["indicator"], row["authority"]].append(row)
        self.update({key: rows or None for key, rows in found.items()})

    def get(self, key: Any, default: Any = None) -> Any:
        """The series of (indicator, authority)."""
        indicator, authority = key
        self._reads.note(self._field, key)
        if not (self._full or dict.__contains__(self, key)) and self._whole.isdisjoint(key):
            self._load(indicator, authority)
        found = dict.get(self, key)
        return default if found is None else found

    def __getitem__(self, key: Any) -> Any:
        found = self.get(key)
        if found is None:
            raise KeyError(key)
        return found

    def close(self) -> None:
        """Let go of the store. It is opened again if need be."""
        if self._store is not None and self._pid == os.getpid():
            self._store.close()
        self._store = None

    def _load(self, indicator: str, authority: str) -> None:
        """One series; who asks again for the same council or the same measure is given all of it."""
        self._asked.update((indicator, authority))
        store = self._opened()
        if self._asked[authority] > 1:
            self._whole.add(authority)
            rows = queries.observations(store, authority=authority)
        elif self._asked[indicator] > 1:
            self._whole.add(indicator)
            rows = queries.observations(store, indicator=indicator)
        else:
            rows = queries.observations(store, indicator=indicator, authority=authority)
        found: dict[tuple[str, str], Series] = {}
        for row in rows:
            found.setdefault((row["indicator"], row["authority"]), []).append(row)
        self.update({(indicator, authority): None} | found)  # None: there is no such series

    def _opened(self) -> Store:
        if self._store is None or self._pid != os.getpid():
            self._store, self._pid = open_store(self._place), os.getpid()
        return self._store


class WatchedFacts(Gathered):
    """Gathered facts of which every reading is noted."""

    _reads: Reads

    def __getattribute__(self, name: str) -> Any:
        if name in LISTS:
            object.__getattribute__(self, "_reads").note(name)
        return object.__getattribute__(self, name)

    def findings_on(self, identity: str) -> Any:
        """Findings that touch a figure: noted as part of its series."""
        self._reads.note(SERIES, series_of(identity))
        return dict.get(self.findings_of, identity, [])

    def correction_on(self, identity: str) -> Row | None:
        """The correction that is laid over a figure: noted as part of its series."""
        self._reads.note(SERIES, series_of(identity))
        return dict.get(self.corrections, identity)


def watched(g: Gathered, reads: Reads) -> WatchedFacts:
    """The same facts, watched."""
    content: dict[str, Any] = {}
    for field in fields(g):
        value = getattr(g, field.name)
        plain = isinstance(value, dict) and not isinstance(value, Watched)
        content[field.name] = Watched(reads, field.name, value) if plain else value
    facts = WatchedFacts(**content)
    facts._reads = reads
    return facts


def state(g: Gathered) -> dict[Fact, str]:
    """A digest of every fact that is neither a series nor a finding."""
    apart = {SERIES, *_OF_A_SERIES, *ALWAYS, *FOUND}
    return _digests(g, [field.name for field in fields(g) if field.name not in apart])


def state_of_findings(g: Gathered) -> dict[Fact, str]:
    """A digest of what the audit found."""
    return _digests(g, FOUND)


def _digests(g: Gathered, names: Iterable[str]) -> dict[Fact, str]:
    found: dict[Fact, str] = {}
    for name in names:
        value = getattr(g, name)
        if isinstance(value, dict):
            found.update(digests(name, value))
        else:
            found[fact(name)] = digest_of(value)
    return found


def told_of(g: Gathered) -> dict[tuple[str, str], str]:
    """What is said of each series beside its values: a digest of its findings and corrections."""
    said: dict[tuple[str, str], list[str]] = {}
    of_finding = {finding.id: digest_of(finding) for finding in g.findings}
    for identity, findings in sorted(g.findings_of.items()):
        said.setdefault(series_of(identity), []).extend(of_finding[finding.id] for finding in findings)
    for identity, row in sorted(g.corrections.items()):
        said.setdefault(series_of(identity), []).append(digest_of(row))
    return {key: digest_of(value) for key, value in said.items()}


def series_of(identity: str) -> tuple[str, str]:
    """The series that a figure belongs to, from its id."""
    indicator, _, rest = identity.partition(":")
    return indicator, rest.partition(":")[0]
