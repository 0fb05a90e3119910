"""Projects councils, or all of them and England, under one or more policies with the same luck.

In: `Fitted`, codes, policies. Out: `Projection`s, by council and in the order of the policies; England's last.

The work is a list of councils; it can be cut anywhere. Draws are named by council and purpose and whole pounds are
added, so neither the order of councils nor threads nor machines change a number.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np

from portcullis.vocabulary import ENGLAND

from ..demand.fitted import LEAST_DRAWS, MOST_DRAWS
from ..demand.luck import shared_luck
from ..demand.result import LEVELS, quantiles
from ..mechanism import StaleReserves, recent_reserves_gbp, section_114_probability
from ..panel import Floats
from . import luck as england
from .errors import MoneyError
from .fitted import VERSION, Fitted, Purse
from .national import pace
from .policy import Policy
from .result import FLOWS, MEASURES, ONCE, STOCKS, MoneyRange, Projection
from .simulate import FLOW_DIALS, MEASURED, Draws, Flows, cost_path, flows, ground, own_luck, under

YEARS, DRAWS, SEED = 10, 10_000, 2026
MOST_YEARS = 15
#: The March of the newest reserves in the register; whether they are recent is for the rules of the money to say.
RESERVES_ON = 2025
Progress = Callable[[int, int], None]
Values = dict[str, Floats]


@dataclass
class Part:
    """What a part of the work brings: `values[code][policy]` measures × years × levels; `sums` of England's draws."""

    values: dict[str, list[dict[str, np.ndarray]]] = field(default_factory=dict)
    shares: dict[str, list[tuple[float, float | None]]] = field(default_factory=dict)
    sums: list[Values] = field(default_factory=list)


@lru_cache(maxsize=4)
def _shared(fitted: _ByIdentity, years: int, draws: int, seed: int) -> tuple[Any, Any, Floats]:
    model = fitted.value
    luck = shared_luck(model.demand.courses, years, draws, seed)
    return luck, england.shared(model, model.origin + years - 1, draws, seed), pace(model.demand, luck)


@dataclass(frozen=True)
class _ByIdentity:
    """A fitted model as a key: the same object, the same luck."""

    value: Fitted = field(hash=False, compare=False)
    key: int = 0

    @classmethod
    def of(cls, fitted: Fitted) -> _ByIdentity:
        return cls(fitted, id(fitted))


def project(
    fitted: Fitted,
    codes: Sequence[str] | None,
    policies: Sequence[Policy],
    *,
    years: int = YEARS,
    draws: int = DRAWS,
    seed: int = SEED,
    measures: Sequence[str] = MEASURES,
    threads: int = 2,
    spread: Callable[..., list[Part]] | None = None,
    progress: Progress | None = None,
) -> list[Projection]:
    """Project these councils, or all and England where `codes` is None or names England. Raises MoneyError.

    `spread`: how parts of the work are done, in threads by default (see `cluster`).
    """
    _check(fitted, codes, policies, years, draws, seed, threads)
    everyone = codes is None or ENGLAND in codes
    wanted = list(fitted.codes if everyone else dict.fromkeys(codes or ()))
    pieces = max(threads, 1) if len(wanted) > 1 else 1
    options = {"years": years, "draws": draws, "seed": seed, "measures": tuple(measures), "summed": everyone}
    lists = [wanted[place::pieces] for place in range(pieces)]
    parts = (spread or _threaded)(fitted, lists, list(policies), options, progress)
    out = []
    for code in wanted:
        mine = next(part for part in parts if code in part.values)
        for place, policy in enumerate(policies):
            out.append(_projection(fitted, code, policy, mine.values[code][place], mine.shares[code][place], options))
    if everyone:
        for place, policy in enumerate(policies):
            summed = {
                name: np.sum([part.sums[place][name] for part in parts if part.sums[place]], axis=0)
                for name in (*measures, "balance")
            }
            share = float(np.mean(summed["balance"][_row(fitted, policy.override_end, years)] > 0))
            values = {name: _quantiles(rows) for name, rows in summed.items() if name in measures}
            out.append(_projection(fitted, ENGLAND, policy, values, (share, None), options))
    return out


