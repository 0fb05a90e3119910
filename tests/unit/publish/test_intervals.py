"""Differences are named only where chance alone would rarely make them."""

import pytest

from portcullis.publish.intervals import against, wilson


def test_wilson_matches_a_worked_example():
    # 10 of 100: 0.0552 to 0.1744 (Wilson 1927; the same figures stand in Newcombe 1998, method 3).
    low, high = wilson(0.10, 100)
    assert low == pytest.approx(0.0552, abs=5e-5)
    assert high == pytest.approx(0.1744, abs=5e-5)


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_interval_stays_between_none_and_all(share):
    low, high = wilson(share, 5)
    assert 0 <= low <= share <= high <= 1


@pytest.mark.parametrize(
    ("share", "n", "other", "verdict"),
    [
        (60, 1000, 50, "higher"),
        (40, 1000, 50, "lower"),
        (52, 100, 50, "unclear"),
        (60, None, 50, "unclear"),
        (60, 0, 50, "unclear"),
        (None, 10, 50, "unclear"),
        (60, 10, None, "unclear"),
    ],
)
def test_verdict(share, n, other, verdict):
    assert against(share, n, other) == verdict
