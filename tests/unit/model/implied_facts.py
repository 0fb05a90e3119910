"""An invented agreement of Ambleford, signed in March 2023, with facts and expectations in round numbers.

In: what differs. Out: rows as the store gives them. Balances in pounds: £4m in March 2021, £10m in 2022, £14m in 2024.
"""

from __future__ import annotations

from typing import Any

from portcullis.model.implied import Expected

CODE = "E99000001"
COUNTS = {
    "ehc_plans": {2022: 900, 2025: 1100},
    "ehc_plans_mainstream": {2022: 400, 2025: 500},
    "ehc_plans_special_state": {2022: 300, 2025: 380},
    "ehc_plans_special_independent": {2022: 60, 2025: 80},
    "ehc_plans_special_non_maintained": {2022: 10, 2025: 5},
    "ehc_plans_post16": {2022: 100, 2025: 90},
    "ehc_assessments_plan_issued": {2022: 180, 2024: 230},
}
#: Middle 80%: low, middle, high.
RANGES = {
    "plans": (1000, 1200, 1500), "mainstream": (420, 520, 620), "special_state": (280, 350, 420),
    "special_independent": (50, 90, 130), "post16": (60, 80, 100), "issued": (150, 220, 300),
}  # fmt: skip
BALANCES = {"2020-21": 4e6, "2021-22": 10e6, "2023-24": 14e6}


def row(indicator: str, period: str, value: float, *, status: str = "published") -> dict[str, Any]:
    """One observation."""
    return {
        "id": f"{indicator}:{CODE}:{period}:x", "indicator": indicator, "authority": CODE, "period": period,
        "year": int(period[:4]), "value": value, "status": status,
    }  # fmt: skip


class Invented:
    """Facts of one council; what is asked of another is empty."""

    def __init__(
        self,
        *,
        deficits: dict[str, float] | None = None,
        top_up: float = 4_200_000,
        priced: bool = True,
        doubted: bool = False,
    ) -> None:
        self.national = [
            {"id": f"england:{y}", "series": "independent_nmss_cost_per_pupil", "period": y, "value": v}
            for y, v in (("2022-23", 60_000), ("2024-25", 64_000))
            if priced
        ]
        status = "suspect" if doubted else "published"
        self._rows = {
            name: [row(name, str(year), value, status=status) for year, value in values.items()]
            for name, values in COUNTS.items()
        }
        balances = BALANCES if deficits is None else deficits
        self._rows["dsg_cumulative_deficit"] = [row("dsg_cumulative_deficit", p, v) for p, v in balances.items()]
        self._rows["hn_topup_special_ap_independent"] = [row("hn_topup_special_ap_independent", "2021-22", top_up)]

    def of(self, indicator: str, authority: str) -> list[dict[str, Any]]:
        """Rows of a series."""
        return self._rows.get(indicator, []) if authority == CODE else []


def official(balances: dict[str, float]) -> Invented:
    """The same with the two balances before the agreement and these."""
    return Invented(deficits={"2020-21": 4e6, "2021-22": 10e6} | balances)


def expected(code: str) -> list[Expected]:
    """What was expected from January 2022 for January 2025, and of new plans for 2024."""
    return [
        Expected(code, "Ambleford", 2022, measure, 2024 if measure == "issued" else 2025, low - 10.0, float(low),
                 float(middle), float(high), high + 10.0, "", "demand-1", 2026, 10_000, "2025-06-26")
        for measure, (low, middle, high) in RANGES.items()
    ]  # fmt: skip


def condition(counts: str, value: float, *, by: str = "") -> dict[str, Any]:
    """One condition with a number."""
    return {
        "version": "original", "family": "finance", "text": "A target.", "target_text": str(value),
        "target_value": float(value), "target_unit": "places", "target_counts": counts, "target_by": by,
        "figure": "agreement:ambleford:condition:finance:x", "sources": "x",
    }  # fmt: skip


def profile(as_at: str, value: float, basis: str) -> dict[str, Any]:
    """A planned deficit."""
    return {
        "as_at": as_at, "value_gbp": value, "kind": "agreement_profile", "basis": basis, "measure": "cumulative",
        "figure": f"agreement:ambleford:deficit:{as_at}", "sources": "x",
    }  # fmt: skip


def agreement(
    *, conditions: list[dict[str, Any]] | None = None, deficits: list[dict[str, Any]] | None = None, **version: Any
) -> dict[str, Any]:
    """An agreement with one version."""
    told = {
        "version": "original", "since": "2023-03-16", "since_not_before": "", "end_year": "",
        "in_year_balance_year": "", "total_gbp": None, "figure": "agreement:ambleford:total:original", "sources": "x",
    } | version  # fmt: skip
    return {
        "slug": "ambleford", "authority": CODE, "name": "Ambleford", "kind": "agreement", "signed": "",
        "published": "", "versions": [told], "conditions": conditions or [], "deficits": deficits or [],
    }  # fmt: skip
