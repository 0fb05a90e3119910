"""Projections over HTTP: how long one takes, and whether readers of pages notice when many are asked for at once.

In: a build folder (PORTCULLIS_BUILD, or ./build). Out: a few lines. The server runs in a process of its own; the load
comes from this one over loopback, and both share the machine's cores. Three measurements:

1. one council, one scenario, 10,000 draws, each with a seed of its own, so that nothing is kept: API, then page;
2. 50 readers, each of whom opens a page every `--pause` seconds;
3. the same readers while 10 others simulate without a pause. Asked to come again (503), they come again.

    python -m benchmarks.simulations [--seconds 10] [--readers 50] [--simulators 10] [--pause 0.5]
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import os
import statistics
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.server import SERVE, area_paths, started

BUDGET_S = 0.150
COUNCILS = ("kent", "norfolk", "devon", "bury", "dorset", "wiltshire", "bristol", "surrey", "leeds", "barnet")
SEEDS = itertools.count(1)


@dataclass
class Waits:
    """How long answers took, by what was asked, and which were none."""

    good: list[float] = field(default_factory=list)
    again: int = 0
    failed: int = 0

    def line(self, name: str) -> str:
        """What it comes to."""
        waits = sorted(self.good)
        if not waits:
            return f"{name}: no answer at all"
        p99 = waits[min(len(waits) - 1, int(len(waits) * 0.99))]
        asked = f", {self.again} asked to come again" if self.again else ""
        return (
            f"{name}: median {statistics.median(waits) * 1000:.1f} ms, p99 {p99 * 1000:.1f} ms, longest "
            f"{waits[-1] * 1000:.1f} ms, {len(waits):,} answers{asked}, {self.failed} failed"
        )


class Reader:
    """One connection that is kept open, one request at a time."""

    def __init__(self, address: str) -> None:
        host, _, port = address.removeprefix("http://").rstrip("/").partition(":")
        self._place = (host, int(port))
        self._open: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, path: str, into: Waits) -> int:
        """Ask, and note how long the answer took. Gives the status."""
        began = time.perf_counter()
        try:
            if self._open is None:
                self._open = await asyncio.open_connection(*self._place, limit=1 << 22)
            reader, writer = self._open
            writer.write(f"GET {path} HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\n\r\n".encode())
            head = await reader.readuntil(b"\r\n\r\n")
            await reader.readexactly(int(head.lower().partition(b"content-length:")[2].partition(b"\r")[0] or 0))
            status = int(head.split(b" ", 2)[1])
        except (OSError, asyncio.IncompleteReadError, ValueError):
            self._open, status = None, 0
        if status == 503:
            into.again += 1
        elif status == 200:
            into.good.append(time.perf_counter() - began)
        else:
            into.failed += 1
        return status


async def one_by_one(address: str, path: str, times: int) -> Waits:
    """The same kind of projection so many times, after one that does not count: it fits the model."""
    reader, waits = Reader(address), Waits()
    await reader.get(path.format(seed=next(SEEDS)), Waits())
    for _ in range(times):
        await reader.get(path.format(seed=next(SEEDS)), waits)
    return waits


async def visit(address: str, paths: list[str], number: int, pause: float, end: float, into: Waits) -> None:
    """A person who opens a page every now and then."""
    reader = Reader(address)
    await asyncio.sleep(pause * number / 50)
    for path in itertools.islice(itertools.cycle(paths), number * 7, None):
        if time.perf_counter() >= end:
            return
        await reader.get(path, into)
        await asyncio.sleep(pause)


async def simulate(address: str, number: int, end: float, into: Waits) -> None:
    """A person who turns dials without a pause: every other time the page, else the API."""
    reader, council = Reader(address), COUNCILS[number % len(COUNCILS)]
    for turn in itertools.count():
        if time.perf_counter() >= end:
            return
        seed = next(SEEDS)
        page = f"/simulate/?council={council}&support_pct={turn % 100}&seed={seed}"
        api = f"/api/v1/areas/E10000016/projection?set=support_pct={turn % 100}&seed={seed}"
        if await reader.get(page if turn % 2 else api, into) == 503:
            await asyncio.sleep(1)


async def together(
    address: str, paths: list[str], readers: int, simulators: int, pause: float, seconds: float
) -> tuple[Waits, Waits]:
    """Readers and simulators at once: the waits of each."""
    pages, runs = Waits(), Waits()
    end = time.perf_counter() + seconds
    await asyncio.gather(
        *(visit(address, paths, number, pause, end, pages) for number in range(readers)),
        *(simulate(address, number, end, runs) for number in range(simulators)),
    )
    return pages, runs


async def measure(build: Path, asked: argparse.Namespace) -> bool:
    """Print the lines; whether every page came."""
    paths = area_paths(build)
    server, address = started(SERVE, build)
    try:
        api = await one_by_one(address, "/api/v1/areas/E10000016/projection?seed={seed}", asked.times)
        page = await one_by_one(address, "/simulate/?council=kent&scenario=help-50&seed={seed}", asked.times)
        await together(address, paths, asked.readers, 0, 0.01, 1.0)  # pages read once
        alone, _ = await together(address, paths, asked.readers, 0, asked.pause, asked.seconds)
        beside, runs = await together(address, paths, asked.readers, asked.simulators, asked.pause, asked.seconds)
    finally:
        server.terminate()
        server.wait(10)
    kept = "kept" if statistics.median(api.good) <= BUDGET_S else "NOT KEPT"
    print(f"{os.cpu_count()} cores shared with the load; {asked.readers} readers, {asked.simulators} simulate")
    print(api.line("one council, one scenario, 10,000 draws, 10 years, API"), f"; budget 150 ms: {kept}", sep="")
    print(page.line("the page of it: compared with today, and what moves it most"))
    print(alone.line("pages, nobody simulates"))
    print(beside.line("pages, while others simulate"))
    print(runs.line("simulations meanwhile"))
    return not (api.failed or page.failed or alone.failed or beside.failed or runs.failed)


def main() -> None:
    """Read the options and measure."""
    parser = argparse.ArgumentParser(description="How long projections take, and whether readers of pages notice.")
    parser.add_argument("--build", type=Path, default=Path(os.environ.get("PORTCULLIS_BUILD", "build")))
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--simulators", type=int, default=10)
    parser.add_argument("--pause", type=float, default=0.5)
    parser.add_argument("--times", type=int, default=40)
    asked = parser.parse_args()
    if not area_paths(asked.build):
        raise SystemExit(f"there is no site at {asked.build}: run `portcullis build`")
    sys.exit(0 if asyncio.run(measure(asked.build, asked)) else "Requests failed.")


if __name__ == "__main__":
    main()
