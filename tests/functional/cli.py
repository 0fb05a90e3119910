"""The command line as a person uses it, for tests.

In: arguments. Out: `run`, a process of its own with its output; `Register`, what a register's own files say, so that a
test need not repeat names out of them.
"""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def run(*arguments: str, register: Path, build: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """`portcullis …` in a process of its own, on this register."""
    environment = os.environ | {"PORTCULLIS_REGISTER": str(register), "PORTCULLIS_BUILD": str(build)} | more
    return subprocess.run(
        [sys.executable, "-m", "portcullis", *arguments],
        capture_output=True, text=True, env=environment, timeout=120, check=False,
    )  # fmt: skip


@dataclass(frozen=True)
class Register:
    """A register's files, read without the program under test."""

    root: Path

    def councils(self, status: str = "current") -> list[dict[str, str]]:
        """Rows of authorities.csv."""
        with (self.root / "authorities.csv").open(newline="") as file:
            return [row for row in csv.DictReader(file) if row["status"] == status]

    def agreements(self) -> list[str]:
        """Slugs of agreements."""
        return sorted(path.stem for path in (self.root / "agreements").glob("*.toml"))

    def observations(self, indicator: str) -> list[dict[str, str]]:
        """Rows of one file of observations."""
        with (self.root / "observations" / f"{indicator}.csv").open(newline="") as file:
            return list(csv.DictReader(file))
