"""Everything that pages need from the store, read once.

In: an open store and the findings of the audit. Out: `Gathered`, look-ups in memory.
Eight hundred pages with twenty queries each would be slow; a few queries and dictionaries are not.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from typing import Any

from portcullis.store import Store, queries
from portcullis.vocabulary import ENGLAND, Finding, Site

Row = dict[str, Any]
Series = list[Row]


@dataclass
class Gathered:
    """What the store holds, arranged for pages."""

    site: Site
    areas: dict[str, Row]
    old_areas: list[Row]
    indicators: dict[str, Row]
    sources: dict[str, Row]
    series: dict[tuple[str, str], Series]
    agreements: list[Row]
    agreement_of: dict[str, Row]
    claims: dict[str, list[Row]]
    national: list[Row]
    events: list[Row]
    corrections: dict[str, Row]
    findings: list[Finding]
    findings_of: dict[str, list[Finding]]
    neighbours: dict[str, list[Row]]
    predecessors: dict[str, list[str]]
    counts: dict[str, int]
    quartiles: dict[tuple[str, str], dict[str, tuple[float, float, int]]] = field(default_factory=dict)

    def of(self, indicator: str, authority: str) -> Series:
        """Newest values of one indicator for one authority, oldest period first."""
        return self.series.get((indicator, authority), [])

    def at(self, indicator: str, authority: str, period: str) -> Row | None:
        """The value at one period, if there is a row for it."""
        return next((row for row in self.of(indicator, authority) if row["period"] == period), None)

    def latest(self, indicator: str, authority: str) -> Row | None:
        """The newest period that has a value; a suspect value counts, and says that it is one."""
        return next((row for row in reversed(self.of(indicator, authority)) if row["value"] is not None), None)

    def england(self, indicator: str, period: str) -> Row | None:
        """England's own row; never a sum of authorities."""
        return self.at(indicator, ENGLAND, period)

    def findings_on(self, identity: str) -> list[Finding]:
        """Findings that touch a figure."""
        return self.findings_of.get(identity, [])


def gather(store: Store, findings: list[Finding], site: Site, *, measures: Collection[str] | None = None) -> Gathered:
    """Read the store once; with `measures`, only the observations of those."""
    series: dict[tuple[str, str], Series] = defaultdict(list)
    wanted = (row for m in measures for row in queries.observations(store, indicator=m)) if measures else None
    for row in queries.observations(store) if wanted is None else wanted:
        series[row["indicator"], row["authority"]].append(row)
    areas = {row["code"]: row for row in queries.areas(store)}
    england = queries.area(store, ENGLAND)
    claims: dict[str, list[Row]] = defaultdict(list)
    for row in queries.claims(store):
        claims[row["authority"]].append(row)
    agreements = [full for row in queries.agreements(store) if (full := queries.agreement(store, row["slug"]))]
    touching: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        for identity in finding.observations:
            touching[identity].append(finding)
    gathered = Gathered(
        site=site,
        areas=areas | ({ENGLAND: england} if england else {}),
        old_areas=queries.areas(store, "abolished"),
        indicators={row["id"]: _decoded(row) for row in queries.indicators(store)},
        sources={row["id"]: row for row in queries.sources(store)},
        series=dict(series),
        agreements=agreements,
        agreement_of={row["authority"]: row for row in agreements},
        claims=dict(claims),
        national=queries.national(store),
        events=queries.events(store),
        corrections={row["observation"]: row for row in queries.corrections(store)},
        findings=findings,
        findings_of=dict(touching),
        neighbours={code: queries.neighbours(store, code) for code in areas},
        predecessors={code: [row["name"] for row in queries.predecessors(store, code)] for code in areas},
        counts={row["t"]: row["n"] for row in _counts(store)},
    )
    _quartiles(gathered)
    return gathered


def with_measures(g: Gathered, store: Store, measures: Collection[str]) -> Gathered:
    """The same facts with the observations of these measures only: what a page made on demand needs."""
    series: dict[tuple[str, str], Series] = defaultdict(list)
    for measure in measures:
        for row in queries.observations(store, indicator=measure):
            series[row["indicator"], row["authority"]].append(row)
    return replace(g, series=dict(series))


def _decoded(row: Row) -> Row:
    return row | {"breaks": json.loads(row["breaks"] or "[]"), "relations": json.loads(row["relations"] or "{}")}


def _counts(store: Store) -> list[Row]:
    tables = ("observation", "source", "agreement", "indicator", "event", "duty", "correction", "claim")
    return store.rows(" union all ".join(f"select '{t}' as t, count(*) as n from {t}" for t in tables))  # noqa: S608


def _quartiles(g: Gathered) -> None:
    """Lower and upper quartile among authorities of one type, where at least eight have a sound value."""
    by_group: dict[tuple[str, str], dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for (indicator, code), rows in g.series.items():
        kind = g.areas.get(code, {}).get("type")
        if not kind or code == ENGLAND or g.indicators[indicator]["unit"] not in {"percent", "score"}:
            continue
        for row in rows:
            if row["value"] is not None and row["status"] != "suspect":
                by_group[indicator, kind][row["period"]].append(row["value"])
    for key, periods in by_group.items():
        g.quartiles[key] = {
            period: (_quantile(values, 0.25), _quantile(values, 0.75), len(values))
            for period, values in periods.items()
            if len(values) >= 8
        }


def _quantile(values: list[float], share: float) -> float:
    """Linear between order statistics, as most spreadsheets do it."""
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)