def draws_of(
    fitted: Fitted, code: str, policy: Policy, *, years: int = YEARS, draws: int = DRAWS, seed: int = SEED,
    checked: bool = True,
) -> Draws:  # fmt: skip
    """The draws themselves of one council under one policy. Raises MoneyError, unless `checked` is False.

    A backtest asks for years that end before the override does: it looks at balances only.
    """
    if checked:
        _check(fitted, [code], [policy], years, draws, seed, 1)
    found = [one for _, one in _council(fitted, code, [policy], years, draws, seed)]
    return found[0]


def work(
    fitted: Fitted, codes: Sequence[str], policies: Sequence[Policy], options: dict[str, Any], done: Callable[[], None]
) -> Part:
    """A part of the work: some councils under all policies."""
    part = Part(sums=[{} for _ in policies])
    measures, years = options["measures"], options["years"]
    for code in codes:
        values, shares = [], []
        known: dict[int, tuple[np.ndarray, np.ndarray]] = {}  # policies share arrays, and so their quantiles
        for place, found in _council(fitted, code, policies, years, options["draws"], options["seed"]):
            rows = _rows(fitted, found, policies[place], measures)
            if options["summed"]:
                for name, new in rows.items():
                    held = part.sums[place].get(name)
                    part.sums[place][name] = new.copy() if held is None else np.add(held, new, out=held)
            values.append(_levels(fitted, rows, found, measures, known))
            shares.append(_shares(fitted, code, policies[place], found))
        part.values[code], part.shares[code] = values, shares
        done()
    return part


def _council(fitted: Fitted, code: str, policies: Sequence[Policy], years: int, draws: int, seed: int):
    """(place of the policy, its draws), with demand drawn once for all policies that turn the same of it."""
    luck, shared, plans_pace = _shared(_ByIdentity.of(fitted), years, draws, seed)
    purse, last = fitted.purses[code], fitted.origin + years - 1
    usual = fitted.demand.draw(code, years=years, draws=draws, seed=seed, parts=("settings",), luck=luck)
    own = own_luck(fitted, purse, last, draws, seed)
    flowed: dict[Any, Flows] = {}
    path = cost_path(fitted, purse, own, usual["plans"], plans_pace)
    grounds = {(): ground(fitted, purse, own, usual, path)}
    for place, policy in enumerate(policies):
        switches = policy.switches
        if switches not in grounds:
            turned = fitted.demand.draw(
                code, years=years, draws=draws, seed=seed, parts=("settings",), luck=luck, switches=switches
            )
            grounds[switches] = ground(fitted, purse, own, turned, path)
        key = (switches, tuple(s for s in policy.settings if s.dial in FLOW_DIALS))
        if key not in flowed:
            flowed[key] = flows(fitted, grounds[switches], _paths(fitted, shared, policy), policy)
        yield place, under(fitted, grounds[switches], flowed[key], policy)


def _paths(fitted: Fitted, shared: england.Shared, policy: Policy) -> england.Paths:
    turned = tuple(s for s in policy.settings if s.dial in _PATH_DIALS)
    return _kept_paths(_ByIdentity.of(fitted), _SharedKey(shared, id(shared)), turned)


_PATH_DIALS = frozenset({"cost_growth_points", "fees_growth_points", "fees_cap_pct", "funding_growth_pct"})


@dataclass(frozen=True)
class _SharedKey:
    value: england.Shared = field(hash=False, compare=False)
    key: int = 0


@lru_cache(maxsize=16)
def _kept_paths(fitted: _ByIdentity, shared: _SharedKey, turned: tuple) -> england.Paths:
    return england.paths(fitted.value, shared.value, Policy(turned))


