"""What dials do to a council's draws: the same luck, other rules.

In: the draws of the baseline and switches. Out: the draws as they would have been. Requests, refusals and their appeals
are worked out first; what changes in accepted cases changes finished assessments in that year and the next, then plans
issued, then plans. Every account balances as in the baseline, and nothing is negative.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from .streams import Singles
from .switches import RETURNING, SAME_YEAR, Switch

if TYPE_CHECKING:
    from .draws import Course

Draws = dict[str, Singles]
#: However far a dial is turned, no council has more requests a year: six times all of England's of 2024, and few enough
#: for single precision to count fifteen years of them.
MOST_REQUESTS = np.float32(1_000_000)


def switched(base: Draws, course: Course, switches: Sequence[Switch]) -> Draws:
    """The draws under the switches. Those that only move the mix change nothing here."""
    from .draws import most_plans

    acting = [s for s in switches if not s.dial.startswith("mix:")]
    if not acting:
        return base
    first = course.base_year + course.lead
    years = len(base["requests"])
    sizes = {dial: _sizes(acting, dial, first, years) for dial in ("refusals", "requests", "issuing", "exits")}
    requests = np.minimum(np.rint(base["requests"] * sizes["requests"]), MOST_REQUESTS)
    for switch in acting:
        if switch.dial == "requests_held":
            start = min(max(switch.year - first, 0), years)  # beyond the horizon it holds nothing
            level = requests[start - 1] if start else np.full_like(requests[0], course.requests_before)
            requests[start:] = np.minimum(requests[start:], level)
    plain = np.rint(requests * _part(base["refused"], base["requests"]))
    gross = np.rint(requests * _odds(_part(base["refused"], base["requests"]), sizes["refusals"]))
    returning = np.rint(RETURNING * np.maximum(gross - plain, 0))
    refused = gross - returning
    accepted = requests - refused
    ratio = np.where(base["accepted"] > 0, accepted / np.maximum(base["accepted"], 1), 1).astype(np.float32)
    lagged = np.concatenate([np.ones_like(ratio[:1]), ratio[:-1]])
    wanted = np.rint(base["assessed"] * (SAME_YEAR * ratio + (1 - SAME_YEAR) * lagged))
    issue = _odds(_part(base["issued"], base["assessed"], 1.0), sizes["issuing"])
    appeal = _part(base["appeals"], base["refused"] + base["assessed"])
    out = {name: np.empty_like(base[name]) for name in base}
    out["requests"], out["refused"], out["accepted"] = requests, refused, accepted
    out["plans"][0] = base["plans"][0]
    waiting = base["waiting"][0] - (base["accepted"][0] - base["assessed"][0] - base["withdrawn"][0])
    most = np.float32(most_plans(course))
    for year in range(years):
        in_hand = waiting + accepted[year]
        held = out["plans"][year]
        finished = np.minimum(wanted[year], in_hand)
        scale = held / np.maximum(base["plans"][year], 1) * sizes["exits"][year]
        exits = np.minimum(np.rint(base["exits"][year] * scale), held)
        issued = np.minimum(np.minimum(np.rint(finished * issue[year]), finished), most - held + exits)
        withdrawn = np.minimum(np.rint(base["withdrawn"][year] * ratio[year]), in_hand - finished)
        waiting = in_hand - finished - withdrawn
        out["plans"][year + 1] = held + issued - exits
        out["assessed"][year], out["issued"][year], out["not_issued"][year] = finished, issued, finished - issued
        out["exits"][year], out["withdrawn"][year], out["waiting"][year] = exits, withdrawn, waiting
        out["appeals"][year] = np.rint(appeal[year] * (refused[year] + finished)) + returning[year]
    return out


def mix_weights(switches: Sequence[Switch], names: Sequence[str], first: int, years: int) -> Singles:
    """What the weight of each setting is multiplied by: parts × years × 1."""
    return np.stack([_sizes(switches, f"mix:{name}", first, years) for name in names])


def _sizes(switches: Sequence[Switch], dial: str, first: int, years: int) -> Singles:
    """The product of all switches of a dial in each calendar year from `first`: years × 1."""
    sizes = np.ones((years, 1), dtype=np.float32)
    for switch in switches:
        if switch.dial == dial:
            sizes[max(switch.year - first, 0) :] *= np.float32(switch.size)
    return sizes


def _part(part: Singles, whole: Singles, otherwise: float = 0.0) -> Singles:
    return np.where(whole > 0, part / np.maximum(whole, 1), np.float32(otherwise)).astype(np.float32)


def _odds(share: Singles, times: Singles) -> Singles:
    """A share after its odds were multiplied; 0 and 1 stay what they are."""
    return share * times / (share * times + (1 - share))
