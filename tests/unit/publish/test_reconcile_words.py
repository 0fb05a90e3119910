"""England beside others, who gains from the grant, scenarios: words that follow the numbers, every branch.

In: invented ranges and figures. Out: sides, reasons, sentences.
"""

from __future__ import annotations

from typing import Any

import pytest

from portcullis.model.projected import Run, Told
from portcullis.publish.words import reconcile as words
from portcullis.publish.words import scenario, shares
from portcullis.publish.words.sentence import MAX_WORDS, Sentence
from tests.unit.money_record import projection, recorded


def told(middle: float, wide: float = 1e9, year: int = 2028) -> Told:
    ends = (middle, middle - wide, middle + wide, middle - 2 * wide, middle + 2 * wide)
    return Told(f"projection:today:E:{year}:x{middle:.0f}", year, *ends)


def row(value: float = 14_000, **more: Any) -> dict[str, Any]:
    return {
        "id": "england:x:2028-03:obr", "value": value, "kind": "forecast", "note": "", "netting": "",
        "made_on": "2025-11", "made_by": "OBR",
    } | more  # fmt: skip


def texts(sentences: list[Sentence]) -> list[str]:
    return [sentence.text for sentence in sentences]


@pytest.mark.parametrize(
    ("value", "more", "side"),
    [
        (14e9, {}, "inside"), (13e9, {}, "inside"), (15.1e9, {}, "above"), (12.9e9, {}, "below"),
        (12e9, {"kind": "lower_bound"}, "not against"), (12e9, {"note": "lower bound: over 5bn"}, "not against"),
        (12e9, {"note": "over 12bn"}, "not against"), (16e9, {"kind": "lower_bound"}, "above"),
    ],
)  # fmt: skip
def test_on_which_side_a_figure_lies(value: float, more: dict[str, Any], side: str) -> None:
    assert words.side_of(row(**more), value, 13e9, 15e9) == side


def test_reasons_are_only_those_that_the_two_figures_tell() -> None:
    assert words.reasons(row(), "inside", kind="balance", year=2028) == []
    assert words.reasons(row(), "not against", kind="balance", year=2028) == []
    below = words.reasons(row(), "below", kind="balance", year=2028)
    assert below == [
        "Its basis is not stated.", "Ours lets plans and costs grow as they have grown.",
        "Ours holds funding flat in 2026-27, and 2% a year is assumed after.",
    ]  # fmt: skip
    early = words.reasons(row(made_on="2024-10", netting="deficits_only"), "below", kind="balance", year=2025)
    assert early == ["It was made before the plans of January 2025 were counted."]
    above = words.reasons(row(netting="net_of_surpluses"), "above", kind="balance", year=2026)
    assert above == ["Ours starts from official balances of March 2024, after Safety Valve money."]
    assert len(words.reasons(row(), "below", kind="gap", year=2027)) == 2
    assert words.reasons(row(), "above", kind="funding", year=2025)[0].startswith("Ours adds up the allocations")
    assert words.reasons(row(), "above", kind="spent", year=2025)[0].startswith("Ours counts what the grant")


@pytest.mark.parametrize(
    ("sides", "text"),
    [
        ([], "No figure by others for this is in the register."),
        (["above"], "The one figure by others is above our range."),
        (["below"], "The one figure by others is below our range."),
        (["inside"], "The one figure by others is in agreement with our range."),
        (["not against"], "The one figure by others is in agreement with our range."),
        (["inside", "not against"], "All 2 figures by others agree with our range."),
        (["inside", "above", "below", "below"],
         "Of 4 figures by others, 1 agrees with our range; 1 lies above it and 2 lie below it."),
        (["inside", "inside", "below"], "Of 3 figures by others, 2 agree with our range; 1 lies below it."),
        (["above", "above"], "Of 2 figures by others, none agrees with our range; 2 lie above it."),
    ],
)  # fmt: skip
def test_how_many_lie_where(sides: list[words.Side], text: str) -> None:
    assert words.count_sentence(sides).text == text


@pytest.mark.parametrize(
    ("middle", "text"),
    [
        (17.9e9, "Our middle is 28% higher; theirs lies outside our range."),
        (14.2e9, "Our middle is about the same."),
        (13.2e9, "Our middle is 6% lower; theirs lies within our range."),
        (11e9, "Our middle is 21% lower; theirs lies outside our range."),
    ],
)
def test_one_figure_against_our_middle(middle: float, text: str) -> None:
    said = words.middle_sentences("The OBR", row(), told(middle))
    assert texts(said) == ["The OBR put it at £14bn.", text]
    assert said[0].projected
    assert not words.middle_sentences("The DfE", row(kind="actual"), told(middle))[0].projected


def test_two_years_together_are_the_sum_of_two_middles() -> None:
    said = words.two_year_sentences("The OBR", row(8_600), told(4.8e9), told(6.9e9))
    assert texts(said) == ["The OBR put the gap of 2026-27 and 2027-28 together at £8.60bn.",
                           "Our two middles add up to £11.7bn."]  # fmt: skip


def test_how_fast_plans_grow_where_it_is_known() -> None:
    plans = [{"january": year, "median": value, "ids": {"median": f"forecast:{year}"}}
             for year, value in ((2026, 700_000.0), (2029, 931_700.0))]  # fmt: skip
    assert words.pace_sentences(plans[0], plans[1])[0].text == (
        "Plans go on growing by about 10% a year: nothing is taken to slow them."
    )
    for now, then in ((None, plans[1]), (plans[0], None), (plans[1], plans[0])):
        assert not words.pace_sentences(now, then)[0].projected


