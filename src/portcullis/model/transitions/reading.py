"""The four files of a council, in the reference's formats, as arrays.

In: a folder with transitions.csv, population.csv, costs.csv and valid-states.csv, or four paths. Out: `Inputs`; raises
`FilesError` with every mistake by file and line. Nothing of a row is kept but its counts' coordinates and line number.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from .errors import FilesError, Problem
from .space import AGES, FIRST_AY, LAST_AY, NONSEND, Ints, Setting, Space

NAMES = ("transitions", "population", "costs", "valid-states")
COLUMNS = {
    "transitions": (
        "calendar-year", "setting-1", "need-1", "academic-year-1", "setting-2", "need-2", "academic-year-2",
    ),
    "population": ("calendar-year", "academic-year", "population"),
    "costs": ("need", "setting", "cost"),
    "valid-states": ("setting", "setting-group", "min-academic-year", "max-academic-year", "needs", "setting->setting"),
}  # fmt: skip
YEARS = range(1990, 2101)
#: Room for a file: two hundred thousand children over ten years take a tenth of it.
MOST_BYTES = 1_000_000_000
Row = tuple[int, Mapping[str, str]]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class History:
    """Who went from where to where: one entry a child and year. Need and setting are -1 outside (no plan)."""

    year: Ints
    need_1: Ints
    setting_1: Ints
    ay_1: Ints
    need_2: Ints
    setting_2: Ints
    ay_2: Ints
    line: Ints

    def __len__(self) -> int:
        return len(self.year)

    def where(self, chosen: NDArray[np.bool_]) -> History:
        """Only some rows."""
        return History(*(getattr(self, name)[chosen] for name in self.__dataclass_fields__))


@dataclass(frozen=True)
class Inputs:
    """All that a council brings. `population` is calendar years × AGES, NaN where no row is; `costs_gbp` by place, in
    pounds a place a year, NaN where no row is. `digest` tells one set of files from another."""

    space: Space
    history: History
    years: tuple[int, ...]
    population: Floats
    costs_gbp: Floats
    digest: str
    notes: tuple[Problem, ...] = ()

    def population_in(self, year: int) -> Floats:
        """Children of each school year in a calendar year (NaN: no row)."""
        if year not in self.years:
            return np.full(AGES, np.nan)
        return self.population[self.years.index(year)]

    @property
    def seed_year(self) -> int:
        """January of the newest count: what the last transitions led to."""
        return int(self.history.year.max()) + 1


class Mistakes:
    """Collects what is wrong with one file."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.found: list[Problem] = []
        self.unreadable = False

    def add(self, line: int, text: str) -> None:
        """One mistake."""
        self.found.append(Problem(self.file, line, text))

    def stop(self, line: int, text: str) -> None:
        """A mistake after which nothing else in the file can be read."""
        self.unreadable = True
        self.add(line, text)

    def whole(self, line: int, row: Mapping[str, str], field: str, within: range) -> int | None:
        """A whole number, or None and a mistake. What stands there is not repeated: it may be about a child."""
        try:
            value = float(row[field])
            number = int(value)
        except (ValueError, OverflowError):
            self.add(line, f"{field} is not a whole number")
            return None
        if number != value or number not in within:
            self.add(line, f"{field} must be a whole number from {within.start} to {within.stop - 1}")
            return None
        return number


AYS = range(FIRST_AY, LAST_AY + 1)


def files_in(folder: Path) -> dict[str, Path]:
    """The four files of a folder by name. Raises FilesError for one that is not there."""
    paths = {name: folder / f"{name}.csv" for name in NAMES}
    if missing := [
        Problem(path.name, 0, f"there is no such file in {folder}") for path in paths.values() if not path.is_file()
    ]:
        raise FilesError(missing)
    return paths


