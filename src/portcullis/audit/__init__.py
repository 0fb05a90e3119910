"""Audit (floor 3): general checks over figures as they were published, before any correction.

In: an open store. Out: `run(store)`, a sorted list of `Finding`. No authority, year or indicator is named here:
what the figures should have to do with one another is declared beside each indicator in the register (`relations`).
"""

from portcullis.vocabulary import Relations

from .check import Check
from .evidence import Evidence
from .registry import CHECKS, run

__all__ = ["CHECKS", "Check", "Evidence", "Relations", "run"]
