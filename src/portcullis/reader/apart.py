"""Reads documents in a process of its own, so that no document can take our memory, our time or our life.

In: bytes. Out: `Reading`. Raises UnreadableError: also when the process died or took too long; it is then replaced.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import threading
from types import TracebackType
from typing import IO

from .child import question, receive, send
from .law import Law
from .limits import Limits, UnreadableError
from .reading import Reading


class Apart:
    """One reading process, started when it is first needed. For one thread at a time."""

    def __init__(self, law: Law | str, limits: Limits | None = None) -> None:
        self._law = law if isinstance(law, str) else law.to_json()
        self._limits = limits or Limits()
        self._process: subprocess.Popen[bytes] | None = None
        #: How many processes were started: more than one means that documents have brought some down.
        self.started = 0

    def __enter__(self) -> Apart:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for stream in (process.stdin, process.stdout):
            if stream:
                with contextlib.suppress(OSError):
                    stream.close()
        process.wait()

    def read(self, data: bytes, *, on: str = "9999-12-31", text: bool = False) -> Reading:
        """Read one document. `text`: bring its whole text back too."""
        if len(data) > self._limits.bytes:
            raise UnreadableError(f"too large: we read files of up to {self._limits.bytes // 1_000_000} MB")
        late = threading.Event()
        told: bytes | None = None
        try:
            process = self._running()
            assert process.stdin  # noqa: S101 - both are pipes
            assert process.stdout  # noqa: S101
            timer = threading.Timer(self._limits.seconds, self._too_late, (process, late))
            timer.daemon = True
            timer.start()
            try:
                told = _exchange(process.stdin, process.stdout, question(self._limits, on, text=text), data)
            finally:
                timer.cancel()
        except (BrokenPipeError, ConnectionError, OSError):
            told = None
        if told is None:
            self.close()
            if late.is_set():
                raise UnreadableError(f"too slow: reading it took more than {self._limits.seconds:.0f} seconds")
            raise UnreadableError("damaged, or too large: the program that read it was brought down by it")
        answer = json.loads(told)
        if "error" in answer:
            raise UnreadableError(answer["error"])
        return Reading(answer["result"], answer["text"] or "")

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._process = subprocess.Popen(
                [sys.executable, "-m", "portcullis.reader.child"],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            )  # fmt: skip
            self.started += 1
            assert self._process.stdin  # noqa: S101 - a pipe
            send(self._process.stdin, self._law.encode())
        return self._process

    @staticmethod
    def _too_late(process: subprocess.Popen[bytes], late: threading.Event) -> None:
        late.set()
        process.kill()


def _exchange(to: IO[bytes], back: IO[bytes], asked: bytes, data: bytes) -> bytes | None:
    send(to, asked)
    send(to, data)
    return receive(back)
