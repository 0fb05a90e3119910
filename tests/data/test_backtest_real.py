"""The forecast on the real register: the protocol's baselines come out as published beside it, and ours as recorded.

In: the store of the real register. The figures of baselines are those of the protocol's own tables. Ours are
recorded as they stand (docs/demand-tried.md tells how they came about): none may get worse in silence.
"""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from portcullis.model.backtest import DEMAND, HORIZONS, RIDGE_ORIGINS, Backtest, run, scorecard, scorecards
from portcullis.model.demand import fit
from portcullis.model.demand.fitted import DRAWS, SEED, YEARS
from portcullis.model.frozen import forecast_to_freeze, read_manifest, read_quantiles
from portcullis.model.published import newest, write_record
from portcullis.store import Store

ROOT = Path(__file__).resolve().parents[2]
FROZEN = ROOT / "forecasts" / "2026-01"
ENGLAND, NEWHAM, CUMBERLAND = "E92000001", "E09000025", "E06000063"


@pytest.fixture(scope="module")
def done(open_real: Store) -> Backtest:
    """Everything but the slow smoothing, whose points the protocol had from another program."""
    names = ["naive", "drift_levels_4", "drift_levels_2015", "drift_logs_4", "drift_logs_2015", "exponential_4"]
    names += ["exponential_2015", "national_growth_1", "national_growth_3", "partial_pooling"]
    names += ["partial_pooling_undamped", "stock_flow", "panel_ridge"]
    return run(open_real, models=[DEMAND, *names])


def test_150_areas(done: Backtest) -> None:
    assert len(done.panel.codes) == 150
    assert {code for code in done.panel.codes if code.startswith("C-")} == {
        "C-bournemouth-poole-dorset", "C-cumbria", "C-northamptonshire",
    }  # fmt: skip


def test_england_as_the_protocol_has_it(done: Backtest) -> None:
    totals = {2019: 353_995, 2020: 390_109, 2021: 430_697, 2022: 473_255, 2023: 517_048, 2024: 576_474, 2025: 638_745}
    assert {year: int(done.panel.at("stock", year).sum()) for year in totals} == totals


#: From the protocol's tables of origin 2022: MdAPE, P90, WAPE, national error, to the digits printed there.
EXACT = {
    ("naive", 1): (8.24, 13.2, 8.52, -8.47), ("naive", 2): (17.67, 25.7, 17.93, -17.91),
    ("naive", 3): (25.62, 34.7, 26.12, -25.91),
    ("drift_levels_4", 1): (2.97, 7.4, 3.56, -0.78), ("drift_levels_4", 2): (6.82, 13.1, 7.14, -4.11),
    ("drift_levels_4", 3): (10.17, 20.4, 10.88, -7.24),
    ("drift_levels_2015", 1): (3.18, 8.2, 3.82, -2.03), ("drift_levels_2015", 2): (6.81, 15.2, 7.94, -6.35),
    ("drift_levels_2015", 3): (10.64, 21.3, 12.01, -10.27),
    ("drift_logs_4", 1): (3.09, 8.6, 3.88, 1.09), ("drift_logs_4", 2): (6.25, 13.5, 7.36, 0.27),
    ("drift_logs_4", 3): (9.07, 21.5, 11.12, 0.21),
    ("drift_logs_2015", 1): (2.82, 8.3, 3.73, 1.12), ("drift_logs_2015", 2): (5.14, 13.0, 6.53, 0.27),
    ("drift_logs_2015", 3): (7.05, 18.0, 9.29, 0.11),
    ("exponential_4", 1): (3.41, 9.3, 4.34, 1.29), ("exponential_4", 2): (6.38, 15.3, 7.75, 0.51),
    ("exponential_4", 3): (9.69, 22.4, 11.50, 0.49),
    ("exponential_2015", 1): (5.27, 12.9, 5.73, 1.97), ("exponential_2015", 2): (6.81, 15.7, 8.02, 1.42),
    ("exponential_2015", 3): (8.58, 21.5, 10.65, 1.58),
}  # fmt: skip


@pytest.mark.parametrize(("model", "horizon"), EXACT)
def test_baselines_of_one_council_to_the_digit(done: Backtest, model: str, horizon: int) -> None:
    one = done.scores[model, 2022, horizon]
    found = (one.mdape_pct, one.p90_ape_pct, one.wape_pct, one.national_error_pct)
    for value, printed, digits in zip(found, EXACT[model, horizon], (2, 1, 2, 2), strict=True):
        assert value == pytest.approx(printed, abs=0.5001 * 10**-digits)


