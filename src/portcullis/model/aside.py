"""Files of the model, written aside and then put in place: a process that dies leaves what stood there, or nothing.

In: a place and what to write. Out: the file or folder, whole.
"""

from __future__ import annotations

import csv
import io
import os
import shutil
import uuid
from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager
from pathlib import Path


def put_csv(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> int:
    """Write a CSV file in place of whatever stands there; how many rows."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    count = 0
    for row in rows:
        writer.writerow(row)
        count += 1
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{uuid.uuid4().hex[:12]}")
    try:
        beside.write_text(out.getvalue(), encoding="utf-8")
        os.replace(beside, path)  # noqa: PTH105 - one step, whatever stands there
    finally:
        beside.unlink(missing_ok=True)
    return count


@contextmanager
def new_folder(folder: Path) -> Generator[Path]:
    """A folder beside, to be filled; it takes the place of a folder that is new or empty when nothing went wrong."""
    beside = folder.parent / f".{folder.name}.{uuid.uuid4().hex[:8]}"
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside.mkdir()
    try:
        yield beside
        if folder.exists():
            folder.rmdir()
        beside.rename(folder)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
