"""Flags: the clauses of a document that are in tension with a duty. Never a finding that anyone acted unlawfully.

In: sentences, and the duties of the register. Out: `Flag`s.
"""

from .find import Flag, flags, in_force

__all__ = ["Flag", "flags", "in_force"]
