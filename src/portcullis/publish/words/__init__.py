"""Sentences made from data: each follows the figures, each branch is tested."""

from .sentence import Sentence, said

__all__ = ["Sentence", "said"]
