"""The sentences of the report.

In: rows of a summary and how they were made. Out: sentences, each of at most 25 words, with every branch told apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..charts.format import number, pounds

Row = Mapping[str, Any]


def answer(rows: Sequence[Row], made: Mapping[str, Any], before: int | None) -> list[str]:
    """What the report says first."""
    totals = [row for row in rows if row["group"] == "total"]
    last = totals[-1]
    if last["status"] == "suppressed":
        return ["There are so few children that no number can be shown."]
    out = [
        f"In January {last['january']}, about {number(last['exact_mean'])} children are expected to have plans.",
        f"In 95 of 100 simulated futures the number lies between {number(last['low_95'])} and "
        f"{number(last['high_95'])}.",
    ]
    if before:
        change = 100 * (last["exact_mean"] / before - 1)
        start = made["start_january"]
        if abs(change) < 0.5:
            out.append(f"That is about as many as in January {start}, when there were {number(before)}.")
        else:
            way = "more" if change > 0 else "fewer"
            out.append(f"That is {abs(change):.0f}% {way} than in January {start}, when there were {number(before)}.")
    cost = [row for row in rows if row["group"] == "cost" and row["status"] != "suppressed"]
    if cost and cost[-1]["exact_mean"] > 0:
        one = cost[-1]
        out.append(
            f"Their places would cost about {pounds(one['exact_mean'])} in that year: "
            f"{pounds(one['low_95'])} to {pounds(one['high_95'])} in 95 of 100 futures."
        )
        if made["places_without_cost"]:
            out.append("The cost leaves out kinds of place for which no price was given.")
    return out


def record(past: Sequence[Row]) -> list[str]:
    """How wrong the model would have been."""
    if not past:
        return ["There is only one year of history, so the model could not be tried on the past."]
    total = next(row for row in past if row["level"] == "total")
    inside = round(total["count"] * total["cover_95_pct"] / 100)
    out = [
        f"Forecasts made from earlier years were held against what came: {total['count']} totals.",
        f"The 95% range held {inside} of them.",
    ]
    bias = total["bias_pct"]
    if bias is None or abs(bias) < 0.5:
        out.append("On average they were neither too high nor too low.")
    else:
        out.append(f"On average they were {abs(bias):.1f}% too {'high' if bias > 0 else 'low'}.")
    return out


def limits(made: Mapping[str, Any]) -> list[str]:
    """What to know before using a number."""
    out = ["This is a projection of the council's own history, not a fact and not a plan."]
    if made["levers"]:
        out.append(f"It shows the scenario “{made['scenario']}”, laid over that history.")
    else:
        out.append("It shows what follows if nothing changes; reforms of the law are not in it.")
    out.append("A plan is a child's right wherever the law's test is met: an expected number is not a limit.")
    if not made["exact_means_are_exact"]:
        out.append("A setting has a cap, so expected numbers are approximate; the ranges are simulated.")
    if made["records_that_do_not_chain_share"]:
        out.append(
            "The records of one year do not lead exactly to those of the next, so single states are less certain."
        )
    out.append(
        f"Numbers below {made['small_cells_below']} are suppressed, and sometimes one more, so that none can be "
        "worked out."
    )
    return out


def how(made: Mapping[str, Any]) -> str:
    """How it was made."""
    return (
        f"Made by {made['program']}, seed {made['seed']}, {number(made['simulations'])} simulated futures, from files "
        f"with the digest {made['inputs_sha256'][:12]}."
    )
