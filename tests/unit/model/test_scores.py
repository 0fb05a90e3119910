"""Scores, worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from portcullis.model.backtest import LEVELS, Prediction, score
from portcullis.model.backtest.scores import crps


def told(low: list[float], high: list[float]) -> Prediction:
    """Predictions spread evenly from low to high."""
    ends = np.array([low, high], dtype=float)
    quantiles = ends[0][:, None] + (ends[1] - ends[0])[:, None] * LEVELS
    return Prediction(quantiles, quantiles.sum(axis=0))


def test_scores_by_hand() -> None:
    # Medians 100, 200, 400 against 110, 200, 300.
    one = score(told([50, 150, 300], [150, 250, 500]), np.array([110.0, 200.0, 300.0]), 2022, 1)
    assert one.mdape_pct == pytest.approx(100 * 10 / 110)
    assert one.wape_pct == pytest.approx(100 * 110 / 610)
    assert one.national_error_pct == pytest.approx(100 * (700 / 610 - 1))
    assert one.cover_80_pct == pytest.approx(200 / 3)
    assert one.cover_95_pct == pytest.approx(200 / 3)
    assert one.width_95_pct == pytest.approx(100 * np.mean([95 / 110, 95 / 200, 190 / 300]))
    assert one.pit == (1 / 3, 0, 0, 0, 0, 1 / 3, 1 / 3, 0, 0, 0)
    assert one.england_in_95


def test_crps_of_a_point_is_its_distance_and_of_a_spread_is_known() -> None:
    point = Prediction(np.full((1, len(LEVELS)), 7.0), np.zeros(len(LEVELS)))
    assert crps(point, np.array([10.0])) == pytest.approx([3.0])
    # A uniform spread over one, seen in its middle: the CRPS is a twelfth.
    assert crps(told([0], [1]), np.array([0.5])) == pytest.approx([1 / 12], abs=2e-3)


def test_areas_without_a_figure_are_left_out() -> None:
    one = score(told([50, 50], [150, 150]), np.array([100.0, np.nan]), 2022, 1)
    assert one.wape_pct == pytest.approx(0, abs=1e-9)
    with pytest.raises(ValueError, match="no area has plans"):
        score(told([50], [150]), np.array([np.nan]), 2022, 1)


def test_england_outside() -> None:
    one = score(told([50, 50], [150, 150]), np.array([160.0, 160.0]), 2022, 1)
    assert not one.england_in_80
    assert not one.england_in_95
