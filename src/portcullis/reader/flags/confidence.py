"""How sure we are of a flag: the share of flags of its kind that a person agreed with, in the development half.

In: how the flag came about. Out: 0 to 1. `portcullis reader evaluate` prints how well it holds on sentences never
looked at.
"""

from __future__ import annotations

#: By how firm the wording is. Set below what was counted in the development half (which the rules were written on),
#: because
#: on the words of other authors the same wording is right less often.
BASE = {"strong": 0.90, "medium": 0.84, "weak": 0.72}
_ROW, _MINUTES, _DIRECTION, _SAVING, _GUESS = -0.06, -0.05, -0.04, -0.12, -0.04


def confidence(grade: str, *, number: bool, row: bool, minutes: bool, led: bool, saving: bool, guess: bool) -> float:
    """The chance that a person would agree with the flag."""
    sure = BASE[grade] + _ROW * row + _MINUTES * minutes + _DIRECTION * (not number) + _SAVING * saving + _GUESS * guess
    return round(min(0.97, max(0.3, sure + 0.02 * (led and not row))), 2)
