"""What can be asked wrongly of the money model."""

from __future__ import annotations

from portcullis.vocabulary import DialError


class MoneyError(ValueError):
    """Something was asked that the model does not do; the message says what would be right."""


__all__ = ["DialError", "MoneyError"]
