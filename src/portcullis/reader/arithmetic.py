"""Whether the figures of an agreement fit together. What does not is a warning and is never repaired.

In: the terms that were read. Out: sentences.
"""

from __future__ import annotations

import itertools

Row = dict[str, object]
#: Sums are printed to a tenth of a million: half of that for each row may be lost by rounding.
ROUNDING_GBP = 50_001


def checks(
    payments: list[tuple[str, float]],
    profile: list[tuple[str, float]],
    *,
    total: float | None,
    first_payment: float | None,
    first: str | None,
    last: str | None,
    balance_by: str | None,
    cleared_by: str | None,
) -> list[str]:
    """Every check that the terms allow."""
    said: list[str] = []
    paid = sum(amount for _, amount in payments)
    if total is not None and len(payments) > 1 and abs(paid - total) > ROUNDING_GBP * max(2, len(payments)) / 2:
        said.append(f"The yearly payments add up to £{paid:,.0f}, but the document gives a total of £{total:,.0f}.")
    if first_payment is not None and payments and abs(payments[0][1] - first_payment) > 1:
        said.append(
            f"The first payment is given as £{first_payment:,.0f}, but the first row of the table is "
            f"£{payments[0][1]:,.0f}."
        )
    if first_payment is not None and total and first_payment > total:
        said.append("The first payment is larger than the total.")
    for name, rows in (("payments", payments), ("deficit profile", profile)):
        years = [year for year, _ in rows]
        if len(set(years)) < len(years):
            said.append(f"A year stands twice in the {name}.")
        gaps = [b for a, b in itertools.pairwise(years) if int(b[:4]) - int(a[:4]) != 1]
        if gaps:
            said.append(f"The years of the {name} do not follow one another: see {', '.join(gaps[:5])}.")
        outside = [y for y in years if (first and y < first) or (last and y > last)]
        if outside:
            said.append(f"The {name} has years outside the agreement: {', '.join(outside[:5])}.")
    if first and last and first > last:
        said.append(f"The agreement ends ({last}) before it begins ({first}).")
    if balance_by and cleared_by and balance_by > cleared_by:
        said.append(f"The deficit is to be cleared by {cleared_by}, before the yearly account balances ({balance_by}).")
    for name, year in (("in-year balance", balance_by), ("clearing the deficit", cleared_by)):
        if year and last and year > last:
            said.append(f"The year for {name} ({year}) lies after the last year of the agreement ({last}).")
    if cleared_by and profile and profile[-1][0] == cleared_by and total and profile[-1][1] > total + ROUNDING_GBP:
        said.append(
            f"The profile still shows £{profile[-1][1]:,.0f} in {cleared_by}, more than the department pays in all."
        )
    return said
