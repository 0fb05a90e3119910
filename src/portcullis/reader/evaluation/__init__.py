"""How well the reader does on documents that we labelled: a development half and a sealed half.

In: the corpus that comes with the reader. Out: scores with intervals. The rules were written on the development
half; the
sealed half is looked at only to report.
"""

from .score import HALVES, Scored, evaluate_half

__all__ = ["HALVES", "Scored", "evaluate_half"]
