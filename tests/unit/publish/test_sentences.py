"""Sentences follow the data: each branch, by the words a reader would see."""

import datetime as dt

import pytest

from portcullis.publish.words import agreement as agreement_words
from portcullis.publish.words import money, service
from portcullis.publish.words.sentence import MAX_WORDS, Number, Sentence

TODAY = dt.date(2026, 11, 24)


def row(value, period="2024", status="published", indicator="x", **more):
    year = int(period[:4]) + (1 if "-" in period else 0)
    return {"id": f"{indicator}:E99000001:{period}:s", "value": value, "period": period, "status": status, "year": year,
            "indicator": indicator, "unit": "count"} | more  # fmt: skip


def texts(sentences: list[Sentence]) -> list[str]:
    for sentence in sentences:
        assert sentence.words <= MAX_WORDS, sentence.text
    return [sentence.text for sentence in sentences]


def agreement(finance="on_plan", payment="paying", total=142_000_000, others=(), kind="agreement", as_of="2025-05"):
    states = {"finance": finance, "payment": payment, "service": "not_known"}
    return {
        "kind": kind,
        "round": "2022-23",
        "states": [{"question": q, "value": v, "as_of": as_of} for q, v in states.items()],
        "versions": [{"total_gbp": total, "figure": "agreement:a:total:original"}],
        "other_totals": [{"total_gbp": other} for other in others],
    }


def test_no_agreement():
    assert texts(agreement_words.agreement_sentences("Wexmoor", None)) == [
        "Wexmoor did not sign a Safety Valve agreement with the government."
    ]


def test_refused_bid_had_no_money():
    said = texts(agreement_words.agreement_sentences("Wexmoor", agreement(kind="refused_bid")))
    assert said[0] == "Wexmoor asked for a Safety Valve agreement, and the government refused."
    assert "no money" in said[1]


@pytest.mark.parametrize("state", sorted(agreement_words.FINANCE))
def test_each_finance_state_has_its_words(state):
    said = " ".join(texts(agreement_words.agreement_sentences("Wexmoor", agreement(finance=state))))
    assert agreement_words.FINANCE[state] in said


@pytest.mark.parametrize("state", sorted(agreement_words.PAYMENT))
def test_each_payment_state_has_its_words(state):
    said = " ".join(texts(agreement_words.agreement_sentences("Wexmoor", agreement(payment=state))))
    assert agreement_words.PAYMENT[state] in said


def test_every_state_of_the_register_has_words():
    from portcullis.vocabulary.agreement import FINANCE, PAYMENT

    assert set(FINANCE) == set(agreement_words.FINANCE)
    assert set(PAYMENT) == set(agreement_words.PAYMENT)


def test_total_known_unknown_and_disputed():
    known = texts(agreement_words.agreement_sentences("A", agreement()))
    assert "It was promised £142m towards its deficit, if it met the terms." in known
    unknown = texts(agreement_words.agreement_sentences("A", agreement(total=None)))
    assert "How much money it was promised is not known to us yet." in unknown
    both = texts(agreement_words.agreement_sentences("A", agreement(others=(140_000_000,))))
    assert "It was promised £142m towards its deficit; another source gives a different total." in both
    same = texts(agreement_words.agreement_sentences("A", agreement(others=(142_000_000,))))
    assert "another source" not in " ".join(same)


def test_numbers_in_sentences_carry_their_ids():
    total = agreement_words.agreement_sentences("A", agreement())[1].parts[1]
    assert isinstance(total, Number)
    assert (total.text, total.value, total.figure_id) == ("£142m", 142_000_000, "agreement:a:total:original")


@pytest.mark.parametrize(
    ("value", "words"),
    [(67_167_000, "£67.2m in deficit"), (-1_170_000, "£1.2m in surplus"), (0, "in balance (£0)")],
)
def test_balance_says_deficit_surplus_or_balance(value, words):
    said = texts(money.balance_sentences(row(value, "2025-26"), TODAY))
    assert words in said[0]
    assert len(said) == 1


def test_old_balance_says_how_old():
    assert "more than two years old" in texts(money.balance_sentences(row(5e6, "2023-24"), TODAY))[1]
    assert len(money.balance_sentences(row(5e6, "2023-24"), dt.date(2026, 3, 30))) == 1


