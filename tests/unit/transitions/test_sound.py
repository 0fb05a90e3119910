"""Sound mode: exact means are right, nobody vanishes, and ranges hold what they say, on the past and known truths."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from portcullis.model.transitions.chaining import chaining
from portcullis.model.transitions.exact import exact_means
from portcullis.model.transitions.fitted import fitted
from portcullis.model.transitions.plan import Plan, plan
from portcullis.model.transitions.quantiles import beta_bins, normal_bins
from portcullis.model.transitions.quirks import COMPATIBLE, NAMES, SOUND, with_quirks
from portcullis.model.transitions.reading import Inputs, read_inputs
from portcullis.model.transitions.simulate import Futures, simulate
from portcullis.model.transitions.summaries import group_values
from portcullis.model.transitions.synthetic import county
from portcullis.model.transitions.tally import stock
from portcullis.model.transitions.validate import crps, validate


def distances(futures: Futures) -> np.ndarray:
    """(simulated mean - exact mean) in standard errors, of every group with anybody in it."""
    out = []
    for group in ("total", "setting", "need", "age", "flow"):
        values, _, exact = group_values(futures, group)
        some = exact > 0.05
        out.append(((values.mean(axis=0) - exact) / np.maximum(values.std(axis=0) / np.sqrt(len(futures)), 1e-9))[some])
    return np.concatenate(out)


@pytest.fixture(scope="module")
def futures(small_plan: Plan) -> Futures:
    return simulate(small_plan, 4000, 11)


def test_simulated_means_agree_with_exact_ones(futures: Futures) -> None:
    z = distances(futures)
    assert np.abs(z).max() < 4.5
    assert 0.6 < z.std() < 1.4


def test_nobody_vanishes_and_every_account_balances(futures: Futures) -> None:
    total, joiners, leavers = futures.total, futures.flows[:, :, 0], futures.flows[:, :, 1]
    before = np.concatenate([np.full((len(futures), 1), futures.plan.start.sum()), total[:, :-1]], axis=1)
    assert (total == before + joiners - leavers).all()
    for parts in (futures.setting, futures.age, futures.age_group):
        assert (parts.sum(axis=2) == total).all()
    assert np.allclose(futures.setting_cost_gbp.sum(axis=2), futures.cost_gbp)


def test_the_reference_lets_children_vanish(small_inputs: Inputs) -> None:
    one = simulate(plan(small_inputs, COMPATIBLE), 50, 1)
    accounted = one.plan.start.sum() + one.flows[:, :, 0].sum(axis=1) - one.flows[:, :, 1].sum(axis=1)
    assert (one.total[:, -1] < accounted).all()


@pytest.mark.parametrize("quirk", [name for name in NAMES if name not in {"occupied_only", "histogram_rounding"}])
def test_every_quirk_runs_by_itself_and_agrees_with_its_own_exact_means(small_inputs: Inputs, quirk: str) -> None:
    one = plan(small_inputs, with_quirks(SOUND, on=(quirk,)))
    assert np.abs(distances(simulate(one, 1000, 3))).max() < 5


def test_what_is_common_makes_ranges_grow(small_plan: Plan, futures: Futures) -> None:
    s = small_plan.spread
    alone = replace(
        small_plan, spread=replace(s, join_shock=0.0, join_level=0.0, trend_sd=0.0, leave_shock=0.0, leave_level=0.0)
    )
    without = simulate(alone, 1000, 11).total.std(axis=0)
    assert (futures.total.std(axis=0)[1:] > 1.3 * without[1:]).all()


def test_a_trend_in_the_history_is_found_but_not_believed_whole(tmp_path: Path) -> None:
    slopes = []
    for seed in (1, 2):
        county(seed, 1500, years=6, ahead=2).write(tmp_path / str(seed))
        slopes.append(plan(read_inputs(tmp_path / str(seed))).spread)
    for one in slopes:
        assert 0 < one.trend_sd < 0.06
        assert abs(one.trend_mean) < 0.12
        assert all(b > a for a, b in zip(one.steps, one.steps[1:], strict=False))
        gaps = np.diff(one.steps)
        assert (np.diff(gaps) < 0).all(), "each further year counts for less"


def test_five_counties_with_known_truth_lie_in_their_ranges_as_often_as_said(tmp_path: Path) -> None:
    held: dict[str, list[bool]] = {"total": [], "setting": [], "need": [], "state": []}
    for k, size in enumerate((700, 1200, 2000, 3500, 5000)):
        county(100 + k, size).write(tmp_path / f"{k}-known")
        one = plan(read_inputs(tmp_path / f"{k}-known"))
        shown = np.nonzero(one.space.valid.ravel())[0]
        futures = simulate(one, 400, 7, states=shown)
        drawn = {"total": futures.total, "setting": futures.setting, "need": futures.need, "state": futures.states}
        ranges = {name: np.percentile(v, [2.5, 97.5], axis=0, method="inverted_cdf") for name, v in drawn.items()}
        for branch in range(4):
            made = county(100 + k, size, branch=branch)
            place = tmp_path / f"{k}-{branch}"
            replace(made, transitions=made.came, population=made.population).write(place)
            history = read_inputs(place).history
            came = np.array([stock(one.space, history, january) for january in one.years])
            by_place = came.reshape(one.length, one.space.places, -1).sum(axis=2)
            for name, actual in (
                ("total", came.sum(axis=1)), ("setting", _over(by_place, one.space.setting_of)),
                ("need", _over(by_place, one.space.need_of)), ("state", came[:, shown]),
            ):  # fmt: skip
                low, high = ranges[name]
                some = (actual > 0) | (drawn[name].mean(axis=0) >= 0.5)
                held[name] += ((actual >= low) & (actual <= high))[some].ravel().tolist()
    sums = held["total"] + held["setting"] + held["need"]
    assert 0.92 <= np.mean(sums) <= 0.97, {name: np.mean(found) for name, found in held.items()}
    assert 0.92 <= np.mean(held["state"]) <= 0.97, np.mean(held["state"])


def _over(by_place: np.ndarray, which: np.ndarray) -> np.ndarray:
    return np.stack([by_place[:, which == i].sum(axis=1) for i in range(which.max() + 1)], axis=1)


def test_the_folds_of_the_peer_are_held_and_scored_better_than_by_the_reference(peer_inputs: Inputs) -> None:
    ours, theirs = (validate(peer_inputs, quirks, simulations=500) for quirks in (SOUND, COMPATIBLE))
    assert theirs.score("state").count == 2838
    assert theirs.score("state").cover_95_pct == pytest.approx(68, abs=1.5)
    assert theirs.score("total").cover_95_pct == pytest.approx(100 * 4 / 6)
    assert ours.score("total").cover_95_pct >= 90
    assert ours.score("state").cover_95_pct >= 85
    assert ours.score("total").crps <= theirs.score("total").crps
    assert ours.score("setting").crps <= theirs.score("setting").crps
    summed = [one.score("state").crps * one.score("state").count for one in (ours, theirs)]
    assert summed[0] <= summed[1]


def test_whole_records_chain_and_sampled_ones_do_not(small_inputs: Inputs, peer_inputs: Inputs) -> None:
    assert chaining(small_inputs.space, small_inputs.history).share == 0.0
    assert chaining(peer_inputs.space, peer_inputs.history).share > 0.5


def test_a_validation_says_who_was_tested_on_what(small_inputs: Inputs) -> None:
    found = validate(small_inputs, simulations=200)
    assert {one.trained_to for one in found.cells} == {2021, 2022, 2023}
    assert found.score("total").count == 6
    assert found.rows(shared=True)[0]["of"] == "all children"


def test_crps_is_the_distance_when_there_is_no_range() -> None:
    assert crps(np.array([3, 3, 3], np.int32), 5) == 2.0
    assert crps(np.array([0, 2], np.int32), 1) == pytest.approx(0.5)


def test_slices_of_a_beta_keep_its_mean_and_spread() -> None:
    a, b = np.array([0.05, 0.5, 2.0, 40.0, 0.0, 1.0]), np.array([0.9, 0.5, 30.0, 60.0, 1.0, 0.0])
    bins = beta_bins(a, b)
    assert bins.mean(axis=1) == pytest.approx(np.array([0.05 / 0.95, 0.5, 2 / 32, 0.4, 0.0, 1.0]), abs=1e-9)
    assert (np.diff(bins, axis=1) >= -1e-12).all()
    variance = a[:4] * b[:4] / ((a[:4] + b[:4]) ** 2 * (a[:4] + b[:4] + 1))
    assert bins[:4].var(axis=1) == pytest.approx(variance, rel=0.05)
    assert normal_bins(256).std() == pytest.approx(1)


def test_what_was_learnt_is_said_in_rows_and_sentences(small_plan: Plan, small_inputs: Inputs) -> None:
    said = fitted(small_plan)
    assert [row["january"] for row in said["means"]] == list(small_plan.years)
    assert said["means"][0]["children"] == pytest.approx(float(exact_means(small_plan).stock[0].sum()))
    assert any("trend" in line for line in said["sentences"])
    assert fitted(plan(small_inputs, COMPATIBLE))["sentences"] == [
        "Nothing is: as in the reference, rates are drawn anew for every cohort and year."
    ]
