"""Lays levers over a plan: each holds in the steps to some Januaries, and years with the same levers share tables.

In: a `Plan` and levers. Out: another `Plan`. Nothing of the history is changed, so a lever can also open what was never
seen, and a share below one takes no rounding. Raises `ScenarioError` where a lever cannot work in this county.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from .errors import ScenarioError
from .parameters import Ints32, lists
from .plan import Plan
from .reading import Floats
from .scenario import Lever
from .space import AGES, FIRST_AY, Bools


def with_levers(plan: Plan, levers: Sequence[Lever]) -> Plan:
    """The plan under these levers. Raises ScenarioError."""
    if not levers:
        return plan
    if plan.quirks.redraw_rates:
        raise ScenarioError("levers work in sound mode: the reference's mode is there to reproduce its results")
    _possible(plan, levers)
    active = [tuple(i for i, one in enumerate(levers) if one.holds(january)) for january in plan.years]
    sets = list(dict.fromkeys(active))
    made = [_Variant(plan, [levers[i] for i in chosen]) for chosen in sets]
    rows: list[tuple[Ints32, Floats]] = []
    move_list, join_list, growth = [], [], []
    for one in made:
        move_list.append(np.where(one.move_list >= 0, one.move_list + len(rows), -1))
        join_list.append(np.where(one.join_list >= 0, one.join_list + len(rows), -1))
        rows += one.rows
        growth.append(one.growth)
    variant = np.array([sets.index(chosen) for chosen in active], np.int32)
    join_times = plan.join_times * np.array(growth)[variant] * _refused(plan, levers)
    return replace(
        plan, variant=variant, leave_odds=np.array([one.leave_odds for one in made]),
        move_odds=np.array([one.move_odds for one in made]), move_list=np.array(move_list, np.int32),
        join_list=np.array(join_list, np.int32), lists=lists(rows), join_times=join_times,
        costs_gbp=_costs(plan, levers), **_caps(plan, levers),
    )  # fmt: skip


def _possible(plan: Plan, levers: Sequence[Lever]) -> None:
    here = plan.start.reshape(-1, AGES).sum(axis=1)
    for one in levers:
        if not any(one.holds(january) for january in plan.years):
            raise ScenarioError(
                f"{_said(one)} holds in no projected year: these are {plan.years[0]} to {plan.years[-1]}"
            )
        if one.kind == "cap":
            now = int(here[plan.space.setting_of == plan.space.settings.index(one.setting)].sum())
            if one.number("places") < now:
                raise ScenarioError(
                    f"{_said(one)} is below the {now:,} children in {one.setting} in January {plan.seed_year}: a cap "
                    "lets nobody new in, but makes nobody leave; give as many places or more, or use "
                    "`close` or `movement`"
                )


def _said(one: Lever) -> str:
    where = f" (line {one.line})" if one.line else ""
    return f"the lever {one.kind}{f' of {one.setting}' if one.setting else ''}{where}"


def _refused(plan: Plan, levers: Sequence[Lever]) -> Floats:
    """T × AGES: share of joiners left when more are refused; those who win back come a year later."""
    out = np.ones((plan.length, AGES))
    for one in levers:
        if one.kind != "refusals":
            continue
        ages = _ages(one)
        share, won = one.number("share"), one.number("won_back")
        for t, january in enumerate(plan.years):
            keep = 1 - share if one.holds(january) else 1.0
            back = share * won if one.holds(january - 1) and january - 1 in plan.years else 0.0
            out[t, ages] *= keep + back
    return out


def _ages(one: Lever) -> Bools:
    out = np.ones(AGES, bool)
    if one.ages:
        out[:] = False
        out[[age - FIRST_AY for age in one.ages]] = True
    return out


def _chosen(plan: Plan, needs: tuple[str, ...], settings: tuple[str, ...]) -> Bools:
    """Places of some needs in some settings; none named means all."""
    space = plan.space
    need = np.array([not needs or name in needs for name in space.needs])
    setting = np.array([not settings or name in settings for name in space.settings])
    return need[space.need_of] & setting[space.setting_of]


def _costs(plan: Plan, levers: Sequence[Lever]) -> Floats:
    out = plan.costs_gbp.copy()
    for one in levers:
        if one.kind not in {"cost", "inflation"}:
            continue
        places = _chosen(plan, one.needs, one.settings)
        given = dict(one.numbers)
        risen = 1.0
        for t, january in enumerate(plan.years):
            if one.kind == "inflation":
                risen *= 1 + given["rate_pct"] / 100 if one.holds(january) else 1.0
                out[t, places] *= risen
            elif one.holds(january):
                out[t, places] = given["cost_gbp"] if "cost_gbp" in given else out[t, places] * given["times"]
    return out


def _caps(plan: Plan, levers: Sequence[Lever]) -> dict[str, np.ndarray]:
    caps, overflow = plan.caps.copy(), plan.overflow.copy()
    for one in levers:
        if one.kind == "cap":
            years = [t for t, january in enumerate(plan.years) if one.holds(january)]
            s = plan.space.settings.index(one.setting)
            caps[years, s] = int(one.number("places"))
            overflow[years, s] = plan.space.settings.index(one.overflow)
    return {"caps": caps, "overflow": overflow}


class _Variant:
    """Tables of the years in which the same levers hold."""

    def __init__(self, plan: Plan, levers: list[Lever]) -> None:
        self.plan, self.levers = plan, levers
        space = plan.space
        self.leave_odds, self.move_odds = plan.leave_odds[0].copy(), plan.move_odds[0].copy()
        self.growth = np.ones(AGES)
        self.rows: list[tuple[Ints32, Floats]] = []
        self.closed = np.array([any(o.kind == "close" and o.setting == s for o in levers) for s in space.settings])[
            space.setting_of
        ]
        age_of = np.arange(space.cells) % AGES
        for one in levers:
            self._rates(one, age_of)
        self.move_list = np.full(space.cells, -1, np.int32)
        self.join_list = np.full(AGES, -1, np.int32)
        in_closed = self.closed[np.arange(space.cells) // AGES]
        for cell in np.nonzero(((plan.move_list[0] >= 0) | in_closed) & (age_of < AGES - 1))[0]:
            self._mover(int(cell))
        self.move_odds = np.where(in_closed & (self.move_list >= 0), np.inf, self.move_odds)
        self.leave_odds = np.where(in_closed & (self.move_list < 0), np.inf, self.leave_odds)
        stuck = np.isinf(self.move_odds) & (self.move_list < 0)
        self.leave_odds = np.where(stuck, np.inf, self.leave_odds)
        self.move_odds = np.where(self.move_list < 0, 0.0, self.move_odds)
        for age in np.nonzero(plan.join_list[0] >= 0)[0]:
            self._joiner(int(age))

    def _rates(self, one: Lever, age_of: np.ndarray) -> None:
        cells = np.repeat(_chosen(self.plan, one.needs, one.settings or one.from_settings), AGES) & _ages(one)[age_of]
        if one.kind == "leaving":
            some = cells & np.isfinite(self.leave_odds)
            self.leave_odds[some] *= one.number("times")
        elif one.kind == "movement" and not one.to_settings:
            some = cells & np.isfinite(self.move_odds)
            self.move_odds[some] *= one.number("times")
        elif one.kind == "leaving_age":
            oldest = int(one.number("age")) - FIRST_AY
            self.leave_odds[age_of + 1 >= oldest] = np.inf
            self.growth[oldest:] = 0.0

    def _mover(self, cell: int) -> None:
        place, age = divmod(cell, AGES)
        which = self.plan.move_list[0][cell]
        entries, weights = self.plan.lists.of(which) if which >= 0 else (np.zeros(0, np.int32), np.zeros(0))
        before = weights.sum()
        entries, weights = self._shifted(entries, weights.copy(), age + 1)
        for one in self.levers:
            if one.kind == "movement" and one.to_settings and _ages(one)[age]:
                source = _chosen(self.plan, one.needs, one.from_settings)[place]
                weights = np.where(
                    _chosen(self.plan, (), one.to_settings)[entries] & source, weights * one.number("times"), weights
                )
        entries, weights = self._open_to_all(entries, weights, age + 1, self.plan.space.need_of[place], place)
        if weights.sum() > 0:
            self.move_list[cell] = len(self.rows)
            self.rows.append((entries[weights > 0], weights[weights > 0] * (max(before, 1.0) / weights.sum())))

    def _joiner(self, age: int) -> None:
        entries, weights = self.plan.lists.of(self.plan.join_list[0][age])
        before = weights.sum()
        entries, weights = self._shifted(entries, weights.copy(), age)
        for one in self.levers:
            if one.kind not in {"joiners", "mix"} or not _ages(one)[age]:
                continue
            scaled = np.where(
                _chosen(self.plan, one.needs, one.settings)[entries], weights * one.number("times"), weights
            )
            if one.kind == "joiners":
                self.growth[age] *= scaled.sum() / weights.sum() if weights.sum() else 1.0
            weights = scaled
        if self.growth[age] > 0 and weights.sum() <= 0:
            entries, weights = self._open_to_all(entries, weights, age, None, -1)
            if weights.sum() <= 0:
                raise ScenarioError(f"with these levers, joiners of school year {age + FIRST_AY} have nowhere to go")
        if weights.sum() > 0:
            self.join_list[age] = len(self.rows)
            self.rows.append((entries[weights > 0], weights[weights > 0] * (before / weights.sum())))

    def _shifted(self, entries: Ints32, weights: Floats, age: int) -> tuple[Ints32, Floats]:
        """Closed settings take nobody; those that open take their share of what others would have had."""
        space = self.plan.space
        width = len(space.settings)
        for one in self.levers:
            if one.kind != "open":
                continue
            new = space.settings.index(one.setting)
            sources = np.isin(space.setting_of[entries], [space.settings.index(s) for s in one.from_settings])
            for need in np.unique(space.need_of[entries[sources]]):
                to = int(need) * width + new
                here = sources & (space.need_of[entries] == need)
                if not space.valid[to, age] or to in entries[here]:
                    continue
                taken = float(weights[here].sum()) * one.number("share")
                weights[here] *= 1 - one.number("share")
                if to in entries:
                    weights[entries == to] += taken
                else:
                    entries, weights = np.append(entries, np.int32(to)), np.append(weights, taken)
                    sources = np.append(sources, False)
        weights[self.closed[entries]] = 0.0
        return entries, weights

    def _open_to_all(
        self, entries: Ints32, weights: Floats, age: int, need: int | None, place: int
    ) -> tuple[Ints32, Floats]:
        """Where nothing is left that the files allow: any open setting valid at that school year, evenly."""
        space = self.plan.space
        if weights.sum() > 0 or not self.closed.any():
            return entries, weights
        open_ = space.valid[:, age] & ~self.closed & (np.arange(space.places) != place)
        if need is not None:
            open_ &= space.need_of == need
        found = np.nonzero(open_)[0].astype(np.int32)
        return found, np.ones(len(found))
