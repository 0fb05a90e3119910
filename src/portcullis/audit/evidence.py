"""The figures as published, in memory: one row per observation, and one matrix per indicator.

In: an open store. Out: `Evidence`, with arrays over observations, and `Series` (authorities × periods) of the newest
vintage.
Only value_as_published and status_as_published are read, so that no correction of ours can hide a fault of theirs.
"""

from __future__ import annotations

import itertools
import json
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from portcullis.vocabulary import Relations, observation_id

from .areas import read_areas
from .middle import medians
from .series import Matrix, Rows, Series

__all__ = ["Evidence", "Matrix", "Rows", "Series"]


#: Columns of few words.
_REPEATED = ("indicator", "authority", "period", "status", "basis", "source", "source_code")


class Evidence:
    """Every observation of a store, as published. Built once for all checks."""

    def __init__(self, store: Any) -> None:
        """Read the tables authority, authority_code, indicator and observation through `store.con`."""
        con = store.con
        # Words that come again and again are fetched once each, and numbers for them: a hundred thousand texts in eight
        # columns would take longer than most checks.
        words = {column: _words(con, column) for column in _REPEATED}
        joins = " ".join(f"join words_{c} using ({c})" for c in _REPEATED)
        numbers = ", ".join(f"words_{c}.n as {c}_n" for c in _REPEATED)
        data = con.sql(
            f"""select o.year, o.value_as_published as value, o.newest, {numbers}
                from (select year, value_as_published, newest, published_by, indicator, authority, period,
                             status_as_published as status, coalesce(basis, '') as basis, source,
                             coalesce(source_code, '') as source_code from observation) o {joins}
                order by indicator_n, authority_n, period_n, published_by nulls first, source_n"""  # noqa: S608
        ).fetchnumpy()
        number = {column: np.asarray(data[f"{column}_n"], dtype=np.int64) for column in _REPEATED}
        self.indicator, self.authority, self.period = (
            words[c][number[c]] for c in ("indicator", "authority", "period")
        )
        self.year = np.asarray(data["year"], dtype=np.int64)
        self.value: Matrix = np.ma.filled(np.ma.asarray(data["value"], dtype=float), np.nan)
        self.status, self.basis, self.source, self.source_code = (
            words[c][number[c]] for c in ("status", "basis", "source", "source_code")
        )
        self.newest = np.asarray(data["newest"], dtype=bool)
        self._indicator_number, self._period_number = number["indicator"], number["period"]
        #: The place of each row's source among the names of sources in order.
        self.source_number, self.source_names = number["source"], words["source"]
        self.codes: dict[str, set[str]] = {}
        for other, code in con.sql(
            "select any_code, code from authority_code where relation <> 'member' order by all"
        ).fetchall():
            self.codes.setdefault(other, set()).add(code)
        #: Rows that a surer check has already found wrong; looser checks pass over them.
        self.accused: NDArray[np.bool_] = np.zeros(len(self.year), dtype=bool)
        #: The rows that each finding rests on, by its id.
        self.resting: dict[str, list[int]] = {}
        #: What a check has worked out and another may use.
        self.memo: dict[str, Any] = {}
        self.areas = read_areas(con)
        self.place = {area.code: n for n, area in enumerate(self.areas)}
        places = np.array([self.place.get(a, -1) for a in words["authority"]], dtype=np.int64)
        self.authority_number = places[number["authority"]]
        columns = con.sql(
            "select id, label, unit, topic, period_kind, relations, breaks from indicator order by id"
        ).fetchall()
        self._declared = {row[0]: row[1:] for row in columns}
        self._titles = dict(con.sql("select id, coalesce(nullif(title, ''), publisher) from source").fetchall())

    def source_name(self, identity: str) -> str:
        """A source as a reader knows it, in quotation marks."""
        return f"“{self._titles.get(identity, identity)}”"

    def identity(self, row: int) -> str:
        """The id of an observation. A hundred thousand are never asked for: findings rest on a few."""
        indicator, authority, period = self.indicator[row], self.authority[row], self.period[row]
        return observation_id(indicator, authority, period, self.source[row])

    @cached_property
    def local(self) -> NDArray[np.bool_]:
        """Which areas are single authorities."""
        return np.array([a.kind == "authority" for a in self.areas])

    @cached_property
    def country(self) -> int:
        """The place of the row for the whole country, -1 if there is none."""
        return next((n for n, a in enumerate(self.areas) if a.kind == "country"), -1)

    @cached_property
    def regions(self) -> dict[str, tuple[int, NDArray[np.int64]]]:
        """Region name -> place of its own row (-1: none) and the places of its authorities."""
        own = {a.region or a.name: n for n, a in enumerate(self.areas) if a.kind == "region"}
        names = sorted({a.region for a in self.areas if a.kind == "authority" and a.region})
        members = {
            name: np.array([n for n, a in enumerate(self.areas) if a.kind == "authority" and a.region == name])
            for name in names
        }
        return {name: (own.get(name, -1), members[name]) for name in names}

    @cached_property
    def series(self) -> dict[str, Series]:
        """Indicator -> its newest-vintage matrix."""
        out = {}
        starts = np.searchsorted(self._indicator_number, np.arange(self._indicator_number.max(initial=-1) + 2))
        for first, last in itertools.pairwise(starts):
            out[str(self.indicator[first])] = self._series(np.arange(first, last))
        return out

    def _series(self, rows: Rows) -> Series:
        name = str(self.indicator[rows[0]])
        rows = rows[self.newest[rows] & (self.authority_number[rows] >= 0)]
        # The numbers of words are in the order of the words: sorted by year, then by the period as it is written.
        number, first = np.unique(self._period_number[rows], return_index=True)
        order = np.lexsort((number, self.year[rows][first]))
        periods = tuple(map(str, self.period[rows][first][order]))
        years = dict(zip(periods, map(int, self.year[rows][first][order]), strict=True))
        where = np.empty(len(order), dtype=np.int64)
        where[order] = np.arange(len(order))
        value = np.full((len(self.areas), len(periods)), np.nan)
        row = np.full(value.shape, -1, dtype=np.int64)
        across = where[np.searchsorted(number, self._period_number[rows])]
        down = self.authority_number[rows]
        value[down, across] = self.value[rows]
        row[down, across] = rows
        label, unit, topic, kind, relations, breaks = self._declared.get(name, (name, "", "", "", None, None))
        return Series(
            name, label or name, unit or "", topic or "", kind or "",
            Relations.model_validate(json.loads(relations) if relations else {}),
            {b["at"]: b["why"] for b in json.loads(breaks)} if breaks else {},
            periods, np.array([years[p] for p in periods], dtype=np.int64), value, row,
            {years[p]: n for n, p in enumerate(periods)},
        )  # fmt: skip

    @cached_property
    def scale(self) -> Matrix:
        """Size of each authority beside the middle one (1): the median of its shares over all series of counts."""
        shares = []
        for series in self.series.values():
            if series.unit == "count" and not series.relations.signed:
                mean = np.nanmean(np.where(np.isnan(series.value).all(axis=1, keepdims=True), 0, series.value), axis=1)
                middle = np.median(mean[self.local & (mean > 0)]) if (self.local & (mean > 0)).any() else 0
                if middle > 0:
                    shares.append(np.where(mean > 0, mean / middle, np.nan))
        if not shares:
            return np.ones(len(self.areas))
        stacked = np.array(shares)
        stacked[:, np.isnan(stacked).all(axis=0)] = 1
        return medians(stacked)

    def name(self, code_or_place: str | int) -> str:
        """The name of an area by its code or place; an unknown code is its own name."""
        place = self.place.get(code_or_place, -1) if isinstance(code_or_place, str) else int(code_or_place)
        return self.areas[place].name if place >= 0 else str(code_or_place)


def _words(con: Any, column: str) -> NDArray[np.object_]:
    """The words of a column in order; a table of them with their numbers is left in the connection."""
    value = {"status": "status_as_published", "basis": "coalesce(basis, '')",
             "source_code": "coalesce(source_code, '')"}.get(column, column)  # fmt: skip
    con.execute(
        f"""create or replace temp table words_{column} as
            select {column}, (row_number() over (order by {column}) - 1)::int as n
            from (select distinct {value} as {column} from observation)"""  # noqa: S608 - our own columns
    )
    found = con.sql(f"select {column} from words_{column} order by n").fetchall()  # noqa: S608 - as above
    words = np.empty(len(found), dtype=object)
    words[:] = [row[0] for row in found]
    return words
