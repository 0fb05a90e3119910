"""Which settings of a run still hold, and which a later one took the place of.

In: settings in the order given. Out: those that act in some year. "today" says support_pct=0; turned to 50, only the 50
is worth telling.
"""

from __future__ import annotations

from collections.abc import Iterable

from portcullis.vocabulary import Setting
from portcullis.vocabulary.dial import FIRST_YEAR, LAST_YEAR


def standing(settings: Iterable[Setting]) -> tuple[Setting, ...]:
    """The settings that act in at least one year, in the order given: the last of one dial and year holds."""
    given = list(settings)
    held: dict[tuple[str, int], int] = {}
    for place, setting in enumerate(given):
        for year in range(FIRST_YEAR, LAST_YEAR + 1):
            if setting.acts(year):
                held[setting.dial, year] = place
    left = set(held.values())
    return tuple(setting for place, setting in enumerate(given) if place in left)
