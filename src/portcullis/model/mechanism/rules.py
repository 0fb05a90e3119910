"""The rules of the money: what each says, how certain it is, who says so, and from when until when it holds.

In: the sentences in `said`, one file for each subject. Out: `RULES` by key, and `rests_on`, with which a function
names the rules that it stands on. A rule that says a formula has a function; one that nobody knows has a switch.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from .said import agreement, balance, dates, grant, later, transfer
from .said.rule import CERTAINTIES, Certainty, Rule

__all__ = ["CERTAINTIES", "RULES", "RULES_OF", "Certainty", "Rule", "rests_on"]

#: Every rule by its key, in the order of the sections.
RULES: dict[str, Rule] = {
    rule.key: rule
    for subject in (dates, balance, transfer, agreement, grant, later)
    for rule in subject.RULES
}  # fmt: skip

#: Each function that applies a rule, by name, with the keys of its rules.
RULES_OF: dict[str, tuple[str, ...]] = {}

F = TypeVar("F", bound=Callable[..., Any])


def rests_on(*keys: str) -> Callable[[F], F]:
    """Name the rules that a function applies; they are kept as `function.rests_on`. Raises KeyError for an unknown."""
    for key in keys:
        if key not in RULES:
            raise KeyError(f"no rule is called {key!r}")

    def mark(function: F) -> F:
        function.__dict__["rests_on"] = keys
        RULES_OF[getattr(function, "__name__", "")] = keys
        return function

    return mark