def read_inputs(where: Path | Mapping[str, Path]) -> Inputs:
    """Read and check the form of all four files. Raises FilesError."""
    paths = files_in(where) if isinstance(where, Path) else dict(where)
    found: list[Problem] = []
    rows: dict[str, list[Row]] = {}
    digest = hashlib.sha256()
    unreadable = False
    for name in NAMES:
        wrong = Mistakes(paths[name].name)
        rows[name] = list(_rows(paths[name], COLUMNS[name], wrong, digest.update))
        found += wrong.found
        unreadable |= wrong.unreadable
    if unreadable:
        raise FilesError(found)
    notes: list[Problem] = []
    settings = _settings(rows["valid-states"], Mistakes(paths["valid-states"].name), found)
    space = _space(settings)
    history = _history(rows["transitions"], space, Mistakes(paths["transitions"].name), found)
    years, population = _population(rows["population"], Mistakes(paths["population"].name), found, notes)
    costs = _costs(rows["costs"], space, Mistakes(paths["costs"].name), found, notes)
    if not found and not len(history):
        found.append(Problem(paths["transitions"].name, 0, "has no rows: there is no history to learn from"))
    if found:
        raise FilesError(found)
    return Inputs(space, history, years, population, costs, digest.hexdigest(), tuple(sorted(notes)))


def _rows(path: Path, columns: tuple[str, ...], wrong: Mistakes, digest: Callable[[bytes], None]) -> Iterator[Row]:
    if path.stat().st_size > MOST_BYTES:
        wrong.stop(0, f"is larger than {MOST_BYTES:,} bytes")
        return
    raw = path.read_bytes()
    digest(raw)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        wrong.stop(raw[: error.start].count(b"\n") + 1, "is not UTF-8 text: save it as CSV UTF-8")
        return
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        header = [cell.strip() for cell in next(reader, [])]
        if missing := [name for name in columns if name not in header]:
            wrong.stop(1, f"the header lacks {', '.join(missing)}")
            return
        if len(set(header)) != len(header):
            wrong.stop(1, "the header names a column twice")
            return
        at = [header.index(name) for name in columns]
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(header):
                wrong.add(reader.line_num, f"has {len(cells)} cells where the header has {len(header)}")
                continue
            yield reader.line_num, {name: cells[i].strip() for name, i in zip(columns, at, strict=True)}
    except csv.Error as error:
        wrong.stop(reader.line_num, f"cannot be read as CSV ({error})")


def _settings(rows: list[Row], wrong: Mistakes, found: list[Problem]) -> list[Setting]:
    out: list[Setting] = []
    lines: dict[str, int] = {}
    for line, row in rows:
        first = wrong.whole(line, row, "min-academic-year", AYS)
        last = wrong.whole(line, row, "max-academic-year", AYS)
        name = row["setting"]
        needs, to = (tuple(x.strip() for x in row[c].split(",") if x.strip()) for c in ("needs", "setting->setting"))
        if not name or name == NONSEND:
            wrong.add(line, f"setting must have a name other than {NONSEND}")
        elif name in lines:
            wrong.add(line, f"setting {name} stands on line {lines[name]} already: one row a setting")
        elif first is not None and last is not None and first > last:
            wrong.add(line, f"setting {name}: min-academic-year {first} is above max-academic-year {last}")
        elif not needs:
            wrong.add(line, f"setting {name}: names no need")
        elif first is not None and last is not None:
            lines[name] = line
            out.append(
                Setting(name, row["setting-group"], first, last, tuple(dict.fromkeys(needs)), tuple(dict.fromkeys(to)))
            )
    for one in out:
        for to in one.to:
            if to not in lines:
                wrong.add(lines[one.name], f"setting->setting names {to}, which has no row of its own")
    if not out and not wrong.found:
        wrong.add(0, "has no rows: no state is valid")
    found += wrong.found
    return out


def _space(settings: list[Setting]) -> Space:
    names = tuple(sorted({one.name for one in settings}))
    known = set(names)
    needs = tuple(sorted({need for one in settings for need in one.needs}))
    rows = [
        Setting(o.name, o.group, o.first_ay, o.last_ay, o.needs, tuple(t for t in o.to if t in known)) for o in settings
    ]
    return Space(needs, names, tuple(sorted(rows, key=lambda one: one.name)))


