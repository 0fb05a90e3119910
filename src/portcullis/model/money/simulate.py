"""One council's possible balances, year by year, under one policy after another with the same luck.

In: a `Purse`, England's shared luck, a policy. Out: `Draws`: financial years × draws in whole pounds.

In the financial year that begins in April of year t, with B the deficit at the end of March of t:

    spent     = others × plans in other settings, and independent × independent placements, each with its growth of cost
    gap       = spent + one-off - high needs funding - more moved from schools (less what goes back)
    in year   = gap - Safety Valve money
    B'        = B + in year - stability grant (paid in 2026-27 on the deficit of March 2026) - help with new deficits
    after the override has ended the council keeps only its share of the gap

A positive balance is a deficit, a negative one a surplus. What each rule rests on: docs/mechanism.md.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import cast

import numpy as np

from ..demand import exact
from ..demand.splits import SETTINGS
from ..demand.streams import fat, normals
from ..mechanism import (
    FormerAgreement,
    average_deficit_gbp,
    closing_gbp,
    exposure_gbp,
    interest_gbp,
    net_gain_gbp,
    stability_grant,
    support_gbp,
)
from ..panel import Floats
from .fitted import COUNCIL_SD, LUCK_IN_A_YEAR, ONE_OFF_SD, Fitted, Purse
from .ledger import SafetyValve
from .luck import Paths
from .policy import Policy
from .valve import LAST_YEAR as LAST_VALVE
from .valve import USUAL_YEARS, received_gbp
from .volumes import BEFORE, WITHIN

#: March of the balance that the stability grant is worked out on, and the years whose deficits help may cover.
MEASURED, HELPED = 2026, (2026, 2027)
#: The money dials that change spending and funding; demand's do too. All others act on the balance alone.
FLOW_DIALS = frozenset(
    {
        "cost_growth_points", "fees_growth_points", "fees_cap_pct", "funding_growth_pct", "transfer_pct",
        "transfer_return_pct",
    }
)  # fmt: skip
#: However much of the past spending an unknown payment explains, so much of it was spent on places outside independent.
LEAST_OTHERS = 0.2


@dataclass(frozen=True)
class Own:
    """A council's own luck, and what follows from it alone: years × draws from its start on.

    `spent`: the average year before the start. `wander`: of its cost per plan, in logs. `received`: Safety Valve money
    before the start; `payments`: in each year from it on.
    """

    start_gbp: Floats
    spent_gbp: Floats
    received_gbp: Floats
    wander: Floats
    one_off_gbp: Floats
    funding_gbp: Floats
    valve: Floats
    payments_gbp: Floats


@dataclass(frozen=True)
class Ground:
    """One council before any money dial: spending at the cost of the base period, years × draws from its start on."""

    purse: Purse
    own: Own
    others: Floats
    independent: Floats

    @property
    def first(self) -> int:
        """The first financial year."""
        return self.purse.start


@dataclass(frozen=True)
class Flows:
    """Spending, funding and the gap between them: years × draws."""

    spent_gbp: Floats
    funding_gbp: Floats
    gap_gbp: Floats


@dataclass(frozen=True)
class Draws:
    """The futures of one council under one policy. Rows are financial years from `first` on, but for scalars.

    `balance_gbp` has one row more: the first is the deficit in March of `first`.
    """

    first: int
    spent_gbp: Floats
    funding_gbp: Floats
    gap_gbp: Floats
    payments_gbp: Floats
    help_gbp: Floats
    balance_gbp: Floats
    grant_gbp: Floats
    exposure_gbp: Floats
    exposed_on: int

    def interest_gbp(self, rate: float) -> Floats:
        """What the deficit costs the general fund in each year, on the mean of its two ends."""
        mean = average_deficit_gbp(self.balance_gbp[:-1], self.balance_gbp[1:])
        return np.asarray(interest_gbp(mean, rate), dtype=np.float64)


def own_luck(fitted: Fitted, purse: Purse, last: int, draws: int, seed: int) -> Own:
    """Everything about a council that neither its plans nor any policy change."""
    years = last - purse.start + 1
    valve = normals(seed, purse.code, "valve", 2, draws).astype(float)
    received = within = np.zeros(draws)
    payments = np.zeros((years, draws))
    if purse.deal is not None:
        payments = received_gbp(purse.deal, purse.start, last, valve, fitted.unknown_total_gbp)
    if purse.deal is not None and purse.start - purse.years <= LAST_VALVE:
        since = min(purse.deal.began, purse.start - 1)
        by_year = received_gbp(purse.deal, since, purse.start - 1, valve, fitted.unknown_total_gbp)
        within = by_year[max(purse.start - purse.years - since, 0) :].sum(axis=0)
        received = by_year.sum(axis=0)
    if purse.years:
        given = purse.allocations_gbp / purse.years
        spent = given + (purse.rise_gbp + within) / purse.years
        spent = spent - LUCK_IN_A_YEAR / purse.years * (spent - given * (1 + fitted.gap_share))
    else:
        z = normals(seed, purse.code, "level", 1, draws)[0]
        spent = purse.level_gbp * exact.exp(np.float32(purse.level_sd) * z).astype(float)
    steps = np.ones(years)
    steps[0] = max(purse.start + 0.5 - purse.middle, 0.0)
    wander = fat(normals(seed, purse.code, "cost", years, draws)).astype(float)
    np.multiply(wander, (COUNCIL_SD * np.sqrt(steps))[:, None], out=wander)
    np.cumsum(wander, axis=0, out=wander)
    one_off = fat(normals(seed, purse.code, "one_off", years, draws)).astype(float) * (ONE_OFF_SD * spent)
    return Own(
        _start(fitted, purse, draws, seed), spent, received, wander, one_off,
        _funding(fitted, purse, purse.start, years, draws, seed), valve, payments,
    )  # fmt: skip


def cost_path(fitted: Fitted, purse: Purse, own: Own, plans: np.ndarray, pace: Floats) -> Floats:
    """A council's own cost per plan over the base period's, years × draws: its luck, and what it does not follow.

    `plans`: draws of all plans without switches, for a policy for all councils moves spending in full, while a
    council's own distance from England does not. `pace`: England's log growth of plans in each year from the origin on.
    """
    factor = _damped(fitted, purse, plans, pace, *own.wander.shape)
    factor += own.wander
    return exact.exp(factor.astype(np.float32)).astype(float)


def ground(fitted: Fitted, purse: Purse, own: Own, plans: dict[str, np.ndarray], path: Floats) -> Ground:
    """A council's spending before any money dial. `plans`: draws of demand by setting. `path`: of `cost_path`."""
    others, alone = _volumes(fitted, purse, plans, own.wander.shape)
    rest = np.maximum(own.spent_gbp - purse.independent_gbp, LEAST_OTHERS * own.spent_gbp)
    others *= path * (rest / purse.base_others)
    alone *= path
    alone *= purse.independent_gbp / purse.base_independent if purse.base_independent > 0 else 0.0
    return Ground(purse, own, others, alone)


