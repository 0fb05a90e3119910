"""Everything that pages need from the store, read once.

In: an open store and the findings of the audit. Out: `Gathered`, look-ups in memory.
Eight hundred pages with twenty queries each would be slow; a few queries and dictionaries are not.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeVar

from portcullis.store import Store, queries
from portcullis.vocabulary import ENGLAND, Finding, Scenario, Site

from . import summaries

if TYPE_CHECKING:
    from portcullis.model.frozen import FrozenScore
    from portcullis.model.implied import Expectations, Expected
    from portcullis.model.projected import Outlook, Outlooks
    from portcullis.model.published import Published
    from portcullis.model.record import Scorecard

K = TypeVar("K")
V = TypeVar("V")
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
    #: Lower and upper quartile and how many, by (indicator, type of council), then period.
    quartiles: dict[tuple[str, str], dict[str, tuple[float, float, int]]] = field(default_factory=dict)
    #: How many figures rest on a source, and their first and last year: by source, then indicator.
    resting: dict[str, dict[str, tuple[int, int, int]]] = field(default_factory=dict)
    #: First and last period of an indicator, and the day by which its newest value was public.
    extents: dict[str, Row] = field(default_factory=dict)
    #: The day by which the newest value of an area was public.
    newest_day: dict[str, dt.date] = field(default_factory=dict)
    events_of: dict[str, list[Row]] = field(default_factory=dict)
    agreement_by_slug: dict[str, Row] = field(default_factory=dict)
    findings_of_measure: dict[str, list[Finding]] = field(default_factory=dict)
    #: The newest frozen forecast: by council or England, a row for each January; and what was said of the past.
    forecasts: dict[str, list[Row]] = field(default_factory=dict)
    records: dict[str, Scorecard] = field(default_factory=dict)
    #: Its name, model, vintage and origin; empty where there is none.
    forecast_about: dict[str, Any] = field(default_factory=dict)
    #: How it did, for each January that has been counted since.
    forecast_scores: list[FrozenScore] = field(default_factory=list)
    #: Policies that the simulator offers, in their order.
    policies: dict[str, Scenario] = field(default_factory=dict)
    #: What was expected when each agreement was made: by council.
    expected: dict[str, tuple[Expected, ...]] = field(default_factory=dict)
    #: What the money of each council and England may do, as recorded; empty where nothing was.
    outlooks: dict[str, Outlook] = field(default_factory=dict)
    #: Model, draws, seed and vintage of that run.
    outlook_about: dict[str, Any] = field(default_factory=dict)
    #: The scenarios of the register by slug, in their order, each with its dials.
    scenarios: dict[str, Row] = field(default_factory=dict)

    def take(self, findings: list[Finding]) -> None:
        """Take what the audit found, by figure and by measure too."""
        self.findings = findings
        self.findings_of = _grouped((identity, f) for f in findings for identity in f.observations)
        self.findings_of_measure = _grouped((f.indicator, f) for f in findings)

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

    def correction_on(self, identity: str) -> Row | None:
        """The correction that is laid over a figure."""
        return self.corrections.get(identity)


def gather(
    store: Store,
    findings: list[Finding],
    site: Site,
    *,
    measures: Collection[str] | None = None,
    series: dict[tuple[str, str], Series] | None = None,
    forecast: Published | None = None,
    expected: Expectations | None = None,
    outlooks: Outlooks | None = None,
) -> Gathered:
    """Read the store once; with `measures`, only the observations of those; with `series`, none but what is given."""
    from portcullis.model.money.scenarios import scenarios  # brings NumPy along: not for whoever only imports this

    if series is None:
        series = all_series(store, measures)
    areas = {row["code"]: row for row in queries.areas(store)}
    england = queries.area(store, ENGLAND)
    agreements = queries.all_agreements(store)
    events = queries.events(store)
    gathered = Gathered(
        site=site,
        areas=areas | ({ENGLAND: england} if england else {}),
        old_areas=queries.areas(store, "abolished"),
        indicators=indicators(store),
        sources={row["id"]: row for row in queries.sources(store)},
        series=series,
        agreements=agreements,
        agreement_of={row["authority"]: row for row in agreements},
        agreement_by_slug={row["slug"]: row for row in agreements},
        claims=_grouped((row["authority"], row) for row in queries.claims(store)),
        national=queries.national(store),
        events=events,
        events_of=_grouped((code, row) for row in events for code in row["authorities"].split("|") if code),
        corrections={row["observation"]: row for row in queries.corrections(store)},
        findings=[],
        findings_of={},
        neighbours=_neighbours(store, areas),
        predecessors=_predecessors(store, areas),
        counts={row["t"]: row["n"] for row in _counts(store)},
        quartiles=summaries.quartiles(store),
        resting=summaries.resting(store),
        extents=summaries.extents(store),
        newest_day=summaries.newest_day(store),
        forecasts=dict(forecast.plans) if forecast else {},
        records=dict(forecast.records) if forecast else {},
        forecast_about={"name": forecast.name, **forecast.manifest} if forecast else {},
        policies=scenarios(store),
        expected=dict(expected.by_code) if expected else {},
        outlooks=dict(outlooks.of) if outlooks else {},
        outlook_about=dict(outlooks.about) if outlooks else {},
        scenarios={row["slug"]: row for row in queries.scenarios(store)},
    )
    gathered.take(findings)
    return gathered


def indicators(store: Store) -> dict[str, Row]:
    """Every measure by id, its breaks and relations as data."""
    return {row["id"]: _decoded(row) for row in queries.indicators(store)}


def all_series(store: Store, measures: Collection[str] | None = None) -> dict[tuple[str, str], Series]:
    """Newest values by indicator and authority, oldest period first: of these measures, or all."""
    if measures is None:
        return _grouped(((row["indicator"], row["authority"]), row) for row in queries.observations(store))
    rows = (row for measure in measures for row in queries.observations(store, indicator=measure))
    return _grouped(((row["indicator"], row["authority"]), row) for row in rows)


def _grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, list[V]]:
    """Values by key, each key's in the order in which they came."""
    found: dict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return dict(found)


def _neighbours(store: Store, codes: Iterable[str]) -> dict[str, list[Row]]:
    """Statistical neighbours of each council, nearest first, in one query for all of them."""
    found = _grouped((row.pop("of"), row) for row in queries.all_neighbours(store))
    return {code: found.get(code, []) for code in codes}


def _predecessors(store: Store, codes: Iterable[str]) -> dict[str, list[str]]:
    found = _grouped((row["code"], row["name"]) for row in queries.all_predecessors(store))
    return {code: found.get(code, []) for code in codes}


def with_measures(g: Gathered, store: Store, measures: Collection[str]) -> Gathered:
    """The same facts with the observations of these measures only: what a page made on demand needs."""
    return replace(g, series=all_series(store, measures))


def _decoded(row: Row) -> Row:
    return row | {"breaks": json.loads(row["breaks"] or "[]"), "relations": json.loads(row["relations"] or "{}")}


def _counts(store: Store) -> list[Row]:
    tables = ("observation", "source", "agreement", "indicator", "event", "duty", "correction", "claim")
    return store.rows(" union all ".join(f"select '{t}' as t, count(*) as n from {t}" for t in tables))  # noqa: S608
