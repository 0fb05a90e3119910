"""How wrong this would have been: forecasts from earlier years, scored on what came.

In: `Inputs`. Out: `Validation`: for every calendar year but the last a fold, trained on what was known by then, and its
scores: CRPS, how often what came lay inside the 95% interval, and bias; in total, by setting and by state.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .chaining import recorded
from .disclosure import LEAST
from .errors import TransitionsError
from .plan import plan
from .quirks import SOUND, Quirks
from .reading import Floats, Inputs
from .simulate import simulate
from .space import Ints
from .tally import stock

#: A state is scored where somebody came, or so many were expected.
EXPECTED = 0.5


@dataclass(frozen=True)
class Scored:
    """One cell of one fold: what was expected, what came. `level` is total, setting or state."""

    trained_to: int
    trained_years: int
    january: int
    level: str
    key: str
    expected: float
    low_95: float
    high_95: float
    came: int
    crps: float

    @property
    def inside(self) -> bool:
        """Did what came lie inside the 95% interval?"""
        return self.low_95 <= self.came <= self.high_95


@dataclass(frozen=True)
class Score:
    """A summary of scored cells. `bias_pct`: how much more was expected than came."""

    level: str
    key: str
    count: int
    cover_95_pct: float
    crps: float
    bias_pct: float


@dataclass(frozen=True)
class Validation:
    """All folds of one history."""

    mode: str
    seed: int
    simulations: int
    cells: tuple[Scored, ...]

    def scores(self) -> list[Score]:
        """Total, each setting, all settings, all occupied states."""
        groups: dict[tuple[str, str], list[Scored]] = {}
        for one in self.cells:
            keys = {"total": ("all",), "setting": ("all", one.key), "state": ("all",)}[one.level]
            for key in keys:
                groups.setdefault((one.level, key), []).append(one)
        return [_score(level, key, found) for (level, key), found in sorted(groups.items(), key=_order)]

    def rows(self, *, shared: bool = False) -> list[dict[str, Any]]:
        """Scores for a table. `shared`: without settings so small that their score could point at a child."""
        small = {
            key for key in {one.key for one in self.cells if one.level == "setting"}
            if min(one.came for one in self.cells if (one.level, one.key) == ("setting", key)) < LEAST
        }  # fmt: skip
        names = {"total": "all children", "setting": "all settings", "state": "occupied states"}
        out = []
        for one in self.scores():
            if shared and one.key in small:
                continue
            name = names[one.level] if one.key == "all" else one.key
            bias = None if one.bias_pct != one.bias_pct else one.bias_pct
            out.append(
                {
                    "of": name,
                    "level": one.level,
                    "count": one.count,
                    "cover_95_pct": one.cover_95_pct,
                    "crps": one.crps,
                    "bias_pct": bias,
                }
            )
        return out

    def score(self, level: str, key: str = "all") -> Score:
        """One of them. Raises TransitionsError where there is none."""
        for one in self.scores():
            if (one.level, one.key) == (level, key):
                return one
        raise TransitionsError(f"nothing was scored for {level} {key}")


def _order(item: tuple[tuple[str, str], list[Scored]]) -> tuple[int, bool, str]:
    level, key = item[0]
    return ("total", "setting", "state").index(level), key != "all", key


def _score(level: str, key: str, found: list[Scored]) -> Score:
    came = sum(one.came for one in found)
    return Score(
        level, key, len(found), 100 * sum(one.inside for one in found) / len(found),
        float(np.mean([one.crps for one in found])),
        100 * (sum(one.expected for one in found) / came - 1) if came else float("nan"),
    )  # fmt: skip


def validate(
    inputs: Inputs, quirks: Quirks = SOUND, *, simulations: int = 2000, seed: int = 2026,
    progress: Callable[[str], None] | None = None,
) -> Validation:  # fmt: skip
    """Score every fold. Raises TransitionsError where there are fewer than two years of history."""
    years = [int(year) for year in np.unique(inputs.history.year)]
    if len(years) < 2:
        raise TransitionsError("a validation needs transitions of two calendar years or more")
    cells: list[Scored] = []
    for n, until in enumerate(years[:-1], start=1):
        if progress:
            progress(f"learning from transitions up to {until}")
        fold = plan(inputs, quirks, until=until, last=inputs.seed_year)
        space = fold.space
        came = np.array([stock(space, inputs.history, january) for january in fold.years])
        shown = np.nonzero(space.valid.ravel() | (came.max(axis=0) > 0))[0]
        futures = simulate(fold, simulations, seed, states=shown)
        means = futures.means.stock.reshape(fold.length, -1)
        share = fold.chain.share
        seen = (1 - share) * means + share * recorded(fold.chain, futures.means.stock).reshape(fold.length, -1)
        for t, january in enumerate(fold.years):
            if january - 1 not in years:
                continue
            add = _adder(cells, until, n, january)
            add("total", "all", futures.total[:, t], means[t].sum(), int(came[t].sum()))
            by_place = came[t].reshape(space.places, -1).sum(axis=1)
            for s, name in enumerate(space.settings):
                here = space.setting_of == s
                add(
                    "setting",
                    name,
                    futures.setting[:, t, s],
                    futures.means.stock[t][here].sum(),
                    int(by_place[here].sum()),
                )
            _states(add, futures.states[:, t], shown, seen[t], came[t])
    mode = "sound" if not quirks.on() else "compatible" if len(quirks.on()) > 8 else ", ".join(quirks.on())
    return Validation(mode, seed, simulations, tuple(cells))


def _adder(cells: list[Scored], until: int, n: int, january: int) -> Callable[..., None]:
    def add(level: str, key: str, values: NDArray[np.int32], expected: float, came: int) -> None:
        ordered = np.sort(values)
        low, high = np.percentile(ordered, [2.5, 97.5], method="inverted_cdf")
        cells.append(
            Scored(until, n, january, level, key, float(expected), float(low), float(high), came, crps(ordered, came))
        )

    return add


def _states(add: Callable[..., None], values: NDArray[np.int32], shown: Ints, means: Floats, came: Ints) -> None:
    for k, cell in enumerate(shown):
        if came[cell] > 0 or means[cell] >= EXPECTED:
            add("state", str(int(cell)), values[:, k], means[cell], int(came[cell]))


def crps(ordered: NDArray[np.int32], came: float) -> float:
    """Continuous ranked probability score of sorted draws: E|X - y| - E|X - X'| / 2 (Gneiting and Raftery 2007)."""
    n = len(ordered)
    x = ordered.astype(float)
    pairs = float((x * (2 * np.arange(1, n + 1) - n - 1)).sum()) / (n * n)
    return float(np.abs(x - came).mean()) - pairs


def totals(found: Validation) -> list[dict[str, Any]]:
    """The total of every fold and year: expected, range, what came, and by how much it was off."""
    return [
        {
            "trained_to": one.trained_to, "trained_years": one.trained_years, "january": one.january,
            "expected": one.expected, "low_95": one.low_95, "high_95": one.high_95, "came": one.came,
            "off_pct": 100 * (one.expected / one.came - 1) if one.came else 0.0, "inside": one.inside,
        }
        for one in found.cells
        if one.level == "total"
    ]  # fmt: skip
