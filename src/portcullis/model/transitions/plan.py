"""Everything that a simulation needs, as arrays: nothing about any child is left in it.

In: inputs and quirks (and, from `levers`, changes by year). Out: `Plan`, a plain record of arrays that can be sent to
another process. `variant` says which set of multipliers and lists holds in each projected year.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from .chaining import Chaining, chaining
from .errors import FilesError, Problem, TransitionsError
from .modified import Change, weights
from .parameters import Ints32, Lists, Parameters, parameters
from .quirks import SOUND, Quirks
from .reading import Floats, Inputs
from .space import AGES, FIRST_AY, Bools, Ints, Space
from .spread import Spread, flat, spread_of
from .tally import Tally, stock, tally


@dataclass(frozen=True, eq=False)
class Plan:
    """A model ready to run. V variants, T projected years, cells and places as in `Space`."""

    space: Space
    quirks: Quirks
    seed_year: int
    years: tuple[int, ...]
    start: Ints
    leave_a: Floats
    leave_b: Floats
    move_a: Floats
    move_b: Floats
    vanish: Bools
    variant: Ints32  # T
    leave_odds: Floats  # V × cells: multiplies the odds of leaving; inf means that all leave
    move_odds: Floats  # V × cells: inf means that all who do not leave move, 0 that nobody moves
    move_list: Ints32  # V × cells
    join_list: Ints32  # V × AGES
    lists: Lists
    join_a: Floats  # AGES
    join_b: Floats
    join_times: Floats  # T × AGES: multiplies the rate of joining
    population: Floats  # T × AGES
    spread: Spread
    chain: Chaining
    costs_gbp: Floats  # T × places; 0 where no cost is known
    uncosted: tuple[str, ...]  # "need in setting" with children or a valid state but no cost
    caps: Ints  # T × settings: places, or -1 for none
    overflow: Ints32  # T × settings: where those go for whom there is no place
    digest: str

    @property
    def length(self) -> int:
        """Projected years."""
        return len(self.years)


def plan(
    inputs: Inputs,
    quirks: Quirks = SOUND,
    *,
    until: int | None = None,
    last: int | None = None,
    changes: tuple[Change, ...] = (),
) -> Plan:
    """Fit the history and lay out the years to come. `until`: learn only from transitions up to this calendar year;
    `last`: the last January to project. `changes`: kinds of row that count for more or less.

    Raises FilesError where the population lacks a year or a school year that is needed.
    """
    history = inputs.history
    if until is not None:
        history = history.where(history.year <= until)
        if not len(history):
            raise TransitionsError(f"there are no transitions up to {until}")
    seed = int(history.year.max()) + 1
    years = tuple(year for year in inputs.years if year > seed and (last is None or year <= last))
    if not years:
        text = f"has no year after {seed}, so there is nothing to project"
        raise FilesError([Problem("population.csv", 0, text)])
    plain = counts = tally(inputs.space, history)
    if changes:
        counted = weights(inputs.space, history, changes, rounded=quirks.rounded_multipliers)
        counts = tally(inputs.space, history, counted)
    begun = stock(inputs.space, history, seed)
    chain = chaining(inputs.space, history)
    return assemble(inputs, plain, parameters(inputs, counts, quirks, plain), quirks, seed, years, begun, chain)


def assemble(
    inputs: Inputs,
    counts: Tally,
    fit: Parameters,
    quirks: Quirks,
    seed: int,
    years: tuple[int, ...],
    start: Ints,
    chain: Chaining,
) -> Plan:
    """The plan without any lever: one variant for all years."""
    space, costs = inputs.space, inputs.costs_gbp
    population = np.array([inputs.population_in(year) for year in years])
    needed = fit.join_list >= 0
    if np.isnan(population[:, needed]).any():
        raise FilesError([
            Problem("population.csv", 0, f"has no row for {years[t]}, school year {age + FIRST_AY}, which joiners need")
            for t, age in zip(*np.nonzero(np.isnan(population) & needed), strict=True)
        ])  # fmt: skip
    pools = (fit.leave_pool, fit.leave_seen, fit.move_pool, fit.move_seen)
    spread = flat(years) if quirks.redraw_rates else spread_of(inputs, counts, years, pools)
    stuck = fit.forced & (fit.move_list < 0)
    leave_odds = np.where(stuck, np.inf, 1.0)
    move_odds = np.where(~fit.movable, 0.0, np.where(fit.forced, np.inf, 1.0))
    both, offset = _joined(fit.move_lists, fit.join_lists)
    places = (start.reshape(-1, AGES) > 0).any(axis=1) | space.valid.any(axis=1)
    names = [f"{space.needs[space.need_of[p]]} in {space.settings[space.setting_of[p]]}" for p in range(space.places)]
    return Plan(
        space=space, quirks=quirks, seed_year=seed, years=years, start=start, leave_a=fit.leave_a, leave_b=fit.leave_b,
        move_a=fit.move_a, move_b=fit.move_b, vanish=fit.vanish, variant=np.zeros(len(years), np.int32),
        leave_odds=leave_odds[None, :], move_odds=move_odds[None, :], move_list=fit.move_list[None, :],
        join_list=np.where(fit.join_list >= 0, fit.join_list + offset, -1).astype(np.int32)[None, :], lists=both,
        join_a=fit.join_a, join_b=fit.join_b, join_times=np.ones((len(years), AGES)),
        population=np.nan_to_num(population), spread=spread,
        chain=replace(chain, share=0.0) if quirks.redraw_rates else chain,
        costs_gbp=np.tile(np.nan_to_num(costs), (len(years), 1)),
        uncosted=tuple(names[p] for p in np.nonzero(np.isnan(costs) & places)[0]),
        caps=np.full((len(years), len(space.settings)), -1),
        overflow=np.full((len(years), len(space.settings)), -1, np.int32),
        digest=inputs.digest,
    )  # fmt: skip


def _joined(first: Lists, second: Lists) -> tuple[Lists, int]:
    """Two sets of lists as one, and by how much the indices of the second grow."""
    start = np.concatenate([first.start, second.start[1:] + first.start[-1]]).astype(np.int32)
    both = Lists(start, np.concatenate([first.place, second.place]), np.concatenate([first.weight, second.weight]))
    return both, len(first.start) - 1
