"""Measures a process of its own: seconds on the clock, seconds of work, peak memory; and prints a line.

In: a command. Out: `Run`. A laptop and a busy server differ by much more than a change in the program does, so every
line has a ratio to something simple that was measured in the same minute, and the ratio is what to compare.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
REGISTER = ROOT / "register"


@dataclass(frozen=True)
class Run:
    """One run of a command, or the best of several."""

    seconds: float
    work_seconds: float
    peak_mb: float
    output: str


def run(*command: str, build: Path | None = None, register: Path = REGISTER) -> Run:
    """Run a command once; stops the benchmark with its message when it fails."""
    # Bytecode is kept, as it is for anybody who runs a command twice.
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment["PORTCULLIS_REGISTER"] = str(register)
    if build:
        environment["PORTCULLIS_BUILD"] = str(build)
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as messages:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=output, stderr=messages, env=environment, cwd=ROOT)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        messages.seek(0)
        text = output.read().decode()
        if process.returncode:
            sys.exit(f"{' '.join(command)}: {messages.read().decode()[-2000:]}")
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, text)


def best(*command: str, times: int = 5, build: Path | None = None) -> Run:
    """The quickest of several runs, after one that does not count."""
    run(*command, build=build)
    return min((run(*command, build=build) for _ in range(times)), key=lambda one: one.seconds)


def portcullis(*arguments: str) -> tuple[str, ...]:
    """The command as its script runs it."""
    return (sys.executable, "-m", "portcullis", *arguments)


def python(program: str) -> tuple[str, ...]:
    """A program given as text."""
    return (sys.executable, "-c", program)


def say(
    what: str, ours: float, baseline_is: str, baseline: float, unit: str = "s", *, budget: float | None = None
) -> None:
    """Print one line: ours, the baseline, the ratio, and the budget where there is one."""
    ratio = ours / baseline if baseline else float("inf")
    limit = "" if budget is None else f"; budget {_text(budget, unit)}: {'kept' if ours <= budget else 'NOT KEPT'}"
    print(f"{what}: {_text(ours, unit)} = {ratio:.2f} x {baseline_is} ({_text(baseline, unit)}){limit}", flush=True)


def _text(value: float, unit: str) -> str:
    return f"{value * 1000:.0f} ms" if unit == "s" and value < 1 else f"{value:,.1f} {unit}"
