"""All checks, and how they are run.

In: an open store. Out: findings, errors first, then by check, indicator, period and id: the same order every time.
"""

from __future__ import annotations

from typing import Any

from portcullis.vocabulary import Finding, Severity

from .check import Check
from .checks.bases import Bases
from .checks.codes import Codes
from .checks.companions import Companions
from .checks.copies import Copies
from .checks.existence import Existence
from .checks.gaps import Gaps
from .checks.impossible import Impossible
from .checks.jumps import Jumps
from .checks.levels import Levels
from .checks.parts import Parts
from .checks.rates import Rates
from .checks.rebuilt import Rebuilt
from .checks.signs import Signs
from .checks.totals import Totals
from .checks.withheld import Withheld
from .checks.zeros import Zeros
from .evidence import Evidence

CHECKS: tuple[Check, ...] = (
    Codes(), Copies(), Totals(), Rebuilt(), Parts(), Rates(), Companions(), Impossible(), Zeros(),
    Jumps(), Levels(), Signs(), Bases(), Existence(), Gaps(), Withheld(),
)  # fmt: skip

#: Checks that say more exactly what is wrong: what they find is not told again by looser ones, which come after them.
EXACT = (Copies, Zeros)

_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


def run(store: Any, checks: tuple[Check, ...] = CHECKS) -> list[Finding]:
    """Put every question to the figures as published, and return what was found, sorted."""
    evidence = Evidence(store)
    found: dict[str, Finding] = {}
    for check in checks:
        for f in check.look(evidence):
            if f.id not in found or _ORDER[Severity(f.severity)] < _ORDER[Severity(found[f.id].severity)]:
                found[f.id] = f
        if isinstance(check, EXACT):
            for f in found.values():
                if f.check == check.name:
                    evidence.accused[list(evidence.resting[f.id])] = True
    return sorted(found.values(), key=lambda f: (_ORDER[Severity(f.severity)], f.check, f.indicator, f.period, f.id))
