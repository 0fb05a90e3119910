"""Targets of the real register: every number is read, the file of past forecasts is the model's, sums agree by hand.

In: the store of the real register and forecasts/implied.csv.
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from portcullis.model.implied import (
    FILE,
    Expectations,
    Implied,
    StoreFacts,
    implied,
    read_expected,
    targets_of,
    write_expected,
)
from portcullis.model.implied.counted import IN_WORDS, NOT_READ
from portcullis.model.implied.expected import COLUMNS, PARTS
from portcullis.model.implied.made import expectations, origins
from portcullis.publish.words.implied import all_sentences
from portcullis.publish.words.sentence import MAX_WORDS
from portcullis.store import Store, queries

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "forecasts" / FILE


@pytest.fixture(scope="module")
def kept() -> Expectations:
    return read_expected(KEPT)


@pytest.fixture(scope="module")
def found(open_real: Store, kept: Expectations) -> list[Implied]:
    facts = StoreFacts(open_real)
    return [one for a in queries.all_agreements(open_real) for one in implied(a, kept, facts)]


def test_the_file_that_pages_read_is_that_of_the_model(open_real: Store, tmp_path: Path) -> None:
    """`portcullis implied --record forecasts/implied.csv` writes it again if the model or the register has changed."""
    write_expected(expectations(open_real), tmp_path / FILE)
    shown, written = (
        list(csv.DictReader(path.read_text(encoding="utf-8").splitlines())) for path in (KEPT, tmp_path / FILE)
    )
    words = [name for name in COLUMNS if name not in PARTS]
    assert [[row[n] for n in words] for row in shown] == [[row[n] for n in words] for row in written]
    numbers = [np.array([[row[n] for n in PARTS] for row in rows], dtype=float) for rows in (shown, written)]
    np.testing.assert_allclose(*numbers, rtol=1e-3, atol=1.0)  # whole children: another machine may round one away


def test_every_agreement_with_a_date_has_its_forecast(open_real: Store, kept: Expectations) -> None:
    there = {(one.code, one.origin) for one in kept.all()}
    wanted = {(code, origin) for origin, codes in origins(open_real).items() for code in codes}
    assert there == wanted
    assert {origin for _, origin in wanted} == {2020, 2021, 2022, 2023}


def test_every_number_in_the_register_is_a_target_that_is_read(open_real: Store, found: list[Implied]) -> None:
    """A new condition with a number must say what it counts: docs/register.md lists the words."""
    numbers = {row["figure"] for row in open_real.rows("select figure from condition where target_value is not null")}
    assert {one.target.figure for one in found if one.target.stands_in == "condition"} - {""} == numbers
    assert [one.target.id for one in found if one.why == NOT_READ.why] == []
    years = open_real.rows("select distinct agreement, in_year_balance_year as y from agreement_version where y <> ''")
    assert sum(one.target.stands_in == "balance_year" for one in found) == len(years)
    assert len({one.target.id for one in found}) == len(found)


def test_nothing_is_listed_without_a_reason_and_nothing_shown_without_a_range(found: list[Implied]) -> None:
    states = Counter(one.state for one in found)
    assert states["held"] >= 10
    assert states["sized"] >= 25
    for one in found:
        assert bool(one.why) == (one.state == "listed"), one.target.id
        if one.state == "held":
            assert one.asked is not None
            assert one.asked.low < one.asked.high
        if one.state == "sized":
            assert one.money is not None
            assert len(one.money.prices) >= 2
            if one.money.low is not None and one.money.high is not None:
                assert one.money.low < one.money.high
        assert one.target.sources or one.why == IN_WORDS.why


def test_sentences_of_real_targets_are_short(found: list[Implied]) -> None:
    long = {s.text for one in found for s in all_sentences(one) if s.words > MAX_WORDS}
    assert long == set()


def of(found: list[Implied], identity: str) -> Implied:
    return next(one for one in found if one.target.id == identity)


def test_haringey_by_hand(found: list[Implied]) -> None:
    """611 fewer plans of the 3,664 to 5,204 that June 2022 let expect for January 2028."""
    one = of(found, "agreement:haringey:condition:assessment_and_plan_numbers:har_scrutiny")
    assert one.expected is not None
    assert one.asked is not None
    assert (one.target.origin, one.target.january) == (2022, 2028)
    assert one.expected.low_80 == pytest.approx(3664, abs=8)
    assert one.asked.low == pytest.approx(100 * 611 / one.expected.high_80)
    assert one.came is not None
    assert (one.came.year, one.came.exact, one.came.low) == (2025, False, 2954)


def test_bexley_by_hand(found: list[Implied]) -> None:
    """156 plans in independent and non-maintained special schools in January 2022, and 135 in January 2025."""
    one = of(found, "agreement:bexley:condition:independent_and_non_maintained_places:be_0126")
    assert one.growth is not None
    assert one.asked is not None
    assert (one.growth.base, len(one.growth.base_ids)) == (156, 2)
    assert one.asked.middle == pytest.approx(one.growth.middle + 66)
    assert one.came is not None
    assert one.came.low == 135


def test_barnsley_by_hand(found: list[Implied]) -> None:
    """£11.82m to £18.01m in 2021-22; £22.9m promised; nothing left by March 2027, five years on.

    6.19 + (18.01 - 22.9) / 5 = £5.2m a year, at £62,000, £64,000 and £64,946 a place: 80 to 84 places.
    """
    one = of(found, "agreement:barnsley:deficit:2027-03-31:agreement_profile:ba_news")
    assert one.money is not None
    assert one.money.shortfall_gbp == pytest.approx(6_190_000, abs=5_000)
    assert one.money.gbp == pytest.approx(5_200_600, abs=5_000)
    assert one.money.low == pytest.approx(80.1, abs=0.1)
    assert one.money.high == pytest.approx(83.9, abs=0.1)


def test_devon_by_hand(found: list[Implied]) -> None:
    """A shortfall of £37.84m in 2021-22, a limit of £31.2m; £63,000 in 2023-24, £64,000 in 2024-25, own £70,840."""
    one = of(found, "agreement:devon:condition:finance:dev_sep24")
    assert one.money is not None
    assert one.money.gbp == pytest.approx(37_842_000 - 31_200_000, abs=5_000)
    assert one.money.low == pytest.approx(one.money.gbp / 70_840, rel=1e-3)
    assert one.money.high == pytest.approx(one.money.gbp / 63_000)
    assert one.came is not None
    assert (one.came.kind, one.came.low, one.came.high) == ("forecast", 195_000_000, 210_000_000)


def test_bury_by_hand(found: list[Implied]) -> None:
    """£3.3m to be saved in 2022-23: 3,300,000 / 62,000 = 53 to 3,300,000 / 54,000 = 61 places."""
    one = of(found, "agreement:bury:condition:finance:sw_rebel")
    assert one.money is not None
    assert one.money.low == pytest.approx(53.2, abs=0.1)
    assert one.money.high == pytest.approx(61.1, abs=0.1)
    assert one.plans is not None
    assert (one.plans.year, one.plans.exact) == (2023, True)


def test_the_first_agreements_have_no_shortfall_of_their_day(found: list[Implied]) -> None:
    """Official balances begin in March 2020: of March 2021 no year before was known."""
    one = of(found, "agreement:richmond-upon-thames:balance_year:original")
    assert "no official balances of the two years before it" in one.why
    assert one.growth is not None  # the forecast of plans is there all the same


def test_targets_do_not_depend_on_forecasts(open_real: Store) -> None:
    facts = StoreFacts(open_real)
    rows = queries.all_agreements(open_real)
    bare = [one for a in rows for one in implied(a, Expectations(), facts)]
    assert [one.target for one in bare] == [t for a in rows for t in targets_of(a)]
    assert not any(one.state == "held" for one in bare)