def _volumes(
    fitted: Fitted, purse: Purse, plans: dict[str, np.ndarray], shape: tuple[int, ...]
) -> tuple[Floats, Floats]:
    """Weighted plans in other settings and independent placements, mean of each financial year."""
    others, alone = np.empty(shape), np.empty(shape)
    weights, origin = fitted.costs.weights, fitted.origin
    before, alone_before = np.full(shape[1], purse.january_others), np.full(shape[1], purse.january_independent)
    for row in range(shape[0]):
        year = purse.start + row
        if year < origin:
            others[row], alone[row] = purse.volume_others[year], purse.volume_independent[year]
            continue
        now = np.zeros(shape[1])
        for weight, name in zip(weights, SETTINGS, strict=True):
            if weight:
                now += weight * plans[name][year - origin]
        alone_now = plans["special_independent"][year - origin].astype(float)
        others[row] = WITHIN * now + BEFORE * before
        alone[row] = WITHIN * alone_now + BEFORE * alone_before
        before, alone_before = now, alone_now
    return others, alone


def _damped(fitted: Fitted, purse: Purse, plans: np.ndarray, pace: Floats, years: int, draws: int) -> Floats:
    """What spending does not follow of a council's distance from England's plans, in logs: years × draws."""
    kept = fitted.follows - 1
    out = np.zeros((years, draws))
    origin = fitted.origin
    for row in range(years):
        january = purse.start + row + 1
        if january <= origin:
            out[row] = kept * purse.distance[january]
        else:
            ahead = january - origin
            own = exact.log(np.maximum(plans[ahead], 1)) - exact.log(np.maximum(plans[0], 1))
            out[row] = kept * (purse.distance[origin] + own - pace[:ahead].sum(axis=0))
    return out


def _start(fitted: Fitted, purse: Purse, draws: int, seed: int) -> Floats:
    if purse.balance_gbp is not None:
        return np.full(draws, float(purse.balance_gbp))
    z = normals(seed, purse.code, "start", 1, draws)[0].astype(float)
    known = fitted.shares_of_funding
    place = np.argsort(np.argsort(z, kind="stable"), kind="stable") / max(draws - 1, 1) * (len(known) - 1)
    return np.rint(np.interp(place, np.arange(len(known)), known) * purse.funding[max(purse.funding)])


def _funding(fitted: Fitted, purse: Purse, first: int, years: int, draws: int, seed: int) -> Floats:
    last_known = max(purse.funding)
    z = normals(seed, purse.code, "funding", years, draws).astype(float)
    out = np.empty((years, draws))
    apart = np.zeros(draws)
    for row, year in enumerate(range(first, first + years)):
        if year > last_known:
            apart = apart + z[row] * fitted.funding.council_sd.get(year, 0.01)
        out[row] = purse.funding.get(year, purse.funding[last_known]) * exact.exp(apart.astype(np.float32))
    return out


