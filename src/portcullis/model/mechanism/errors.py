"""What can be asked wrongly of the rules of the money."""

from __future__ import annotations


class MechanismError(ValueError):
    """A rule cannot be applied to what was given; the message says why and what would be right."""


class NotKnown(MechanismError):
    """Something that nobody has decided or published is needed: it is never taken to be nothing."""


class WrongTransition(MechanismError):
    """An agreement cannot go from the one state to the other."""


class StaleReserves(MechanismError):
    """The reserves figure is too old, or not one of a day that has been."""
