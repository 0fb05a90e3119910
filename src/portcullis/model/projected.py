"""Projections of money as they were recorded, for pages, feeds and the API: reading them takes no model.

In: `Projection`s of `model.money`, or the file `forecasts/money.csv`. Out: that file, or `Outlooks`: for each council
and England what each scenario gives, each number with an id of its own. `portcullis record-money` writes the file, and
a test holds it to the model.

Only what pages show is recorded: 80 and 95 of 100 futures and the middle. Pounds, positive = deficit. A financial year
is named by the April in which it begins (2026: 2026-27), a balance by the year of its 31 March.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from portcullis.vocabulary import ENGLAND

from .aside import put_csv
from .frozen_files import FrozenError

if TYPE_CHECKING:
    from .money import Projection

NAME = "money.csv"
#: The parts of a range, in the order of the columns.
PARTS = ("median", "low_80", "high_80", "low_95", "high_95")
#: What is recorded of everybody, and of England only; year 0: on the day on which the override ends.
OF_ALL = (
    *(("balance", year) for year in range(2024, 2029)), *(("gap", year) for year in (2025, 2026, 2027, 2028, 2030)),
    ("grant", 2026), ("residual", 2026), ("interest", 2026), ("exposure", 0),
)  # fmt: skip
OF_ENGLAND = (
    *(("deficits", year) for year in range(2024, 2029)), *(("spent", year) for year in range(2024, 2029)),
    *(("funding", year) for year in range(2024, 2029)),
)  # fmt: skip
RECORDED = (*OF_ALL, *OF_ENGLAND)
#: The measure that is a share of futures and no range.
SHARE = "deficit_share"
_ABOUT = ("model", "draws", "seed", "years", "origin", "vintage")
_WHO = ("code", "name", "state", "reasons", "start", "start_gbp", "start_id")
_RUN = ("scenario", "settings", "override_end", "deficit_share")
#: Column of the first number of each range.
_PLACES = {what: len(PARTS) * place for place, what in enumerate(RECORDED)}
COLUMNS = (
    *_WHO, *_RUN, *_ABOUT,
    *(f"{measure}_{f'{year}_' if year else ''}{part}_gbp" for measure, year in RECORDED for part in PARTS),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """One range. `id`: of its middle; the other parts have it with the name of the part behind."""

    id: str
    year: int
    median: float
    low_80: float
    high_80: float
    low_95: float
    high_95: float

    def id_of(self, part: str) -> str:
        """The figure id of one part."""
        return self.id if part == "median" else f"{self.id}:{part}"


@dataclass(frozen=True, slots=True)
class Run:
    """What one scenario gives for one council. `cells`: its numbers as they stand in the file."""

    code: str
    scenario: str
    settings: str
    override_end: int
    deficit_share: float
    cells: tuple[str, ...]

    @property
    def share_id(self) -> str:
        """The figure id of the share of futures with a deficit on the day on which the override ends."""
        return projection_id(self.scenario, self.code, self.override_end, SHARE)

    def at(self, measure: str, year: int = 0) -> Told | None:
        """A range; None where it is not recorded. Without a year: on the day on which the override ends."""
        place = _PLACES.get((measure, year))
        if place is None or not self.cells[place]:
            return None
        when = year or self.override_end
        numbers = (float(cell) for cell in self.cells[place : place + len(PARTS)])
        return Told(projection_id(self.scenario, self.code, when, measure), when, *numbers)


@dataclass(frozen=True, slots=True)
class Outlook:
    """One council or England. `state`: known, stale, unknown or refused (then `runs` is empty and `reasons` say why);
    for England sum. `start`: year of the March that it starts from, `start_gbp` the balance, `start_id` its figure."""

    code: str
    name: str
    state: str
    reasons: tuple[str, ...]
    start: int | None
    start_gbp: float | None
    start_id: str
    runs: Mapping[str, Run]

    def at(self, scenario: str, measure: str, year: int = 0) -> Told | None:
        """A range under one scenario; None where there is none."""
        run = self.runs.get(scenario)
        return run.at(measure, year) if run else None


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of the record with its id: `unit` gbp or share, of whom, in which run, what and when."""

    id: str
    value: float
    unit: str
    outlook: Outlook
    run: Run
    measure: str
    year: int
    part: str


