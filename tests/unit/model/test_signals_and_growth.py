"""The four signals, and growth fitted from them."""

from __future__ import annotations

import math

import numpy as np
import pytest

from portcullis.model.demand import TooLittleHistory
from portcullis.model.demand.growth import HORIZONS, fit_growth
from portcullis.model.demand.signals import SIGNALS, missing_signals, raw_signals, yardstick
from portcullis.model.panel import FIRST
from tests.unit.model.invented import panel, put


def test_signals_by_hand() -> None:
    given = panel(3)
    for name, year, value in (
        ("stock", 2025, 1000.0), ("new", 2024, 150.0), ("requests", 2024, 260.0), ("refused", 2024, 60.0),
        ("timely_pct", 2024, 48.0), ("prevalence_pct", 2025, 5.0),
    ):  # fmt: skip
        put(given, name, 0, year, value)
    assert raw_signals(given, 2025)[0] == pytest.approx([math.log(5), 48, (260 - 60 - 150) / 1000, math.log(0.151)])


def test_a_missing_flow_is_taken_from_the_year_before_and_named() -> None:
    given = panel(3)
    put(given, "requests", 1, 2024, math.nan)
    before = raw_signals(given, 2024)[1, SIGNALS.index("backlog")]
    assert raw_signals(given, 2025)[1, SIGNALS.index("backlog")] == before
    assert missing_signals(given, 2025) == [(), ("backlog",), ()]


def test_only_the_place_among_others_counts_and_extremes_are_pulled_in() -> None:
    raw = raw_signals(panel(50), 2025)
    stick = yardstick(raw)
    measured = stick.measure(raw)
    assert measured.mean(axis=0) == pytest.approx(np.zeros(4), abs=1e-9)
    wild = raw.copy()
    wild[0] = 1e6
    assert stick.measure(wild)[0] == pytest.approx(measured.max(axis=0))


def test_a_signal_that_nobody_reported_says_nothing() -> None:
    raw = raw_signals(panel(9), 2025)
    raw[:, 1] = np.nan
    assert (yardstick(raw).measure(raw)[:, 1] == 0).all()


def test_a_planted_effect_is_found_and_goes_on() -> None:
    given = panel(150)
    z = np.random.default_rng(3).standard_normal(150)
    plans = np.full(150, 2000.0)
    for year in range(2012, 2026):
        given.series["stock"][:, year - FIRST] = given.series["plans"][:, year - FIRST] = plans
        given.series["prevalence_pct"][:, year - FIRST] = np.exp(z)
        for name in ("timely_pct", "requests", "refused", "new"):
            given.series[name][:, year - FIRST] = np.nan
        plans = plans * np.exp(0.1 - 0.02 * z)
    growth = fit_growth(given)
    effect = growth.coefficients[:, 1 + SIGNALS.index("prevalence")]
    assert effect == pytest.approx([-0.02, -0.04, -0.06], rel=0.05)
    assert growth.relative(raw_signals(given, 2025), 2025).shape == (150, HORIZONS)


def test_nothing_after_the_origin_is_used() -> None:
    given = panel(40)
    changed = panel(40)
    changed.series["stock"][:, 2023 - FIRST :] *= 3
    for name in ("requests", "new", "timely_pct"):
        changed.series[name][:, 2022 - FIRST :] *= 0.5
    one, other = fit_growth(given.known(2022)), fit_growth(changed.known(2022))
    assert (one.coefficients == other.coefficients).all()
    assert one.england == other.england


@pytest.mark.parametrize(("areas", "origin"), [(12, 2016), (12, 2011), (2, 2018)])
def test_too_little_history(areas: int, origin: int) -> None:
    with pytest.raises(TooLittleHistory, match="needed to fit growth"):
        fit_growth(panel(areas).known(origin))


def test_small_councils_are_noisier() -> None:
    growth = fit_growth(panel(60))
    sd = growth.noise_sd(np.array([50.0, 5000.0]))
    assert sd[0] >= sd[1] > 0
