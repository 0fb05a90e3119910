"""The worked examples of real councils: figures read from the register, and the way of one balance through the rules.

In: the register. Out: `Figures`, to look things up with their basis and source, and `Way`, one council's numbers.
The one assumption that is no rule: 2026-28 adds as much as the two years before the grant did. It is there so that a
person can do the sum by hand; it is not a forecast.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from portcullis.model.mechanism import (
    MEASURED,
    Grant,
    exposure_gbp,
    held_at_override_end_gbp,
    of_service_budget_pct,
    override_covers,
    override_end,
    per_resident_gbp,
    stability_grant,
    support_gbp,
)
from portcullis.register.load import Register
from portcullis.vocabulary import Agreement, Claim, Deficit, Observation

TODAY = dt.date(2026, 11, 24)
SECTION_251 = ("dsg_cumulative_deficit", "2023-24", "dfe_s251_via_kali89")
RESIDENTS = ("population_all_ages_rebased", "2024", "ons_mye_2024")
SERVICES = ("ra_total_service_expenditure", "2024-25", "mhclg_ra_2024_25")


@dataclass(frozen=True)
class Figures:
    """Figures of the register, each looked up by everything that tells it from others: exactly one must be there."""

    register: Register
    rows: dict[tuple[str, str, str, str], Observation]

    @classmethod
    def of(cls, register: Register) -> Figures:
        """The figures of the councils, by indicator, authority, period and source."""
        seen = register.observations
        wanted = {SECTION_251[0], RESIDENTS[0], SERVICES[0]}
        rows = {}
        for at, indicator in enumerate(seen.indicator):
            if indicator in wanted or indicator.startswith("reserves_"):
                row = Observation(
                    indicator, seen.authority[at], seen.period[at], seen.value[at], seen.status[at], seen.basis[at],
                    seen.source[at], seen.published[at], seen.source_code[at], seen.note[at],
                )  # fmt: skip
                rows[indicator, row.authority, row.period, row.source] = row
        return cls(register, rows)

    def code(self, name: str) -> str:
        """The code of a council by its name."""
        (code,) = [each.code for each in self.register.authorities.values() if each.name == name]
        return code

    def row(self, name: str, series: tuple[str, str, str]) -> Observation:
        """One observation of a council."""
        indicator, period, source = series
        return self.rows[indicator, self.code(name), period, source]

    def value(self, name: str, series: tuple[str, str, str]) -> float:
        """Its value, which must be there."""
        value = self.row(name, series).value
        assert value is not None, (name, series)
        return value

    def claim(self, name: str, as_at: str, source: str) -> Claim:
        """What somebody said about a council's balance on a day."""
        code = self.code(name)
        (claim,) = [
            each for each in self.register.claims if (each.authority, each.as_at, each.source) == (code, as_at, source)
        ]
        return claim

    def agreement(self, name: str) -> Agreement:
        """The agreement, or refused bid, of a council."""
        (found,) = [each for each in self.register.agreements if each.authority == self.code(name)]
        return found

    def deficit(self, name: str, as_at: str, source: str, kind: str) -> Deficit:
        """A deficit as the file of the agreement has it."""
        (found,) = [
            each
            for each in self.agreement(name).deficit
            if each.as_at == as_at and source in each.sources and each.kind == kind
        ]
        return found


@dataclass(frozen=True)
class Way:
    """One council's way from March 2024 to the day after 31 March 2028, in pounds."""

    grant: Grant
    added_gbp: float
    exposures_gbp: dict[float, float]
    each_gbp: float
    of_services_pct: float


def way(figures: Figures, name: str, measured_gbp: float) -> Way:
    """The way of a council whose balance on 31 March 2026 was (or was said to become) `measured_gbp`."""
    grant = stability_grant([measured_gbp], explained=True)
    added = measured_gbp - figures.value(name, SECTION_251)
    end = override_end(TODAY)
    assert override_covers(MEASURED, end)
    covered = override_covers(end + dt.timedelta(days=1), end)
    exposures = {
        rate: float(
            exposure_gbp(held_at_override_end_gbp(grant.residual_gbp, added, support_gbp(added, rate)), covered)
        )
        for rate in (0.0, 0.5, 0.9)
    }
    return Way(
        grant,
        added,
        exposures,
        float(per_resident_gbp(exposures[0.0], figures.value(name, RESIDENTS))),
        float(of_service_budget_pct(exposures[0.0], figures.value(name, SERVICES))),
    )
