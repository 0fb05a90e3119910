"""Reads many documents: on several cores of this machine, or on the workers of a cluster, with the same results.

In: paths. Out: an `Outcome` for each, in the order of the paths.
"""

from __future__ import annotations

import contextlib
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .apart import Apart
from .law import Law
from .limits import Limits, UnreadableError
from .place import taken
from .reading import Result


@dataclass(frozen=True, slots=True)
class Outcome:
    """A path with its result, or with why it could not be read. `text` only where it was asked for."""

    path: Path
    result: Result | None
    error: str = ""
    text: str = ""


class ClusterMissingError(Exception):
    """The extra `cluster` is not installed, or nobody answers at the address."""


def read_many(
    paths: Sequence[Path], law: Law, *, jobs: int = 1, cluster: str | None = None, limits: Limits | None = None,
    on: str = "9999-12-31", text: bool = False,
) -> Iterator[Outcome]:  # fmt: skip
    """Read every path. Raises ClusterMissingError before the first when there is no cluster."""
    limits = limits or Limits()
    if cluster is not None:
        yield from _on_cluster(paths, law, cluster, limits, on, text=text)
        return
    packed = law.to_json()
    here = threading.local()
    readers: list[Apart] = []

    def one(path: Path) -> Outcome:
        if not hasattr(here, "apart"):
            here.apart = Apart(packed, limits)
            readers.append(here.apart)
        return _outcome(here.apart, path, limits, on, text=text)

    try:
        with ThreadPoolExecutor(max(1, jobs), thread_name_prefix="reads documents") as pool:
            yield from _ordered(pool, one, paths, ahead=max(4, jobs * 4))
    finally:
        for reader in readers:
            reader.close()


def _ordered(pool: Any, one: Any, paths: Sequence[Path], *, ahead: int) -> Iterator[Outcome]:
    """Results in order, with only so many under way or waiting: a thousand results never lie in memory at once."""
    waiting: deque[Any] = deque()
    try:
        for path in paths:
            waiting.append(pool.submit(one, path))
            if len(waiting) >= ahead:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        for future in waiting:
            future.cancel()


def _outcome(apart: Apart, path: Path, limits: Limits, on: str, *, text: bool) -> Outcome:
    try:
        reading = apart.read(taken(path, limits), on=on, text=text)
    except UnreadableError as error:
        return Outcome(path, None, str(error))
    return Outcome(path, reading.result, "", reading.text)


_kept: dict[int, tuple[str, Apart]] = {}


def on_worker(data: bytes, packed: str, limits: Limits, on: str, text: bool) -> tuple[Result | None, str, str]:
    """Read one document on a worker of a cluster, in a process that the worker keeps for the next one."""
    mine = threading.get_ident()
    if mine not in _kept or _kept[mine][0] != packed:
        if mine in _kept:
            _kept[mine][1].close()
        _kept[mine] = (packed, Apart(packed, limits))
    try:
        reading = _kept[mine][1].read(data, on=on, text=text)
    except UnreadableError as error:
        return None, str(error), ""
    return reading.result, "", reading.text


def _on_cluster(
    paths: Sequence[Path], law: Law, address: str, limits: Limits, on: str, *, text: bool
) -> Iterator[Outcome]:
    try:
        from distributed import Client
    except ImportError:
        raise ClusterMissingError(
            "reading on a cluster needs the extra `cluster`: pip install portcullis-send[cluster]"
        ) from None
    try:
        client = Client(address, timeout="10s", set_as_default=False)
    except (OSError, ValueError, TimeoutError):
        raise ClusterMissingError(f"no cluster answers at {address}") from None
    with contextlib.closing(client):
        workers = max(1, len(client.scheduler_info(n_workers=-1)["workers"]))
        [packed] = client.scatter([law.to_json()], broadcast=True)

        class Pool:
            """Hands paths to the cluster; a file that cannot be opened here never travels."""

            @staticmethod
            def submit(one: Any, path: Path) -> Any:
                try:
                    data = taken(path, limits)
                except UnreadableError as error:
                    return _Ready(Outcome(path, None, str(error)))
                return _Told(path, client.submit(on_worker, data, packed, limits, on, text, pure=False))

        yield from _ordered(Pool, None, paths, ahead=workers * 4)


@dataclass(frozen=True, slots=True)
class _Ready:
    outcome: Outcome

    def result(self) -> Outcome:
        return self.outcome

    def cancel(self) -> None:
        """Nothing is under way."""


@dataclass(frozen=True, slots=True)
class _Told:
    path: Path
    future: Any

    def result(self) -> Outcome:
        result, error, text = self.future.result()
        return Outcome(self.path, result, error, text)

    def cancel(self) -> None:
        self.future.cancel()
