"""The record of projected money that pages show is that of the model and of the register as they stand.

In: the real register and forecasts/money.csv. Out: the same numbers. When this fails, the model, a scenario or a figure
that the model reads has changed: `portcullis record-money forecasts/money.csv` writes the record again.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from portcullis.model.money import Fitted, Policy, fit_money, project, scenarios
from portcullis.model.projected import NAME, Outlooks, read_outlooks, write_outlooks
from portcullis.store import Store
from portcullis.vocabulary import ENGLAND

RECORD = Path(__file__).parents[2] / "forecasts" / NAME
AGAIN = "the record is not that of the model: portcullis record-money forecasts/money.csv"
#: Of different kinds: with an agreement that is known and not, refused, in surplus, with an old start, with none.
SOME = (
    "E10000016", "E10000020", "E06000023", "E09000027", "E06000058", "E09000007", "E06000060", "E06000063", "E06000036",
)  # fmt: skip


@pytest.fixture(scope="module")
def kept() -> Outlooks:
    found = read_outlooks(RECORD)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def fitted(open_real: Store) -> Fitted:
    return fit_money(open_real)


def test_every_council_is_there_with_every_scenario_of_the_register(
    kept: Outlooks, fitted: Fitted, open_real: Store
) -> None:
    current = {row["code"] for row in open_real.rows("select code from authority where status = 'current'")}
    assert set(kept.of) == current | {ENGLAND}
    assert {code for code, one in kept.of.items() if one.state == "refused"} == set(fitted.refused)
    known = {slug: " ".join(map(str, one.settings)) for slug, one in scenarios(open_real).items()}
    for code, one in kept.of.items():
        ran = {slug: run.settings for slug, run in one.runs.items()}
        assert ran == ({} if one.state == "refused" else known), (code, AGAIN)


def test_all_councils_and_england_under_today_are_as_recorded(
    kept: Outlooks, fitted: Fitted, open_real: Store, tmp_path: Path
) -> None:
    again = _again(project(fitted, None, [Policy.of(scenarios(open_real)["today"])]), tmp_path)
    assert again.about == kept.about, AGAIN
    for code, one in again.of.items():
        assert one.runs["today"] == kept.of[code].runs["today"], (one.name, AGAIN)
        assert (one.state, one.reasons, one.start_gbp, one.start_id) == (
            kept.of[code].state, kept.of[code].reasons, kept.of[code].start_gbp, kept.of[code].start_id,
        ), (one.name, AGAIN)  # fmt: skip


def test_some_councils_under_every_scenario_are_as_recorded(
    kept: Outlooks, fitted: Fitted, open_real: Store, tmp_path: Path
) -> None:
    policies = [Policy.of(one) for one in scenarios(open_real).values()]
    again = _again(project(fitted, SOME, policies), tmp_path)
    for code, one in again.of.items():
        assert one.runs == kept.of[code].runs, (one.name, AGAIN)


def test_what_it_starts_from_is_in_the_register_with_the_same_value(kept: Outlooks, open_real: Store) -> None:
    values = {row["id"]: row["value"] for row in open_real.rows("select id, value from figure")}
    starts = [one for one in kept.of.values() if one.start_id]
    assert len(starts) > 140
    for one in starts:
        assert one.start_gbp is not None
        assert abs(values[one.start_id] - one.start_gbp) <= 0.5, one.name


def _again(told: list, folder: Path) -> Outlooks:
    write_outlooks(told, {}, folder / NAME)
    found = read_outlooks(folder / NAME)
    assert found is not None
    return found
