"""Stories of interest: what a deficit costs the general fund now, and which stated figures a rate can be read from."""

from __future__ import annotations

import numpy as np
import pytest

from portcullis.model.mechanism import (
    CALIBRATIONS,
    LEAST_RATE,
    MOST_RATE,
    MechanismError,
    average_deficit_gbp,
    interest_gbp,
)


def test_a_year_between_113_3_and_183_1_million_costs_8_million_at_5_4_percent() -> None:
    """(113.3 + 183.1) / 2 = 148.2; 5.4% of it = 8.0028 million."""
    average = average_deficit_gbp(113_300_000, 183_100_000)
    assert average == 148_200_000
    assert interest_gbp(average, 0.054) == pytest.approx(8_002_800, abs=0.5)


def test_a_surplus_earns_nothing_here_and_pays_for_no_deficit() -> None:
    assert average_deficit_gbp(-10_000_000, 20_000_000) == 10_000_000
    assert interest_gbp(-5_000_000, 0.06) == 0
    np.testing.assert_allclose(interest_gbp(np.array([1e6, -1e6]), 0.05), [50_000, 0])


def test_a_rate_below_zero_is_a_slip() -> None:
    with pytest.raises(MechanismError, match="must not be below zero"):
        interest_gbp(1.0, -0.05)


def test_rates_are_read_from_bcp_and_england_and_not_from_west_berkshire() -> None:
    """10 / 183.1 = 5.46%, where 10 is "nearly"; 300 / 5,000 = 6%; 1.5 / 16.1 = 9.3%, which no council borrows at."""
    rates = {each.who: (round(each.rate, 4), each.usable) for each in CALIBRATIONS}
    assert rates == {
        "Bournemouth, Christchurch and Poole": (0.0546, True),
        "England": (0.06, True),
        "West Berkshire": (0.0932, False),
    }
    usable = [each.rate for each in CALIBRATIONS if each.usable]
    assert (LEAST_RATE, MOST_RATE) == (0.054, 0.060)
    assert min(usable) - LEAST_RATE < 0.001
    assert max(usable) == MOST_RATE
    assert all(each.why and each.sources for each in CALIBRATIONS)
