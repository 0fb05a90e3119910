"""Our England beside the figures of others, in words that follow the numbers.

In: ranges of ours, a figure of somebody else's. Out: on which side it lies, why that may be, and sentences.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Literal

from portcullis.vocabulary import DIALS

from ..charts.format import pounds
from .outlook import rounded, side
from .sentence import Number, Sentence, said

if TYPE_CHECKING:
    from portcullis.model.projected import Told

Row = dict[str, Any]
Side = Literal["inside", "above", "below", "not against"]
#: Figures of plans in January 2025 came out on 26 June 2025; the grant was announced on 9 February 2026.
COUNTED, GRANTED = "2025-06", "2026-02"
#: How funding is taken to grow where nobody has said.
USUAL_GROWTH = f"{DIALS['funding_growth_pct'].usual:g}%"
SIDES = {
    "inside": "Within our range.", "above": "Above our range.", "below": "Below our range.",
    "not against": "It says “more than”, which our range does not contradict.",
}  # fmt: skip
NETTING = {"net_of_surpluses": "net of surpluses", "deficits_only": "councils in deficit only", "": "not stated"}


def is_floor(row: Row) -> bool:
    """Whether a figure says 'more than' this."""
    return row["kind"] == "lower_bound" or "lower bound" in row["note"] or row["note"].startswith("over")


def side_of(row: Row, value_gbp: float, low: float, high: float) -> Side:
    """Where somebody's figure lies against our range. 'More than' is not contradicted by a range above it."""
    found = side(value_gbp, low, high)
    if found == "below" and is_floor(row):
        return "not against"
    return "above" if found == "above" else "below" if found == "below" else "inside"


def reasons(row: Row, found: Side, *, kind: str, year: int) -> list[str]:
    """Why a figure may lie outside our range: only what the two figures themselves tell. `kind`: balance, gap, spent
    or funding; `year`: what the figure is about."""
    if found in ("inside", "not against"):
        return []
    why = []
    if kind == "balance" and not row["netting"]:
        why.append("Its basis is not stated.")
    if kind == "spent":
        why.append("Ours counts what the grant, the deficits and Safety Valve money paid for.")
    if row["made_on"] and row["made_on"] < COUNTED and year >= 2025:
        why.append("It was made before the plans of January 2025 were counted.")
    if found == "below" and kind in ("balance", "gap", "spent") and year >= 2026:
        why.append("Ours lets plans and costs grow as they have grown.")
    if found == "below" and kind in ("balance", "gap") and year >= 2027:
        why.append(f"Ours holds funding flat in 2026-27, and {USUAL_GROWTH} a year is assumed after.")
    if found == "above" and kind in ("balance", "gap"):
        why.append("Ours starts from official balances of March 2024, after Safety Valve money.")
    if kind == "funding":
        why.append("Ours adds up the allocations of councils; theirs may count other grants.")
    return why


def count_sentence(sides: Iterable[Side]) -> Sentence:
    """How many figures of others lie where."""
    count = Counter(sides)
    total = sum(count.values())
    if not total:
        return said("No figure by others for this is in the register.")
    inside = count["inside"] + count["not against"]
    if total == 1:
        only = next(iter(count))
        where = {"above": "above our range", "below": "below our range"}.get(only, "in agreement with our range")
        return said(f"The one figure by others is {where}.")
    if inside == total:
        return said(f"All {total} figures by others agree with our range.")
    parts = [
        f"{count[name]} {'lies' if count[name] == 1 else 'lie'} {name} it" for name in ("above", "below") if count[name]
    ]
    first = f"{inside} agree{'s' if inside == 1 else ''} with our range" if inside else "none agrees with our range"
    return said(f"Of {total} figures by others, {first}; {' and '.join(parts)}.")