def flows(fitted: Fitted, base: Ground, paths: Paths, policy: Policy) -> Flows:
    """Spending, funding and the gap: what only the dials FLOW_DIALS change. Whole pounds, so that sums are exact."""
    purse, years = base.purse, len(base.others)
    skip = base.first - paths.first
    mine = slice(skip, skip + years)
    spent = base.others * paths.others[mine]
    spent *= math.exp(fitted.growth_others * (paths.zero - purse.middle))
    alone = base.independent * paths.independent[mine]
    alone *= math.exp(fitted.growth_independent * (paths.zero - purse.middle))
    spent += alone
    np.rint(spent, out=spent)
    last_known = max(purse.funding)
    funding = base.own.funding_gbp * _since(paths, last_known, mine, base.first)
    for row, year in enumerate(range(base.first, base.first + years)):
        if year > last_known and (more := policy.number("transfer_pct", year)):
            moved = purse.outside_gbp * more / 100
            funding[row] += net_gain_gbp(moved, policy.number("transfer_return_pct", year) / 100)
    np.rint(funding, out=funding)
    gap = np.add(spent, base.own.one_off_gbp, out=alone)
    np.rint(gap, out=gap)
    gap -= funding
    return Flows(spent, funding, gap)


def under(fitted: Fitted, base: Ground, flow: Flows, policy: Policy) -> Draws:
    """The council under one policy."""
    purse, years = base.purse, len(base.others)
    gap, start = flow.gap_gbp, base.own.start_gbp
    payments = None
    agreements = policy.choice("agreements")
    if purse.deal is not None and agreements == "none":
        start = start + base.own.received_gbp
    elif purse.deal is not None and agreements == "in_full":
        last = base.first + years - 1
        payments = received_gbp(purse.deal, base.first, last, base.own.valve, fitted.unknown_total_gbp, in_full=True)
        gap = _closed(gap.copy(), purse, purse.deal)
    elif purse.deal is not None:
        payments = base.own.payments_gbp
    if payments is None:
        payments = np.zeros_like(gap)
    return _balances(base, policy, flow, gap, payments, start)


def _since(paths: Paths, last_known: int, own: slice, first: int) -> Floats:
    """England's growth of funding since a council's last known allocation; one before it."""
    factors = paths.funding[own]
    zero = last_known - paths.first
    since = factors / paths.funding[zero] if 0 <= zero < len(paths.funding) else factors
    since = since.copy()
    since[: max(last_known - first + 1, 0)] = 1.0
    return since


def _closed(gap: Floats, purse: Purse, deal: SafetyValve) -> Floats:
    """A gap brought to nothing by the promised year in even steps from 2024-25; a surplus is left."""
    promised = deal.balance_year or deal.ends or deal.began + USUAL_YEARS - 1
    begins = max(deal.began, 2024)
    for row in range(len(gap)):
        year = purse.start + row
        if year >= begins:
            left = max(promised - year, 0) / max(promised - begins + 1, 1)
            gap[row] = np.where(gap[row] > 0, np.rint(gap[row] * left), gap[row])
    return gap


def _balances(base: Ground, policy: Policy, flow: Flows, gap: Floats, payments: Floats, start: Floats) -> Draws:
    years, draws = gap.shape
    balance = np.empty((years + 1, draws))
    helped = np.zeros_like(gap)
    grant = np.zeros(draws)
    balance[0] = start
    end = policy.override_end
    typed = policy.given("balance_gbp")
    kept_after, rate = policy.number("gap_after_pct") / 100, policy.number("support_pct") / 100
    for row, year in enumerate(range(base.first, base.first + years)):
        if year == MEASURED:
            if typed is not None:
                balance[row] = typed
            grant = np.rint(_grant(base, policy, balance[row], payments[:row]))
            helped[row] += grant
        kept = kept_after if year >= end else 1.0
        new = (gap[row] if kept == 1.0 else np.rint(gap[row] * kept)) - payments[row]
        if year in HELPED and rate:
            helped[row] += np.rint(support_gbp(new, rate))
        balance[row + 1] = closing_gbp(balance[row], new) - helped[row]
    at = min(max(end - base.first, 0), years)
    exposure = np.asarray(exposure_gbp(balance[at], covered=False), dtype=np.float64)
    return Draws(base.first, flow.spent_gbp, flow.funding_gbp, gap, payments, helped, balance, grant, exposure, end)


def _grant(base: Ground, policy: Policy, balance: Floats, payments: Floats) -> Floats:
    """The stability grant on the deficit of March 2026: see docs/mechanism.md."""
    told = stability_grant(
        [balance], explained=True,
        ineligible_gbp=np.maximum(balance, 0) * (policy.number("ineligible_pct") / 100),
        rate=policy.number("grant_pct") / 100,
        former_agreement=cast("FormerAgreement", policy.choice("former_agreement")),
        added_back_gbp=base.own.received_gbp + payments.sum(axis=0),
    )  # fmt: skip
    return np.asarray(told.grant_gbp, dtype=np.float64)
