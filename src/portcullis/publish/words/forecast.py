"""What a forecast says, and how wrong the model was before, in sentences.

In: rows of a frozen forecast, and a scorecard. Out: `Sentence`s. A forecast never sounds like a fact: each says what it
rests on, and is marked as projected.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .sentence import Number, Sentence, said

if TYPE_CHECKING:
    from portcullis.model.record import Past, Scorecard

Row = dict[str, Any]
#: The forecast was tested so many years ahead; what lies beyond is shown and not told.
TESTED = 3
#: From this January on we tell how wrong we would have been: the newest of which all three years are known.
TOLD_ORIGIN = 2022
AFTER = {1: "After one year", 2: "After two years", 3: "After three years"}


def rounded(value: float) -> str:
    """A number of plans to three figures: more would promise what a forecast cannot keep."""
    size = len(str(int(abs(value))))
    return f"{round(value, min(0, 3 - size)):,.0f}"


def told(rows: list[Row], origin: int) -> Row | None:
    """The row that sentences tell: the last January that the model was tested for."""
    return next((row for row in reversed(rows) if row["january"] <= origin + TESTED), None)


def number(row: Row, part: str) -> Number:
    """One number of a row."""
    return Number(rounded(row[part]), row[part], row["ids"][part])


def heading(name: str, rows: list[Row], origin: int) -> Sentence:
    """The message of the chart."""
    row = told(rows, origin)
    if row is None:
        return said(f"EHC plans in {name}: no forecast")
    return said(
        f"If nothing changes, {name} may have about ", number(row, "median"), f" plans in January {row['january']}",
        projected=True,
    )  # fmt: skip


def range_sentences(rows: list[Row], origin: int) -> list[Sentence]:
    """How far it may be wrong, and what is not in it."""
    row = told(rows, origin)
    if row is None:
        return []
    return [
        said(
            f"In 80 of 100 futures that the model drew, the number in January {row['january']} lies between ",
            number(row, "low_80"), " and ", number(row, "high_80"), ".", projected=True,
        ),
        said(
            "In 95 of 100 it lies between ", number(row, "low_95"), " and ", number(row, "high_95"), ".", projected=True
        ),
        said("It shows what happens if nothing changes: the reforms of 2026 are not in it."),
        *_untested(rows, row),
    ]  # fmt: skip


def _untested(rows: list[Row], told_row: Row) -> list[Sentence]:
    """That nobody knows how good the later years are."""
    if rows[-1]["january"] <= told_row["january"]:
        return []
    return [said(f"What is shown after January {told_row['january']} could not be tested: growth may slow sooner.")]


def care_sentences(rows: list[Row]) -> list[Sentence]:
    """What is unusual about the figures that the forecast starts from."""
    reasons = dict.fromkeys(reason for row in rows for reason in row["why"])
    return [said(f"Take care: {reason}.") for reason in reasons]


def record_sentences(card: Scorecard | None, name: str) -> list[Sentence]:
    """How wrong the model would have been for this council before."""
    if card is None:
        return [said(f"The model has no past forecasts of {name} that could be scored.")]
    scored = card.from_origin(TOLD_ORIGIN)
    whole = (
        [said(f"{name} was reorganised: this is the record of {card.name}, the joined area.")] if card.joined else []
    )
    if not scored:
        return [*whole, said(f"{card.name} could not be forecast from January {TOLD_ORIGIN}.")]
    first, *later = scored
    found = [
        said(
            f"When the model forecast {card.name} from January {TOLD_ORIGIN}, it was ", _off(card, first),
            f" {AFTER[first.year - first.origin].lower()}.",
        )
    ]  # fmt: skip
    found += [said(f"{AFTER[one.year - one.origin]} it was ", _off(card, one), ".") for one in later]
    found.append(said(f"It knew only what was published by June {TOLD_ORIGIN}."))
    doubted = [str(one.year) for one in card.past if one.origin == TOLD_ORIGIN and one.suspect]
    if doubted:
        found.append(said(f"The count of January {' and '.join(doubted)} is in doubt and is not scored."))
    past = [one for one in card.past if not one.suspect]
    inside = sum(one.in_95 for one in past)
    many = f"Of its {len(past)} past forecasts, {inside} were right within their 95% range."
    one = "The one past forecast was " + ("right" if inside else "not right") + " within its 95% range."
    return [*whole, *found, said(one if len(past) == 1 else many)]


def _off(card: Scorecard, one: Past) -> str | Number:
    from portcullis.model.published import past_id

    if abs(one.off_pct) < 0.05:
        return "right to a tenth of a percent"
    way = "high" if one.off_pct > 0 else "low"
    return Number(f"{abs(one.off_pct):.1f}% too {way}", round(one.off_pct, 1), past_id(card.code, one, "off_pct"))
