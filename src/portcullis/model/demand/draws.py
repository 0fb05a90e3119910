"""One council's possible futures: whole children, year by year, with every account balanced in every draw.

In: a `Course` (what was fitted for the council), England's shared luck, a seed. Out: {measure: years × draws}.

In year k, with plans S in January before it:
    growth      log S' - log S = England's pace + council's distance + shared luck + own luck;  S' in whole plans
    exits       net exits = S × (England's share + shared luck + what goes with own growth + own luck), none below zero
    issued      = S' - S + exits, so that S' = S + issued - exits exactly
    finished    assessments = issued / share that ends in a plan;  not issued = finished - issued
    waiting     cases in hand at the end = waiting time × finished
    accepted    = finished + withdrawn + cases in hand at the end - those at the start, none below zero
    requests    = accepted / (1 - share refused);  refused = requests - accepted
All are whole numbers, far below 2^24, so single precision holds them, and their sums, exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from . import exact
from .splits import DRIFT_KEPT, SETTINGS
from .streams import Singles, fat, normals
from .switched import mix_weights, switched
from .switches import Switch

#: Flows that a range is given for; the others follow from them, and are in the draws.
SHOWN = ("requests", "refused", "assessed", "issued", "exits", "waiting", "appeals")
FLOWS = (
    "requests",
    "refused",
    "accepted",
    "withdrawn",
    "assessed",
    "not_issued",
    "issued",
    "exits",
    "waiting",
    "appeals",
)
#: No draw holds more plans than this share of those aged 0 to 25: some seven times England's share of 2025.
CEILING = 0.25
#: No draw refuses more than this share of requests: beyond it the odds of a few cases say nothing.
MOST_REFUSED = 0.95
#: Waiting times of a council wander, in logs, to this spread; each year keeps so much of the last.
WAITING_SD, WAITING_KEPT = 0.2, 0.8


@dataclass(frozen=True)
class Luck:
    """England's shared luck, the same for every council: deviations, years × draws, and what it adds to each split."""

    pace: Singles
    exits: Singles
    odds: dict[str, Singles]
    splits: dict[str, Singles]


@dataclass(frozen=True)
class Course:
    """What was fitted for one council. Years run from `base_year`; the first `lead` of them lie before the origin."""

    code: str
    name: str
    base_year: int
    plans: float
    lead: int
    growth: np.ndarray
    noise_base: float
    noise_per_plan: float
    wider: float
    people: float
    exit_share: float
    exit_noise_sd: float
    exit_with_growth: float
    rates: dict[str, tuple[float, float, float, float]]  # national log-odds, distance, persistence, noise
    waiting_years: float
    withdrawn: float
    finished_before: float
    requests_before: float
    splits: dict[str, tuple[np.ndarray, np.ndarray, np.ndarray]] = field(default_factory=dict)


def simulate(
    course: Course,
    luck: Luck,
    years: int,
    draws: int,
    seed: int,
    switches: Sequence[Switch] = (),
    *,
    flows: bool = True,
) -> dict[str, Singles]:
    """All measures of a council: `plans` has years + 1 rows, the first the January of the origin; others years rows.

    Without `flows` these are not worked out; the plans are the same.
    """
    plans, own = _plans(course, luck, years, draws, seed)
    found = {"plans": plans}
    if flows or switches:
        found |= _flows(course, luck, plans, own, draws, seed)
    if switches:
        found = switched(found, course, switches)
    for name, (levels, drift, noise) in course.splits.items():
        weights = _weights(course, luck.splits[name], name, levels, drift, noise, seed)
        if name == "settings" and switches:
            weights *= mix_weights(switches, tuple(SETTINGS), course.base_year + course.lead, years)
        found["split:" + name] = divide(weights, found["plans"][1:])
    return found


def _plans(course: Course, luck: Luck, years: int, draws: int, seed: int) -> tuple[Singles, Singles]:
    """Plans in each January from the origin on, and the council's own luck in growth in each year after it."""
    own = fat(normals(seed, course.code, "growth", course.lead + years, draws))
    most = most_plans(course)
    held = np.full(draws, course.plans, dtype=np.float32)
    rows = [held]
    for step in range(course.lead + years):
        sd = np.sqrt(np.float32(course.noise_base) + np.float32(course.noise_per_plan) / np.maximum(held, 1))
        own[step] *= sd * np.float32(course.wider)
        grown = np.float32(course.growth[step]) + own[step]
        if step >= course.lead:  # of the years before the origin England's growth is known
            grown += luck.pace[step - course.lead]
        held = np.minimum(np.rint(held * exact.exp(grown)), most)
        rows.append(held)
    return np.stack(rows[course.lead :]), own[course.lead :]


def most_plans(course: Course) -> np.float32:
    """The ceiling of a council in plans; where its population is not known only the arithmetic's."""
    return np.float32(max(np.floor(CEILING * course.people), course.plans) if course.people > 0 else 2**22)


