"""Plants mistakes in a copy of the invented county.

In: what to change and where. Out: `Plant`s: a change, and the one message it must lead to.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Change = Callable[[Path], None]


@dataclass(frozen=True)
class Plant:
    """A change to one file, and the mistake that must be reported for it.

    `at` is the line: a number, or a text that stands on that line (and on none before it) after the change.
    """

    name: str
    change: Change
    file: str
    at: int | str
    field: str
    wrong: str
    right: str = ""

    def line(self, root: Path) -> int:
        """The number of the line that the message must name."""
        if isinstance(self.at, int):
            return self.at
        lines = (root / self.file).read_text(encoding="utf-8").splitlines()
        wanted = self.at
        return next(
            (number for number, line in enumerate(lines, 1) if line.startswith(wanted)),
            next((number for number, line in enumerate(lines, 1) if wanted in line), -1),
        )


def swap(
    name: str, file: str, old: str, new: str, field: str, wrong: str, right: str = "", *, at: int | str = ""
) -> Plant:
    """Replace the first `old` in a file by `new`; the mistake is on the line of the new text unless told otherwise."""

    def change(root: Path) -> None:
        path = root / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{file} has no {old!r}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return Plant(name, change, file, at or new.strip().splitlines()[-1], field, wrong, right)


def cell(
    name: str, file: str, row: str, column: str, new: str, field: str, wrong: str, right: str = "", *, more: str = ""
) -> Plant:
    """Change one cell of the first row that begins with `row`; `more` changes others too, as `column=value|…`."""
    # The line is found again by how it begins, so a change of the beginning has to be followed.
    changes = {column: new} | dict(item.split("=", 1) for item in more.split("|") if item)

    def change(root: Path) -> None:
        path = root / file
        header, *rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline=""))
        place = next(number for number, cells in enumerate(rows) if ",".join(cells).startswith(row))
        for key, value in changes.items():
            rows[place][header.index(key)] = value
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows([header, *rows])
        path.write_text(out.getvalue(), encoding="utf-8")

    first = row.split(",")[0]
    where = row
    if header_key(column):
        where = new + row[len(first) :]
    elif column == "period":
        where = f"{first},{new},"
    return Plant(name, change, file, where, field, wrong, right)


def header_key(column: str) -> bool:
    """Whether this is the first column of a table."""
    return column in {"authority", "code", "series"}


def append(name: str, file: str, text: str, field: str, wrong: str, right: str = "", *, at: int | str = "") -> Plant:
    """Add text to the end of a file."""

    def change(root: Path) -> None:
        with (root / file).open("a", encoding="utf-8") as handle:
            handle.write(text)

    return Plant(name, change, file, at or text.strip().splitlines()[0], field, wrong, right)


def whole(name: str, file: str, raw: bytes, at: int, field: str, wrong: str, right: str = "") -> Plant:
    """Replace (or make) a file."""

    def change(root: Path) -> None:
        (root / file).write_bytes(raw)

    return Plant(name, change, file, at, field, wrong, right)
