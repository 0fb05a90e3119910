"""What is said of a forecast and of the model's record: every branch, short, and never as if it were a fact.

In: invented rows and scorecards. Out: sentences.
"""

from __future__ import annotations

from typing import Any

import pytest

from portcullis.model.backtest import Scorecard
from portcullis.model.backtest.scorecards import Past
from portcullis.publish.words import forecast as words
from portcullis.publish.words.sentence import MAX_WORDS, Number

PARTS = ("median", "low_80", "high_80", "low_95", "high_95")


def row(january: int, median: float = 1234.0, why: tuple[str, ...] = ()) -> dict[str, Any]:
    numbers = dict(zip(PARTS, (median, 1100.0, 1400.0, 1000.0, 1500.0), strict=True))
    return {
        "january": january,
        "why": list(why),
        "ids": {part: f"forecast:x:{january}:{part}" for part in PARTS},
    } | numbers


def past(year: int, median: float, actual: float = 1000.0, *, suspect: bool = False, origin: int = 2022) -> Past:
    return Past(origin, year, median, 900.0, 950.0, 1050.0, 1100.0, actual, suspect)


def card(*rows: Past, joined: bool = False) -> Scorecard:
    return Scorecard("E1", "Ambleford", joined, rows)


@pytest.mark.parametrize(
    ("value", "text"), [(22034.0, "22,000"), (874321.0, "874,000"), (996.0, "996"), (24.4, "24"), (0.0, "0")]
)
def test_three_figures_and_no_more(value: float, text: str) -> None:
    assert words.rounded(value) == text


def test_the_heading_tells_the_last_tested_january_as_a_projection() -> None:
    said = words.heading("Ambleford", [row(january) for january in range(2026, 2036)], 2025)
    assert said.text == "If nothing changes, Ambleford may have about 1,230 plans in January 2028"
    assert said.projected
    assert [part.figure_id for part in said.parts if isinstance(part, Number)] == ["forecast:x:2028:median"]


def test_without_rows_nothing_is_promised() -> None:
    assert words.heading("Ambleford", [], 2025).text == "EHC plans in Ambleford: no forecast"
    assert words.range_sentences([], 2025) == []


def test_ranges_and_what_is_not_in_them() -> None:
    told = words.range_sentences([row(january) for january in range(2026, 2036)], 2025)
    assert [sentence.text for sentence in told] == [
        "In 80 of 100 futures that the model drew, the number in January 2028 lies between 1,100 and 1,400.",
        "In 95 of 100 it lies between 1,000 and 1,500.",
        "It shows what happens if nothing changes: the reforms of 2026 are not in it.",
        "What is shown after January 2028 could not be tested: growth may slow sooner.",
    ]
    assert len(words.range_sentences([row(2026), row(2027)], 2025)) == 3  # nothing beyond what was tested


def test_reasons_to_take_care_are_said_once() -> None:
    rows = [row(2026, why=("the count of 2025 is in doubt",)), row(2027, why=("the count of 2025 is in doubt",))]
    assert [s.text for s in words.care_sentences(rows)] == ["Take care: the count of 2025 is in doubt."]


def test_the_record_year_by_year() -> None:
    told = words.record_sentences(card(past(2023, 1036.0), past(2024, 890.0), past(2025, 1000.2)), "Ambleford")
    assert [sentence.text for sentence in told] == [
        "When the model forecast Ambleford from January 2022, it was 3.6% too high after one year.",
        "After two years it was 11.0% too low.",
        "After three years it was right to a tenth of a percent.",
        "It knew only what was published by June 2022.",
        "Of its 3 past forecasts, 3 were right within their 95% range.",
    ]


def test_a_record_with_a_count_in_doubt_of_a_joined_area_and_of_none() -> None:
    told = words.record_sentences(card(past(2023, 1036.0), past(2024, 2000.0, suspect=True), joined=True), "Old Town")
    assert told[0].text == "Old Town was reorganised: this is the record of Ambleford, the joined area."
    assert any(s.text == "The count of January 2024 is in doubt and is not scored." for s in told)
    assert told[-1].text == "The one past forecast was right within its 95% range."
    (none,) = words.record_sentences(None, "Old Town")
    assert none.text == "The model has no past forecasts of Old Town that could be scored."
    (other,) = words.record_sentences(card(past(2020, 1.0, origin=2019)), "Ambleford")
    assert other.text == "Ambleford could not be forecast from January 2022."


def test_every_sentence_is_short() -> None:
    told = [
        *words.range_sentences([row(january) for january in range(2026, 2036)], 2025),
        *words.record_sentences(card(past(2023, 1036.0), past(2024, 890.0), past(2025, 1300.0), joined=True), "A"),
    ]
    assert [s.text for s in told if s.words > MAX_WORDS] == []
