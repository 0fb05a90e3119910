"""What is said of a target: every branch, short enough, with ids for its numbers, and never a bare point."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from portcullis.model.implied import Expected, Implied, implied
from portcullis.model.implied import asked as asked_reasons
from portcullis.model.implied import money as money_reasons
from portcullis.model.implied.counted import IN_WORDS, INDICATORS, KINDS, NOT_READ
from portcullis.model.implied.expected import by_code
from portcullis.publish.words.implied import (
    BALANCE,
    COUNTED,
    MOVES,
    NOT_YET,
    SIZE,
    SUPPORT,
    all_sentences,
    asked_sentences,
    came_sentences,
    expected_sentences,
)
from portcullis.publish.words.sentence import MAX_WORDS, Number, said
from tests.unit.model.implied_facts import CODE, Invented, agreement, condition, expected, official, profile


def one(
    row: dict[str, Any], facts: Invented | None = None, ranges: list[Expected] | None = None, **about: Any
) -> Implied:
    """The only target of an agreement with one condition."""
    told = agreement(conditions=[row], **about)
    (found,) = implied(told, by_code(expected(CODE) if ranges is None else ranges), facts or Invented())
    return found


def texts(sentences: list[Any]) -> list[str]:
    return [s.text for s in sentences]


def asked(counts: str, value: float, **about: Any) -> list[str]:
    return texts(asked_sentences(one(condition(counts, value, by="2024-25"), **about)))


EVERY: list[Implied] = [
    *(one(condition(counts, value, by="2024-25"), total_gbp=total)
      for counts in KINDS for value in (1, 90, 500, 8_000_000) for total in (None, 4_000_000)),
    one(condition("places_more", 5), official({})),
    one(condition("places_more", 5, by="2024-25"), ranges=[]),
    one(condition("balance", 0, by="2024-25"), Invented(deficits={"2020-21": 10e6, "2021-22": -4e6})),
]  # fmt: skip


def test_no_sentence_is_long_and_every_number_has_an_id() -> None:
    seen = set()
    for found in EVERY:
        for sentence in all_sentences(found):
            assert sentence.words <= MAX_WORDS, sentence.text
            assert sentence.text[0].isupper() or sentence.text[0].isdigit() or sentence.text[0] == "£"
            assert sentence.text.endswith(".")
            for part in sentence.parts:
                if isinstance(part, Number):
                    assert part.figure_id or part.made_from, sentence.text
                    assert "" not in part.made_from
            seen.add(sentence.text)
    assert len(seen) > 40


def test_every_reason_is_one_or_two_short_sentences() -> None:
    rooms = [vars(room) for room in (asked_reasons, money_reasons)]
    said_by = {v for names in rooms for k, v in names.items() if k.isupper() and isinstance(v, str) and " " in v}
    said_by |= {kind.why for kind in (*KINDS.values(), NOT_READ, IN_WORDS) if kind.why}
    assert len(said_by) >= 18
    for why in said_by:
        assert why.endswith(".")
        assert all(len(part.split()) <= MAX_WORDS for part in why.split(". ")), why
        assert "unlawful" not in why.lower()


def test_every_measure_has_words() -> None:
    assert set(COUNTED) == set(INDICATORS)


def test_growth_up_down_and_both() -> None:
    def growth(low: float, high: float) -> str:
        rows = [replace(e, low_80=low, high_80=high) for e in expected(CODE) if e.measure == "special_state"]
        found = one(condition("state_special_places_more", 5, by="2024-25"), ranges=rows)
        return texts(expected_sentences(found))[0]

    end = "plans in state special schools were expected by January 2025."
    assert growth(310, 420) == f"As of June 2022, 10 to 120 more {end}"
    assert growth(280, 420) == f"As of June 2022, 20 fewer to 120 more {end}"
    assert growth(250, 290) == f"As of June 2022, 10 to 50 fewer {end}"


def test_what_is_expected_of_plans_and_of_new_plans() -> None:
    fewer = one(condition("plans_fewer", 100, by="2024-25"))
    assert texts(expected_sentences(fewer)) == ["As of June 2022, 1,000 to 1,500 plans were expected in January 2025."]
    limit = one(condition("new_plans_a_year", 100, by="2024-25"))
    assert texts(expected_sentences(limit)) == ["As of June 2022, 150 to 300 new plans were expected in 2024."]
    assert all(s.projected for s in (*expected_sentences(fewer), *expected_sentences(limit)))


def test_what_places_would_have_asked() -> None:
    assert asked("places_more", 50) == ["Room for 50 more would have left 50 to 550 children who needed other places."]
    assert asked("mainstream_places_more", 100) == [
        "Room for 100 more may have been enough, or have left up to 120 children who needed other places."
    ]
    assert asked("post16_places_more", 5) == ["Room for 5 more was as much as that growth, or more than it."]


def test_what_fewer_places_would_have_asked() -> None:
    assert asked("independent_places_fewer", 30) == [
        "30 places fewer than in January 2022 would have asked for 10 to 90 fewer than expected.", MOVES,
    ]  # fmt: skip
    assert asked("independent_places_fewer", 10)[0].endswith("would have asked for up to 70 fewer than expected.")
    rows = [Expected(CODE, "Ambleford", 2022, "special_independent", 2025, 1, 2, 3, 4, 5, "", "m", 1, 100, "2025")]
    assert asked("independent_places_fewer", 10, ranges=rows)[0].endswith("was expected anyway.")


def test_what_fewer_plans_would_have_asked() -> None:
    assert asked("plans_fewer", 100) == [
        "100 fewer means that 7 to 10 of each 100 expected plans would not have been made.", SUPPORT,
    ]  # fmt: skip
    limits = [asked("new_plans_a_year", limit)[0] for limit in (100, 200, 300)]
    assert limits == [
        "A limit of 100 a year would have asked for 50 to 200 fewer than expected.",
        "A limit of 200 a year would have asked for up to 100 fewer than expected.",
        "A limit of 300 a year was above what was expected.",
    ]


def test_a_sum_and_its_size() -> None:
    assert asked("saving", 3_840_000) == [
        "£3.8m is what 60 to 64 places in independent special schools cost in a year, at £60,000 to £64,000 each.",
        SIZE,
    ]


def test_a_limit_for_a_year() -> None:
    assert asked("in_year_limit", 1_200_000) == [
        "In 2021-22 the balance of the schools grant got worse by £6m.",
        "Meeting the target would have asked to save or find £4.8m a year, before any growth.",
        "That is what 75 to 80 places in independent special schools cost in a year, at £60,000 to £64,000 each.",
        SIZE, BALANCE,
    ]  # fmt: skip
    assert asked("in_year_limit", 9e6)[1:] == ["That was within the target already."]
    better = asked("in_year_limit", 0, facts=Invented(deficits={"2020-21": 10e6, "2021-22": 4e6}))
    assert better[0] == "In 2021-22 the balance of the schools grant got better by £6m."


def test_a_balance_at_a_date() -> None:
    told = asked("balance", 0, total_gbp=4_000_000)
    assert told[1:4] == [
        "At 31 March 2022 there was a deficit of £10m.",
        "The £4m that was promised is counted towards it.",
        "If each year had been like 2021-22, the target would have asked to save or find £8m a year.",
    ]
    assert asked("balance", 0)[2].startswith("No promised money is counted here")
    met = asked("balance", 0, facts=Invented(deficits={"2020-21": 10e6, "2021-22": -4e6}))
    assert met[1] == "At 31 March 2022 there was a surplus of £4m."
    assert met[-1] == "If each year had been like 2021-22, the target would have been met."


def test_what_came_of_counts() -> None:
    def came(row: dict[str, Any], **about: Any) -> list[str]:
        return texts(came_sentences(one(row, **about)))

    assert came(condition("state_special_places_more", 5, by="2024-25")) == [
        "In January 2025 there were 380 plans in state special schools, after 300 in January 2022."
    ]
    assert came(condition("places_more", 5, by="2025-26")) == [
        "In January 2025 there were 1,100 plans; no later count is in the register."
    ]
    assert came(condition("new_plans_a_year", 5, by="2024-25")) == ["In 2024 there were 230 new plans."]
    assert came(condition("plans_fewer", 5, by="2024-25"), facts=Invented(doubted=True)) == [NOT_YET]
    assert came(condition("reports", 5)) == []


def test_what_came_of_balances() -> None:
    plans = "In January 2025 there were 1,100 plans, after 900 in January 2022."

    def came(deficits: list[dict[str, Any]], facts: Invented | None = None) -> list[str]:
        told = agreement(conditions=[condition("balance", 0, by="2024-25")], deficits=deficits)
        return texts(came_sentences(implied(told, by_code(expected(CODE)), facts or Invented())[0]))

    row = profile("2025-03-31", 5e6, "net")
    assert came([]) == [
        "The official balance at 31 March 2024, the newest in the register, was a deficit of £14m, "
        "after government money.",
        plans,
    ]
    assert came([], official({"2024-25": -3e6}))[0] == (
        "The official balance at 31 March 2025 was a surplus of £3m, after government money."
    )
    assert came([row | {"kind": "actual"}])[0] == (
        "A deficit of £5m was reported for 31 March 2025, as that source counts it."
    )
    forecast = row | {"kind": "council_forecast"}
    assert came([forecast])[0] == ("The council has forecast a deficit of £5m at 31 March 2025, as it counts it.")
    assert came([forecast, forecast | {"value_gbp": 9e6}])[0] == (
        "The council’s forecasts of the deficit at 31 March 2025 lay from £5m to £9m, each as it counts."
    )


def test_a_forecast_beyond_the_test_says_so() -> None:
    rows = [Expected(CODE, "Ambleford", 2022, "plans", 2027, 1, 2, 3, 4, 5, "", "m", 1, 100, "2025")]
    found = one(condition("plans_fewer", 1, by="2026-27"), ranges=rows)
    assert said("The model was never tested so far ahead as from 2022 to 2027.").text in texts(all_sentences(found))
