"""Writes parts of a register for property tests.

In: a copy of the invented county. Out: `county_copy`, and files with other rows in it.
"""

from __future__ import annotations

import contextlib
import csv
import os
import shutil
import tempfile
from collections.abc import Generator, Iterable, Sequence
from pathlib import Path

from hypothesis import settings

#: The same examples on every run, so that a test run is no lottery. To look further: pytest --hypothesis-seed=N with
#: HYPOTHESIS_EXPLORE=1 set, which tries twenty times as many.
EXPLORE = bool(os.environ.get("HYPOTHESIS_EXPLORE"))
STEADY = settings(deadline=None, derandomize=not EXPLORE)

COUNTY = Path(__file__).resolve().parents[1] / "fixtures" / "county"


@contextlib.contextmanager
def county_copy() -> Generator[Path]:
    """A copy of the county in a folder that goes away; `county_copy() / "county"` is the register."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(shutil.copytree(COUNTY, Path(folder) / "county"))


def steady(examples: int) -> settings:
    """Settings for a test with so many examples."""
    return settings(STEADY, max_examples=examples * (20 if EXPLORE else 1))


def write_rows(path: Path, rows: Iterable[Sequence[object]]) -> None:
    """Replace the rows of a CSV file; its header stays."""
    header = path.read_text(encoding="utf-8").splitlines()[0]
    with path.open("w", encoding="utf-8", newline="") as handle:
        handle.write(header + "\n")
        csv.writer(handle, lineterminator="\n").writerows(rows)


def read_rows(path: Path) -> list[list[str]]:
    """Rows of a CSV file without its header."""
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.reader(handle))[1:]
