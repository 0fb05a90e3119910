"""What is said of one council's projected money: every branch, short, and never as if it were a fact.

In: invented projections, balances, claims. Out: sentences.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from portcullis.model.money import MoneyRange
from portcullis.publish.words import outlook as words
from portcullis.publish.words.sentence import MAX_WORDS, Number, Sentence
from tests.unit.money_record import outlook, projection, recorded

TODAY = dt.date(2026, 11, 24)


def texts(sentences: list[Sentence]) -> list[str]:
    return [sentence.text for sentence in sentences]


def told(**options: Any) -> dict[str, list[str]]:
    return {label: texts(group) for label, group in words.outlook_groups(outlook(**options))}


def claim(value: int, kind: str = "actual", day: str = "2026-03-31", basis: str = "net") -> dict[str, Any]:
    return {"id": f"claim:{value}", "value_gbp": value, "kind": kind, "as_at": day, "basis": basis}


def official(value: float) -> dict[str, Any]:
    return {"id": "dsg_cumulative_deficit:E99000001:2023-24:s251", "value": value}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (138_919_000, "£139m"), (63_133_000, "£63.1m"), (6_844_000, "£6.84m"), (12_199_755_000, "£12.2bn"),
        (14_953_000_000, "£15bn"), (999_600_000, "£1bn"), (429_000, "£429,000"), (-3_376_000, "£3.38m"), (0, "£0"),
        (999_950, "£1m"),
    ],
)  # fmt: skip
def test_three_figures_and_no_more(value: float, text: str) -> None:
    assert words.rounded(value) == text


def test_a_deficit() -> None:
    assert told() == {
        "March 2026": [
            "On 31 March 2026 it may have owed about £100m.",
            "In 80 of 100 futures that the model drew, that was between £80m and £120m.",
            "The stability grant may be about £90m: in 80 of 100 futures between £70m and £110m.",
        ],
        "2026-27": [
            "In 2026-27 it may spend about £30m more on high needs than it is given.",
            "In 80 of 100 futures that gap is between £10m and £50m.",
            "Interest on what it owes may cost it about £2m in 2026-27.",
        ],
        "March 2028": [
            "On 31 March 2028, when the override ends, it may owe about £70m: "
            "in 80 of 100 futures between £50m and £90m.",
            "If nothing more is decided, that falls on its main accounts.",
            "It owes something on that day in 97 of 100 futures.",
        ],
    }  # fmt: skip


def test_a_surplus() -> None:
    said = told(owed=-50e6, gap=-30e6, grant=0, exposure=0, share=0.001)
    assert said["March 2026"] == [
        "On 31 March 2026 it may have had a surplus of about £50m.",
        "In 80 of 100 futures that the model drew, that was between £30m and £70m.",
        "A council in surplus gets no stability grant.",
    ]
    assert said["2026-27"][0] == "In 2026-27 it may spend about £30m less on high needs than it is given."
    assert said["March 2028"][0] == "On 31 March 2028, when the override ends, it may owe nothing."
    assert said["March 2028"][1] == "It owes something on that day in hardly any futures."


def test_nobody_knows_on_which_side() -> None:
    said = told(owed=5e6, gap=1e6, grant=9e6, exposure=15e6)
    assert said["March 2026"] == [
        "Whether it owed anything on 31 March 2026 is not clear.",
        "In 80 of 100 futures that the model drew, it had between a surplus of £15m and a deficit of £25m.",
        "The stability grant may then be nothing, or up to about £18m.",
    ]
    assert said["2026-27"][0] == (
        "In 2026-27 it may spend up to £21m more on high needs than it is given, or up to £19m less."
    )
    assert said["March 2028"][0] == (
        "On 31 March 2028, when the override ends, it may owe nothing, or up to about £30m."
    )


def test_an_end_at_nothing_is_called_nothing() -> None:
    said = told(owed=20e6)
    assert "it had between nothing and a deficit of £40m" in said["March 2026"][1]


def test_nearly_all_futures_and_no_interest() -> None:
    one = projection(share=0.9991)
    flat = [r if r.measure != "interest" else MoneyRange(r.measure, r.year, *[0.0] * 7) for r in one.ranges]
    run = recorded(replace(one, ranges=tuple(flat)))
    said = {label: texts(group) for label, group in words.outlook_groups(run.of[one.code])}
    assert not any("Interest" in sentence for sentence in said["2026-27"])
    assert said["March 2028"][-1] == "It owes something on that day in nearly all futures."


def test_a_council_without_a_projection_says_why_and_no_more() -> None:
    one = recorded(projection(), refused={"E9": ("Ohex", "no allocation is known")}).of["E9"]
    assert texts(words.start_sentences(one, None, TODAY)) == [
        "There is no projection of money for Ohex: no allocation is known."
    ]
    assert words.outlook_groups(one) == []
    assert words.brief_sentences(one) == []
    assert words.heading("Ohex", one).text == "What Ohex may owe: no projection"
    assert words.beside_sentences(one, [claim(1)]) == []


@pytest.mark.parametrize(
    ("value", "way"), [(67.2e6, "£67.2m in deficit"), (-1.2e6, "£1.2m in surplus"), (0.0, "£0, which is balance")]
)
def test_what_it_starts_from(value: float, way: str) -> None:
    assert texts(words.start_sentences(outlook(), official(value), TODAY)) == [
        f"It starts from the official balance of 31 March 2024: {way}.",
        "That was more than two years ago; nothing newer that is official is here.",
    ]


def test_a_start_that_is_new_old_unknown_or_gone() -> None:
    fresh = words.start_sentences(outlook(start=2026), official(1), TODAY)
    assert len(fresh) == 1
    stale = texts(words.start_sentences(outlook(start=2022, state="stale"), official(1), TODAY))
    assert stale[1].startswith("That was more than four years ago;")
    assert stale[2] == "Most other councils start from a newer one, so the range is wider here."
    unknown = words.start_sentences(outlook(start_gbp=None, state="unknown"), None, TODAY)
    assert unknown[0].text == "No official balance of this council is known."
    gone = words.start_sentences(outlook(), None, TODAY)
    assert texts(gone) == ["It starts from an official balance of 31 March 2024 that this register no longer shows."]


def test_with_an_agreement_and_without() -> None:
    assert words.agreement_sentences(None) == []
    assert "refused" in words.agreement_sentences({"kind": "refused_bid"})[0].text
    assert "as far as it is known" in words.agreement_sentences({"kind": "agreement"})[0].text


@pytest.mark.parametrize(
    ("claims", "said"),
    [
        ([], []),
        ([claim(90_000_000)],
         ["The council or the press put it at £90m on 31 March 2026.", "That lies within our range."]),
        ([claim(200_000_000)],
         ["The council or the press put it at £200m on 31 March 2026.", "That is above our range."]),
        ([claim(-5_000_000)],
         ["The council or the press put it at a surplus of £5m on 31 March 2026.", "That is below our range."]),
        ([claim(90_000_000), claim(200_000_000)],
         ["The council or the press put it at between £90m and £200m on 31 March 2026.",
          "Part of that lies outside our range."]),
        ([claim(90_000_000, day="2025-03-31", basis="unknown")],
         ["The council or the press put it at £90m on 31 March 2025.", "That lies within our range.",
          "It may not count the same things as the official balance."]),
        ([claim(90_000_000, day="2028-03-31")], []),
    ],
)  # fmt: skip
def test_what_others_say_beside_the_range(claims: list[dict[str, Any]], said: list[str]) -> None:
    assert texts(words.beside_sentences(outlook(), claims)) == said


def test_a_forecast_of_others_is_marked_as_one_and_an_actual_is_not() -> None:
    assert words.beside_sentences(outlook(), [claim(1, "forecast")])[0].projected
    assert not words.beside_sentences(outlook(), [claim(1)])[0].projected


@pytest.mark.parametrize(
    ("options", "text"),
    [
        ({}, "If nothing more is decided, Ambleford may owe about £70m on 31 March 2028"),
        ({"exposure": 15e6}, "If nothing more is decided, Ambleford may owe nothing or up to £30m on 31 March 2028"),
        ({"exposure": 0}, "If nothing more is decided, Ambleford may owe nothing on 31 March 2028"),
    ],
)
def test_the_heading(options: dict[str, Any], text: str) -> None:
    said = words.heading("Ambleford", outlook(**options))
    assert said.text == text
    assert said.projected


@pytest.mark.parametrize(
    "options",
    [{}, {"owed": -50e6, "gap": -30e6, "grant": 0, "exposure": 0}, {"owed": 5e6, "gap": 1e6, "exposure": 15e6}],
)
def test_sentences_are_short_and_those_with_sums_are_marked_and_traced(options: dict[str, Any]) -> None:
    one = outlook(**options)
    known = recorded(projection(**options)).figures()
    sentences = [s for _, group in words.outlook_groups(one) for s in group] + words.brief_sentences(one)
    assert len(sentences) > 8
    for sentence in sentences:
        assert sentence.words <= MAX_WORDS, sentence.text
        numbers = [part for part in sentence.parts if isinstance(part, Number)]
        assert sentence.projected or not numbers, sentence.text
        assert all(known[number.figure_id] == number.value for number in numbers)
