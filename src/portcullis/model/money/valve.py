"""Safety Valve money that a council had received by a date: known where it is known, else a range.

In: a `SafetyValve` and random numbers. Out: pounds received in each financial year, years × draws.

What was paid in a year is kept as reported. What is not known is not filled in: the total (where that is not known
either, a range around nothing to twice the mean of those still unknown), spread over the agreement's years by

    share received by the end of year n of L  =  (n / L) ** g,   g log-normal around FRONT with GRADE

which in nine draws of ten lies between an even pace and half of it in the first of five years, then is made to agree
with every sum that is known.
Two fifths at first is a pattern seen in agreements whose payments are known; it is not used to fill a gap. Nothing is
taken to be paid from the year on in which payments are reported as suspended, nor after the scheme ended.
"""

from __future__ import annotations

import math

import numpy as np

from ..demand import exact
from .ledger import SafetyValve

#: Median and spread, in logs, of the exponent: below one means more of the money early.
FRONT, GRADE = -0.35, 0.3
#: An agreement whose last year is not known is taken to run for five, as government said was usual.
USUAL_YEARS = 5
#: Last financial year in which the scheme paid: it ended on 1 April 2026.
LAST_YEAR = 2025


def unknown_total_gbp(agreements: dict[str, SafetyValve], promised_gbp: float) -> float:
    """Mean total of the agreements whose total is not known: what England's leaves, divided evenly. Never negative.

    `promised_gbp`: England's total of all agreements.
    """
    known = [one.total_gbp for one in agreements.values() if one.total_gbp is not None]
    unknown = len(agreements) - len(known)
    return max(promised_gbp - sum(known), 0.0) / unknown if unknown else 0.0


def received_gbp(
    deal: SafetyValve, first: int, last: int, luck: np.ndarray, unknown_gbp: float, *, in_full: bool = False
) -> np.ndarray:
    """Pounds received in each financial year from `first` to `last`: years × draws.

    `luck`: 2 × draws standard normals. `in_full`: as if the scheme had gone on and every instalment had been paid.
    """
    draws = luck.shape[1]
    total = np.full(draws, deal.total_gbp) if deal.total_gbp is not None else _uniform(luck[0]) * 2 * unknown_gbp
    ends = deal.ends if deal.ends is not None else deal.began + USUAL_YEARS - 1
    length = max(ends - deal.began + 1, 1)
    power = exact.exp((FRONT + GRADE * luck[1]).astype(np.float32))
    began = min(deal.began, first)
    amounts = np.zeros((last - began + 1, draws))
    done = np.zeros(draws)
    for year in range(deal.began, last + 1):
        part = min((year - deal.began + 1) / length, 1.0)
        share = exact.exp(np.float32(math.log(part)) * power).astype(float)
        amount = np.maximum(total * share - done, 0.0)
        if not in_full and (year > LAST_YEAR or (deal.stopped is not None and year >= deal.stopped)):
            amount = np.zeros(draws)
        if year in deal.paid:
            amount = np.full(draws, deal.paid[year])
        for begun, ended, sum_gbp in deal.paid_runs:
            if begun <= year <= ended:
                left = np.maximum(sum_gbp - amounts[begun - began : year - began].sum(axis=0), 0.0)
                amount = left if year == ended else np.minimum(amount, left)
        amounts[year - began] = amount
        done = done + amount
    return np.rint(amounts[first - began :])


def _uniform(z: np.ndarray) -> np.ndarray:
    """Standard normals as even numbers from 0 to 1 (Abramowitz and Stegun 26.2.17; error below 1e-7)."""
    x = np.abs(z)
    t = 1 / (1 + 0.2316419 * x)
    poly = t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
    upper = exact.exp((-x * x / 2).astype(np.float32)) / math.sqrt(2 * math.pi) * poly
    return np.where(z > 0, 1 - upper, upper)
