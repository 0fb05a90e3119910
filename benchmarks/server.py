"""How many area pages a second the server holds on this machine, how long the slowest readers wait, and whether a
request is lost while a new build is put in its place.

In: a build folder (PORTCULLIS_BUILD, or ./build). Out: a few lines. The server runs in a process of its own, the
load comes from this one over loopback, and both share the machine's cores. In the same minute a plain file server
of the standard library is asked for the same pages: the ratio says more than the number, which depends on the machine.

    python benchmarks/server.py [--seconds 5] [--connections 16]
"""

from __future__ import annotations

import argparse
import asyncio
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from portcullis.store import current, replacing

SERVE = """
import sys
from pathlib import Path
from portcullis.web import serve
serve(Path(sys.argv[1]), port=0, on_ready=lambda address: print(address, flush=True))
"""
BASELINE = """
import functools, http.server, sys
class Quiet(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # or every answer waits for the reader's ACK: the comparison should be fair
    def log_message(self, *_): pass
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=sys.argv[1]))
print(f"http://127.0.0.1:{server.server_port}/", flush=True)
server.serve_forever()
"""


@dataclass
class Count:
    """What a load saw."""

    waits: list[float] = field(default_factory=list)
    failed: int = 0
    seconds: float = 0.0
    bytes: int = 0

    def line(self, name: str) -> str:
        """What it comes to."""
        waits = sorted(self.waits)
        if not waits:
            return f"{name}: no answer at all"
        p99 = waits[min(len(waits) - 1, int(len(waits) * 0.99))]
        return (
            f"{name}: {len(waits) / self.seconds:,.0f} pages/s, p50 {statistics.median(waits) * 1000:.1f} ms, "
            f"p99 {p99 * 1000:.1f} ms, longest {waits[-1] * 1000:.1f} ms, {len(waits):,} answers, {self.failed} failed"
        )


async def load(address: str, paths: list[str], seconds: float, connections: int) -> Count:
    """Keep `connections` connections busy, each with one request at a time."""
    host, _, port = address.removeprefix("http://").rstrip("/").partition(":")
    count = Count()
    end = time.perf_counter() + seconds
    start = time.perf_counter()
    await asyncio.gather(
        *(_reader(host, int(port), paths[n::connections] or paths, end, count) for n in range(connections))
    )
    count.seconds = time.perf_counter() - start
    return count


async def _reader(host: str, port: int, paths: list[str], end: float, count: Count) -> None:
    requests = [
        f"GET {path} HTTP/1.1\r\nHost: {host}\r\nAccept-Encoding: gzip\r\nAccept: text/html\r\n\r\n".encode()
        for path in paths
    ]
    reader, writer = await asyncio.open_connection(host, port, limit=1 << 20)
    n = 0
    while (began := time.perf_counter()) < end:
        try:
            writer.write(requests[n % len(requests)])
            head = await reader.readuntil(b"\r\n\r\n")
            length = int(head.lower().partition(b"content-length:")[2].partition(b"\r")[0] or 0)
            body = await reader.readexactly(length)
            good = head.startswith(b"HTTP/1.1 200") and length > 0
        except (OSError, asyncio.IncompleteReadError, ValueError):
            good, body = False, b""
            writer.close()
            reader, writer = await asyncio.open_connection(host, port, limit=1 << 20)
        count.failed += not good
        count.bytes += len(body)
        count.waits.append(time.perf_counter() - began)
        n += 1
    writer.close()


def swap_site(build: Path, times: int, pause: float) -> None:
    """Put a copy of the site in its place, as a build does."""
    place = build / "site"
    for _ in range(times):
        time.sleep(pause)
        with replacing(place) as folder:
            before = current(place)
            assert before is not None
            shutil.copytree(before, folder, dirs_exist_ok=True, copy_function=os.link)


def started(program: str, argument: Path) -> tuple[subprocess.Popen[str], str]:
    process = subprocess.Popen([sys.executable, "-c", program, str(argument)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    address = process.stdout.readline().strip()
    if not address:
        raise SystemExit("the server did not start")
    return process, address


def area_paths(build: Path) -> list[str]:
    site = (build / "site").resolve()
    return sorted(f"/{path.parent.relative_to(site).as_posix()}/" for path in site.glob("areas/*/*/index.html"))


async def measure(build: Path, seconds: float, connections: int) -> bool:
    paths = area_paths(build)
    server, address = started(SERVE, build)
    plain, plain_address = started(BASELINE, (build / "site").resolve())
    try:
        await load(address, paths, 1.0, connections)  # every page read once
        ours = await load(address, paths, seconds, connections)
        theirs = await load(plain_address, paths, min(seconds, 3.0), connections)
        swap = asyncio.create_task(asyncio.to_thread(swap_site, build, 4, seconds / 6))
        swapped = await load(address, paths, seconds, connections)
        await swap
    finally:
        for process in (server, plain):
            process.terminate()
            process.wait(10)
    print(f"{len(paths)} area pages, {connections} connections, {os.cpu_count()} cores shared with the load")
    print(ours.line("portcullis"))
    print(f"  {ours.bytes / max(1, len(ours.waits)) / 1000:.1f} kB an answer, compressed")
    print(theirs.line("plain file server"))
    print(swapped.line("while four builds are put in place"))
    ratio = (len(ours.waits) / ours.seconds) / max(1.0, len(theirs.waits) / theirs.seconds)
    print(f"ratio to the plain file server: {ratio:.1f}")
    return not (ours.failed or swapped.failed)


def main() -> None:
    parser = argparse.ArgumentParser(description="How fast the server gives out area pages.")
    parser.add_argument("--build", type=Path, default=Path(os.environ.get("PORTCULLIS_BUILD", "build")))
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--connections", type=int, default=16)
    asked = parser.parse_args()
    if not area_paths(asked.build):
        raise SystemExit(f"there is no site at {asked.build}: run `portcullis build`")
    with tempfile.TemporaryDirectory() as folder:  # the build itself is left alone
        copy = Path(folder)
        for place in ("store", "site"):
            with replacing(copy / place) as fresh:
                shutil.copytree((asked.build / place).resolve(), fresh, dirs_exist_ok=True)
        good = asyncio.run(measure(copy, asked.seconds, asked.connections))
    sys.exit(0 if good else "Requests failed.")


if __name__ == "__main__":
    main()
