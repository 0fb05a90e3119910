"""An implied record as one flat row: what CSV, JSON and the API carry.

In: `Implied`. Out: a dict with the keys of `FIELDS`. Missing numbers are None, and `why` says the reason.
"""

from __future__ import annotations

from typing import Any

from .asked import Implied

FIELDS = (
    "id", "agreement", "authority", "name", "version", "stands_in", "class", "counts", "target", "value", "unit", "by",
    "made_on", "origin", "january", "january_from", "state", "why", "measure", "year", "base", "expected_low_80",
    "expected_median", "expected_high_80", "expected_low_95", "expected_high_95", "asked_low", "asked_middle",
    "asked_high", "asked_unit", "asked_gbp", "asked_gbp_a_year", "shortfall_gbp", "shortfall_year", "placements_low",
    "placements_high", "price_low_gbp", "price_high_gbp", "independent_growth_low", "independent_growth_high",
    "came_kind", "came_year", "came_at_its_date", "came_low", "came_high", "came_figures", "plans_year", "plans",
    "plans_figure", "figures", "sources", "model", "seed", "draws", "vintage",
)  # fmt: skip


def flat(one: Implied) -> dict[str, Any]:
    """One row."""
    t, e, a, m, c, p = one.target, one.expected, one.asked, one.money, one.came, one.plans
    prices = [price.gbp for price in m.prices] if m else []
    figures: list[str] = [t.figure] if t.figure else []
    figures += [name for price in (m.prices if m else ()) for name in price.ids]
    figures += [*(m.made_from if m else ()), *(one.growth.base_ids if one.growth else ())]
    return dict.fromkeys(FIELDS) | {
        "id": t.id, "agreement": t.slug, "authority": t.code, "name": t.name, "version": t.version,
        "stands_in": t.stands_in, "class": t.kind.of, "counts": t.counts, "target": t.text, "value": t.value,
        "unit": t.unit, "by": t.by, "made_on": t.made_on, "origin": t.origin, "january": t.january,
        "january_from": t.january_from, "state": one.state, "why": one.why,
        "measure": e.measure if e else "", "year": e.year if e else None,
        "base": one.growth.base if one.growth else None,
        "expected_low_80": e.low_80 if e else None, "expected_median": e.median if e else None,
        "expected_high_80": e.high_80 if e else None, "expected_low_95": e.low_95 if e else None,
        "expected_high_95": e.high_95 if e else None,
        "asked_low": _round(a.low if a else None), "asked_middle": _round(a.middle if a else None),
        "asked_high": _round(a.high if a else None), "asked_unit": a.unit if a else "",
        "asked_gbp": _round(m.gbp if m else None), "asked_gbp_a_year": m.a_year if m else None,
        "shortfall_gbp": _round(m.shortfall_gbp if m else None), "shortfall_year": m.shortfall_year if m else "",
        "placements_low": _round(m.low if m else None), "placements_high": _round(m.high if m else None),
        "price_low_gbp": _round(min(prices, default=None)), "price_high_gbp": _round(max(prices, default=None)),
        "independent_growth_low": _round(one.independent.low if one.independent else None),
        "independent_growth_high": _round(one.independent.high if one.independent else None),
        "came_kind": c.kind if c else "", "came_year": c.year if c else None,
        "came_at_its_date": c.exact if c else None,
        "came_low": c.low if c else None, "came_high": c.high if c else None,
        "came_figures": "|".join(c.ids) if c else "", "plans_year": p.year if p else None,
        "plans": p.low if p else None, "plans_figure": "|".join(p.ids) if p else "",
        "figures": "|".join(dict.fromkeys(figures)), "sources": t.sources,
        "model": e.model if e else "", "seed": e.seed if e else None, "draws": e.draws if e else None,
        "vintage": e.vintage if e else "",
    }  # fmt: skip


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 1)
