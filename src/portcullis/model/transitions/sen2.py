"""From person-level extracts of the SEN2 return to transitions: a local step, before anything else.

In: a CSV with one row for each stay of a child in a place: child (any local id), birth-date, need (primary), setting,
from, to (empty: still there). Out: rows of transitions.csv, in which no id and no date is left; `FilesError` names each
line with a mistake, among them stays of one child that overlap on a count day. docs/transitions.md shows where each
column comes from in the return.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

from .errors import FilesError, Problem
from .reading import COLUMNS, YEARS
from .space import FIRST_AY, LAST_AY, NONSEND

EXTRACT = ("child", "birth-date", "need", "setting", "from", "to")
#: The SEN2 count is taken on a day in the middle of January.
COUNT_DAY = (1, 15)
#: A child is in Reception in the school year after the 31 August on which it is four.
RECEPTION_AGE = 4
Transition = tuple[int, str, str, int, str, str, int]
Stay = tuple[str, str, int, int]  # need, setting, school year, line


def school_year(born: dt.date, january: int) -> int:
    """National Curriculum Year in a January: 0 is Reception."""
    age = january - 1 - born.year - ((born.month, born.day) > (8, 31))
    return age - RECEPTION_AGE


def transitions_from(
    path: Path, names: Mapping[str, str] | None = None, januaries: range | None = None
) -> list[Transition]:
    """Transitions between each two Januaries. `names`: local names of needs and settings to those of the other files.

    `januaries`: the counts to use; by default every one from the first to the last that a stay touches. Raises
    FilesError.
    """
    found: list[Problem] = []
    counts = _counts(path, dict(names or {}), januaries, found)
    if found:
        raise FilesError(found)
    years = sorted(counts)
    out: list[Transition] = []
    for january, after in pairwise(years):
        one, two = counts[january], counts[after]
        for child in sorted(one.keys() | two.keys()):
            a, b = one.get(child), two.get(child)
            age = a[2] if a else (b[2] if b else 0) - 1
            first = (a[1], a[0]) if a else (NONSEND, NONSEND)
            second = (b[1], b[0]) if b else (NONSEND, NONSEND)
            out.append((january, *first, age, *second, age + 1))
    return sorted(out)


def read_names(path: Path) -> dict[str, str]:
    """Local names and those of the other files, from a CSV `from,to`. Raises FilesError."""
    with path.open(newline="", encoding="utf-8-sig") as file:
        reader = csv.DictReader(file)
        if not {"from", "to"} <= set(reader.fieldnames or ()):
            raise FilesError([Problem(path.name, 1, "the header must name from and to")])
        out: dict[str, str] = {}
        found: list[Problem] = []
        for row in reader:
            name, to = (row["from"] or "").strip(), (row["to"] or "").strip()
            if not name or not to:
                found.append(Problem(path.name, reader.line_num, "from and to must both be given"))
            elif out.get(name, to) != to:
                found.append(Problem(path.name, reader.line_num, f"{name} has another meaning on an earlier line"))
            out[name] = to
    if found:
        raise FilesError(found)
    return out


def write_transitions(path: Path, rows: list[Transition]) -> None:
    """Write transitions.csv, readable by its owner only; a file that stands there is not overwritten."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", newline="", encoding="utf-8") as file:
        path.chmod(0o600)
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS["transitions"])
        writer.writerows(rows)


def _counts(
    path: Path, names: dict[str, str], januaries: range | None, found: list[Problem]
) -> dict[int, dict[str, Stay]]:
    try:
        reader = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""))
    except UnicodeDecodeError:
        raise FilesError([Problem(path.name, 0, "is not UTF-8 text: save it as CSV UTF-8")]) from None
    if missing := [name for name in EXTRACT if name not in (reader.fieldnames or ())]:
        raise FilesError([Problem(path.name, 1, f"the header lacks {', '.join(missing)}")])
    stays = []
    for row in reader:
        line = reader.line_num
        days = [_day(row[name], name, line, path.name, found) for name in ("birth-date", "from", "to")]
        child, need, setting = (str(row[name] or "").strip() for name in ("child", "need", "setting"))
        if not child or not need or not setting:
            found.append(Problem(path.name, line, "child, need and setting must all be given"))
        elif days[0] is None or days[1] is None:
            if row["birth-date"] and row["from"]:
                continue
            found.append(Problem(path.name, line, "birth-date and from must be given"))
        elif days[2] is not None and days[2] < days[1]:
            found.append(Problem(path.name, line, "to is before from"))
        else:
            stays.append((child, names.get(need, need), names.get(setting, setting), days[0], days[1], days[2], line))
    if found or not stays:
        return {}
    if januaries is None:
        last = max((end or begin).year for *_, begin, end, _ in stays)
        januaries = range(
            min(begin.year + (begin > dt.date(begin.year, *COUNT_DAY)) for *_, begin, _, _ in stays), last + 1
        )
    out: dict[int, dict[str, Stay]] = {january: {} for january in januaries}
    for child, need, setting, born, begin, end, line in stays:
        for january, count in out.items():
            day = dt.date(january, *COUNT_DAY)
            if not begin <= day or (end is not None and end < day):
                continue
            age = school_year(born, january)
            if child in count:
                found.append(
                    Problem(
                        path.name, line, f"overlaps line {count[child][3]} in January {january}: one child, two places"
                    )
                )
            elif not FIRST_AY <= age <= LAST_AY:
                found.append(
                    Problem(
                        path.name, line, f"birth-date gives a school year outside {FIRST_AY} to {LAST_AY} in {january}"
                    )
                )
            else:
                count[child] = (need, setting, age, line)
    return out


def _day(text: str | None, name: str, line: int, file: str, found: list[Problem]) -> dt.date | None:
    if not text or not text.strip():
        return None
    try:
        day = dt.date.fromisoformat(text.strip())
    except ValueError:
        found.append(Problem(file, line, f"{name} must be a date such as 2024-01-31"))
        return None
    if day.year not in YEARS and name != "birth-date":
        found.append(Problem(file, line, f"{name} must lie between {YEARS.start} and {YEARS.stop - 1}"))
        return None
    return day
