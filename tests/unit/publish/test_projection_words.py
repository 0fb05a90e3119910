"""What is said of a projection of money: every branch, short, never as if it were a fact, never a predicted notice.

In: invented projections. Out: sentences.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from portcullis.model.money import MoneyRange, Policy, Projection, Swing
from portcullis.publish.words import dials
from portcullis.publish.words import projection as words
from portcullis.publish.words.sentence import MAX_WORDS, Sentence
from portcullis.vocabulary import DIALS, Setting, parse_setting

TODAY = dt.date(2026, 11, 24)
NAME = "Bournemouth, Christchurch and Poole"


def band(measure: str, year: int, middle: float, low: float | None = None, high: float | None = None) -> MoneyRange:
    low, high = middle if low is None else low, middle if high is None else high
    return MoneyRange(measure, year, low, low, low, middle, high, high, high)


def told(exposure: MoneyRange | None = None, **changed: Any) -> Projection:
    exposure = exposure or band("exposure", 2028, 312_740_000, 153_000_000, 493_000_000)
    ranges = (
        exposure,
        band("grant", 2026, changed.pop("grant", 125e6)),
        band("new_deficit", 2028, changed.pop("new", 299e6)),
        band("interest", 2027, changed.pop("interest", 11_233_000)),
    )
    usual: dict[str, Any] = {
        "code": "E1", "name": NAME, "policy": "today", "settings": (), "ranges": ranges, "state": "known",
        "reasons": (), "start": 2024, "start_gbp": 67_167_405.0, "start_id": "dsg:E1:2023-24:x", "override_end": 2028,
        "deficit_share": 0.99, "reserves_gbp": None, "reserves_on": "", "above_reserves": None, "people": 1_639_029.0,
        "service_budget_gbp": 2_525_901_000.0, "draws": 10_000, "seed": 2026, "years": 5, "origin": 2025,
        "version": "money-1", "vintage": "2025-12-31",
    }  # fmt: skip
    return Projection(**usual | changed)


def policy(*settings: str) -> Policy:
    return Policy(tuple(parse_setting(one) for one in settings), "today")


def texts(sentences: list[Sentence]) -> list[str]:
    assert all(len(one.text.split()) <= MAX_WORDS for one in sentences), [one.text for one in sentences]
    return [one.text for one in sentences]


@pytest.mark.parametrize(
    ("value", "text"),
    [(312_740_000, "£313m"), (51_640_000, "£51.6m"), (11_400_000_000, "£11.4bn"), (5_600_000_000, "£5.60bn"),
     (120_000_000_000, "£120bn"), (480_123, "£480,000"), (0, "£0")],
)  # fmt: skip
def test_three_figures_and_no_more(value: float, text: str) -> None:
    assert words.rounded(value) == text


def test_which_scenario_it_is() -> None:
    longest = "As the law stood in December 2024"
    assert texts(words.run_sentences(longest, False)) == [f"This is the scenario “{longest}”."]
    assert texts(words.run_sentences(longest, True)) == [f"This is the scenario “{longest}”, with your changes."]


def test_what_may_be_owed_with_its_range() -> None:
    found = words.owed_sentences(told())
    assert texts(found) == [
        f"{NAME} may owe about £313m on 31 March 2028, when the override ends.",
        "In 80 of 100 futures that the model drew, it owes between £153m and £493m.",
    ]
    assert all(one.projected for one in found)


def test_a_range_that_begins_with_nothing_and_a_share_without_deficit() -> None:
    found = words.owed_sentences(told(band("exposure", 2028, 4e6, 0, 9e6), deficit_share=0.8))
    assert texts(found)[1:] == [
        "In 80 of 100 futures that the model drew, it owes between nothing and £9m.",
        "In about 20 of 100 it owes nothing then.",
    ]


def test_most_likely_nothing_and_never_anything() -> None:
    rarely = words.owed_sentences(told(band("exposure", 2028, 0, 0, 3e6), deficit_share=0.204))
    assert texts(rarely) == [
        f"{NAME} would most likely owe nothing on 31 March 2028, when the override ends.",
        "A deficit is left in about 20 of 100 futures that the model drew.",
    ]
    seldom = words.owed_sentences(told(band("exposure", 2028, 0), deficit_share=0.001))
    assert texts(seldom)[1] == "A deficit is left in about 1 of 100 futures that the model drew."
    never = words.owed_sentences(told(band("exposure", 2028, 0), deficit_share=0.0))
    assert texts(never) == [
        f"In every future that the model drew, {NAME} owes nothing on 31 March 2028, when the override ends."
    ]
    assert all(one.projected for one in (*rarely, *seldom, *never))


def test_england_does_not_owe_its_councils_do() -> None:
    england = told(state="sum", name="England", start_gbp=None, start_id="", service_budget_gbp=None)
    assert texts(words.owed_sentences(england))[0].startswith("The councils of England may owe about £313m")
    assert "they owe between" in texts(words.owed_sentences(england))[1]
    assert len(words.share_sentences(england, "")) == 1
    assert "may cost councils’ other services" in texts(words.later_sentences(england, policy()))[0]
    assert words.reserve_sentences(england) == []
    never = told(band("exposure", 2028, 0), state="sum", name="England", deficit_share=0.0)
    assert "The councils of England owe nothing" in texts(words.owed_sentences(never))[0]


def test_shares_for_each_resident_and_of_the_budget() -> None:
    assert texts(words.share_sentences(told(), "2024-25")) == [
        "That is about £191 for each resident.",
        "It is about 12% of what it meant to spend on all services in 2024-25.",
    ]
    small = told(band("exposure", 2028, 30e6))
    assert "about 1.2% of what" in texts(words.share_sentences(small, "2024-25"))[1]
    assert texts(words.share_sentences(told(people=None, service_budget_gbp=None), "")) == [
        "How many residents it has is not in this register, so no sum for each is given.",
        "What it means to spend on services is not in this register, so no share is given.",
    ]
    assert words.share_sentences(told(band("exposure", 2028, 0)), "2024-25") == []


def test_grant_and_what_it_does_not_cover() -> None:
    assert texts(words.grant_sentences(told(), policy())) == [
        "A stability grant of about £125m may come off what was owed on 31 March 2026.",
        "About £299m would be new: it arises after March 2026, which that grant does not cover.",
    ]
    assert texts(words.grant_sentences(told(grant=0, new=0), policy())) == [
        "There would most likely be no stability grant: only a deficit on 31 March 2026 counts."
    ]
    assert (
        texts(words.grant_sentences(told(), policy("grant_pct=0")))[0] == "No stability grant is paid in this scenario."
    )
    helped = texts(words.grant_sentences(told(), policy("support_pct=50")))
    assert helped[-1] == "Government would cover 50% of the new deficits of 2026-27 and 2027-28."
    early = told(band("exposure", 2026, 1e6), override_end=2026)
    assert len(words.grant_sentences(early, policy("support_pct=50", "grant_pct=0"))) == 1


def test_interest_before_and_what_is_held_after() -> None:
    assert texts(words.later_sentences(told(), policy())) == [
        "In 2027-28 the deficit may cost the council’s other services about £11.2m in interest.",
        "Who pays for later years is not decided, so the deficit is held as it is after that day.",
    ]
    assert texts(words.later_sentences(told(interest=0), policy("gap_after_pct=100"))) == [
        "After that day 100% of each year’s gap stays with councils in this run."
    ]


def test_what_it_starts_from_and_how_stale_that_is() -> None:
    assert texts(words.start_sentences(told(), policy(), TODAY)) == [
        "It starts from the official balance of 31 March 2024, a deficit of £67.2m.",
        "That is more than 2 years old.",
    ]
    surplus = words.start_sentences(told(start_gbp=-1.2e6, start=2025), policy(), TODAY)
    assert texts(surplus) == [
        "It starts from the official balance of 31 March 2025, a surplus of £1.2m.", "That is more than 1 year old.",
    ]  # fmt: skip
    assert len(words.start_sentences(told(start=2026), policy(), TODAY)) == 1
    assert texts(words.start_sentences(told(start_gbp=None, start_id=""), policy("balance_gbp=-5000000"), TODAY)) == [
        "No official balance is known: it starts from what other councils owe, for their size.",
        "You set what was owed on 31 March 2026 yourself: a surplus of £5m.",
    ]
    typed = texts(words.start_sentences(told(), policy("balance_gbp=136000000"), TODAY))
    assert typed[-1] == "You set what was owed on 31 March 2026 yourself: £136m."
    assert "England is the sum" in texts(words.start_sentences(told(state="sum"), policy(), TODAY))[0]


def test_reasons_to_take_care() -> None:
    assert words.care_sentences(told()) == []
    reason = "its last official balance is that of 31 March 2022"
    assert texts(words.care_sentences(told(reasons=(reason,)))) == [f"Take care: {reason}."]
    one, two = (texts(words.care_sentences(told(state="sum", reasons=("x",) * n)))[0] for n in (1, 2))
    assert "1 council is drawn" in one
    assert "2 councils are drawn" in two
    assert words.care_sentences(told(state="sum")) == []


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (band("balance", 2028, -149e6, -236e6, -73e6), [
            "On 31 March 2028 it may owe about £149m less than under “Today”.",
            "In 80 of 100 futures the difference lies between £73m and £236m less.",
        ]),
        (band("balance", 2028, 149e6, 0, 236e6), [
            "On 31 March 2028 it may owe about £149m more than under “Today”.",
            "In 80 of 100 futures the difference lies between nothing and £236m more.",
        ]),
        (band("balance", 2028, -1e6, -5e6, 3e6), [
            "On 31 March 2028 it may owe less or more than under “Today”.",
            "In 80 of 100 futures the difference lies between £5m less and £3m more.",
        ]),
        (band("balance", 2028, 0, -5e6, 0), ["On 31 March 2028 it most likely owes the same as under “Today”."]),
        (band("balance", 2028, 0), ["On 31 March 2028 that is the same as under “Today”."]),
        (None, []),
    ],
)  # fmt: skip
def test_the_difference_from_another_scenario(row: MoneyRange | None, said: list[str]) -> None:
    found = words.against_sentences(row, "Today", "31 March 2028")
    assert texts(found) == said
    assert all(one.projected for one in found)


def test_reserves_only_where_a_recent_figure_is_known_or_typed_in() -> None:
    none = texts(words.reserve_sentences(told()))
    assert none[1] == "What the register has of most councils ends in March 2018, which is too old."
    assert any("Exceptional Financial Support" in text for text in none)
    typed = texts(words.reserve_sentences(told(reserves_gbp=100e6, reserves_on="typed in", above_reserves=0.5168)))
    assert typed == [
        "In about 52 of 100 futures the deficit is then larger than the reserves that you typed in, £100m.",
        *words.NO_SECTION_114,
    ]
    known = texts(words.reserve_sentences(told(reserves_gbp=90e6, reserves_on="2025-03-31", above_reserves=0.1)))
    assert "larger than its usable reserves of 31 March 2025, £90m." in known[0]
    assert "never a prediction of a section 114 notice" in known[1]


def test_what_moves_the_answer_most() -> None:
    swings = [
        Swing("support_pct", 0.0, 90.0, None, 311e6, 0.0, 311e6),
        Swing("requests", 0.8, 1.25, 2026, 289e6, 339e6, 311e6),
    ]
    assert texts(words.swing_sentences(swings)) == [
        "Of what was tried, “Help for deficits of 2026 to 2028” moves the answer most: from about nothing to £311m.",
        "Then comes “Requests for an assessment”.",
        "Each was turned alone, over a range of ours, with everything else as it stands.",
    ]
    assert len(words.swing_sentences(swings[:1])) == 2
    assert texts(words.swing_sentences([]))[0].startswith("Nothing that was tried moves it")
    for dial in DIALS:  # with the longest label there is
        texts(words.swing_sentences([Swing(dial, 0.0, 1.0, None, 311e6, 0.0, 311e6)]))


def test_what_it_is_not() -> None:
    assert "not a forecast of your council’s decisions" in words.NOT_A_FORECAST[0]
    assert all(len(text.split()) <= MAX_WORDS for text in (*words.NOT_A_FORECAST, *words.NO_SECTION_114))


def test_dials_in_words() -> None:
    assert dials.usually(DIALS["grant_pct"]) == "Usually 90 percent (official: government has said so)."
    assert dials.usually(DIALS["override_end"]) == "Usually 31 March 2028 (official: government has said so)."
    assert dials.stands(DIALS["former_agreement"], "net") == "on the deficit as it stands"
    assert dials.stands(DIALS["fees_cap_pct"], None) == "not turned"
    assert dials.stands(DIALS["reserves_gbp"], None) == "as known"
    assert dials.stands(DIALS["reserves_gbp"], 90e6) == "£90m"
    assert dials.stands(DIALS["cost_growth_points"], -2.0) == "−2 points a year"
    growth = [parse_setting(f"funding_growth_pct=3@{years}") for years in ("2027", "2028-2028", "2029-2030")]
    assert [dials.years(one) for one in growth] == ["from 2027-28", "2028-29", "2029-30 to 2030-31"]
    assert dials.years(Setting("support_pct", 50.0)) == ""
    assert dials.turned("funding_growth_pct", growth[:1]) == "3 percent a year from 2027-28"
    assert dials.turned("support_pct", growth) == ""
    assert {dial.certainty for dial in DIALS.values()} <= set(dials.SURE)
    assert {dial.group for dial in DIALS.values()} == set(dials.GROUPS)
