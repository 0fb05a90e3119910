"""Fits the money model: what each council spends on high needs, from which balance it starts, how costs grow.

In: the store. Out: `Fitted`. See docs/money.md.

Nobody publishes what a council spends on high needs in a form that ties to its balance. It is worked out:

    spent on average a year  =  (allocations + rise of the deficit + Safety Valve money received) / years

between the last two balances that are known. That takes in transfers from schools and savings in other blocks, as they
were in those years. It is divided into independent placements (their line of the outturn) and everything else, and
each part moves with the plans that it pays for and with the growth of cost per plan.
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from portcullis.vocabulary import DIALS

from ..demand.exact import settled
from ..demand.fitted import Fitted as Demand
from ..demand.fitted import fit_panels, named
from ..demand.splits import SETTINGS
from ..panel import Panel, read_panels
from ..units import Unit, councils, units
from . import unit_costs
from .errors import MoneyError
from .fitted import (
    GROWTH_SD,
    MOST_INDEPENDENT,
    UNKNOWN_LEVEL_SD,
    UNTIL,
    USUAL_FOLLOWS,
    USUAL_GROWTH,
    Fitted,
    Purse,
)
from .funding import Funding, expected
from .ledger import Ledger, read_ledger
from .unit_costs import INDEPENDENT, UnitCosts
from .valve import received_gbp, unknown_total_gbp
from .volumes import financial_year_counts, january_counts

if TYPE_CHECKING:
    from portcullis.store import Store

Period = tuple[int, int, float, float]


def fit_money(store: Store, *, origin: int | None = None, known_to: int | None = None) -> Fitted:
    """Fit to everything, or as of `origin` (last January of plans) and `known_to` (last March of balances).

    Raises DemandError where there is too little history of plans, MoneyError where no balance is known.
    """
    singles = [Unit(code, name, (code,)) for code, name in named(store, councils(store))]
    areas, each = read_panels(store, units(store), singles)
    if origin is not None:
        areas, each = areas.known(origin), each.known(origin)
    demand = fit_panels(areas.trusted(), each.trusted())
    if "settings" not in demand.parts:
        raise MoneyError("the register does not say in which settings plans are: nothing can be projected")
    ledger = read_ledger(store, known_to=known_to)
    marches = [year for known in ledger.series["balance"].values() for year in known]
    if not marches:
        raise MoneyError("the register holds no official balance of the schools grant: nothing can be projected")
    return _Fitting(demand, each, ledger, max(marches)).done()


def _settled(value: float) -> float:
    """A number that is the same on every machine: see `exact`."""
    return float(settled(np.array(value)))


class _Fitting:
    def __init__(self, demand: Demand, panel: Panel, ledger: Ledger, newest: int) -> None:
        self.demand, self.panel, self.ledger, self.newest = demand, panel, ledger, newest
        self.codes = panel.codes
        first = min((min(known) for known in ledger.series["balance"].values() if known), default=newest)
        self.january = january_counts(panel, min(first, newest - 2), panel.origin)
        whole = ~np.isnan(np.stack(list(self.january.values()))).any(axis=(0, 2))
        self.england = {year: float(np.log(counts[whole].sum())) for year, counts in self.january.items()}
        self.years = {year: financial_year_counts(self.january, year) for year in range(first, panel.origin)}

    def done(self) -> Fitted:
        costs = self._costs()
        growth_independent = self._fee_growth()
        spent = {code: self._period(code) for code in self.codes}
        growth_others = self._growth(costs, growth_independent)
        levels = self._levels(costs, spent)
        history = self._history()
        funding = expected(
            max(max(known) for known in self.ledger.series["high_needs"].values() if known), UNTIL, history,
            float(DIALS["funding_growth_pct"].usual or 0.0),
        )  # fmt: skip
        purses, refused = {}, {}
        for row, code in enumerate(self.codes):
            found = self._purse(row, code, costs, spent[code], levels, funding)
            if isinstance(found, str):
                refused[code] = found
            else:
                purses[code] = found
        shares = sorted(
            self.ledger.of("balance", code)[self.newest] / known[max(known)]
            for code in self.codes
            if self.newest in self.ledger.of("balance", code) and (known := self.ledger.of("high_needs", code))
        )
        return Fitted(
            demand=self.demand, purses=purses, refused=refused, costs=costs, funding=funding,
            growth_others=_settled(growth_others), growth_independent=_settled(growth_independent), growth_sd=GROWTH_SD,
            follows=_settled(self._follows(costs)),
            shares_of_funding=np.array(shares), gap_share=_settled(self._gap_share(spent)),
            unknown_total_gbp=unknown_total_gbp(self.ledger.agreements, self.ledger.promised_gbp),
            newest=self.newest, first=min((p.start for p in purses.values()), default=self.newest), ledger=self.ledger,
        )  # fmt: skip

    def _costs(self) -> UnitCosts:
        """Unit costs of the newest year whose independent line is known; no line at all is said with NaN."""
        rows = len(self.codes)
        blank = UnitCosts(
            np.full(rows, np.nan), np.full(rows, np.nan), np.zeros(rows), np.ones(len(SETTINGS)), self.newest
        )
        found = {}
        for name in ("independent_before", "independent"):
            for year in sorted({y for known in self.ledger.series[name].values() for y in known}):
                line = np.array([self.ledger.of(name, code).get(year, np.nan) for code in self.codes])
                with np.errstate(invalid="ignore", divide="ignore"):
                    found[year] = (line, line / self.years[year][:, INDEPENDENT])
        if not found:
            return blank
        last = max(found)
        places = np.nan_to_num(self.years[last][:, INDEPENDENT])
        own = np.nan_to_num(found[last][1], posinf=0.0)
        noise = 0.5
        if len(found) > 1:
            before = np.nan_to_num(found[sorted(found)[-2]][1], posinf=0.0)
            noise = unit_costs.change_noise(before, own, places)
        regions = [self.ledger.regions.get(code, "") for code in self.codes]
        independent, weight = unit_costs.shrunk(own, places, regions, noise)
        lined = min(found) if len(found) > 1 else last
        rest = np.array([self._spent_in(code, lined) for code in self.codes]) - found[lined][0]
        weights = settled(unit_costs.setting_weights(rest, self.years[lined]))
        return UnitCosts(settled(independent), own, weight, weights, last)

    def _spent_in(self, code: str, began: int) -> float:
        """Spending of one financial year, where both balances and the allocation are known; else NaN."""
        balance, high_needs = self.ledger.of("balance", code), self.ledger.of("high_needs", code)
        if began not in balance or began + 1 not in balance or began not in high_needs:
            return math.nan
        return high_needs[began] + balance[began + 1] - balance[began]

    def _fee_growth(self) -> float:
        """Yearly growth of independent fees in logs: the mean of what government says of England and of the lines."""
        fees = self.ledger.fees
        found = [math.log(fees[max(fees)] / fees[min(fees)]) / (max(fees) - min(fees))] if len(fees) > 1 else []
        sums = {}
        for name in ("independent_before", "independent"):
            for year in {y for known in self.ledger.series[name].values() for y in known}:
                rows = [r for r, code in enumerate(self.codes) if year in self.ledger.of(name, code)]
                line = sum(self.ledger.of(name, self.codes[r])[year] for r in rows)
                sums[year] = line / np.nansum(self.years[year][rows, INDEPENDENT])
        if len(sums) > 1:
            first, last = min(sums), max(sums)
            found.append(math.log(sums[last] / sums[first]) / (last - first))
        return sum(found) / len(found) if found else USUAL_GROWTH

    def _period(self, code: str) -> Period | None:
        """The two last known balances with every allocation between them: first and last March, allocations, rise."""
        balance, high_needs = self.ledger.of("balance", code), self.ledger.of("high_needs", code)
        if len(balance) < 2:
            return None
        first, last = sorted(balance)[-2:]
        if any(year not in high_needs for year in range(first, last)):
            return None
        return first, last, sum(high_needs[year] for year in range(first, last)), balance[last] - balance[first]

    def _growth(self, costs: UnitCosts, fees: float) -> float:
        """Yearly growth of cost per plan outside independent schools, in logs, from England's last two spans.

        Each span lies between two Marches of which enough councils have balances. Money of agreements is added back
        where it is known, and half of what may have been paid where it is not. With one span nothing can be measured.
        """
        spans = self._spans()
        if len(spans) < 2:
            return USUAL_GROWTH
        points = []
        for first, last in spans:
            rows = [
                r for r, code in enumerate(self.codes)
                if {first, last} <= self.ledger.of("balance", code).keys()
                and all(y in self.ledger.of("high_needs", code) for y in range(first, last))
            ]  # fmt: skip
            spent = volume = 0.0
            for r in rows:
                code = self.codes[r]
                balance = self.ledger.of("balance", code)
                spent += sum(self.ledger.of("high_needs", code)[y] for y in range(first, last))
                spent += balance[last] - balance[first] + self._valve_middle(code, first, last)
                volume += sum(self._volume(r, y, costs) for y in range(first, last))
            if spent > 0 and volume > 0:
                points.append(((first + last) / 2, math.log(spent / volume)))
        if len(points) < 2:
            return USUAL_GROWTH
        (x0, y0), (x1, y1) = points[0], points[-1]
        whole = (y1 - y0) / (x1 - x0)
        part = self._independent_part(costs)
        return (whole - part * fees) / (1 - part)

    def _spans(self) -> list[tuple[int, int]]:
        marches = sorted({year for known in self.ledger.series["balance"].values() for year in known})
        return list(pairwise(marches))

    def _follows(self, costs: UnitCosts) -> float:
        """How far spending follows a council's own plans, beyond England's: a robust slope over all pairs of spans.

        Of the change of log spending on the change of log weighted plans and of log funding; Huber's rule at 1.5.
        """
        x, y, weight = [], [], []
        for (a, b), (c, d) in pairwise(self._spans()):
            rows = []
            for r, code in enumerate(self.codes):
                first, then = self._spent_a_year(r, a, b, costs), self._spent_a_year(r, c, d, costs)
                if code not in self.ledger.agreements and first and then and min(*first, *then) > 0:
                    rows.append([math.log(after / before) for before, after in zip(first, then, strict=True)])
            if rows:
                change = np.array(rows)
                change -= np.median(change, axis=0)
                y.append(change[:, 0])
                x.append(change[:, 1:])
        if not y or sum(map(len, y)) < 30:
            return USUAL_FOLLOWS
        left, right = np.concatenate(x), np.concatenate(y)
        weight = np.ones(len(right))
        slope = np.zeros(2)
        for _ in range(20):
            slope = np.linalg.solve(
                (left * weight[:, None]).T @ left + 1e-9 * np.eye(2), (left * weight[:, None]).T @ right
            )
            away = np.abs(right - left @ slope)
            weight = np.minimum(1.0, 1.5 * 1.4826 * np.median(away) / np.maximum(away, 1e-9))
        return float(np.clip(slope[0], 0.0, 1.0))

    def _spent_a_year(self, row: int, first: int, last: int, costs: UnitCosts) -> tuple[float, float, float] | None:
        """Spending, weighted plans and funding in an average year between two Marches."""
        code = self.codes[row]
        balance, high_needs = self.ledger.of("balance", code), self.ledger.of("high_needs", code)
        if not {first, last} <= balance.keys() or any(y not in high_needs for y in range(first, last)):
            return None
        given = sum(high_needs[y] for y in range(first, last))
        volume = sum(self._volume(row, y, costs) for y in range(first, last))
        years = last - first
        return (given + balance[last] - balance[first]) / years, volume / years, given / years

    def _valve_middle(self, code: str, first: int, last: int) -> float:
        deal = self.ledger.agreements.get(code)
        if deal is None:
            return 0.0
        unknown = unknown_total_gbp(self.ledger.agreements, self.ledger.promised_gbp)
        return float(received_gbp(deal, first, last - 1, np.zeros((2, 1)), unknown).sum())

    def _volume(self, row: int, year: int, costs: UnitCosts) -> float:
        """Plans weighted by the cost of their setting, pounds of one year."""
        plans = np.nan_to_num(self.years[year][row])
        mine = 0.0 if np.isnan(costs.independent_gbp[row]) else costs.independent_gbp[row]
        return float(plans @ costs.weights + plans[INDEPENDENT] * mine)

    def _independent_part(self, costs: UnitCosts) -> float:
        last = max(self.years)
        plans = np.nan_to_num(self.years[last])
        mine = np.nansum(plans[:, INDEPENDENT] * costs.independent_gbp)
        whole = mine + (plans @ costs.weights).sum()
        return float(mine / whole) if whole > 0 else 0.0

    def _levels(self, costs: UnitCosts, spent: dict) -> dict[str, float]:
        """Spending outside independent schools per weighted plan, in logs: region's mean, for councils without own."""
        found: dict[str, list[tuple[float, float]]] = {}
        for row, code in enumerate(self.codes):
            if (period := spent[code]) is None or period[1] != self.newest:
                continue
            first, last, allocated, rise = period
            volume = sum(self._volume(row, y, costs) for y in range(first, last))
            total = allocated + rise + self._valve_middle(code, first, last)
            if volume > 0 and total > 0:
                for name in (self.ledger.regions.get(code, ""), ""):
                    found.setdefault(name, []).append((math.log(total / volume), volume))
        return {
            name: sum(level * weight for level, weight in rows) / sum(weight for _, weight in rows)
            for name, rows in found.items()
        }

    def _gap_share(self, spent: dict) -> float:
        """England's gap between spending and funding before the newest March, as a share of funding."""
        found = [(one, self._valve_middle(code, one[0], one[1])) for code, one in spent.items() if one]
        found = [(one, valve) for one, valve in found if one[1] == self.newest]
        return sum(one[3] + valve for one, valve in found) / sum(one[2] for one, _ in found) if found else 0.0

    def _history(self) -> list[float]:
        """England's growth of allocations in logs, councils that have both years."""
        high_needs = self.ledger.series["high_needs"]
        years = sorted({year for known in high_needs.values() for year in known})
        found = []
        for before, after in pairwise(years):
            both = [
                known for code, known in high_needs.items() if before in known and after in known and code[0] == "E"
            ]
            both = [known for known in both if known is not high_needs.get("E92000001")]
            found.append(math.log(sum(k[after] for k in both) / sum(k[before] for k in both)))
        return found

    def _purse(
        self, row: int, code: str, costs: UnitCosts, period: Period | None,
        levels: dict[str, float], funding: Funding,
    ) -> Purse | str:  # fmt: skip
        name = self.panel.names[row]
        high_needs = self.ledger.of("high_needs", code)
        if code not in self.demand.courses.of:
            return self.demand.courses.refused.get(code, "its plans are not known")
        if not high_needs:
            return "no allocation of high needs funding is known"
        reasons: list[str] = []
        balance = self.ledger.of("balance", code)
        mine = 0.0 if np.isnan(costs.independent_gbp[row]) else float(costs.independent_gbp[row])
        fees = self._fee_growth()
        if period is not None and balance:
            first, start, allocated, rise = period
            state = "known" if start == self.newest else "stale"
            middle = (first + start) / 2
            spent = (allocated + rise) / (start - first)
            years, level_sd, value = start - first, 0.0, balance[start]
            if state == "stale":
                reasons.append(f"its last official balance is that of 31 March {start}")
        else:
            first = start = self.newest
            state, level_sd, value = "unknown", UNKNOWN_LEVEL_SD, balance.get(self.newest)
            years, allocated, rise = 0, 0.0, 0.0
            level = levels.get(self.ledger.regions.get(code, ""), levels.get("", 0.0))
            last = min(start - 1, max(self.years))
            spent, middle = math.exp(level) * self._volume(row, last, costs), last + 0.5
            reasons.append("what it spends is taken from its region: it has no two official balances")
            if value is None:
                reasons.append("no official balance is known: it is drawn from what others owe, for their size")
        base = [y for y in self.years if first <= y < start] or [min(start - 1, max(self.years))]
        plans = np.mean([np.nan_to_num(self.years[y][row]) for y in base], axis=0)
        independent = plans[INDEPENDENT] * mine * math.exp(fees * (middle - (costs.of_year + 0.5)))
        independent = min(independent, MOST_INDEPENDENT * spent)
        others = {y: _settled(c[row] @ costs.weights) for y, c in self.years.items()}
        alone = {y: float(c[row][INDEPENDENT]) for y, c in self.years.items()}
        own = {y: float(np.log(max(np.nansum(c[row]), 1.0))) - self.england[y] for y, c in self.january.items()}
        middle_year = [own[y + 1] for y in base]
        base_distance = sum(middle_year) / len(middle_year)
        now = np.nan_to_num(self.january[self.demand.origin][row])
        whole = self.ledger.of("whole_grant", code)
        last_known = max(high_needs)
        if last_known != funding.last_known:
            reasons.append(f"its last known allocation is that of {last_known}-{(last_known + 1) % 100:02d}")
        outside = max(whole.get(last_known, 0.0) - high_needs[last_known], 0.0)
        return Purse(
            code=code, name=name, state=state, reasons=tuple(reasons), start=start, balance_gbp=value,
            balance_id=self.ledger.ids.get(("balance", code, start), ""), middle=middle, years=years,
            allocations_gbp=allocated, rise_gbp=rise, independent_gbp=_settled(independent), level_sd=level_sd,
            level_gbp=_settled(spent),
            volume_others=others, volume_independent=alone,
            base_others=_settled(plans @ costs.weights), base_independent=float(plans[INDEPENDENT]),
            january_others=_settled(now @ costs.weights), january_independent=float(now[INDEPENDENT]),
            funding=high_needs, outside_gbp=outside, deal=self.ledger.agreements.get(code),
            distance={y: _settled(value - base_distance) for y, value in own.items()},
        )  # fmt: skip
