"""Makes the forecasts of their day: the demand model at the June before each agreement.

In: the store. Out: `Expected` rows for every council with an agreement and every version that has a date.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING

from portcullis.store import queries

from ..demand import DRAWS, SEED, YEARS, DemandError, Fitted, fit
from .counted import INDICATORS
from .dates import made_on, origin_of
from .expected import PARTS, Expected

if TYPE_CHECKING:
    from portcullis.store import Store


def origins(store: Store) -> dict[int, list[str]]:
    """Councils by origin: the June before each version of an agreement that has a date."""
    found: dict[int, set[str]] = defaultdict(set)
    for agreement in queries.all_agreements(store):
        for version in agreement["versions"]:
            if day := made_on(agreement, version):
                found[origin_of(day)].add(agreement["authority"])
    return {origin: sorted(codes) for origin, codes in sorted(found.items())}


def expectations(
    store: Store,
    *,
    draws: int = DRAWS,
    seed: int = SEED,
    progress: Callable[[str], None] = lambda step: None,
) -> list[Expected]:
    """All of them, by council, origin, measure and year. A council that could not be forecast has none."""
    found: list[Expected] = []
    for origin, codes in origins(store).items():
        progress(f"as of June {origin}: {len(codes)} councils")
        try:
            fitted = fit(store, origin=origin)
        except DemandError:
            continue  # too little was known by then: pages say that there is no forecast of that day
        found += _from(fitted, [code for code in codes if code in fitted.codes], draws, seed)
    order = {measure: place for place, measure in enumerate(INDICATORS)}
    return sorted(found, key=lambda one: (one.code, one.origin, order[one.measure], one.year))


def _from(fitted: Fitted, codes: list[str], draws: int, seed: int) -> list[Expected]:
    if not codes:
        return []
    parts = [part for part in ("flows", "settings") if part in fitted.parts]
    told = fitted.forecast(codes, years=YEARS, draws=draws, seed=seed, parts=parts)
    found = []
    for code in codes:
        doubts = "; ".join(told.bases[code].reasons)
        for measure in INDICATORS:
            for one in told.ranges(code, measure):
                if measure == "plans" and one.year <= fitted.origin:
                    continue  # what it starts from is no forecast
                numbers = {part: round(float(getattr(one, part)), 1) for part in PARTS}
                found.append(
                    Expected(
                        code=code, name=told.names[code], origin=fitted.origin, measure=measure, year=one.year,
                        doubts=doubts, model=told.version, seed=seed, draws=draws, vintage=str(fitted.vintage),
                        **numbers,
                    )
                )  # fmt: skip
    return found
