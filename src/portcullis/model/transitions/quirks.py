"""Each peculiarity of the reference tool as a named switch, so that old results can be reproduced and explained.

In: names of switches. Out: `Quirks`; `SOUND` (all off, the default) and `COMPATIBLE` (all on). docs/
transitions-from-reference.md says what each did to results. The reference's biased sampler of 2019 is not among them:
it was a mistake of a library, and an exact sampler differs from those results on purpose.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

from .errors import ScenarioError


@dataclass(frozen=True)
class Quirks:
    """All switches; off is sound."""

    #: A child whose state is not valid disappears at the next step, uncounted; so does everybody after year 20.
    vanish_from_invalid: bool = False
    #: Whether a child may move depends on what is valid one school year after the one that is reached.
    movement_looks_too_far: bool = False
    #: Where movers may go depends on the school year that they leave, and settings seen that year are added.
    destinations_of_origin_year: bool = False
    #: Joiners are divided by the number of years, so that their rate is as uncertain as one year leaves it.
    joiners_averaged: bool = False
    #: School years without joiners get 0.001 of a joiner a year but nowhere to go: so there are none.
    absent_joiners: bool = False
    #: Statistics of needs, settings and age groups leave out simulations in which they are empty.
    occupied_only: bool = False
    #: Values pass through a histogram of three digits, and come out up to one too high.
    histogram_rounding: bool = False
    #: Rates are drawn anew for every cohort and year, so that uncertainty about them averages out.
    redraw_rates: bool = False
    #: A multiplier rounds each cell of modified history half up: 0.4 of one child is none.
    rounded_multipliers: bool = False

    def on(self) -> tuple[str, ...]:
        """Names of the switches that are on."""
        return tuple(one.name for one in fields(self) if getattr(self, one.name))


SOUND = Quirks()
NAMES = tuple(one.name for one in fields(Quirks))
COMPATIBLE = Quirks(*(True,) * len(NAMES))


def with_quirks(base: Quirks, on: tuple[str, ...] = (), off: tuple[str, ...] = ()) -> Quirks:
    """A base with some switches changed. Raises ScenarioError for a name that is none."""
    for name in (*on, *off):
        if name not in NAMES:
            raise ScenarioError(f"no quirk is called {name!r}: use {', '.join(NAMES)}")
    return replace(base, **dict.fromkeys(on, True), **dict.fromkeys(off, False))
