"""Turns observations and corrections into columns for the store.

In: `Register`. Out: a dict of arrays (a table for DuckDB), and rows of `correction`.
The published value stays; a correction stands beside it.
"""

from __future__ import annotations

import datetime as dt

import numpy as np

from portcullis.register import Register
from portcullis.vocabulary import known_by, span

from .figures import Row


def observation_columns(register: Register) -> tuple[dict[str, np.ndarray], list[Row]]:
    """Columns of `observation` (all but `newest`, which the store works out), and correction rows."""
    o = register.observations
    ids = [
        f"{indicator}:{authority}:{period}:{source}"
        for indicator, authority, period, source in zip(o.indicator, o.authority, o.period, o.source, strict=True)
    ]
    published = np.array([np.nan if value is None else value for value in o.value], dtype=float)
    shown, status = published.copy(), np.array(o.status, dtype=object)
    names = np.full(len(ids), None, dtype=object)
    made = np.full(len(ids), None, dtype=object)
    rows: list[Row] = []
    targets = {target.observation: (c, target) for c in register.corrections for target in c.target}
    places = {identity: index for index, identity in enumerate(ids) if identity in targets}
    for identity, (correction, target) in targets.items():
        index = places.get(identity)
        if index is not None:  # else: of a measure that was not loaded, since it has not changed
            if target.value is not None:
                shown[index] = target.value
            status[index] = target.status or "suspect"
            names[index] = correction.id
            made[index] = span(correction.made)[1].isoformat()  # by then it was certainly made
        rows.append(
            (
                correction.id, identity, correction.action, correction.what, correction.why, correction.evidence,
                correction.source, correction.made, target.expect, target.value, target.note,
            )
        )  # fmt: skip
    columns = {
        "id": ids, "indicator": o.indicator, "authority": o.authority, "period": o.period, "status": status,
        "status_as_published": o.status, "basis": o.basis, "source": o.source, "published": o.published,
        "published_by": _known_by(register), "source_code": o.source_code, "note": o.note, "correction": names,
        "correction_made": made,
    }  # fmt: skip
    arrays = {name: np.asarray(column, dtype=object) for name, column in columns.items()}
    arrays |= {"value": shown, "value_as_published": published, "year": np.array(o.year, dtype=np.int32)}
    return arrays, rows


def _known_by(register: Register) -> list[str]:
    """Last day by which each value was certainly public, ISO text; worked out once for each pair of words."""
    o = register.observations
    days: dict[tuple[str, str], dt.date] = {}
    out = []
    for published, source in zip(o.published, o.source, strict=True):
        pair = (published, source)
        if pair not in days:
            days[pair] = known_by(published or None, register.sources[source].retrieved)
        out.append(days[pair].isoformat())
    return out
