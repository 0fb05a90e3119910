"""Turns TOML tables and CSV rows into records, and a validator's complaints into mistakes with lines.

In: text and a record type. Out: records; mistakes go to the folder.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import tomli
from pydantic import BaseModel, ValidationError

from .files import Folder
from .mistakes import nearest, short
from .toml_lines import Path, line_of

_AT_LINE = re.compile(r" \(at line (\d+), column \d+\)")
csv.field_size_limit(1024 * 1024)
R = TypeVar("R", bound=BaseModel)


def read_toml(folder: Folder, name: str) -> tuple[dict[str, Any], str] | None:
    """The parsed file and its text, or None after noting what is wrong."""
    text = folder.read(name)
    if text is None:
        return None
    try:
        return tomli.loads(text), text
    except tomli.TOMLDecodeError as error:
        found = _AT_LINE.search(str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        folder.note(name, line, "syntax", _AT_LINE.sub("", str(error)), 'write key = "value", one a line')
    except RecursionError:
        folder.note(name, 1, "syntax", "is nested too deeply", "flatten it")
    except ValueError as error:  # a whole number with thousands of digits, or a day that is in no calendar
        folder.note(name, 1, "syntax", f"holds a value that cannot be read ({error})", "look at its numbers and dates")
    return None


def make(
    folder: Folder,
    name: str,
    text: str,
    kind: type[R],
    table: Any,
    path: Path = (),
    extra: dict[str, Any] | None = None,
) -> R | None:
    """One record from a table; every complaint becomes a mistake at its own line."""
    if not isinstance(table, dict):
        folder.note(name, line_of(text, path), _field(path), f"{short(table)} is not a table", "write it as a [table]")
        return None
    try:
        return kind.model_validate({**table, **(extra or {})})
    except ValidationError as error:
        for problem in _problems(error):
            where = (*path, *problem["loc"])
            wrong, right = explain(kind, problem)
            folder.note(name, line_of(text, where), _field(problem["loc"]) or _field(path), wrong, right)
        return None


def _problems(error: ValidationError) -> list[Any]:
    """What a validator complains of; not that a list is short of the very entries that it complains of already."""
    found = error.errors(include_url=False)
    places = [problem["loc"] for problem in found]
    return [
        problem
        for problem in found
        if problem["type"] != "too_short"
        or not any(p[:-1] and p[: len(problem["loc"])] == problem["loc"] != p for p in places)
    ]


def explain(kind: type[BaseModel], problem: Any) -> tuple[str, str]:
    """A validator's complaint in plain words: what is wrong, what would be right."""
    code, value, loc = problem["type"], problem["input"], problem["loc"]
    context = problem.get("ctx", {})
    if code == "extra_forbidden":
        return "unknown key", nearest(str(loc[-1]), _keys(kind, loc[:-1])) or "remove it"
    if code == "missing":
        return "is missing", f"add {loc[-1]}"
    if code in {"enum", "literal_error"}:
        words = re.findall(r"'([^']*)'", context.get("expected", ""))
        return f"{short(value)} is not a known word", nearest(str(value), words) or f"use one of: {', '.join(words)}"
    if code == "string_type":
        return f"{short(value)} is not text", "put it in quotes"
    if code == "value_error":
        wrong, _, right = str(context.get("error", problem["msg"])).partition(": ")
        return (wrong, right) if right else (wrong, "")
    if code == "string_pattern_mismatch":
        return f"{short(value)} is not of the right form", f"it must match {context.get('pattern')}"
    return f"{short(value)} will not do", problem["msg"][0].lower() + problem["msg"][1:]


def _keys(kind: Any, loc: tuple[str | int, ...]) -> list[str]:
    """The keys that the record at this place knows."""
    for part in loc:
        if isinstance(part, int):
            continue
        field = getattr(kind, "model_fields", {}).get(part)
        if field is None:
            return []
        inner = [
            a for a in (field.annotation, *getattr(field.annotation, "__args__", ())) if hasattr(a, "model_fields")
        ]
        kind = inner[0] if inner else None
    fields = getattr(kind, "model_fields", {})
    return [info.alias or key for key, info in fields.items()]


def _field(loc: tuple[str | int, ...]) -> str:
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in loc)


def csv_rows(folder: Folder, name: str, columns: tuple[str, ...]) -> Iterator[tuple[int, list[str]]]:
    """Line number and cells of each row, after the header was found to be right."""
    text = folder.read(name)
    if text is None:
        return
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        header = next(reader, [])
        if tuple(header) != columns:
            _note_header(folder, name, header, columns)
            return
        line = reader.line_num + 1  # of the first line of the next row: a quoted cell may run over several
        for row in reader:
            if len(row) == len(columns):
                yield line, row
            elif row:
                wrong = f"{len(row)} cells in a row of {len(columns)} columns"
                folder.note(name, line, "row", wrong, "a comma inside a cell needs quotes around the cell")
            line = reader.line_num + 1
    except csv.Error as error:
        folder.note(name, line, "row", str(error), "write plain comma-separated cells, quotes doubled")


def _note_header(folder: Folder, name: str, header: list[str], columns: tuple[str, ...]) -> None:
    right = f"the first line must be {','.join(columns)}"
    if not header:
        folder.note(name, 1, "header", "is missing", right)
        return
    unknown = [column for column in header if column not in columns]
    for column in unknown:
        folder.note(name, 1, short(column), "unknown column", nearest(column, columns) or right)
    missing = [column for column in columns if column not in header]
    if len(missing) > len(unknown):  # otherwise the unknown ones are the missing ones, misspelt
        folder.note(name, 1, "header", f"column {missing[0]} is missing", right)
    elif not unknown:
        wrong = "columns are in another order" if len(header) == len(columns) else "a column stands twice"
        folder.note(name, 1, "header", wrong, right)


def csv_records(
    folder: Folder,
    name: str,
    kind: type[R],
    columns: tuple[str, ...],
    shape: Callable[[dict[str, Any]], dict[str, Any]] = lambda cells: cells,
    doubtful: set[str] | None = None,
) -> list[tuple[int, R]]:
    """Records of a CSV file with their lines. Empty cells count as not given.

    The first cells of rows with a mistake go to `doubtful`.
    """
    out: list[tuple[int, R]] = []
    for line, row in csv_rows(folder, name, columns):
        cells = {column: cell for column, cell in zip(columns, row, strict=True) if cell != ""}
        try:
            out.append((line, kind.model_validate(shape(cells))))
        except ValidationError as error:
            for problem in _problems(error):
                folder.note(name, line, _field(problem["loc"]) or "row", *explain(kind, problem))
            if doubtful is not None:
                doubtful.add(row[0])
    return out
