"""An invented county, so that anyone can try the model, and so that its ranges can be held against a known truth.

In: a seed and a size. Out: `County`: rows of the four input files, and what "came" in the years after. Settings, needs
and all numbers are made up; no real council is in it. The truth has what councils have: rates that differ between
schools, a common shock each year, a trend in new plans, a peak of moves at eleven, and places that end at an age.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from .errors import TransitionsError
from .reading import COLUMNS
from .space import NONSEND

#: setting, group, first and last school year, share of new plans, pounds a place a year.
SETTINGS = (
    ("MAINSTREAM", "mainstream", -2, 10, 0.56, 9_500), ("RESOURCED", "mainstream", 0, 10, 0.08, 17_000),
    ("SPECIAL-A", "special", -1, 13, 0.17, 24_500), ("SPECIAL-B", "special", 6, 13, 0.05, 29_000),
    ("INDEPENDENT", "independent", 3, 14, 0.06, 61_000), ("EARLY-YEARS", "mainstream", -3, -1, 0.0, 7_000),
    ("COLLEGE", "post-16", 11, 20, 0.0, 12_500), ("HOME", "other", 0, 12, 0.03, 15_000),
)  # fmt: skip
NEEDS = (("AUTISM", 0.36), ("SEMH", 0.24), ("SLCN", 0.22), ("SLD", 0.11), ("PHYSICAL", 0.07))
FIRST_AGE, LAST_AGE = -3, 20
Arrays = NDArray[np.int64]


@dataclass(frozen=True)
class County:
    """Rows as they stand in the files; `came` are the transitions of the years after the history."""

    transitions: list[tuple[object, ...]]
    came: list[tuple[object, ...]]
    population: list[tuple[int, int, int]]
    costs: list[tuple[str, str, float]]
    valid_states: list[tuple[object, ...]]

    def write(self, folder: Path) -> list[Path]:
        """Write the four files into a folder, which is made; files that stand there are not overwritten."""
        folder.mkdir(parents=True, exist_ok=True)
        files = {
            "transitions": self.transitions, "population": self.population, "costs": self.costs,
            "valid-states": self.valid_states,
        }  # fmt: skip
        paths = []
        for name, rows in files.items():
            path = folder / f"{name}.csv"
            _write(path, COLUMNS[name], rows)
            paths.append(path)
        return paths


def _write(path: Path, header: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
    with path.open("x", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def county(
    seed: int = 1, children: int = 2000, *, years: int = 5, ahead: int = 5, last: int = 2024, branch: int = 0
) -> County:
    """Invent one. `children`: plans at the start, roughly; `years` of history end with transitions of `last`. Another
    `branch` has the same truth and history, but another future.

    Raises TransitionsError for sizes that make no county.
    """
    if not (1 <= children <= 300_000 and 1 <= years <= 20 and 1 <= ahead <= 20 and seed >= 0):
        raise TransitionsError("a county has 1 to 300,000 children, 1 to 20 years of history and 1 to 20 years ahead")
    rng = np.random.default_rng(seed)
    truth = _Truth(rng, children)
    kids = truth.first(children)
    made: list[list[tuple[object, ...]]] = []
    for year in range(last - years + 1, last + ahead + 1):
        if year == last + 1:
            truth.rng = np.random.default_rng([seed, branch])
        kids, rows = truth.step(kids, year)
        made.append(rows)
    population = [
        (year, age, int(truth.born * (1 + 0.004 * (year - last))))
        for year in range(last - years + 1, last + ahead + 2)
        for age in range(FIRST_AGE, LAST_AGE + 1)
    ]
    names = ",".join(name for name, *_ in SETTINGS)
    needs = ",".join(name for name, _ in NEEDS)
    return County(
        [row for rows in made[:years] for row in rows], [row for rows in made[years:] for row in rows], population,
        [(need, name, float(cost)) for need, _ in NEEDS for name, *_, cost in SETTINGS],
        [(name, group, first, last_age, needs, names) for name, group, first, last_age, *_ in SETTINGS],
    )  # fmt: skip


class _Truth:
    """The rates that the invented county really has."""

    def __init__(self, rng: np.random.Generator, children: int) -> None:
        self.rng = rng
        self.born = max(40, int(children / 2.2))
        ages = LAST_AGE - FIRST_AGE + 1
        shape = (len(SETTINGS), len(NEEDS), ages)
        usual = np.array([0.02] * 14 + [0.05, 0.06, 0.08, 0.12, 0.18, 0.25, 0.35, 0.45, 0.6, 0.8])[:ages]
        self.leave = rng.beta(30 * usual, 30 * (1 - usual), shape)
        moving = np.full(ages, 0.03)
        moving[[2, 9, 14]] = 0.06, 0.22, 0.10  # into Reception, secondary school and college
        self.move = rng.beta(30 * moving, 30 * (1 - moving), shape)
        joining = np.array([0.03, 0.08, 0.14, 0.13, 0.1, 0.08, 0.08, 0.07, 0.07, 0.06, 0.06, 0.04, 0.03, 0.02, 0.01])
        self.join = np.zeros(ages)
        self.join[: len(joining)] = joining / joining.sum() * rng.gamma(40, 1 / 40, len(joining))
        self.join *= 0.135 * children / self.born
        self.trend = rng.normal(0, 0.04)
        self.valid = np.array(
            [[f <= age <= to for age in range(FIRST_AGE, LAST_AGE + 2)] for _, _, f, to, *_ in SETTINGS]
        )
        shares = np.array([share for *_, share, _ in SETTINGS])
        early = np.array([name == "EARLY-YEARS" for name, *_ in SETTINGS])
        late = np.array([name == "COLLEGE" for name, *_ in SETTINGS])
        self.place = np.zeros((ages + 1, len(NEEDS), len(SETTINGS)))
        for i in range(ages + 1):
            base = np.where(self.valid[:, i], shares + 0.01 + 0.5 * early + 0.5 * late, 0.0)
            for k in range(len(NEEDS)):
                self.place[i, k] = rng.gamma(np.maximum(60 * base, 1e-9)) if base.any() else 0.0
        self.need = rng.dirichlet(40 * np.array([share for _, share in NEEDS]))
        self.year = 0

    def first(self, children: int) -> Arrays:
        """need, setting and age of the children with plans at the start: three rows."""
        age = np.minimum(self.rng.integers(0, 18, children), 17)
        need = self.rng.choice(len(NEEDS), children, p=self.need)
        return np.stack([need, self._placed(need, age, np.full(children, -1)), age])

    def _placed(self, need: Arrays, age: Arrays, out: Arrays) -> Arrays:
        """A setting for each child, other than `out`."""
        weight = self.place[age, need].copy()
        some = out >= 0
        weight[np.nonzero(some)[0], out[some]] = 0.0
        total = weight.sum(axis=1)
        u = self.rng.random(len(need)) * total
        return np.where(total > 0, (np.cumsum(weight, axis=1) <= u[:, None]).sum(axis=1), -1)

    def step(self, kids: Arrays, calendar: int) -> tuple[Arrays, list[tuple[object, ...]]]:
        """A year: who leaves, moves and joins."""
        need, setting, age = kids
        shock = self.rng.normal(0, [0.12, 0.12, 0.15])
        leave, move = (
            self._shifted(rate[setting, need, age], s) for rate, s in ((self.leave, shock[1]), (self.move, shock[2]))
        )
        over = age + 1 > LAST_AGE - FIRST_AGE
        gone = (self.rng.random(len(age)) < leave) | over
        ends = ~self.valid[setting, np.minimum(age + 1, LAST_AGE - FIRST_AGE + 1)] & ~gone
        moves = ((self.rng.random(len(age)) < move) | ends) & ~gone
        after = setting.copy()
        found = self._placed(need[moves], age[moves] + 1, setting[moves])
        after[moves] = np.where(found >= 0, found, setting[moves])
        gone |= ends & (after == setting)
        rate = self.join * np.exp(self.trend * min(self.year, 8) + shock[0])
        self.year += 1
        ages = np.repeat(np.arange(len(rate)), self.rng.binomial(self.born, np.minimum(rate, 0.9)))
        new = self.rng.choice(len(NEEDS), len(ages), p=self.need)
        into = self._placed(new, ages, np.full(len(ages), -1))
        rows = [
            _row(calendar, *one)
            for one in zip(need, setting, age, need, np.where(gone, -1, after), age + 1, strict=True)
        ]
        rows += [_row(calendar, -1, -1, a - 1, n, s, a) for n, s, a in zip(new, into, ages, strict=True)]
        kept = ~gone
        kids = np.stack(
            [
                np.concatenate([need[kept], new]),
                np.concatenate([after[kept], into]),
                np.concatenate([age[kept] + 1, ages]),
            ]
        )
        return kids, rows

    @staticmethod
    def _shifted(p: NDArray[np.float64], shock: float) -> NDArray[np.float64]:
        odds = p / (1 - p) * np.exp(shock)
        return odds / (1 + odds)


def _row(
    year: int, need_1: int, setting_1: int, age_1: int, need_2: int, setting_2: int, age_2: int
) -> tuple[object, ...]:
    def side(need: int, setting: int) -> tuple[str, str]:
        return (NONSEND, NONSEND) if setting < 0 else (SETTINGS[setting][0], NEEDS[need][0])

    return (year, *side(need_1, setting_1), int(age_1) + FIRST_AGE, *side(need_2, setting_2), int(age_2) + FIRST_AGE)
