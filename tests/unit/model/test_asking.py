"""What can be asked, what cannot, and what dials do."""

from __future__ import annotations

import numpy as np
import pytest

from portcullis.model.demand import DIALS, DemandError, Fitted, Switch, SwitchError, fit_panels, parse_switch
from tests.unit.model.invented import panel

ENGLAND = "E92000001"


@pytest.fixture(scope="module")
def fitted() -> Fitted:
    given = panel(12)
    return fit_panels(given, given)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"draws": 0}, "draws must lie between 100 and 100,000, not 0"),
        ({"draws": 10**9}, "not 1,000,000,000"),
        ({"years": 0}, "1 to 15 years, not 0"),
        ({"years": 200}, "1 to 15 years, not 200"),
        ({"seed": -1}, "a whole number from 0 on"),
        ({"threads": 0}, "threads must be 1 or more"),
        ({"parts": ("moods",)}, "no part of a forecast is called 'moods'"),
        ({"codes": ["E99000099"]}, "is no council of this model"),
    ],
)
def test_asked_wrongly(fitted: Fitted, options: dict, said: str) -> None:
    with pytest.raises(DemandError, match=said):
        fitted.forecast(**options)


def test_ranges_are_in_order_and_england_is_there_when_all_are(fitted: Fitted) -> None:
    told = fitted.forecast(years=3, draws=500)
    assert told.codes == (*fitted.codes, ENGLAND)
    for one in told.ranges(ENGLAND):
        ends = [one.low_95, one.low_80, one.low_50, one.median, one.high_50, one.high_80, one.high_95]
        assert ends == sorted(ends)
    assert [one.year for one in told.ranges(ENGLAND, "plans")] == [2025, 2026, 2027, 2028]
    assert [one.year for one in told.ranges(ENGLAND, "requests")] == [2025, 2026, 2027]
    assert not fitted.forecast([fitted.codes[0]], years=1, draws=100).has_england
    with pytest.raises(DemandError, match="no forecast of plans for 2040"):
        told.at(ENGLAND, "plans", 2040)
    assert told.about()["vintage"] == "2025-06-26"


def test_before_flows_were_published_only_plans_are_forecast() -> None:
    given = panel(30)
    for name in ("issued", "not_issued"):
        given.series[name][:, :12] = np.nan  # up to 2020
    early = fit_panels(given.known(2020), given.known(2020))
    assert "flows" not in early.parts
    assert set(early.forecast(years=1, draws=100).measures) & {"plans", "requests"} == {"plans"}
    with pytest.raises(DemandError, match="no figures of flows are known by June 2020"):
        early.forecast(parts=("flows",))
    with pytest.raises(DemandError, match="no switch can act"):
        early.forecast(switches=[Switch("exits", 2021, 2.0)])


@pytest.mark.parametrize("text", ["refusals=1.5@2027", "requests_held@2026", "mix:special_independent=0.8@2028"])
def test_a_dial_is_read_and_written_alike(text: str) -> None:
    assert str(parse_switch(text)) == text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("refusals", "is no switch"), ("refusals@2027", "is no switch"), ("refusals=lots@2027", "is no switch"),
        ("moods=2@2027", "no dial is called 'moods'"), ("refusals=0@2027", "must lie between"),
        ("refusals=nan@2027", "must lie between"), ("refusals=2@27", "must be one such as 2027"),
        ("mix:prison=2@2027", "no dial is called"),
    ],
)  # fmt: skip
def test_a_dial_that_makes_no_sense(text: str, said: str) -> None:
    with pytest.raises(SwitchError, match=said):
        parse_switch(text)


#: Dial, size, and which way each measure goes in the last year: +1 up, -1 down, 0 nowhere.
SIGNS = [
    ("refusals", 2.0, {"plans": -1, "issued": -1, "refused": 1, "appeals": 1, "requests": 0}),
    ("refusals", 0.5, {"plans": 1, "issued": 1, "refused": -1}),
    ("requests", 1.3, {"plans": 1, "requests": 1, "refused": 1, "issued": 1}),
    ("requests_held", 1.0, {"plans": -1, "requests": -1, "issued": -1}),
    ("issuing", 0.5, {"plans": -1, "issued": -1, "not_issued": 1, "requests": 0}),
    ("exits", 1.5, {"plans": -1, "exits": 1, "requests": 0}),
    ("mix:special_independent", 0.7, {"special_independent": -1, "mainstream": 1, "plans": 0, "requests": 0}),
]


@pytest.mark.parametrize(("dial", "size", "signs"), SIGNS)
def test_dials_pull_the_right_way(fitted: Fitted, dial: str, size: float, signs: dict[str, int]) -> None:
    code = fitted.codes[3]
    plain = fitted.draw(code, years=6, draws=2000)
    moved = fitted.draw(code, years=6, draws=2000, switches=[Switch(dial, 2026, size)])
    for measure, sign in signs.items():
        change = float((moved[measure][-2:] - plain[measure][-2:]).mean())
        assert np.sign(round(change, 3)) == sign, (measure, change)
    # Before its date a dial does nothing.
    for measure in signs:
        rows = 2 if measure == "plans" else 1
        assert (moved[measure][:rows] == plain[measure][:rows]).all(), measure


@pytest.mark.parametrize("dial", DIALS)
def test_a_dial_beyond_the_last_year_does_nothing(fitted: Fitted, dial: str) -> None:
    code = fitted.codes[3]
    plain = fitted.draw(code, years=3, draws=200)
    moved = fitted.draw(code, years=3, draws=200, switches=[Switch(dial, 2100, 2.0)])
    assert all((moved[measure] == plain[measure]).all() for measure in plain)


def test_more_refusals_at_once_mean_more_appeals(fitted: Fitted) -> None:
    code = fitted.codes[0]
    plain = fitted.draw(code, years=3, draws=2000)
    moved = fitted.draw(code, years=3, draws=2000, switches=[Switch("refusals", 2025, 2.0)])
    assert (moved["appeals"].mean(axis=1) > plain["appeals"].mean(axis=1)).all()


def test_every_dial_is_tried_above() -> None:
    assert {dial.partition(":")[0] for dial, _, _ in SIGNS} == {dial.partition(":")[0] for dial in DIALS}