#: From the protocol's table of rolling origins: WAPE, 95% coverage and CRPS one, two and three years ahead, and how
#: far ours may lie from it. Those models were drawn, or described in words, so they come out near and not equal.
NEAR = {
    "naive": ((9.5, 17.9, 25.3), (84, 57, 37), (6.60, 13.33, 19.73), 0.05),
    "drift_levels_4": ((3.9, 6.8, 9.2), (91, 86, 85), (3.01, 5.23, 7.16), 0.05),
    "drift_levels_2015": ((4.4, 7.7, 10.3), (85, 78, 76), (3.30, 5.86, 8.00), 0.06),
    "drift_logs_4": ((4.1, 7.4, 10.4), (94, 91, 91), (3.15, 5.63, 8.06), 0.05),
    "drift_logs_2015": ((3.9, 6.8, 9.2), (95, 95, 94), (3.02, 5.11, 6.88), 0.05),
    "exponential_4": ((4.6, 7.8, 10.9), (93, 85, 82), (3.45, 5.96, 8.50), 0.05),
    "exponential_2015": ((5.7, 8.1, 10.5), (91, 81, 76), (4.15, 6.09, 7.98), 0.05),
    "national_growth_1": ((3.8, 6.2, 7.9), (95, 95, 94), (2.79, 4.50, 5.74), 0.06),
    "national_growth_3": ((3.8, 6.2, 8.1), (95, 92, 92), (2.79, 4.53, 5.89), 0.06),
    "partial_pooling": ((3.7, 6.1, 7.9), (96, 94, 94), (2.71, 4.41, 5.77), 0.11),
    "partial_pooling_undamped": ((3.7, 6.2, 8.3), (96, 95, 94), (2.73, 4.54, 6.08), 0.06),
    "panel_ridge": ((3.4, 5.6, 7.2), (96, 96, 97), (2.48, 4.09, 5.22), 0.13),
}


@pytest.mark.parametrize("model", NEAR)
def test_baselines_over_rolling_origins(done: Backtest, model: str) -> None:
    wape, cover, crps, room = NEAR[model]
    for place, horizon in enumerate(HORIZONS):
        assert done.mean(model, horizon, "wape_pct") == pytest.approx(wape[place], abs=0.05 + room)
        assert done.mean(model, horizon, "crps_pct") == pytest.approx(crps[place], abs=room)
        assert done.mean(model, horizon, "cover_95_pct") == pytest.approx(cover[place], abs=3)


def test_the_stock_flow_baseline_is_as_described(done: Backtest) -> None:
    """Good a year ahead, adrift after three: its shrinkage is told in words only, so points come out near."""
    for horizon, wape, room in ((1, 3.8, 0.15), (2, 6.8, 0.3), (3, 9.9, 0.4)):
        assert done.mean("stock_flow", horizon, "wape_pct") == pytest.approx(wape, abs=room)


#: Ours: over origins for which the ridge has scores, and the bar that the protocol sets there.
RECORDED = {
    "crps_pct": ((2.356, 3.856, 4.986), (2.40, 3.90, 5.00)),
    "wape_pct": ((3.173, 5.250, 6.987), (3.2, 5.4, 7.0)),
    "mdape_pct": ((2.676, 4.633, 5.937), (2.7, 4.6, 6.3)),
}


@pytest.mark.parametrize("name", RECORDED)
def test_our_scores_are_no_worse_than_recorded(done: Backtest, name: str) -> None:
    recorded, bar = RECORDED[name]
    for place, horizon in enumerate(HORIZONS):
        value = done.mean(DEMAND, horizon, name, RIDGE_ORIGINS)
        assert value <= recorded[place] + 0.02
        if recorded[place] <= bar[place]:
            assert value <= bar[place]


def test_the_one_bar_that_is_missed(done: Backtest) -> None:
    """Half of areas within 4.63% two years ahead; the bar says 4.6. If this fails, docs/demand.md is out of date."""
    missed = [(n, h) for n, (got, bar) in RECORDED.items() for h in HORIZONS if got[h - 1] > bar[h - 1]]
    assert missed == [("mdape_pct", 2)]
    assert done.mean(DEMAND, 2, "mdape_pct", RIDGE_ORIGINS) > 4.6


@pytest.mark.parametrize("origins", [range(2019, 2025), RIDGE_ORIGINS])
def test_ranges_are_as_wide_as_they_should_be(done: Backtest, origins: range) -> None:
    for horizon in HORIZONS:
        assert 76 <= done.mean(DEMAND, horizon, "cover_80_pct", origins) <= 84
        assert 93 <= done.mean(DEMAND, horizon, "cover_95_pct", origins) <= 97
        assert all(one.england_in_95 for one in done.of(DEMAND, horizon, origins))


def test_ranges_are_no_wider_than_the_ridge_was(done: Backtest) -> None:
    for horizon, most in zip(HORIZONS, (21, 32, 42), strict=True):
        assert done.scores[DEMAND, 2022, horizon].width_95_pct <= most


def test_better_than_the_ridge_on_the_same_areas(done: Backtest) -> None:
    gains = [done.gain(DEMAND, "panel_ridge", origin, 1) for origin in RIDGE_ORIGINS]
    assert sum(one.points > 0 for one in gains) >= 4
    assert all(one.low <= one.points <= one.high for one in gains)
    assert done.gain(DEMAND, DEMAND, 2022, 1).points == 0


def test_the_frozen_forecast_is_what_it_was() -> None:
    manifest = read_manifest(FROZEN)  # raises where a byte differs
    assert (manifest["origin"], manifest["vintage"], manifest["switches"]) == (2025, "2025-06-26", [])


