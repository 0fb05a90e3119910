"""What can be asked wrongly of the model."""

from __future__ import annotations


class DemandError(ValueError):
    """Something was asked that the model does not do; the message says what would be right."""


class TooLittleHistory(DemandError):
    """There are too few figures before the origin to fit the model."""