def _rows(fitted: Fitted, found: Draws, policy: Policy, wanted: Collection[str]) -> Values:
    """The measures wanted, from the newest official March on: years × draws. The balance is always there."""
    skip = fitted.newest - found.first
    balance = found.balance_gbp[skip:]
    at_measure = balance[min(MEASURED - fitted.newest, len(balance) - 1)]
    residual = np.maximum(at_measure, 0) - found.grant_gbp
    rows = {
        "spent": lambda: found.spent_gbp[skip:],
        "funding": lambda: found.funding_gbp[skip:],
        "gap": lambda: found.gap_gbp[skip:],
        "payments": lambda: found.payments_gbp[skip:],
        "help": lambda: found.help_gbp[skip:],
        "interest": lambda: np.rint(found.interest_gbp(policy.number("interest_pct") / 100)[skip:]),
        "balance": lambda: balance,
        "deficits": lambda: np.maximum(balance, 0),
        "grant": lambda: found.grant_gbp[None],
        "residual": lambda: residual[None],
        "exposure": lambda: found.exposure_gbp[None],
        "new_deficit": lambda: (found.exposure_gbp - residual)[None],
    }
    return {name: make() for name, make in rows.items() if name in wanted or name == "balance"}


def _row(fitted: Fitted, march: int, years: int) -> int:
    return min(max(march - fitted.newest, 0), fitted.origin + years - fitted.newest)


def _shares(fitted: Fitted, code: str, policy: Policy, found: Draws) -> tuple[float, float | None]:
    held, _ = reserves(fitted, fitted.purses[code], policy)
    above = None if held is None else section_114_probability(found.exposure_gbp, held)
    return float(np.mean(found.exposure_gbp > 0)), above


def reserves(fitted: Fitted, purse: Purse, policy: Policy) -> tuple[float | None, str]:
    """Usable reserves and where they come from: typed in, or both lines of the register if recent; else None."""
    typed = policy.given("reserves_gbp")
    if typed is not None:
        return typed, "typed in"
    free = fitted.ledger.of("unallocated", purse.code).get(RESERVES_ON)
    kept = fitted.ledger.of("earmarked", purse.code).get(RESERVES_ON)
    if free is None or kept is None:
        return None, ""
    try:
        day = dt.date(RESERVES_ON, 3, 31)
        return float(recent_reserves_gbp(free + kept, day, fitted.ledger.today)), day.isoformat()
    except StaleReserves:
        return None, ""


def _levels(
    fitted: Fitted, rows: Values, found: Draws, wanted: Sequence[str], known: dict[int, tuple[np.ndarray, np.ndarray]]
) -> dict[str, np.ndarray]:
    """Levels of each measure. What a council owes is its balance where that is above nothing, and so are its levels."""
    out = {name: _known_quantiles(rows[name], known) for name in rows if name not in {"deficits", "exposure"}}
    owed = np.maximum(out["balance"], 0)
    out["deficits"] = owed
    out["exposure"] = owed[min(max(found.exposed_on - fitted.newest, 0), len(owed) - 1)][None]
    return {name: out[name] for name in wanted}


def _known_quantiles(rows: np.ndarray, known: dict[int, tuple[np.ndarray, np.ndarray]]) -> np.ndarray:
    """Levels, worked out once for the same numbers in memory. What is kept is held, so no address comes twice."""
    whole = rows if rows.base is None else rows.base
    if id(whole) not in known or known[id(whole)][0] is not whole:
        known[id(whole)] = (whole, _quantiles(rows))
    return known[id(whole)][1]


def _quantiles(rows: np.ndarray) -> np.ndarray:
    """LEVELS of each row: years × levels. Single precision is good to sixteen pounds."""
    return quantiles(np.sort(rows.astype(np.float32), axis=1), LEVELS)


def _threaded(fitted: Fitted, lists: list[list[str]], policies: list[Policy], options: dict, progress) -> list[Part]:
    from concurrent.futures import ThreadPoolExecutor
    from threading import Lock

    total, lock, count = sum(map(len, lists)), Lock(), 0

    def done() -> None:
        nonlocal count
        with lock:
            count += 1
            if progress:
                progress(count, total)

    if len(lists) == 1:
        return [work(fitted, lists[0], policies, options, done)]
    with ThreadPoolExecutor(len(lists)) as pool:
        return list(pool.map(lambda codes: work(fitted, codes, policies, options, done), lists))


