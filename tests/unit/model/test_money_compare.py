"""Differences of draws, what moves the answer most, which settings hold, and the draws as a table."""

from __future__ import annotations

from pathlib import Path

import duckdb
import numpy as np
import pytest

from portcullis.model.money import (
    Fitted,
    MoneyError,
    Policy,
    difference,
    draws_table,
    fit_money,
    futures,
    project,
    scenarios,
    sensitivity,
    write_draws,
)
from portcullis.model.money.compare import COMPARED
from portcullis.model.money.sensitivity import RANGES
from portcullis.model.money.standing import standing
from portcullis.model.money.tables import COLUMNS, Form
from portcullis.store import Store
from portcullis.vocabulary import DIALS, ENGLAND, parse_setting

KENT = "E10000016"
RICHMOND = "E09000027"
YEARS, DRAWS = 4, 400


@pytest.fixture(scope="module")
def fitted(open_real: Store) -> Fitted:
    return fit_money(open_real)


@pytest.fixture(scope="module")
def today(open_real: Store) -> Policy:
    return Policy.of(scenarios(open_real)["today"])


def turned(policy: Policy, *settings: str) -> Policy:
    return Policy((*policy.settings, *(parse_setting(one) for one in settings)), policy.name)


def test_a_policy_against_itself_differs_by_nothing(fitted: Fitted, today: Policy) -> None:
    found = difference(fitted, KENT, today, today, years=YEARS, draws=DRAWS)
    assert {row.measure for row in found} == set(COMPARED)
    assert all(row.low_95 == row.median == row.high_95 == 0 for row in found)


def test_a_difference_is_that_of_the_draws_and_narrower_than_that_of_the_ranges(fitted: Fitted, today: Policy) -> None:
    helped = turned(today, "support_pct=50")
    found = difference(fitted, KENT, helped, today, years=YEARS, draws=DRAWS)
    balance = next(row for row in found if row.measure == "balance" and row.year == 2028)
    mine, theirs = (
        futures(fitted, KENT, one, years=YEARS, draws=DRAWS)["balance"][2028 - fitted.newest] for one in (helped, today)
    )
    assert balance.median == pytest.approx(np.median(mine - theirs), abs=1000)
    assert balance.high_80 < 0
    # Without common luck the difference could lie anywhere between the ends of the two ranges.
    apart = np.quantile(mine, 0.9) - np.quantile(theirs, 0.1)
    assert balance.high_80 < apart
    first = [row for row in found if row.year <= 2026 and row.measure == "balance"]
    assert all(row.median == 0 for row in first)


def test_england_is_the_sum_of_its_councils_in_each_draw(fitted: Fitted, today: Policy) -> None:
    counted = []
    whole = futures(fitted, ENGLAND, today, years=YEARS, draws=100, done=lambda: counted.append(1))
    told = project(fitted, None, [today], years=YEARS, draws=100, threads=1)[-1]
    for measure, year in (("balance", 2028), ("deficits", 2026), ("gap", 2027)):
        middle = np.median(whole[measure][year - fitted.newest])
        assert told.at(measure, year).median == pytest.approx(middle, rel=1e-4)
    assert len(counted) == len(fitted.codes)


def test_what_moves_the_answer_most_comes_first_and_what_moves_nothing_is_left_out(
    fitted: Fitted, today: Policy
) -> None:
    found = sensitivity(fitted, KENT, today, years=YEARS, draws=DRAWS)
    widths = [one.width_gbp for one in found]
    assert widths == sorted(widths, reverse=True)
    assert min(widths) > 0
    assert found[0].dial == "support_pct"
    by_dial = {one.dial: one for one in found}
    assert by_dial["support_pct"].at_low_gbp == by_dial["support_pct"].as_it_stands_gbp
    assert by_dial["support_pct"].at_high_gbp < by_dial["support_pct"].at_low_gbp
    assert by_dial["requests"].at_low_gbp < by_dial["requests"].at_high_gbp
    assert by_dial["funding_growth_pct"].at_high_gbp < by_dial["funding_growth_pct"].at_low_gbp
    assert float(by_dial["balance_gbp"].low) < float(by_dial["balance_gbp"].high)
    # Where the balance was typed in, or the grant covers none, those dials say nothing.
    typed = sensitivity(fitted, KENT, turned(today, "balance_gbp=0"), years=YEARS, draws=DRAWS)
    assert not {"balance_gbp", "grant_pct", "ineligible_pct"} & {one.dial for one in typed}


def test_only_former_safety_valve_councils_have_that_switch(fitted: Fitted, today: Policy) -> None:
    without = next(code for code in fitted.codes if fitted.purses[code].deal is None)
    found = sensitivity(fitted, without, today, years=YEARS, draws=200)
    assert "former_agreement" not in {one.dial for one in found}


def test_ranges_lie_within_what_dials_allow() -> None:
    for dial, low, high, since in RANGES:
        for end in (low, high):
            text = end if isinstance(end, str) else f"{end:g}"
            assert parse_setting(f"{dial}={text}" + (f"@{since}" if since else ""))
        assert (since is not None) == DIALS[dial].dated


def test_of_one_dial_and_year_the_last_setting_holds() -> None:
    given = [parse_setting(one) for one in (
        "support_pct=0", "funding_growth_pct=3", "support_pct=50", "funding_growth_pct=1@2028-2029", "interest_pct=6",
    )]  # fmt: skip
    assert [str(one) for one in standing(given)] == [
        "funding_growth_pct=3", "support_pct=50", "funding_growth_pct=1@2028-2029", "interest_pct=6",
    ]  # fmt: skip
    assert standing([]) == ()


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_draws_as_a_table_are_the_draws(fitted: Fitted, today: Policy, tmp_path: Path, form: Form) -> None:
    table = draws_table(fitted, KENT, today, years=YEARS, draws=100, seed=5)
    drawn = futures(fitted, KENT, today, years=YEARS, draws=100, seed=5)
    assert int(table["deficit_31_march_gbp"][0]) == drawn["balance"][1, 0]
    place = tmp_path / f"draws.{form}"
    write_draws(table, place, form, code=KENT, scenario="today")
    again = tmp_path / f"again.{form}"
    write_draws(table, again, form, code=KENT, scenario="today")
    assert place.read_bytes() == again.read_bytes()
    with duckdb.connect() as connection:
        found = connection.sql(f"select * from '{place}'")
        assert tuple(found.columns) == COLUMNS
        rows = found.fetchall()
    assert len(rows) == 100 * len(drawn["gap"])
    assert sum(row[COLUMNS.index("gap_gbp")] for row in rows) == drawn["gap"].sum()


def test_a_council_without_a_projection_is_refused(fitted: Fitted, today: Policy) -> None:
    with pytest.raises(MoneyError, match="no allocation of high needs funding is known"):
        difference(fitted, "E06000053", today, today, years=YEARS, draws=DRAWS)