def _history(rows: list[Row], space: Space, wrong: Mistakes, found: list[Problem]) -> History:
    needs = {name: i for i, name in enumerate(space.needs)}
    settings = {name: i for i, name in enumerate(space.settings)}
    out: list[tuple[int, ...]] = []
    for line, row in rows:
        before = len(wrong.found)
        year = wrong.whole(line, row, "calendar-year", YEARS)
        ays = [wrong.whole(line, row, f"academic-year-{side}", range(FIRST_AY - 1, LAST_AY + 2)) for side in (1, 2)]
        ends: list[int] = []
        for side in ("1", "2"):
            need, setting = row[f"need-{side}"], row[f"setting-{side}"]
            if (need == NONSEND) != (setting == NONSEND):
                wrong.add(
                    line, f"{NONSEND} stands on one of need-{side} and setting-{side}: it must stand on both or neither"
                )
            elif need == NONSEND:
                ends += [-1, -1]
            elif need not in needs:
                wrong.add(line, f"need-{side} is not in any row of valid-states.csv")
            elif setting not in settings:
                wrong.add(line, f"setting-{side} has no row in valid-states.csv")
            else:
                ends += [needs[need], settings[setting]]
        if len(wrong.found) > before or year is None or ays[0] is None or ays[1] is None:
            continue
        if ends == [-1] * 4:
            wrong.add(line, f"{NONSEND} on both sides: such a row says nothing")
        elif ays[1] != ays[0] + 1:
            wrong.add(line, "academic-year-2 must be academic-year-1 plus one")
        elif any(end != -1 and ay not in AYS for end, ay in zip((ends[0], ends[2]), ays, strict=True)):
            wrong.add(line, f"a plan at a school year outside {FIRST_AY} to {LAST_AY}")
        else:
            out.append((year, ends[0], ends[1], ays[0], ends[2], ends[3], ays[1], line))
    found += wrong.found
    return History(*np.array(out, dtype=np.int64).reshape(-1, 8).T.copy())


def _population(
    rows: list[Row], wrong: Mistakes, found: list[Problem], notes: list[Problem]
) -> tuple[tuple[int, ...], Floats]:
    sums: dict[tuple[int, int], int] = {}
    for line, row in rows:
        year, ay = wrong.whole(line, row, "calendar-year", YEARS), wrong.whole(line, row, "academic-year", AYS)
        count = wrong.whole(line, row, "population", range(100_000_000))
        if year is None or ay is None or count is None:
            continue
        if (year, ay) in sums:
            notes.append(Problem(wrong.file, line, f"{year}, school year {ay} stands twice: the two are added"))
        sums[year, ay] = sums.get((year, ay), 0) + count
    if not sums and not wrong.found:
        wrong.add(0, "has no rows")
    found += wrong.found
    years = tuple(sorted({year for year, _ in sums}))
    out = np.full((len(years), AGES), np.nan)
    for (year, ay), count in sums.items():
        out[years.index(year), ay - FIRST_AY] = count
    return years, out


def _costs(rows: list[Row], space: Space, wrong: Mistakes, found: list[Problem], notes: list[Problem]) -> Floats:
    out = np.full(space.places, np.nan)
    lines: dict[int, int] = {}
    for line, row in rows:
        try:
            cost = float(row["cost"].replace(",", "").replace("£", ""))
        except ValueError:
            wrong.add(line, "cost is not a number")
            continue
        if not 0 <= cost < 1e8:
            wrong.add(line, "cost must lie between 0 and 100,000,000 pounds a year")
        elif row["need"] not in space.needs or row["setting"] not in space.settings:
            notes.append(
                Problem(wrong.file, line, "is for a need or setting that valid-states.csv does not have: not used")
            )
        else:
            place = space.needs.index(row["need"]) * len(space.settings) + space.settings.index(row["setting"])
            if place in lines:
                wrong.add(line, f"the same need and setting stand on line {lines[place]}: which cost is right?")
            lines[place] = line
            out[place] = cost
    found += wrong.found
    return out
