"""What a check is, and how it says what it found.

In: the words of a finding and the rows it rests on. Out: the `Check` protocol, `finding()`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Protocol

from portcullis.vocabulary import Finding, Severity

from .evidence import Evidence

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE


class Check(Protocol):
    """One question put to all figures at once."""

    name: str
    asks: str

    def look(self, evidence: Evidence) -> Iterable[Finding]:
        """Everything in the evidence that answers the question badly."""
        ...


def finding(
    evidence: Evidence,
    *,
    check: str,
    severity: Severity,
    what: str,
    innocent: str,
    rows: Iterable[int] = (),
    indicator: str = "",
    period: str = "",
    authorities: Iterable[str] = (),
    aspect: str = "",
) -> Finding:
    """A finding about these rows of the evidence; its id depends only on the check and the observations.

    `aspect` keeps two things apart that one check may say of the same rows.
    """
    kept = sorted({int(row) for row in rows if row >= 0})
    observations = tuple(sorted(evidence.identity(row) for row in kept))
    named = sorted({*authorities} or {str(evidence.authority[row]) for row in kept})
    key = "\n".join([check, aspect, *(observations or (indicator, period, *named))])
    digest = hashlib.sha256(key.encode()).hexdigest()[:10]
    evidence.resting[f"{check}-{digest}"] = kept
    return Finding(
        id=f"{check}-{digest}",
        check=check,
        severity=severity,
        what=what,
        why_it_may_be_innocent=innocent,
        indicator=indicator,
        period=period,
        authorities=tuple(named),
        observations=observations,
    )