def test_the_frozen_forecast_can_be_made_again(open_real: Store) -> None:
    manifest = read_manifest(FROZEN)
    assert (manifest["years"], manifest["draws"], manifest["seed"]) == (YEARS, DRAWS, SEED)
    fitted = fit(open_real, origin=manifest["origin"])
    told = forecast_to_freeze(fitted, years=YEARS, draws=DRAWS, seed=SEED)
    frozen = read_quantiles(FROZEN)
    assert {code for code, _ in frozen} == set(told.codes)
    for code, values in zip(told.codes, told.values, strict=True):
        for (_, january), row in zip(told.columns, values, strict=True):
            if (code, january) in frozen:
                # Another processor may round a logarithm otherwise, and a draw may then be one child more or less.
                np.testing.assert_allclose(row, frozen[code, january], rtol=1e-3, atol=1.0)
    with (FROZEN / "plans.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["code"] == ENGLAND]
    assert [int(row["january"]) for row in rows] == list(range(2026, 2036))


def test_newham_starts_from_the_january_before_and_says_so(open_real: Store) -> None:
    fitted = fit(open_real)
    base = fitted.courses.bases[NEWHAM]
    assert (base.state, base.year, base.plans) == ("widened", 2024, 2705)
    assert "marked suspect" in base.reasons[0]
    told = fitted.forecast([NEWHAM, CUMBERLAND], years=2, parts=())
    assert told.at(NEWHAM, "plans", 2025).low_95 > 2 * 1199
    assert "Januaries can be used" in fitted.courses.bases[CUMBERLAND].reasons[0]
    assert len(fitted.codes) == 153
    assert fitted.courses.refused == {}


def test_prevalence_stays_plausible_to_the_last_year(open_real: Store) -> None:
    told = fit(open_real).forecast(years=15, draws=1000, parts=())
    england = told.at(ENGLAND, "plans", 2040)
    assert england.median > 638_745
    assert england.high_95 < 0.25 * 17_849_967


def test_the_record_of_a_council(open_real: Store) -> None:
    card = scorecard(open_real, NEWHAM)
    assert card is not None
    assert "The count of January 2025 is in doubt and not scored." in card.sentence()
    assert card.sentence().startswith("When we forecast Newham from January 2022, knowing only what was published by")
    joined = scorecard(open_real, CUMBERLAND)
    assert joined is not None
    assert (joined.code, joined.joined, len(joined.past)) == ("C-cumbria", True, 15)
    assert joined.mean_off_pct(1) < joined.mean_off_pct(3)
    every = scorecards(open_real)
    assert len(every) == 154
    assert (every[NEWHAM], every[CUMBERLAND]) == (card, joined)
    assert every[ENGLAND] == scorecard(open_real, ENGLAND)


def test_the_docs_say_what_the_backtest_says(done: Backtest) -> None:
    """The table of scores in docs/demand.md, cell by cell."""
    lines = (ROOT / "docs" / "demand.md").read_text(encoding="utf-8").splitlines()
    rows = {
        "CRPS, % of plans": ("crps_pct", 2), "WAPE": ("wape_pct", 2), "MdAPE": ("mdape_pct", 2),
        "inside the 80% range": ("cover_80_pct", 1), "inside the 95% range": ("cover_95_pct", 1),
    }  # fmt: skip
    for title, (name, digits) in rows.items():
        (line,) = [line for line in lines if line.startswith(f"| {title} |")]
        cells = [cell.strip().strip("*") for cell in line.strip("|").split("|")]
        said = [float(cell) for cell in cells[1:4]] + [float(cell) for cell in cells[5].split("/")]
        found = [done.mean(DEMAND, h, name, o) for o in (RIDGE_ORIGINS, range(2019, 2025)) for h in HORIZONS]
        assert said == pytest.approx(found, abs=0.6 * 10**-digits), title


def test_the_record_that_pages_show_is_that_of_the_model(open_real: Store, tmp_path: Path) -> None:
    """`portcullis backtest --record forecasts/record.csv` writes it again if the model or the register has changed."""
    write_record(scorecards(open_real), tmp_path / "record.csv")
    written, shown = (
        list(csv.reader((place / "record.csv").read_text(encoding="utf-8").splitlines()))
        for place in (tmp_path, ROOT / "forecasts")
    )
    assert [row[:5] for row in shown] == [row[:5] for row in written]
    numbers = [np.array([row[5:] for row in rows[1:]], dtype=float) for rows in (shown, written)]
    np.testing.assert_allclose(*numbers, rtol=1e-3, atol=1.0)  # whole children: another machine may round one away


def test_numbers_of_the_newest_frozen_forecast_have_ids() -> None:
    forecast = newest(ROOT / "forecasts")
    assert forecast is not None
    figures = forecast.figures()
    (kent,) = [row for row in forecast.plans["E10000016"] if row["january"] == 2028]
    assert figures["forecast:2026-01:E10000016:2028:median"] == kent["median"] > 0
    assert figures["backtest:2022:E10000016:2023:actual"] == 18931
    assert sum(name.startswith("forecast:") for name in figures) == 154 * YEARS * 7
