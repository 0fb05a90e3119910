"""Crowded places pushed apart until each has the room of one tile: an equal-area map before there are tiles.

In: places. Out: where each would like to be, in tiles. London is moved as one disc first and opened up afterwards:
pushed one by one, its boroughs would flow out between the home counties and nobody would know them again.
"""

from __future__ import annotations

import numpy as np

from .places import Place, next_to, points

#: Kilometres to a tile at the start: England's 130,000 square kilometres over 153 tiles.
_TILE = 29.0
_PUSH, _PULL = 0.25, 0.04
#: Discs fill a plane to nine tenths at best; squares fill it wholly.
_ROOM = 1.06


def wishes(places: list[Place], together: str = "London") -> np.ndarray:
    """The place that each would like on the grid (column, row), with `together` as one block."""
    inside = [i for i, place in enumerate(places) if place.region == together]
    outside = [i for i, place in enumerate(places) if place.region != together]
    at = points(places) / _TILE
    if not inside:
        return _pushed(at, next_to(at), np.full(len(at), 0.5))
    middle = at[inside].mean(axis=0)
    disc = len(outside)
    number = {i: new for new, i in enumerate(outside)} | dict.fromkeys(inside, disc)
    linked = [(number[i], number[j]) for i, j in next_to(at) if number[i] != number[j]]
    pairs = {(min(pair), max(pair)) for pair in linked}
    radius = np.append(np.full(disc, 0.5), np.sqrt(len(inside) / np.pi))
    coarse = _pushed(np.vstack([at[outside], middle]), sorted(pairs), radius)
    own = _pushed(at[inside] * 4, next_to(at[inside]), np.full(len(inside), 0.5))
    wanted = np.empty_like(at)
    wanted[outside] = coarse[:disc]
    wanted[inside] = own - own.mean(axis=0) + coarse[disc]
    return wanted


def _pushed(start: np.ndarray, pairs: list[tuple[int, int]], radius: np.ndarray, steps: int = 1500) -> np.ndarray:
    """Discs that overlap push each other away; neighbours that have drifted apart pull each other back."""
    at = start.copy()
    one, two = np.triu_indices(len(at), 1)
    left, right = np.array(pairs).T
    room, touch = (radius[one] + radius[two]) * _ROOM, radius[left] + radius[right]
    # A disc as large as London weighs more than a county and moves less.
    weight = (radius / 0.5)[:, None]
    for _ in range(steps):
        force = np.zeros_like(at)
        for a, b, wanted, strength in ((one, two, room, _PUSH), (left, right, touch, _PULL)):
            gap = at[b] - at[a]
            length = np.hypot(gap[:, 0], gap[:, 1]) + 1e-9
            off = wanted - length
            off = np.maximum(off, 0) if strength == _PUSH else np.minimum(off, 0)
            move = gap / length[:, None] * (off * strength)[:, None]
            np.add.at(force, b, move)
            np.add.at(force, a, -move)
        at += force / weight
    return at
