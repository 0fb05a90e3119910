"""What a forecaster knew: series of every area, as first published, up to the June of an origin year.

In: the store. Out: `Panel`: for each series an array of areas × years, NaN where nothing is known.

Dates. A release comes out each June and holds plans of January of that year and flows (requests, plans issued) of the
calendar year before. `Panel.known(origin)` is what the release of June `origin` could tell: January series up to
`origin`, calendar years up to `origin - 1`. The register holds the releases of 2022 and 2025. Where both print a
period the earlier one is taken, because that is what was known; where only the later one prints it, that is taken, and
for the stock of 2019 to 2022 the two agree for every council. A figure that a correction replaces is replaced.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from portcullis.store import Store

    from .units import Unit

Floats = NDArray[np.float64]
#: Indicator, authority, year, when public, value, whether in doubt.
Reading = tuple[str, str, int, dt.date, float, bool]

FIRST, LAST = 2009, 2040
#: Series counted in January: known in June of the same year. All others are calendar years, known the June after.
JANUARY = {
    "plans": "ehc_plans",
    "plans_and_statements": "ehc_plans_and_statements",
    "age_0_4": "ehc_plans_age_0_4",
    "age_5_10": "ehc_plans_age_5_10",
    "age_11_15": "ehc_plans_age_11_15",
    "age_16_19": "ehc_plans_age_16_19",
    "age_20_25": "ehc_plans_age_20_25",
    "mainstream": "ehc_plans_mainstream",
    "special_state": "ehc_plans_special_state",
    "special_independent": "ehc_plans_special_independent",
    "special_non_maintained": "ehc_plans_special_non_maintained",
    "ap": "ehc_plans_ap",
    "post16": "ehc_plans_post16",
    "elsewhere": "ehc_plans_educated_elsewhere",
    "prevalence_pct": "pupils_with_ehc_plan_pct",
    "support_pct": "pupils_with_sen_support_pct",
}
CALENDAR = {
    "new_2022": "new_ehc_plans_and_statements",
    "issued": "ehc_assessments_plan_issued",
    "not_issued": "ehc_assessments_plan_refused",
    "requests": "ehc_requests",
    "refused": "ehc_requests_refused",
    "appeals": "send_appeals_registered",
    "timely_pct": "plans_within_20_weeks_pct",
    "population": "population_0_25_rebased",
    "population_2020": "population_0_25",
}
#: What the stock is made of: plans, and before 2019 plans with statements.
STOCK = ("plans", "plans_and_statements")
#: Percentages of joined areas are means weighted by plans; everything else is added.
WEIGHTED = frozenset({"prevalence_pct", "support_pct", "timely_pct"})
#: The series of 2022 that holds its own sums for reorganised areas.
CASE_SERIES = "ees_sen2_2022_case_series"


@dataclass(frozen=True)
class Panel:
    """Series of areas: `series[name]` is areas × years from FIRST; `suspect[name]` marks values in doubt."""

    codes: tuple[str, ...]
    names: tuple[str, ...]
    origin: int
    series: dict[str, Floats]
    suspect: dict[str, NDArray[np.bool_]]
    vintage: str

    @property
    def first(self) -> int:
        """The year of the first column."""
        return FIRST

    def at(self, name: str, year: int) -> Floats:
        """One series in one year, one value an area."""
        return self.series[name][:, year - FIRST]

    def span(self, name: str, first: int, last: int) -> Floats:
        """One series from a first to a last year, both included."""
        return self.series[name][:, first - FIRST : last - FIRST + 1]

    def known(self, origin: int) -> Panel:
        """The same panel as it stood in June of `origin`."""
        kept = {}
        for name, values in self.series.items():
            last = origin if name in JANUARY or name == "stock" else origin - 1
            kept[name] = np.where(np.arange(FIRST, FIRST + values.shape[1]) <= last, values, np.nan)
        return replace(self, series=kept, origin=origin)

    def trusted(self) -> Panel:
        """The same panel without flows and parts that are marked suspect; the stock keeps its marks for `trust`."""
        keep = ("stock", "plans", "plans_and_statements", "new_2022")
        kept = {
            name: values if name in keep or name not in self.suspect else np.where(self.suspect[name], np.nan, values)
            for name, values in self.series.items()
        }
        return replace(
            self,
            series=kept
            | {"new": np.where(self.suspect["issued"] & np.isnan(self.series["new_2022"]), np.nan, self.series["new"])},
        )

    def of(self, places: Sequence[int]) -> Panel:
        """The same panel for some of its areas, in that order."""
        index = np.asarray(places, dtype=int)
        return replace(
            self,
            codes=tuple(self.codes[i] for i in index),
            names=tuple(self.names[i] for i in index),
            series={name: values[index] for name, values in self.series.items()},
            suspect={name: values[index] for name, values in self.suspect.items()},
        )


def read_panel(store: Store, areas: Sequence[Unit], *, as_of: dt.date | None = None) -> Panel:
    """The panel of these areas. `as_of`: only what was public by that day. Raises ValueError without plans."""
    return _panel(_rows(store, as_of), areas)


def read_panels(
    store: Store, areas: Sequence[Unit], others: Sequence[Unit], *, as_of: dt.date | None = None
) -> tuple[Panel, Panel]:
    """Two panels from one reading."""
    rows = _rows(store, as_of)
    return _panel(rows, areas), _panel(rows, others)


def _panel(rows: Sequence[Reading], areas: Sequence[Unit]) -> Panel:
    years = LAST - FIRST + 1
    place = {member: row for row, area in enumerate(areas) for member in (*area.members, area.code)}
    joined = {area.code for area in areas if len(area.members) > 1}
    values: dict[tuple[str, str, int], tuple[float, bool]] = {}
    vintage = ""
    by_indicator = {indicator: name for name, indicator in (JANUARY | CALENDAR).items()}
    for indicator, authority, year, published_by, value, doubted in rows:
        if authority not in place or not FIRST <= year <= LAST:
            continue
        name = by_indicator[indicator]
        # The earliest vintage wins; rows come in that order, the case series before the release that cut it short.
        values.setdefault((name, authority, year), (value, doubted))
        if name in STOCK:
            vintage = max(vintage, str(published_by))
    if not any(name in STOCK for name, _, _ in values):
        raise ValueError("the register holds no plans (ehc_plans) that were public by then: nothing can be forecast")
    series = {name: np.full((len(areas), years), np.nan) for name in by_indicator.values()}
    suspect = {name: np.zeros((len(areas), years), dtype=bool) for name in by_indicator.values()}
    weights = {key[1:]: value[0] for key, value in values.items() if key[0] == "plans"}
    sums: dict[tuple[str, int, int], list[tuple[float, float]]] = {}
    for (name, authority, year), (value, doubted) in values.items():
        row = place[authority]
        suspect[name][row, year - FIRST] |= doubted
        if authority in joined:  # the source itself joined them: better than our sum
            series[name][row, year - FIRST] = value
        else:
            sums.setdefault((name, row, year), []).append((value, weights.get((authority, year), 1.0)))
    for (name, row, year), parts in sums.items():
        if np.isnan(series[name][row, year - FIRST]):
            total = sum(value for value, _ in parts)
            if name in WEIGHTED:
                total = sum(v * w for v, w in parts) / max(sum(w for _, w in parts), 1e-9)
            series[name][row, year - FIRST] = total
    series |= _worked_out(series)
    suspect["stock"] = suspect["plans"]
    january = np.flatnonzero(~np.isnan(series["stock"]).all(axis=0))
    return Panel(
        tuple(a.code for a in areas), tuple(a.name for a in areas), FIRST + int(january.max()), series, suspect, vintage
    )


def _worked_out(series: dict[str, Floats]) -> dict[str, Floats]:
    """Stock (plans, before 2019 with statements), new plans, and population carried to the years that have none."""
    stock = np.where(np.isnan(series["plans"]), series["plans_and_statements"], series["plans"])
    # Of two counts of new plans: the release of 2022 up to 2021, plans issued after it. The count of new plans in the
    # release of 2025 carries a regional total down a column in 2022.
    new = np.where(np.isnan(series["new_2022"]), series["issued"], series["new_2022"])
    people = np.where(np.isnan(series["population"]), series["population_2020"], series["population"])
    return {"stock": stock, "new": new, "population": people}


def _rows(store: Store, as_of: dt.date | None) -> list[Reading]:
    public = "and o.published_by <= $as_of" if as_of else ""
    corrected = "(o.correction_made <= $as_of)" if as_of else "true"
    sql = f"""select o.indicator, o.authority, o.year, o.published_by,
                     case when {corrected} then o.value else o.value_as_published end as value,
                     (case when {corrected} then o.status else o.status_as_published end) = 'suspect' as suspect
              from observation o where list_contains($wanted, o.indicator) {public}
                and (case when {corrected} then o.value else o.value_as_published end) is not null
              order by o.published_by, o.source <> '{CASE_SERIES}', o.source"""  # noqa: S608 - fixed texts
    wanted = [*JANUARY.values(), *CALENDAR.values()]
    found = store.rows(sql, {"wanted": wanted} | ({"as_of": as_of} if as_of else {}))
    return [tuple(row.values()) for row in found]