@dataclass(frozen=True)
class Outlooks:
    """All that is recorded. `about`: model, draws, seed, years, origin and vintage, the same for every row."""

    about: Mapping[str, Any]
    of: Mapping[str, Outlook] = field(default_factory=dict)

    def figures(self) -> dict[str, float]:
        """Every number that has an id."""
        found = {}
        for outlook in self.of.values():
            for run in outlook.runs.values():
                found[run.share_id] = run.deficit_share
                for measure, year in RECORDED:
                    if told := run.at(measure, year):
                        found |= {told.id_of(part): getattr(told, part) for part in PARTS}
        return found

    def figure(self, identity: str) -> Figure | None:
        """The number that an id names; None where there is none."""
        kind, *names = identity.split(":")
        if kind != "projection" or len(names) not in (4, 5) or not names[2].isdecimal():
            return None
        scenario, code, year, measure = names[:4]
        part = names[4] if len(names) == 5 else PARTS[0]
        outlook = self.of.get(code)
        run = outlook.runs.get(scenario) if outlook else None
        if outlook is None or run is None:
            return None
        if identity == run.share_id:
            return Figure(identity, run.deficit_share, "share", outlook, run, SHARE, run.override_end, PARTS[0])
        told = run.at(measure, int(year)) or run.at(measure)
        if told is None or part not in PARTS or told.id_of(part) != identity:
            return None
        return Figure(identity, getattr(told, part), "gbp", outlook, run, measure, told.year, part)


def projection_id(scenario: str, code: str, year: int, measure: str) -> str:
    """The id of the middle of a range."""
    return f"projection:{scenario}:{code}:{year}:{measure}"


def write_outlooks(told: Sequence[Projection], refused: Mapping[str, tuple[str, str]], path: Path) -> int:
    """Write what pages show of these projections; how many rows. Written aside, then put in place.

    `refused`: councils without a projection, by code: their name and why.
    """
    if not told:
        raise ValueError("there are no projections to record")
    about = _about(told[0])
    rows = [_row(one) for one in told]
    nothing = [""] * (len(_WHO) - 4 + len(_RUN)), [""] * (len(RECORDED) * len(PARTS))
    rows += [
        [code, name, "refused", why, *nothing[0], *map(str, about.values()), *nothing[1]]
        for code, (name, why) in refused.items()
    ]
    return put_csv(path, COLUMNS, sorted(rows, key=lambda row: row[0]))  # of one council the order of scenarios stays


def read_outlooks(path: Path) -> Outlooks | None:
    """What is recorded in a file; None where there is none. Raises FrozenError for one that cannot be read."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise FrozenError(f"{path} cannot be read: {error}") from None
    try:
        return _read(csv.reader(io.StringIO(text, newline="")))
    except (ValueError, IndexError, csv.Error) as error:
        raise FrozenError(
            f"{path} is not a record of projections: {error}. Write it again with portcullis record-money"
        ) from None


def _about(one: Projection) -> dict[str, str | int]:
    return {
        "model": one.version, "draws": one.draws, "seed": one.seed, "years": one.years, "origin": one.origin,
        "vintage": one.vintage,
    }  # fmt: skip


def _row(one: Projection) -> list[str]:
    start = "" if one.start_gbp is None else f"{one.start_gbp:.0f}"
    who = [one.code, one.name, one.state, " | ".join(one.reasons), str(one.start), start, one.start_id]
    settings = " ".join(str(setting) for setting in one.settings)
    run = [one.policy, settings, str(one.override_end), f"{one.deficit_share:.4f}"]
    cells: list[str] = []
    for measure, year in RECORDED:
        if one.code != ENGLAND and (measure, year) in OF_ENGLAND:
            cells += [""] * len(PARTS)
        else:
            found = one.at(measure, year or one.override_end)
            cells += [f"{getattr(found, part):.0f}" for part in PARTS]
    return [*who, *run, *map(str, _about(one).values()), *cells]


def _read(rows: Iterable[list[str]]) -> Outlooks:
    lines = iter(rows)
    if tuple(next(lines, ())) != COLUMNS:
        raise ValueError("its columns are not those that this version writes")
    found: dict[str, Outlook] = {}
    about: dict[str, Any] = {}
    runs: dict[str, dict[str, Run]] = {}
    first, second, third = len(_WHO), len(_WHO) + len(_RUN), len(_WHO) + len(_RUN) + len(_ABOUT)
    for row in lines:
        if len(row) != len(COLUMNS):
            raise ValueError(f"a row has {len(row)} cells and not {len(COLUMNS)}")
        code, name, state, reasons, start, start_gbp, start_id = row[:first]
        scenario, settings, override_end, share = row[first:second]
        mine = _numbers(row[second:third])
        if about and mine != about:
            raise ValueError(f"{name} was projected by another run than the rows before it")
        about = mine
        if code not in found:
            why = tuple(reason for reason in reasons.split(" | ") if reason)
            runs[code] = {}
            found[code] = Outlook(
                code, name, state, why, int(start) if start else None, float(start_gbp) if start_gbp else None,
                start_id, runs[code],
            )  # fmt: skip
        if scenario:
            cells = tuple(row[third:])
            runs[code][scenario] = Run(code, scenario, settings, int(override_end), float(share), cells)
    if not about:
        raise ValueError("it has no rows")
    return Outlooks(about, found)


def _numbers(cells: Sequence[str]) -> dict[str, Any]:
    about = dict(zip(_ABOUT, cells, strict=True))
    return {name: value if name in {"model", "vintage"} else int(value) for name, value in about.items()}