def test_what_the_bases_and_the_grant_make_of_a_sum() -> None:
    assert "about £150m" in words.netting_sentences(told(6.1e9), told(6.25e9))[0].text
    assert "both bases agree" in words.netting_sentences(told(6.1e9), told(6.1e9))[0].text
    assert "about £5.7bn" in words.grant_sentences(told(12.2e9), told(17.9e9))[0].text
    assert "does not change" in words.grant_sentences(told(12.2e9), told(12.2e9))[0].text


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ([], []), (["Ohex"], ["Ohex is not in our sum: too little is known."]),
        (["A", "B", "C"], ["A, B and C are not in our sum: too little is known."]),
        (["A", "B", "C", "D"], ["4 councils are not in our sum: too little is known of them."]),
    ],
)  # fmt: skip
def test_councils_that_are_not_in_the_sum(names: list[str], said: list[str]) -> None:
    assert texts(words.left_out_sentence(names)) == said


def test_the_grant_of_all_councils_with_and_without_agreements() -> None:
    assert shares.england_sentences(None, None) == []
    assert len(shares.england_sentences(told(5.6e9), None)) == 1
    more = texts(shares.england_sentences(told(5.6e9), told(6.4e9)))
    assert more[0].startswith("From the stability grant all councils may get about £5.6bn: in 80 of 100")
    assert more[1] == "Had no council received Safety Valve money, the grant might be about £800m more."
    assert texts(shares.england_sentences(told(5.6e9), told(5.6e9)))[1] == (
        "Without any Safety Valve money the grant would not be larger."
    )


def test_how_much_is_known_of_who_paid() -> None:
    assert texts(shares.known_sentences(0, 0, 0, 0)) == ["No council here had an agreement."]
    assert texts(shares.known_sentences(38, 5, 17, 2))[0] == (
        "Of 38 councils with an agreement, we know an amount of its own money for 5."
    )
    assert texts(shares.known_sentences(1, 0, 0, 0))[0].startswith("Of 1 council with")


def test_how_many_may_get_a_grant() -> None:
    assert texts(shares.count_sentences(117, 32, 2, 2)) == [
        "117 councils would get a grant in at least 90 of 100 futures.",
        "For 32 it is open: some futures end in surplus.",
        "For 2 hardly any future ends in deficit, so there would be no grant.",
        "2 councils are not projected.",
    ]
    assert texts(shares.count_sentences(0, 0, 0, 1)) == [
        "No council would get a grant in at least 90 of 100 futures.",
        "One council is not projected.",
    ]


def runs(**options: Any) -> tuple[Run, Run]:
    """Two scenarios for England: today, and one with what is asked."""
    from portcullis.vocabulary import ENGLAND

    slug, owed = options.pop("scenario", "other"), options.pop("owed", 4e9)
    one = recorded(
        projection(ENGLAND, "England", owed=4e9), projection(ENGLAND, "England", slug, owed=owed, **options)
    ).of[ENGLAND]  # fmt: skip
    return one.runs[slug], one.runs["today"]


def test_what_a_scenario_gives() -> None:
    run, _ = runs()
    assert [text.partition(" may")[0] for text in texts(scenario.result_sentences(run))] == [
        "On 31 March 2026 the deficits of all councils", "The stability grant",
        "On 31 March 2028 the deficits of all councils",
    ]  # fmt: skip
    none, _ = runs(grant=0, owed=-1e9)
    assert texts(scenario.result_sentences(none))[1:] == [
        "There is no stability grant.", "On 31 March 2028 nothing would be owed.",
    ]  # fmt: skip
    early, _ = runs(scenario="law-of-2024")
    assert "What falls on main accounts on 31 March 2026" in texts(scenario.result_sentences(early))[-1]


def test_how_a_scenario_differs_from_today() -> None:
    same, today = runs()
    assert texts(scenario.difference_sentences(same, today)) == ["Its middles are those of today."]
    less, today = runs(grant=0, owed=3e9, gap=40e6)
    said = scenario.difference_sentences(less, today)
    assert texts(said) == [
        "Against today, the grant would be about £90m less.",
        "Against today, what is owed in March 2028 would be about £1.05bn less.",
        "Against today, the gap of 2028-29 would be about £10m more.",
    ]
    assert all(sentence.projected for sentence in said)


def test_no_sentence_is_long() -> None:
    wide = told(12.2e9)
    found = [
        words.ours_sentence(wide, "On 31 March 2026 the deficits of all councils"),
        *words.middle_sentences("The OBR, before the grant,", row(), wide),
        *words.two_year_sentences("The OBR", row(), wide, wide),
        *words.netting_sentences(told(1e9), wide), *words.grant_sentences(told(1e9), wide),
        *shares.england_sentences(wide, told(2e10)), *shares.FAIRNESS, *shares.known_sentences(38, 5, 17, 2),
        *shares.count_sentences(1, 2, 3, 4), *words.left_out_sentence(["Isles of Scilly", "City of London"]),
        *scenario.result_sentences(runs(scenario="law-of-2024")[0]),
        words.count_sentence(["inside", "above", "below"]),
    ]  # fmt: skip
    assert [sentence.text for sentence in found if sentence.words > MAX_WORDS] == []
