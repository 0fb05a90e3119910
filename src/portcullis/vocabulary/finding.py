"""Finding: what the audit saw in a figure, and why it may be innocent.

In: nothing. Out: `Finding`.
"""

from __future__ import annotations

from dataclasses import dataclass

from .words import Severity


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. `observations` holds ids; `id` stays the same as long as check and observations do."""

    id: str
    check: str
    severity: Severity
    what: str
    why_it_may_be_innocent: str
    indicator: str
    period: str
    authorities: tuple[str, ...]
    observations: tuple[str, ...]
