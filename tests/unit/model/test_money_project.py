"""Projections of the real register: the same numbers however they are made, and what each dial does to them."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from portcullis.model.money import Fitted, MoneyError, Policy, draws_of, fit_money, named, project, scenarios
from portcullis.store import Store
from portcullis.vocabulary import ENGLAND, Scenario, parse_setting

KENT, BCP, BUCKINGHAMSHIRE, CUMBERLAND, CITY = "E10000016", "E06000058", "E06000060", "E06000063", "E09000001"
FEW: dict[str, Any] = {"draws": 400, "years": 4}


@pytest.fixture(scope="module")
def fitted(open_real: Store) -> Fitted:
    return fit_money(open_real)


@pytest.fixture(scope="module")
def shipped(open_real: Store) -> dict[str, Scenario]:
    return scenarios(open_real)


def turned(*texts: str) -> Policy:
    return Policy(tuple(parse_setting(text) for text in texts))


def middle(fitted: Fitted, measure: str, year: int, *texts: str, code: str = KENT) -> float:
    return project(fitted, [code], [turned(*texts)], **FEW)[0].at(measure, year).median


def test_threads_order_and_company_do_not_change_a_number(fitted: Fitted, shipped: dict[str, Scenario]) -> None:
    policies = [Policy.of(shipped[name]) for name in ("today", "refusals-tightened", "agreements-met")]
    options: dict[str, Any] = {"draws": 150, "years": 3}
    all_of_them = project(fitted, None, policies, threads=2, **options)
    assert all_of_them == project(fitted, None, policies, threads=3, **options)
    alone = project(fitted, [KENT], policies[1:2], **options)[0]
    among = next(one for one in all_of_them if one.code == KENT and one.policy == "refusals-tightened")
    assert alone == among
    several = project(fitted, [BCP, KENT], policies[:1], **options)
    assert [one.code for one in several] == [BCP, KENT]
    assert several[1] == next(one for one in all_of_them if one.code == KENT and one.policy == "today")


def test_england_is_the_sum_of_its_councils_in_each_draw(fitted: Fitted) -> None:
    options: dict[str, Any] = {"draws": 100, "years": 3}
    england = project(fitted, None, [Policy()], **options, measures=("gap", "balance", "deficits"))[-1]
    assert england.code == ENGLAND
    year = 2026
    draws = [draws_of(fitted, code, Policy(), **options) for code in fitted.codes]
    total = sum(found.balance_gbp[year - found.first] for found in draws)
    owed = sum(np.maximum(found.balance_gbp[year - found.first], 0) for found in draws)
    assert england.at("balance", year).median == pytest.approx(float(np.median(total)), abs=1000)
    assert england.at("deficits", year).median == pytest.approx(float(np.median(owed)), abs=1000)
    assert england.at("deficits", year).median > england.at("balance", year).median


def test_it_starts_from_the_official_balance_and_says_how_stale_it_is(fitted: Fitted) -> None:
    kent = project(fitted, [KENT], [Policy()], **FEW)[0]
    assert (kent.state, kent.start, kent.start_gbp) == ("known", 2024, 67_167_405)
    assert kent.at("balance", 2024).low_95 == kent.at("balance", 2024).high_95 == 67_167_000
    stale = project(fitted, [BUCKINGHAMSHIRE], [Policy()], **FEW)[0]
    assert (stale.state, stale.start) == ("stale", 2022)
    assert "31 March 2022" in stale.reasons[0]
    assert stale.at("balance", 2024).low_95 < stale.at("balance", 2024).high_95
    unknown = project(fitted, [CUMBERLAND], [Policy()], **FEW)[0]
    assert unknown.state == "unknown"
    assert unknown.start_gbp is None
    assert unknown.at("balance", 2024).low_95 < 0 < unknown.at("balance", 2024).high_95
    with pytest.raises(MoneyError, match="no projection for City of London: no allocation of high needs funding"):
        project(fitted, [CITY], [Policy()], **FEW)


def test_the_accounts_of_every_draw_balance(fitted: Fitted) -> None:
    for texts in ((), ("support_pct=50",), ("agreements=in_full",), ("grant_pct=0", "override_end=2026-03-31")):
        found = draws_of(fitted, KENT, turned(*texts), **FEW)
        kept = np.ones(len(found.gap_gbp))
        kept[[found.first + row >= found.exposed_on for row in range(len(kept))]] = 0
        change = found.gap_gbp * kept[:, None] - found.payments_gbp - found.help_gbp
        assert (np.diff(found.balance_gbp, axis=0) == change).all()
        assert (found.balance_gbp == np.rint(found.balance_gbp)).all()


def test_each_rule_moves_what_it_should(fitted: Fitted) -> None:
    base = middle(fitted, "balance", 2028)
    assert middle(fitted, "balance", 2028, "support_pct=50") < base
    assert middle(fitted, "balance", 2028, "support_pct=100") < middle(fitted, "balance", 2028, "support_pct=50")
    assert middle(fitted, "balance", 2028, "grant_pct=0") > base
    assert middle(fitted, "balance", 2028, "ineligible_pct=50") > base
    assert middle(fitted, "balance", 2028, "former_agreement=gross") < base
    assert middle(fitted, "balance", 2028, "funding_growth_pct=6@2026-2027") < base
    assert middle(fitted, "balance", 2028, "transfer_pct=0.5@2026") < base
    assert middle(fitted, "balance", 2028, "transfer_pct=0.5@2026", "transfer_return_pct=100") == base
    assert middle(fitted, "balance", 2028, "cost_growth_points=3@2025") > base
    assert middle(fitted, "balance", 2028, "fees_cap_pct=0@2025") < base
    assert middle(fitted, "balance", 2028, "fees_growth_points=5@2025") > base
    assert middle(fitted, "balance", 2028, "refusals=3@2025") < base
    assert middle(fitted, "interest", 2027, "interest_pct=10") == pytest.approx(
        2 * middle(fitted, "interest", 2027, "interest_pct=5"), rel=1e-3
    )
    assert middle(fitted, "balance", 2029, "gap_after_pct=100") > middle(fitted, "balance", 2029)
    assert middle(fitted, "balance", 2029) == base


def test_without_agreements_more_was_owed_and_the_grant_is_larger(fitted: Fitted) -> None:
    assert middle(fitted, "balance", 2026, "agreements=none") > middle(fitted, "balance", 2026)
    assert middle(fitted, "grant", 2026, "agreements=none") > middle(fitted, "grant", 2026)
    assert middle(fitted, "gap", 2028, "agreements=in_full") == 0
    assert middle(fitted, "balance", 2026, "agreements=none", code=BCP) == middle(fitted, "balance", 2026, code=BCP)


def test_a_balance_that_somebody_knows_takes_the_place_of_the_drawn_one(fitted: Fitted) -> None:
    told = project(fitted, [BCP], [turned("balance_gbp=183100000", "ineligible_pct=10")], **FEW)[0]
    assert told.at("balance", 2026).low_95 == told.at("balance", 2026).high_95 == 183_100_000
    assert told.at("grant", 2026).median == 148_311_000
    assert told.at("residual", 2026).median == 34_789_000
    surplus = project(fitted, [BCP], [turned("balance_gbp=-1000000")], **FEW)[0]
    assert surplus.at("grant", 2026).high_95 == 0


def test_reserves_are_told_only_where_they_are_recent_or_typed_in(fitted: Fitted) -> None:
    assert project(fitted, [KENT], [Policy()], **FEW)[0].above_reserves is None
    typed = project(fitted, [KENT], [turned("reserves_gbp=100000000")], **FEW)[0]
    assert typed.above_reserves is not None
    assert 0 < typed.above_reserves < 1
    bexley = project(fitted, ["E09000004"], [Policy()], **FEW)[0]
    assert (bexley.reserves_gbp, bexley.reserves_on) == (14_360_000 + 42_137_000, "2025-03-31")


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"draws": 10**12}, "draws must lie between"),
        ({"draws": 1}, "draws must lie between"),
        ({"years": 0}, "1 to 15 years"),
        ({"years": 99}, "1 to 15 years"),
        ({"seed": -1}, "a seed is a whole number"),
        ({"threads": 0}, "threads must be 1 or more"),
        ({"years": 2}, "the override ends on 31 March 2028, after the last year, 2027"),
    ],
)
def test_what_cannot_be_run_is_said(fitted: Fitted, options: dict[str, Any], says: str) -> None:
    with pytest.raises(MoneyError, match=says):
        project(fitted, [KENT], [Policy()], **options)


def test_a_dial_of_one_council_is_not_for_all(fitted: Fitted) -> None:
    with pytest.raises(MoneyError, match="name one"):
        project(fitted, None, [turned("balance_gbp=1")], **FEW)


def test_every_scenario_that_ships_runs_and_says_where_it_comes_from(
    fitted: Fitted, shipped: dict[str, Scenario]
) -> None:
    assert next(iter(shipped)) == "today"
    assert len(shipped) == 10
    told = project(fitted, [KENT], [Policy.of(one) for one in shipped.values()], **FEW)
    at = {one.policy: one.at("exposure", one.override_end).median for one in told}
    assert at["petition"] < at["help-90"] < at["help-50"] < at["today"] <= at["no-agreements"]
    assert told[1].override_end == 2026
    for scenario in shipped.values():
        assert scenario.sources
        assert scenario.explains.count(". ") == 1
    with pytest.raises(MoneyError, match="there are today, law-of-2024"):
        named(shipped, "to-day")


def test_one_machine_without_wide_registers_gives_the_same_bytes(built_store: Path) -> None:
    """What another machine would lack: numbers must not hang on the width of its vector registers."""
    program = (
        "import sys; from pathlib import Path; from portcullis.store import open_store\n"
        "from portcullis.model.money import *\n"
        "with open_store(Path(sys.argv[1])) as store:\n"
        "    fitted = fit_money(store); found = scenarios(store)\n"
        "    policies = [Policy.of(found[n]) for n in ('today', 'places-built')]\n"
        "    for one in project(fitted, ['E10000016', 'E06000058'], policies, draws=2000):\n"
        "        print(one.policy, [(r.measure, r.year, r.low_95, r.median, r.high_95) for r in one.ranges])\n"
    )
    cpu = importlib.import_module("numpy._core._multiarray_umath")
    wide = [name for name in cpu.__cpu_dispatch__ if cpu.__cpu_features__.get(name)]
    assert wide, "this machine has nothing beyond the baseline, so nothing can be compared"
    out = [
        subprocess.run(
            [sys.executable, "-c", program, str(built_store)], capture_output=True, text=True, check=True,
            env=os.environ | less,
        ).stdout
        for less in ({}, {"NPY_DISABLE_CPU_FEATURES": " ".join(wide)})
    ]  # fmt: skip
    assert len(out[0]) > 5000
    assert out[0] == out[1]


def test_a_register_without_settings_is_told_so(open_county: Store) -> None:
    with pytest.raises(MoneyError, match="does not say in which settings"):
        fit_money(open_county)