def _share(course: Course, luck: Luck, name: str, purpose: str, years: int, draws: int, seed: int) -> Singles:
    """A share of each year. The council's distance fades; its own luck is one number a draw, as wide in each year as
    an autoregression would be by then."""
    national, distance, persistence, noise = course.rates[name]
    lasts = persistence ** np.arange(1, years + 1)
    spread = noise * np.sqrt((1 - lasts**2) / (1 - persistence**2))
    z = normals(seed, course.code, purpose, 1, draws)
    odds = luck.odds[name] + (national + distance * lasts).astype(np.float32)[:, None]
    odds += spread.astype(np.float32)[:, None] * z
    return 1 / (1 + exact.exp(-odds))


def _flows(course: Course, luck: Luck, plans: Singles, own: Singles, draws: int, seed: int) -> dict[str, Singles]:
    years = len(plans) - 1
    change = np.diff(plans, axis=0)
    share = luck.exits + np.float32(course.exit_share) + np.float32(course.exit_with_growth) * own
    share += np.float32(course.exit_noise_sd) * normals(seed, course.code, "exits", years, draws)
    exits = np.maximum(np.maximum(np.rint(plans[:-1] * share), 0), -change)
    issued = change + exits
    ends_in_plan = _share(course, luck, "issued", "issuing", years, draws, seed)
    finished = np.maximum(np.rint(issued / ends_in_plan), issued)
    withdrawn = np.rint(np.float32(course.withdrawn) * finished)
    wait = np.float32(course.waiting_years) * exact.exp(_slow(seed, course.code, years, draws))
    waiting = np.rint(wait * finished)
    before = np.full(draws, np.rint(course.waiting_years * course.finished_before), dtype=np.float32)
    for year in range(years):  # nobody can be taken in in less than no time: the queue empties no faster than this
        waiting[year] = np.maximum(waiting[year], before - finished[year] - withdrawn[year])
        before = waiting[year]
    start = np.full((1, draws), np.rint(course.waiting_years * course.finished_before), dtype=np.float32)
    accepted = finished + withdrawn + np.diff(np.concatenate([start, waiting]), axis=0)
    refused_share = _share(course, luck, "refused", "refusals", years, draws, seed)
    np.minimum(refused_share, np.float32(MOST_REFUSED), out=refused_share)
    requests = np.maximum(np.rint(accepted / (1 - refused_share)), accepted)
    refused = requests - accepted
    appealed = _share(course, luck, "appealed", "appeals", years, draws, seed)
    return {
        "requests": requests, "refused": refused, "accepted": accepted, "withdrawn": withdrawn, "assessed": finished,
        "not_issued": finished - issued, "issued": issued, "exits": exits, "waiting": waiting,
        "appeals": np.rint(appealed * (refused + finished)),
    }  # fmt: skip


def _slow(seed: int, code: str, years: int, draws: int) -> Singles:
    """Luck in waiting times, in logs: one number a draw, growing to WAITING_SD."""
    grows = np.sqrt(1 - WAITING_KEPT ** (2 * np.arange(1, years + 1)))
    return (WAITING_SD * grows).astype(np.float32)[:, None] * normals(seed, code, "waiting", 1, draws)


def _weights(
    course: Course, shared: Singles, name: str, levels: np.ndarray, drift: np.ndarray, noise: np.ndarray, seed: int
) -> Singles:
    """Weights of each part, parts × years × draws. A part's own luck is one number a draw, growing as root years."""
    years, draws = shared.shape[1:]
    ages = np.arange(1, years + 1)
    moved = (1 - DRIFT_KEPT**ages) / (1 - DRIFT_KEPT)
    z = normals(seed, course.code, name, len(levels), draws)
    out = np.empty_like(shared)
    for part in range(len(levels)):
        if not levels[part] and not drift[part] and not noise[part]:
            out[part] = 1  # the part that the others are measured against
            continue
        middle = (levels[part] + drift[part] * moved).astype(np.float32)[:, None]
        spread = (noise[part] * np.sqrt(ages)).astype(np.float32)[:, None]
        np.multiply(spread, z[part], out=out[part])
        out[part] += shared[part]
        out[part] += middle
        out[part] = exact.exp(out[part])
    return out


def divide(weights: Singles, plans: Singles) -> Singles:
    """Whole plans of each part, adding up to the plans: the running total is rounded, not the part.

    `weights` is used up.
    """
    running = weights
    for part in range(1, len(running)):  # in place, a part at a time: many times faster than cumsum over parts
        running[part] += running[part - 1]
    running *= plans / running[-1]
    np.rint(running, out=running)
    running[-1] = plans
    for part in range(len(running) - 1, 0, -1):
        running[part] -= running[part - 1]
    return running
