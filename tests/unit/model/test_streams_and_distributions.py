"""Luck with a name, and quantiles without a library."""

from __future__ import annotations

import numpy as np
import pytest

from portcullis.model.demand.streams import PURPOSES, fat, normals
from portcullis.model.distributions import normal_quantile, t_quantile


def test_a_stream_belongs_to_its_name_seed_and_purpose() -> None:
    first = normals(1, "E99000001", "growth", 2, 100)
    assert (first == normals(1, "E99000001", "growth", 2, 100)).all()
    others = [normals(2, "E99000001", "growth", 2, 100), normals(1, "E99000002", "growth", 2, 100)]
    others += [normals(1, "E99000001", purpose, 2, 100) for purpose in PURPOSES if purpose != "growth"]
    for other in others:
        assert abs(np.corrcoef(first.ravel(), other.ravel())[0, 1]) < 0.3


def test_a_longer_stream_begins_with_the_shorter_one() -> None:
    assert (normals(1, "E99000001", "exits", 9, 500)[:3] == normals(1, "E99000001", "exits", 3, 500)).all()


def test_fat_tails_have_unit_variance_and_are_those_of_t() -> None:
    x = fat(normals(1, "E99000001", "growth", 100, 10_000), 5.0).ravel().astype(float)
    assert x.std() == pytest.approx(1, abs=0.01)
    wanted = t_quantile([0.01, 0.1, 0.9, 0.99], 5) * np.sqrt(3 / 5)
    assert np.quantile(x, [0.01, 0.1, 0.9, 0.99]) == pytest.approx(wanted, rel=0.05)
    assert (np.diff(fat(np.linspace(-6, 6, 1001, dtype=np.float32))) > 0).all()


@pytest.mark.parametrize(
    ("df", "level", "wanted"),
    [(1, 0.975, 12.7062), (2, 0.975, 4.30265), (3, 0.9, 1.63774), (6, 0.995, 3.70743), (10, 0.025, -2.22814)],
)
def test_quantiles_of_t(df: float, level: float, wanted: float) -> None:
    assert float(t_quantile(level, df)) == pytest.approx(wanted, rel=2e-5)


def test_quantiles_of_the_normal() -> None:
    assert normal_quantile([0.025, 0.5]) == pytest.approx([-1.959964, 0], abs=1e-6)
    with pytest.raises(ValueError, match="at least one degree"):
        t_quantile(0.5, 0)
