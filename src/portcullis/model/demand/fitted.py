"""The fitted model: from the store to a `Fitted`, and from that to forecasts.

In: a store, or panels. Out: `Fitted`, which makes a `Forecast` for any councils, or the draws of one.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from portcullis.vocabulary import ENGLAND

from ..panel import Panel, read_panels
from ..units import Unit, councils, units
from .courses import Courses, courses
from .draws import FLOWS, SHOWN, Course, Luck, most_plans, simulate
from .errors import DemandError, TooLittleHistory
from .luck import shared_luck
from .result import LEVELS, Forecast, quantiles
from .splits import AGES, SETTINGS
from .streams import Singles
from .switches import Switch

if TYPE_CHECKING:
    from portcullis.store import Store

VERSION = "demand-1"
YEARS, DRAWS, SEED = 10, 10_000, 2026
MOST_YEARS = 15
LEAST_DRAWS, MOST_DRAWS = 100, 100_000
PARTS = ("flows", "settings", "ages")
RATES = ("refused", "issued", "appealed")
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Fitted:
    """The model fitted to what was known at `origin`. It is frozen: forecasts from it do not change it."""

    courses: Courses
    vintage: str

    @property
    def origin(self) -> int:
        """The last January known."""
        return self.courses.origin

    @property
    def codes(self) -> tuple[str, ...]:
        """Councils that can be forecast, sorted."""
        return tuple(sorted(self.courses.of))

    @property
    def parts(self) -> tuple[str, ...]:
        """Of PARTS those that figures are known for at the origin: before 2020 there are no flows to go by."""
        has = {"flows": len(self.courses.rates) == len(RATES)} | dict.fromkeys(self.courses.splits, True)
        return tuple(part for part in PARTS if has.get(part))

    def forecast(
        self,
        codes: Sequence[str] | None = None,
        *,
        years: int = YEARS,
        draws: int = DRAWS,
        seed: int = SEED,
        switches: Sequence[Switch] = (),
        parts: Sequence[str] | None = None,
        threads: int = 2,
        levels: Sequence[float] = LEVELS,
        progress: Progress | None = None,
    ) -> Forecast:
        """Ranges of these councils, or of all and England where none is named (or England is).

        `parts`: of flows, settings and ages those wanted beside plans, all that there are by default. `levels` other
        than LEVELS are for scoring.
        The result does not depend on the order of `codes` or on `threads`. Raises DemandError.
        """
        parts = self.parts if parts is None else parts
        self._check(years, draws, seed, threads, parts, switches)
        everyone = codes is None or ENGLAND in codes
        asked = list(dict.fromkeys(self.codes if everyone else codes or ()))
        for code in asked:
            if code not in self.courses.of and code not in self.courses.refused:
                raise DemandError(f"{code} is no council of this model")
        wanted = [code for code in asked if code in self.courses.of]
        luck = shared_luck(self.courses, years, draws, seed)
        columns = _columns(self.origin, years, parts)
        values = np.empty((len(wanted) + everyone, len(columns), len(levels)), dtype=np.float32)
        # Single precision counts to 2^24 exactly; with dials turned far a sum may go beyond it.
        single = np.float64 if switches or self._most() >= 2**23 else np.float32
        lock, done = threading.Lock(), 0

        def work(first: int) -> NDArray[np.floating]:
            """Every so-many-th council, and the sum of their draws: whole numbers, so no order of adding matters."""
            nonlocal done
            total = np.zeros((len(columns) if everyone else 0, draws), dtype=single)
            for place in range(first, len(wanted), threads):
                row = 0
                found = self.draw(
                    wanted[place], years=years, draws=draws, seed=seed, switches=switches, parts=parts, luck=luck
                )
                for part in _in_order(found):
                    rows = slice(row, row + len(part))
                    if everyone:
                        total[rows] += part
                    part.sort(axis=1)
                    values[place, rows] = quantiles(part, levels)
                    row += len(part)
                with lock:
                    done += 1
                    if progress:
                        progress(done, len(wanted))
            return total

        if threads == 1 or len(wanted) == 1:
            totals = [work(first) for first in range(threads)]
        else:
            with ThreadPoolExecutor(threads) as pool:
                totals = list(pool.map(work, range(threads)))
        if everyone:
            total = np.sum(totals, axis=0)
            total.sort(axis=1)
            values[-1] = quantiles(total, levels)
        named = wanted + [ENGLAND] * everyone
        return Forecast(
            codes=tuple(named),
            names=self.courses.names | {ENGLAND: "England"},
            columns=tuple(columns),
            values=values,
            bases={code: self.courses.bases[code] for code in wanted},
            refused={code: why for code, why in self.courses.refused.items() if everyone or code in asked},
            origin=self.origin, years=years, draws=draws, seed=seed, switches=tuple(switches),
            version=VERSION, vintage=self.vintage,
        )  # fmt: skip

    def _most(self) -> float:
        """More plans than any draw of England can hold."""
        return float(sum(most_plans(course) for course in self.courses.of.values()))

    def draw(
        self,
        code: str,
        *,
        years: int = YEARS,
        draws: int = DRAWS,
        seed: int = SEED,
        switches: Sequence[Switch] = (),
        parts: Sequence[str] | None = None,
        luck: Luck | None = None,
    ) -> dict[str, Singles]:
        """The draws of one council, {measure: years × draws}; `plans` starts with the January of the origin.

        The same as among all councils: what stands on top of this model may draw them again instead of keeping them.
        """
        parts = self.parts if parts is None else parts
        self._check(years, draws, seed, 1, parts, switches)
        if code not in self.courses.of:
            raise DemandError(f"there is no forecast for {code}: {self.courses.refused.get(code, 'not a council')}")
        course = _with_parts(self.courses.of[code], parts)
        luck = luck or shared_luck(self.courses, years, draws, seed)
        found = simulate(course, luck, years, draws, seed, switches, flows="flows" in parts)
        for name in [key for key in found if key.startswith("split:")]:
            split = found.pop(name)
            found |= dict(zip(_names(name.removeprefix("split:")), split, strict=True))
        if "flows" not in parts:
            found = {name: values for name, values in found.items() if name not in FLOWS}
        return found

    def _check(
        self, years: int, draws: int, seed: int, threads: int, parts: Sequence[str], switches: Sequence[Switch]
    ) -> None:
        if not 1 <= years <= MOST_YEARS:
            raise DemandError(
                f"a forecast reaches 1 to {MOST_YEARS} years, not {years}: further out the range says nothing"
            )
        if not LEAST_DRAWS <= draws <= MOST_DRAWS:
            raise DemandError(f"draws must lie between {LEAST_DRAWS} and {MOST_DRAWS:,}, not {draws:,}")
        if seed < 0:
            raise DemandError(f"a seed is a whole number from 0 on, not {seed}")
        if threads < 1:
            raise DemandError(f"threads must be 1 or more, not {threads}")
        if unknown := [part for part in parts if part not in PARTS]:
            raise DemandError(f"no part of a forecast is called {unknown[0]!r}; there are {', '.join(PARTS)}")
        if absent := [part for part in parts if part not in self.parts]:
            raise DemandError(f"no figures of {absent[0]} are known by June {self.origin}: leave that part out")
        if switches and "flows" not in self.parts:
            raise DemandError(f"no flows are known by June {self.origin}, so no switch can act on them")


def fit(store: Store, *, as_of: dt.date | None = None, origin: int | None = None) -> Fitted:
    """Fit to the register's figures: those public by `as_of`, up to June of `origin` (default: all).

    Raises DemandError where there is too little history.
    """
    areas = units(store)
    singles = [Unit(code, name, (code,)) for code, name in named(store, councils(store))]
    try:
        joined, each = read_panels(store, areas, singles, as_of=as_of)
        if origin is not None:
            if origin > joined.origin:
                raise DemandError(f"the newest January with figures is {joined.origin}: there is none of {origin} yet")
            joined, each = joined.known(origin), each.known(origin)
        return fit_panels(joined.trusted(), each.trusted())
    except DemandError:
        raise
    except ValueError as error:  # no plans at all
        raise TooLittleHistory(str(error)) from None


def fit_panels(areas: Panel, each: Panel, *, marked: bool = True) -> Fitted:
    """Fit growth on `areas` (long series) for the councils of `each`. Raises TooLittleHistory."""
    return Fitted(courses(areas, each, marked=marked), areas.vintage)


def named(store: Store, codes: Sequence[str]) -> list[tuple[str, str]]:
    """Codes with their names."""
    names = {row["code"]: row["name"] for row in store.rows("select code, name from authority")}
    return [(code, names[code]) for code in codes]


def _with_parts(course: Course, parts: Sequence[str]) -> Course:
    from dataclasses import replace

    return replace(course, splits={name: split for name, split in course.splits.items() if name in parts})


def _names(part: str) -> tuple[str, ...]:
    return tuple(SETTINGS if part == "settings" else AGES)


def _columns(origin: int, years: int, parts: Sequence[str]) -> list[tuple[str, int]]:
    """Measure and year of each row of `_in_order`."""
    columns = [("plans", origin + k) for k in range(years + 1)]
    if "flows" in parts:
        columns += [(name, origin + k) for name in SHOWN for k in range(years)]
    for part in ("settings", "ages"):
        if part in parts:
            columns += [(name, origin + 1 + k) for name in _names(part) for k in range(years)]
    return columns


def _in_order(found: dict[str, Singles]) -> Iterator[Singles]:
    """The draws in the order of `_columns`. They are the caller's own and may be sorted where they lie."""
    return (found[name] for name in ("plans", *SHOWN, *SETTINGS, *AGES) if name in found)