def ours_sentence(told: Told, what: str) -> Sentence:
    """'{what} is about £6.28bn: in 80 of 100 futures between £5.56bn and £7.06bn.'"""
    return said(
        f"{what} may be about ", _number(told, "median"), ": in 80 of 100 futures between ", _number(told, "low_80"),
        " and ", _number(told, "high_80"), ".", projected=True,
    )  # fmt: skip


def _number(told: Told, part: str) -> Number:
    value = getattr(told, part)
    return Number(rounded(value), value, told.id_of(part))


def middle_sentences(name: str, row: Row, told: Told) -> list[Sentence]:
    """One figure of somebody against our middle, for the sentences at the head of the page."""
    value = row["value"] * 1e6
    found = side_of(row, value, told.low_80, told.high_80)
    figure = Number(pounds(value), row["value"], row["id"])
    first = said(f"{name} put it at ", figure, ".", projected=row["kind"] == "forecast")
    share = round(100 * (told.median / value - 1))
    way = "higher" if share > 0 else "lower"
    much = Number(f"{abs(share)}%", abs(share), made_from=(told.id, row["id"]))
    if abs(share) < 3:
        return [first, said("Our middle is about the same.")]
    outside = "outside" if found in ("above", "below") else "within"
    return [first, said("Our middle is ", much, f" {way}; theirs lies {outside} our range.")]


def two_year_sentences(name: str, row: Row, first: Told, then: Told) -> list[Sentence]:
    """Both years before the override ends, in one sum: only our middles can be added up."""
    value, ours = row["value"] * 1e6, first.median + then.median
    figure = Number(pounds(value), row["value"], row["id"])
    total = Number(rounded(ours), ours, made_from=(first.id, then.id))
    return [
        said(f"{name} put the gap of 2026-27 and 2027-28 together at ", figure, ".", projected=True),
        said("Our two middles add up to ", total, ".", projected=True),
    ]


def pace_sentences(now: Row | None, then: Row | None) -> list[Sentence]:
    """How fast plans grow in the forecast that the money rests on. Rows of the frozen forecast, a few years apart."""
    if now is None or then is None or then["january"] <= now["january"]:
        return [said("Plans go on growing as they have grown: nothing is taken to slow them.")]
    years = then["january"] - now["january"]
    growth = 100 * ((then["median"] / now["median"]) ** (1 / years) - 1)
    ids = (now["ids"]["median"], then["ids"]["median"])
    return [
        said("Plans go on growing by about ", Number(f"{growth:.0f}%", round(growth, 1), made_from=ids),
             " a year: nothing is taken to slow them.", projected=True)
    ]  # fmt: skip


def netting_sentences(net: Told, deficits: Told) -> list[Sentence]:
    """What the two bases differ by."""
    between = deficits.median - net.median
    if between <= 0:
        return [said("No council is in surplus in the middle of our futures, so both bases agree.")]
    number = Number(rounded(between), between, made_from=(net.id, deficits.id))
    return [
        said(f"On 31 March {net.year}, surpluses of some councils lower the net sum by about ", number, ".",
             projected=True),
        said("A surplus in one council does not pay for a deficit in another."),
    ]  # fmt: skip


def grant_sentences(after: Told, before: Told) -> list[Sentence]:
    """Before and after the grant are two different sums."""
    less = before.median - after.median
    if less <= 0:
        return [said("The stability grant does not change the sum in our futures.")]
    number = Number(rounded(less), less, made_from=(after.id, before.id))
    return [
        said("The stability grant lowers what is owed in March 2028 by about ", number, ".", projected=True),
        said("Figures made before February 2026 do not know of it, so we set them beside ours without it."),
    ]


def left_out_sentence(names: list[str]) -> list[Sentence]:
    """Councils that are not in our sum."""
    if not names:
        return []
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    if len(names) > 3:
        return [said(f"{len(names)} councils are not in our sum: too little is known of them.")]
    return [said(f"{listed} {'is' if len(names) == 1 else 'are'} not in our sum: too little is known.")]