def _projection(
    fitted: Fitted, code: str, policy: Policy, values: dict[str, np.ndarray], shares: tuple[float, float | None],
    options: dict[str, Any],
) -> Projection:  # fmt: skip
    ranges = []
    for name in MEASURES:
        for place, row in enumerate(values.get(name, ())):
            ranges.append(MoneyRange(name, _year(fitted, policy, name, place), *(_thousand(x) for x in row)))
    purse = fitted.purses.get(code)
    held, on = reserves(fitted, purse, policy) if purse else (None, "")
    budget, people = fitted.ledger.last("service_budget", code), fitted.ledger.last("people", code)
    return Projection(
        code=code, name=purse.name if purse else "England", policy=policy.name, settings=policy.settings,
        ranges=tuple(ranges), state=purse.state if purse else "sum",
        reasons=purse.reasons if purse else _unusual(fitted),
        start=purse.start if purse else fitted.newest, start_gbp=purse.balance_gbp if purse else None,
        start_id=purse.balance_id if purse else "", override_end=policy.override_end, deficit_share=shares[0],
        reserves_gbp=held, reserves_on=on, above_reserves=shares[1], people=people[1] if people else None,
        service_budget_gbp=budget[1] if budget else None, draws=options["draws"], seed=options["seed"],
        years=options["years"], origin=fitted.origin, version=VERSION, vintage=fitted.ledger.newest,
    )  # fmt: skip


def _year(fitted: Fitted, policy: Policy, name: str, place: int) -> int:
    if name in FLOWS or name in STOCKS:
        return fitted.newest + place
    assert name in ONCE  # noqa: S101 - there are no other measures
    return MEASURED if name in {"grant", "residual"} else policy.override_end


def _thousand(value: float) -> float:
    """To the thousand pounds: more digits would only be noise of the draws."""
    return float(np.rint(float(value) / 1000) * 1000) + 0.0


def _unusual(fitted: Fitted) -> tuple[str, ...]:
    found = [f"{p.name}: {'; '.join(p.reasons)}" for p in fitted.purses.values() if p.reasons]
    names = fitted.demand.courses.names
    return (*found, *(f"{names.get(c, c)} is not in the sum: {why}" for c, why in fitted.refused.items()))


def _check(
    fitted: Fitted, codes: Sequence[str] | None, policies: Sequence[Policy], years: int, draws: int, seed: int,
    threads: int,
) -> None:  # fmt: skip
    if not 1 <= years <= MOST_YEARS:
        raise MoneyError(f"a projection reaches 1 to {MOST_YEARS} years, not {years}: further out a range says nothing")
    if not LEAST_DRAWS <= draws <= MOST_DRAWS:
        raise MoneyError(f"draws must lie between {LEAST_DRAWS} and {MOST_DRAWS:,}, not {draws:,}")
    if not 0 <= seed < 2**53:
        raise MoneyError(f"a seed is a whole number from 0 to 2^53, not {seed}")
    if threads < 1:
        raise MoneyError(f"threads must be 1 or more, not {threads}")
    if not policies:
        raise MoneyError("say at least one scenario")
    last = fitted.origin + years
    for policy in policies:
        if policy.override_end > last:
            said = f"the override ends on 31 March {policy.override_end}, after the last year, {last}: ask for more"
            raise MoneyError(said)
    for code in codes or ():
        if code != ENGLAND and code not in fitted.purses:
            why = fitted.refused.get(code, "not a council")
            raise MoneyError(f"there is no projection for {fitted.demand.courses.names.get(code, code)}: {why}")
    several = codes is None or ENGLAND in codes or len(codes) > 1
    for policy in policies:
        for setting in policy.settings:
            if several and setting.dial in {"balance_gbp", "reserves_gbp"}:
                raise MoneyError(f"{setting.dial} is about one council: name one")
