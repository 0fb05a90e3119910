"""What targets would have asked, on invented facts: dates, every sum by hand, and every reason why there is none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from portcullis.model.implied import (
    FIELDS,
    Expectations,
    Expected,
    Implied,
    ImpliedError,
    flat,
    implied,
    read_expected,
    targets_of,
    write_expected,
)
from portcullis.model.implied import asked as reasons
from portcullis.model.implied import money as money_reasons
from portcullis.model.implied.costs import costs
from portcullis.model.implied.counted import IN_WORDS, KINDS, NOT_READ
from portcullis.model.implied.dates import ended_by, january_of, origin_of, year_end_of, year_of
from portcullis.model.implied.expected import by_code
from portcullis.vocabulary import Counts
from tests.unit.model.implied_facts import CODE, Invented, agreement, condition, expected, official, profile


def test_what_was_known_and_which_january_is_meant() -> None:
    assert [origin_of(day) for day in ("2021-03-19", "2022-03", "2024-06-30", "2024-07", "2023")] == [
        2020, 2021, 2023, 2024, 2022,
    ]  # fmt: skip
    assert [january_of(by) for by in ("2025-26", "2025-09", "2026-03", "2025", "2026-03-31")] == [
        2026, 2026, 2026, 2025, 2026,
    ]  # fmt: skip
    assert [year_end_of(by) for by in ("2026-03", "2099-00")] == ["2025-26", "2099-00"]
    assert [year_of(day) for day in ("2023-03-16", "2023-04-01")] == [2023, 2024]
    assert [ended_by(day) for day in ("2023-03-16", "2023-03-31", "2023-04-01")] == [2022, 2022, 2023]


def test_every_word_of_counts_has_a_kind() -> None:
    assert set(KINDS) == set(Counts)


def one(
    row: dict[str, Any] | None = None, facts: Invented | None = None, ranges: list[Expected] | None = None, **about: Any
) -> Implied:
    """The only target of an agreement with one condition."""
    told = agreement(conditions=[row] if row else [], **about)
    kept = by_code(expected(CODE) if ranges is None else ranges)
    (found,) = implied(told, kept, facts or Invented())
    return found


def test_places_against_growth_by_hand() -> None:
    """300 in state special schools in January 2022; 280, 350, 420 expected in January 2025; 40 new places."""
    found = one(condition("state_special_places_more", 40, by="2024-25"))
    assert (found.state, found.why, found.untested) == ("held", "", False)
    assert found.growth is not None
    assert (found.growth.low, found.growth.middle, found.growth.high, found.growth.base) == (-20, 50, 120, 300)
    assert found.asked is not None
    assert (found.asked.low, found.asked.middle, found.asked.high, found.asked.unit) == (-60, 10, 80, "places")
    assert found.came is not None
    assert (found.came.year, found.came.exact, found.came.low) == (2025, True, 380)


def test_independent_places_are_counted_with_non_maintained_ones() -> None:
    """60 + 10 at the origin; 50, 90, 130 expected; 15 fewer than there were."""
    found = one(condition("independent_places_fewer", 15, by="2025-03"))
    assert found.asked is not None
    assert found.growth is not None
    assert found.growth.base == 70
    assert (found.asked.low, found.asked.middle, found.asked.high) == (-5, 35, 75)
    assert len(found.growth.base_ids) == 2


def test_fewer_plans_are_a_share_of_those_expected() -> None:
    found = one(condition("plans_fewer", 100, by="2025-03"))
    assert found.asked is not None
    assert (found.asked.low, found.asked.middle, found.asked.high) == pytest.approx((100 / 15, 100 / 12, 10.0))
    assert found.asked.unit == "percent"


def test_a_limit_on_new_plans_is_held_against_the_calendar_year_before() -> None:
    found = one(condition("new_plans_a_year", 200, by="2024-25"))
    assert found.expected is not None
    assert (found.expected.measure, found.expected.year) == ("issued", 2024)
    assert found.asked is not None
    assert (found.asked.low, found.asked.high, found.growth) == (-50, 100, None)


def test_without_a_date_the_last_year_of_the_agreement_is_taken() -> None:
    found = one(condition("places_more", 50), end_year="2024-25")
    assert (found.target.january, found.target.january_from) == (2025, "agreement")
    found = one(condition("places_more", 50))
    assert (found.state, found.why) == ("listed", reasons.NO_JANUARY)
    assert found.came is not None
    assert (found.came.year, found.came.exact) == (2025, False)


def test_what_stops_it_is_said() -> None:
    assert one(condition("places_more", 5, by="2024-25"), since="").why == money_reasons.NO_DATE
    assert one(condition("places_more", 5, by="2024-25"), ranges=[]).why == reasons.NO_FORECAST
    assert one(condition("state_special_places_more", 5, by="2024-25"), Invented(doubted=True)).why == reasons.NO_BASE
    assert one(condition("reports", 4)).why == KINDS["reports"].why
    assert one(condition("", 4)).why == NOT_READ.why
    words = condition("", 4) | {"target_value": None, "target_text": "15 years", "figure": ""}
    assert one(words).why == IN_WORDS.why


def test_a_saving_is_as_many_places_as_cost_the_same() -> None:
    """England: £60,000 in 2022-23 and £64,000 in 2024-25; own: £4.2m over 60 + 10 plans is £60,000 in 2021-22."""
    found = one(condition("saving", 3_840_000, by="2024-25"))
    assert found.money is not None
    assert (found.state, found.money.a_year) == ("sized", False)
    assert (found.money.low, found.money.high) == (60, 64)
    assert [(p.of, p.year, p.gbp) for p in found.money.prices] == [
        ("england", "2022-23", 60_000), ("england", "2024-25", 64_000), ("council", "2021-22", 60_000),
    ]  # fmt: skip


def test_an_own_average_far_from_englands_is_not_used() -> None:
    assert [p.of for p in costs(Invented(top_up=40_000_000), CODE, 2023, 2025)] == ["england", "england"]
    assert [p.of for p in costs(Invented(top_up=0), CODE, 2023, 2025)] == ["england", "england"]
    assert costs(Invented(priced=False), CODE, 2023, 2025) == []
    assert one(condition("saving", 1, by="2024-25"), Invented(priced=False)).why == money_reasons.NO_COST


def test_a_limit_for_a_year() -> None:
    """The balance went from £4m to £10m in 2021-22: a shortfall of £6m."""
    found = one(condition("in_year_limit", 1_200_000, by="2024-25"))
    assert found.money is not None
    assert (found.money.gbp, found.money.shortfall_gbp, found.money.shortfall_year) == (4_800_000, 6_000_000, "2021-22")
    assert (found.money.low, found.money.high) == (75, 80)
    within = one(condition("in_year_limit", 7_000_000, by="2024-25"))
    assert within.money is not None
    assert (within.money.gbp, within.money.low, within.money.high) == (-1_000_000, None, None)
    assert one(condition("in_year_limit", 0, by="2024-25"), Invented(deficits={})).why == money_reasons.NO_SHORTFALL


def test_a_balance_at_a_date() -> None:
    """£10m at March 2022, £4m promised, nothing left by March 2025: 6 + (10 - 4 - 0) / 3 = £8m a year."""
    row = condition("balance", 0, by="2025-03")
    found = one(row, total_gbp=4_000_000)
    assert found.money is not None
    assert (found.money.gbp, found.money.promised_gbp) == (8_000_000, 4_000_000)
    unknown = one(row)
    assert unknown.money is not None
    assert unknown.money.gbp == pytest.approx(6_000_000 + 10_000_000 / 3)
    assert one(row | {"target_by": "2022-03"}).why == money_reasons.TOO_NEAR
    stale = Invented(deficits={"2019-20": 4e6, "2020-21": 10e6})
    assert one(row, stale).why == money_reasons.OLD_BALANCE


def test_planned_deficits_and_their_basis() -> None:
    def only(row: dict[str, Any], **about: Any) -> Implied:
        (found,) = implied(agreement(deficits=[row], total_gbp=4_000_000, **about), Expectations(), Invented())
        return found

    gross = only(profile("2025-03-31", 13_000_000, "gross"))
    assert gross.money is not None
    assert (gross.money.gbp, gross.money.promised_gbp) == (5_000_000, None)  # 6 + (10 - 13) / 3
    assert only(profile("2025-03-31", 0, "unknown")).why == money_reasons.BASIS_UNKNOWN
    assert only(profile("2023-03-31", 0, "net")).why == money_reasons.STARTS
    assert only(profile("", 0, "net")).why == money_reasons.TOO_NEAR


def test_what_came_of_a_balance() -> None:
    row = condition("balance", 0, by="2025-03")
    stated = {"as_at": "2025-03-31", "measure": "cumulative", "figure": "a", "value_gbp": 7}
    told = stated | {"kind": "actual"}
    hopes = [stated | {"kind": "council_forecast", "value_gbp": v, "figure": f"f{v}"} for v in (9, 5)]

    def came(deficits: list[dict[str, Any]], facts: Invented | None = None) -> tuple[Any, ...] | None:
        found = implied(agreement(conditions=[row], deficits=deficits), Expectations(), facts or Invented())[0].came
        return (found.kind, found.year, found.exact, found.low, found.high) if found else None

    assert came([told, *hopes]) == ("said", 2025, True, 7, 7)
    assert came(hopes) == ("forecast", 2025, True, 5, 9)
    assert came([]) == ("balance", 2024, False, 14e6, 14e6)
    assert came([told], official({"2024-25": 3e6})) == ("balance", 2025, True, 3e6, 3e6)
    assert came([], official({"2021-22": 3e6})) is None


def test_balance_years_and_profiles_are_targets_once() -> None:
    told = agreement(
        conditions=[condition("balance", 0, by="2025-03")],
        deficits=[profile("2025-03-31", 0, "net"), profile("2026-03-31", 0, "net")],
        in_year_balance_year="2024-25",
    )
    second = told["versions"][0] | {"version": "reprofiled"}
    found = targets_of(told | {"versions": [*told["versions"], second]})
    assert [(t.stands_in, t.by) for t in found] == [
        ("condition", "2025-03"), ("balance_year", "2024-25"), ("deficit_profile", "2026-03-31"),
    ]  # fmt: skip


def test_a_window_counts_from_its_first_day() -> None:
    told = agreement(conditions=[condition("places_more", 5)], since="", since_not_before="2023-07")
    assert targets_of(told)[0].origin == 2023


def test_a_flat_row_has_every_field() -> None:
    for row in (condition("places_more", 5, by="2024-25"), condition("saving", 5e6, by="2024-25"), condition("", 5)):
        assert tuple(flat(one(row))) == FIELDS


def test_the_file_comes_back_as_it_was_written(tmp_path: Path) -> None:
    rows = expected(CODE)
    assert write_expected(rows, tmp_path / "new" / "implied.csv") == len(rows)
    assert read_expected(tmp_path / "new" / "implied.csv").all() == rows
    assert [p.name for p in (tmp_path / "new").iterdir()] == ["implied.csv"]
    assert read_expected(tmp_path / "none.csv").all() == []
    figures = by_code(rows).figures()
    assert figures[f"implied:2022:{CODE}:plans:2025:median"] == 1200
    assert len(figures) == 5 * len(rows)


@pytest.mark.parametrize("text", ["", "code\nE99\n", "\x00\xff", "code,name,origin\nE,x,abc\n"])
def test_a_broken_file_is_said(tmp_path: Path, text: str) -> None:
    path = tmp_path / "implied.csv"
    path.write_text(text, encoding="latin-1")
    if text:
        with pytest.raises(ImpliedError, match="cannot be read"):
            read_expected(path)
    else:
        assert read_expected(path).all() == []