def test_balance_says_how_we_have_it():
    assert "another project’s copy" in texts(money.balance_sentences(row(5e6, "2025-26", "third_party"), TODAY))[1]
    assert "worked it out" in texts(money.balance_sentences(row(5e6, "2025-26", "derived"), TODAY))[1]


def test_doubtful_and_missing_balance():
    assert "We doubt this figure" in texts(money.balance_sentences(row(5e6, "2025-26", "suspect"), TODAY))[-1]
    assert "No official figure" in texts(money.balance_sentences(None, TODAY))[0]


def claim(value, as_at="2026-03-31", kind="forecast", identity="c"):
    return {"id": identity, "as_at": as_at, "value_gbp": value, "kind": kind, "basis": "unknown"}


def test_claims_one_range_and_surplus():
    one = money.claim_sentences([claim(136_000_000)])
    assert texts(one) == ["It was forecast to reach £136m on 31 March 2026."]
    assert one[0].projected
    two = texts(money.claim_sentences([claim(31_000_000), claim(37_000_000)]))
    assert two == ["It was forecast to reach between £31m and £37m on 31 March 2026; sources differ."]
    actual = money.claim_sentences([claim(-5_800_000, "2025-03-31", "actual")])
    assert texts(actual) == ["The council or the press put it at a surplus of £5.8m on 31 March 2025."]
    assert not actual[0].projected
    assert money.claim_sentences([]) == []


def test_forecasts_of_the_past_are_not_told():
    assert money.claim_sentences([claim(1, "2025-03-31")]) == []


def test_what_happens_next_depends_on_owing():
    assert "gets no High Needs Stability Grant" in texts(money.next_sentences(False))[0]
    assert texts(money.next_sentences(True))[0].startswith("A government grant is to cover 90%")
    assert texts(money.next_sentences(None))[0].startswith("If it owed money then")


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [(110, 100, "10% more"), (90, 100, "10% fewer"), (100.2, 100, "about as many")],
)
def test_plans_change(now, before, words):
    said = texts(service.plan_sentences(row(now, "2025"), row(before, "2024")))
    assert words in said[1]


def test_plans_suspect_alone_and_missing():
    assert "do not rely on it" in texts(service.plan_sentences(row(1199, "2025", "suspect"), row(2705)))[1]
    assert len(service.plan_sentences(row(100, "2025"), None)) == 1
    assert len(service.plan_sentences(row(100, "2025"), row(50, "2024", "suspect"))) == 1
    assert "is not in this register" in texts(service.plan_sentences(None, None))[0]


@pytest.mark.parametrize(
    ("share", "cases", "words"),
    [
        (33.0, 2000, "lower than the share for England"),
        (80.0, 2000, "higher than the share for England"),
        (50.0, 20, "not clearly different from the share for England"),
        (33.0, None, "The share for England was"),
    ],
)
def test_timeliness_against_england_only_where_chance_allows(share, cases, words):
    england = row(46.4, indicator="t")
    said = texts(service.time_sentences(row(share), row(cases) if cases else None, england))
    assert words in said[1]


def test_timeliness_doubtful_and_missing():
    assert "looks incomplete" in texts(service.time_sentences(row(28.6, status="suspect"), None, None))[0]
    assert "not known" in texts(service.time_sentences(None, None, None))[0]
    assert len(service.time_sentences(row(40), row(100), row(46, status="suspect"))) == 1


def test_refusals():
    assert "refused 25% of requests" in texts(service.refusal_sentences(row(25.2), row(500), row(25.5)))[0]
    assert "look incomplete" in texts(service.refusal_sentences(row(9.5, status="suspect"), None, None))[0]
    assert "not known" in texts(service.refusal_sentences(None, None, None))[0]


def test_appeals():
    said = texts(service.appeal_sentences(row(3.9), row(5000), row(3.2), row(1)))
    assert "1 appeal was registered" in said[0]
    assert "3.9% of the decisions" in said[1]
    assert "higher than the rate for England" in said[2]
    alone = texts(service.appeal_sentences(row(3.9), None, None, None))
    assert alone == ["In 2024, 3.9% of decisions that could be appealed were appealed."]
    doubtful = texts(service.appeal_sentences(row(4.8, status="suspect"), None, row(3.2), row(60)))
    assert "is doubtful" in doubtful[-1]
    assert "not known" in texts(service.appeal_sentences(None, None, None, None))[0]
