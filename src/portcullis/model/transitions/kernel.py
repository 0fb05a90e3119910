"""The simulator's inner loop as machine code: one simulation after the other, every number from its own key.

In: `Tables` (see `tables`) and the numbers of the first simulation and how many. Out: filled `Rolls`. Nothing depends
on which simulations are made together, so any split over threads and machines gives the same bytes.

It is one room, though long: `simulate` is one loop, and handing its arrays to other functions inside it would cost more
than the work that they do.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from . import compiled as machine
from .compiled import compiled
from .draws import GOLDEN, beta, binomial, gamma, key_of, mix, normal, poisson, unit
from .rows import WIDTH, past_row

_0, _1, _6, _32 = (np.uint64(x) for x in (0, 1, 6, 32))
_BIN, _LOW = np.uint64(63), np.uint64(0xFFFFFFFF)
#: Places of the streams of one simulation: rates, the common shocks, joiners, and each year's children.
_RATES, _COMMON, _JOINS, _CHILDREN, _RECORDS = (np.uint64(x << 40) for x in (1, 2, 3, 4, 5))
_YEAR = np.uint64(1 << 33)
trailing_zeros = machine.trailing_zeros()


class Tables(NamedTuple):
    """What a simulation reads. Arrays by cell, age, year (T) or variant (V); see `tables.tables`."""

    redraw: bool
    places: int
    settings: int
    start: np.ndarray
    first_bits: np.ndarray
    inverse: np.ndarray
    setting_of: np.ndarray
    need_of: np.ndarray
    valid: np.ndarray
    vanish: np.ndarray
    variant: np.ndarray
    leave_bins: np.ndarray
    move_bins: np.ndarray
    leave_odds: np.ndarray
    move_odds: np.ndarray
    leave_age: np.ndarray
    move_age: np.ndarray
    common: np.ndarray
    steps: np.ndarray
    a_leave: np.ndarray
    b_leave: np.ndarray
    a_move: np.ndarray
    b_move: np.ndarray
    row: np.ndarray
    most: np.ndarray
    rows: np.ndarray
    move_list: np.ndarray
    join_list: np.ndarray
    lists: np.ndarray
    list_start: np.ndarray
    list_size: np.ndarray
    entries: np.ndarray
    entry_keep: np.ndarray
    kept_start: np.ndarray
    join_a: np.ndarray
    join_b: np.ndarray
    join_times: np.ndarray
    population: np.ndarray
    join_cdf: np.ndarray
    join_cdf_start: np.ndarray
    guide: np.ndarray
    costs: np.ndarray
    capped: bool
    queue: int
    caps: np.ndarray
    overflow: np.ndarray
    shown: np.ndarray
    misplaced: float
    recorded: np.ndarray
    behind: float


class Rolls(NamedTuple):
    """What a simulation writes: simulations × T × …; `states` has no columns where states are not wanted."""

    setting: np.ndarray
    need: np.ndarray
    age: np.ndarray
    flows: np.ndarray
    cost: np.ndarray
    setting_cost: np.ndarray
    states: np.ndarray


@compiled
def power(q, n):
    """q to a whole power."""
    if n < 32:
        out = q if n & 1 else 1.0
        q2 = q * q
        q4 = q2 * q2
        q8 = q4 * q4
        out *= q2 if n & 2 else 1.0
        out *= q4 if n & 4 else 1.0
        out *= q8 if n & 8 else 1.0
        return out * (q8 * q8 if n & 16 else 1.0)
    return math.exp(n * math.log(q)) if q > 0.0 else 0.0


@compiled
def admitted(caps, overflow, valid, settings, year, place, age, used):
    """Where a child ends up if settings have caps, and whether it was sent on."""
    s = place % settings
    sent = 0
    for _ in range(settings):
        cap = caps[year, s]
        other = overflow[year, s]
        if cap < 0 or used[s] < cap or other < 0:
            break
        to = place - place % settings + other
        if not valid[to * 32 + age]:
            break
        place, s, sent = to, other, 1
    used[s] += 1
    return place, sent


@compiled
def simulate(t, seed, first, count, out):
    """Fill `out` with `count` simulations, the first being number `first`; False where there was too little room.

    No array is handed to another function inside the loop: the counting of references would cost more than the work.
    """
    redraw = t.redraw
    places = t.places
    settings = t.settings
    start = t.start
    first_bits = t.first_bits
    inverse = t.inverse
    setting_of = t.setting_of
    need_of = t.need_of
    valid = t.valid
    vanish = t.vanish
    variant = t.variant
    leave_bins = t.leave_bins
    move_bins = t.move_bins
    leave_odds = t.leave_odds
    move_odds = t.move_odds
    leave_age = t.leave_age
    move_age = t.move_age
    common = t.common
    steps = t.steps
    a_leave = t.a_leave
    b_leave = t.b_leave
    a_move = t.a_move
    b_move = t.b_move
    row = t.row
    most = t.most
    rows = t.rows
    move_list = t.move_list
    join_list = t.join_list
    entry_keep = t.entry_keep
    lists = t.lists
    list_start = t.list_start
    list_size = t.list_size
    entries = t.entries
    kept_start = t.kept_start
    join_a = t.join_a
    join_b = t.join_b
    join_times = t.join_times
    population = t.population
    join_cdf = t.join_cdf
    join_cdf_start = t.join_cdf_start
    guide = t.guide
    costs = t.costs
    capped = t.capped
    queue = t.queue
    caps = t.caps
    overflow = t.overflow
    shown = t.shown
    misplaced = t.misplaced
    recorded = t.recorded
    behind = t.behind
    out_setting = out.setting
    out_need = out.need
    out_age = out.age
    out_flows = out.flows
    out_cost = out.cost
    out_setting_cost = out.setting_cost
    out_states = out.states
    cells, years = places * 32, len(variant)
    words = (cells + 63) // 64
    now, after = np.zeros(cells, np.int32), np.zeros(cells, np.int32)
    here, there = np.zeros(words, np.uint64), np.zeros(words, np.uint64)
    kept = np.zeros(kept_start[cells + 32], np.int32)
    kept_n = np.zeros(cells + 32, np.int32)
    rho = np.zeros(32)
    leave_fixed, move_fixed, leave_f, move_f = np.ones(32), np.ones(32), np.ones(32), np.ones(32)
    used = np.zeros(settings, np.int32)
    by_age = np.zeros(32, np.int32)
    who_list = np.zeros(queue, np.int32)
    who_age = np.zeros(queue, np.int32)
    who_n = np.zeros(queue, np.int32)
    who_at = np.zeros(queue, np.int32)
    who_room = np.zeros(queue, np.int32)
    who_place = np.zeros(queue, np.int32)
    who_own = np.zeros(queue, np.int32)
    who_from = np.zeros(queue, np.int32)
    who_u = np.zeros(queue)
    for i in range(count):
        key = key_of(seed, first + i)
        h = key + _COMMON
        trend = join_level = 0.0
        if not redraw:
            trend, h = normal(h)
            trend = common[2] + common[3] * trend
            join_level, h = normal(h)
            leave_level, h = normal(h)
            move_level, h = normal(h)
            join_level *= common[1]
            leave_level *= common[5]
            move_level *= common[7]
            for a in range(32):
                x, h = normal(h)
                leave_fixed[a] = math.exp(leave_age[a] * x + leave_level)
                x, h = normal(h)
                move_fixed[a] = math.exp(move_age[a] * x + move_level)
            g = key + _RATES
            for a in range(32):
                if join_a[a] > 0.0:
                    rho[a], g = beta(join_a[a], join_b[a], g)
        now[:] = start
        kept_n[:] = 0
        here[:] = first_bits
        for y in range(years):
            v = variant[y]
            boost = 1.0
            if not redraw:
                x, h = normal(h)
                boost = math.exp(trend * steps[y] + join_level + common[0] * x - common[8])
                x, h = normal(h)
                shock = math.exp(common[4] * x)
                x, h = normal(h)
                stir = math.exp(common[6] * x)
                for a in range(32):
                    leave_f[a] = leave_fixed[a] * shock
                    move_f[a] = move_fixed[a] * stir
            if y > 0 and v != variant[y - 1]:
                kept_n[:] = 0
            after[:] = 0
            leavers = joiners = sent = m = 0
            base = key + _CHILDREN + np.uint64(y) * _YEAR
            for w in range(words):
                there[w] = here[w] << _1
                bits = here[w]
                while bits != _0:
                    c = (w << 6) + int(trailing_zeros(bits))
                    bits &= bits - _1
                    n = now[c]
                    if n == 0 or vanish[c]:
                        continue
                    g = mix(base + np.uint64(c) * GOLDEN)
                    a = c & 31
                    gone = going = 0
                    if redraw:
                        x = mix(g)
                        if leave_odds[v, c] == np.inf:
                            gone = n
                        elif n > most[c]:
                            p, g = beta(a_leave[c], b_leave[c], g)
                            gone, g = binomial(n, p, g)
                        else:
                            r = row[c] + n
                            u32 = np.uint32(x >> _32)
                            for j in range(WIDTH):
                                gone += u32 >= rows[r, j]
                            if gone == WIDTH:
                                g += GOLDEN
                                u = (np.float64(u32) + unit(mix(g))) / 4294967296.0
                                gone = past_row(n, a_leave[c], b_leave[c], u)
                        rest = n - gone
                        if rest > 0 and move_odds[v, c] > 0.0:
                            if move_odds[v, c] == np.inf:
                                going = rest
                            elif rest > most[c]:
                                p, g = beta(a_move[c], b_move[c], g)
                                going, g = binomial(rest, p, g)
                            else:
                                r = row[c] + rest
                                u32 = np.uint32(x & _LOW)
                                for j in range(WIDTH):
                                    going += u32 >= rows[r, WIDTH + j]
                                if going == WIDTH:
                                    g += GOLDEN
                                    u = (np.float64(u32) + unit(mix(g))) / 4294967296.0
                                    going = past_row(rest, a_move[c], b_move[c], u)
                        kept_n[c] = 0
                    else:
                        r64 = mix(key + _RATES + np.uint64(c + 64) * GOLDEN)
                        o_l = leave_bins[c, r64 & _BIN] * leave_f[a] * leave_odds[v, c]
                        o_m = move_bins[c, (r64 >> _6) & _BIN] * move_f[a] * move_odds[v, c]
                        q = 1.0 / ((1.0 + o_l) * (1.0 + o_m))
                        u = unit(mix(g))
                        none = power(q, n)
                        if u >= none:
                            p = 1.0 - q
                            events = 0
                            if q < 1e-12:
                                events = n
                            elif n * p < 12.0:
                                odds, term, total = p / q, none, none
                                while u >= total and events < n:
                                    term *= (n - events) * inverse[events] * odds
                                    events += 1
                                    total += term
                            else:
                                events, g = binomial(n, p, g)
                            share = o_l / (1.0 + o_l)
                            if o_m == 0.0:
                                gone = events
                            elif events < 16:
                                for _ in range(events):
                                    g += GOLDEN
                                    gone += unit(mix(g)) * p < share
                            else:
                                gone, g = binomial(events, share / p, g)
                            going = events - gone
                    after[c + 1] = n - gone - going
                    leavers += gone
                    if going > 0:
                        if m + going > queue:
                            return False
                        which = move_list[v, c]
                        n = kept_n[c]
                        kept_n[c] = n + going
                        for k in range(going):
                            g += GOLDEN
                            who_list[m] = which
                            who_n[m] = n + k
                            who_at[m] = kept_start[c]
                            who_room[m] = kept_start[c + 1] - kept_start[c]
                            who_age[m] = a + 1
                            who_u[m] = unit(mix(g))
                            m += 1
            movers = m
            for a in range(32):
                which = join_list[v, a]
                if which < 0:
                    continue
                g = mix(key + _JOINS + np.uint64(y) * _YEAR + np.uint64(a) * GOLDEN)
                coming = 0
                if redraw:
                    x1 = unit(mix(g))
                    bottom = join_cdf_start[y, a]
                    top = join_cdf_start[y, a + 1] - 1
                    if bottom > top:
                        p, g = beta(join_a[a], join_b[a], g)
                        coming, g = binomial(population[y, a], p, g)
                    else:
                        k = bottom + guide[y, a, int(x1 * 64)]
                        while k < top and x1 >= join_cdf[k]:
                            k += 1
                        coming = k - bottom
                    kept_n[cells + a] = 0
                else:
                    coming, g = binomial(population[y, a], min(rho[a] * boost * join_times[y, a], 1.0), g)
                if m + coming > queue:
                    return False
                joiners += coming
                n = kept_n[cells + a]
                kept_n[cells + a] = n + coming
                at, room = kept_start[cells + a], kept_start[cells + a + 1] - kept_start[cells + a]
                for k in range(coming):
                    g += GOLDEN
                    who_list[m] = which
                    who_n[m] = n + k
                    who_at[m] = at
                    who_room[m] = room
                    who_age[m] = a
                    who_u[m] = unit(mix(g))
                    m += 1
            if capped:
                used[:] = 0
                for p_ in range(places):
                    for a in range(32):
                        used[setting_of[p_]] += after[(p_ << 5) + a]
            # Pólya's urn: what n children of a slot chose before is as likely again as their number says. In two
            # passes: the first has no reads that wait for its own writes, the second knows its addresses beforehand.
            for k in range(m):
                which, n, at = who_list[k], who_n[k], who_at[k]
                x1 = who_u[k] * (lists[which, 0] + n)
                y1 = (x1 - n) * lists[which, 1]
                y1 = y1 if y1 > 0.0 else 0.0
                j = int(y1)
                entry = list_start[which] + (j if j < list_size[which] else list_size[which] - 1)
                who_place[k] = entries[2 * entry + int(y1 - j >= entry_keep[entry])]
                room = who_room[k]
                if n >= room:
                    x1, n = x1 * room / (n + 1), room - 1
                who_own[k] = at + n
                who_from[k] = at + int(x1) if x1 < n else at + n
            for k in range(m):
                kept[who_own[k]] = who_place[k]
                to = kept[who_from[k]]
                kept[who_own[k]] = to
                if capped:
                    to, on = admitted(caps, overflow, valid, settings, y, to, who_age[k], used)
                    sent += on
                d = (to << 5) + who_age[k]
                who_place[k] = d
                after[d] += 1
            for k in range(m):
                d = who_place[k]
                there[d >> 6] |= _1 << np.uint64(d & 63)
            money = 0.0
            by_age[:] = 0
            grid = after.reshape(places, 32)
            for p_ in range(places):
                total_here = np.int32(0)
                for a in range(32):
                    total_here += grid[p_, a]
                for a in range(32):
                    by_age[a] += grid[p_, a]
                s, k = setting_of[p_], need_of[p_]
                out_setting[i, y, s] += total_here
                out_need[i, y, k] += total_here
                money_here = total_here * costs[y, p_]
                out_setting_cost[i, y, s] += money_here
                money += money_here
            for a in range(32):
                out_age[i, y, a] = by_age[a]
            out_cost[i, y] = money
            out_flows[i, y, 0] = joiners
            out_flows[i, y, 1] = leavers
            out_flows[i, y, 2] = movers
            out_flows[i, y, 3] = sent
            for k in range(out_states.shape[2]):
                c, n = shown[k], after[shown[k]]
                if misplaced > 0.0:
                    g = mix(key + _RECORDS + np.uint64(y) * _YEAR + np.uint64(c) * GOLDEN)
                    n, g = binomial(n, 1.0 - misplaced, g)
                    # The pattern of misplaced records is itself known from so many years only.
                    more, g = gamma(recorded[y, c] * behind + 1e-9, g)
                    more, g = poisson(more / behind, g)
                    n += more
                out_states[i, y, k] = n
            now, after = after, now
            here, there = there, here
    return True
