"""The process that reads: started by `apart`, told what to do on standard input, killed when it takes too long.

In: frames on standard input: the law, then documents. Out: a frame for each document on standard output. Each frame
is a
line with a length, then so many bytes of JSON; a document is followed by its own bytes.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict
from typing import IO

from .law import Law
from .limits import Limits, UnreadableError
from .reading import read

#: A longer result is no reading of a document.
LONGEST = 400_000_000


def send(stream: IO[bytes], data: bytes) -> None:
    """Write one frame."""
    stream.write(b"%d\n" % len(data))
    stream.write(data)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes | None:
    """Read one frame, or None at the end."""
    line = stream.readline(20)
    if not line.strip().isdigit() or int(line) > LONGEST:
        return None
    data = stream.read(int(line))
    return data if len(data) == int(line) else None


def confine(memory_bytes: int, *, seconds: float | None = None) -> None:
    """Take no more memory than this, and leave no core file. Where the system has no such limits, only time is held."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_DATA, (memory_bytes, memory_bytes))
    # Libraries reserve addresses that they never fill; the line above holds what is really taken.
    resource.setrlimit(resource.RLIMIT_AS, (2 * memory_bytes, 2 * memory_bytes))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def outcome(data: bytes, law: Law, limits: Limits, on: str, *, text: bool) -> dict[str, object]:
    """What came of a document: {"result", "text"} or {"error"}."""
    try:
        reading = read(data, law, limits=limits, on=on)
    except UnreadableError as error:
        return {"error": str(error)}
    except (MemoryError, RecursionError):
        return {"error": "too large: reading it takes more memory than we give"}
    return {"result": reading.result, "text": reading.text if text else None}


def main() -> None:
    """Serve until standard input ends."""
    incoming = sys.stdin.buffer
    outgoing = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # a library that prints must not break a frame
    first = receive(incoming)
    if first is None:
        return
    law = Law.from_json(first.decode())
    held = 0
    while (frame := receive(incoming)) is not None:
        asked = json.loads(frame)
        data = receive(incoming)
        if data is None:
            return
        limits = Limits(**asked["limits"])
        if limits.memory_bytes != held:
            confine(limits.memory_bytes)
            held = limits.memory_bytes
        try:
            told = outcome(data, law, limits, asked["on"], text=asked["text"])
        except Exception as error:  # a fault of ours: said in one line, with its place and nothing of the document
            trace = error.__traceback__
            while trace and trace.tb_next:
                trace = trace.tb_next
            where = f"{trace.tb_frame.f_code.co_name}:{trace.tb_lineno}" if trace else "?"
            told = {
                "error": f"could not be read: a fault in the reader ({type(error).__name__} in {where})",
                "fault": True,
            }
        send(outgoing, json.dumps(told).encode())


def question(limits: Limits, on: str, *, text: bool) -> bytes:
    """The frame that goes before a document."""
    return json.dumps({"limits": asdict(limits), "on": on, "text": text}).encode()


if __name__ == "__main__":
    main()
